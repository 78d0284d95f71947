"""Invented company and person names for the demo."""

from __future__ import annotations

from itertools import product
from random import Random

_FIRST = """
Alder Anchor Ashdown Beacon Birchwood Blackthorn Bramble Brightside Calder Canopy Cedarline Cobalt
Copperfield Crestview Driftwood Eastgate Emberton Fairwater Fenwick Flint Foxglove Granite
Greyfriars Harlow Hawthorn Heron Ironbridge Juniper Kingsway Larkspur Linden Lowland Maplehurst
Meridian Millrace Northgate Oakhaven Orchard Pennant Pinecrest Quarry Redwood Ridgeway Rowan
Saltmarsh Silverline Southbank Sterling Stonecroft Summit Thornbury Tidewater Umber Valley Wavecrest
Westmoor Willow Windmill Wren Yarrow
""".split()
TRADES = {
    "Plumbing": "plumbing", "Heating": "HVAC", "Climate": "HVAC", "Lifts": "lifts", "Security": "security",
    "Cleaning": "cleaning", "Utilities": "utilities", "Electrical": "electrical",
    "Fire Safety": "fire safety", "Facilities": "facilities", "Roofing": "roofing",
    "Pest Control": "pest control",
}  # fmt: skip
_GIVEN = """
Aisha Bartosz Carmen Dieter Elif Femi Gwen Hiro Ingrid Jamal Katya Lorenzo Mireille Nikhil Oona
Paulo Quentin Rosa Sven Thandi Ulrike Viktor Wanda Xiomara Yusuf Zofia Anders Bridget Cormac
Delphine
""".split()
_FAMILY = """
Abernathy Bergstrom Castellanos Demir Eriksen Farrugia Grzelak Hashimoto Ibrahimi Jankowski
Kowalczyk Lindholm Mbeki Novak Okonkwo Petrosyan Quaresma Rasmussen Szabo Takahashi Ueda Vandenberg
Wojcik Xanthos Yildiz Zimmer Achterberg Boateng Cavallaro Dragomir
""".split()


def companies(count: int, random: Random) -> list[tuple[str, str]]:
    """``count`` distinct (company name, industry) pairs."""
    pairs = [(f"{first} {trade}", industry) for first, (trade, industry) in product(_FIRST, TRADES.items())]
    random.shuffle(pairs)
    return pairs[:count]


def people(random: Random) -> list[str]:
    """All given-family pairs in random order; take from it what is needed."""
    names = [f"{given} {family}" for given, family in product(_GIVEN, _FAMILY)]
    random.shuffle(names)
    return names
