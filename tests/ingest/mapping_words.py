"""Words that the labelled samples are filled with; every name is invented."""

from __future__ import annotations

FIRST = ("Anna", "Jonas", "Marta", "Luca", "Chloé", "Diego", "Sofie", "Henk", "Priya", "Tom", "Inês", "Karl")
LAST = ("Weber", "Silva", "Rossi", "Moreau", "de Vries", "Okafor", "Larsen", "Novak", "García", "Brandt")
COMPANIES = (
    "Kestrel Robotics GmbH",
    "Brightwater Clinics",
    "Alder & Pine",
    "Nordlicht Energie AG",
    "Vega Transportes",
    "Maison Lumière SARL",
    "Quartz Foods Ltd",
    "Holloway Freight",
    "Tulip Software BV",
    "Casa Verde SpA",
    "Orchard Schools",
    "Blue Fjord Shipping",
)
SENTENCES = {
    "en": (
        "The export to CSV stops after a few minutes and never finishes",
        "We cannot add a second calendar for our field technicians",
        "Your support team answers fast and stays friendly",
        "The invoice shows the wrong tax rate since last week",
        "Please tell us how to invite people from another office",
        "The mobile app loses photos whenever we are offline",
    ),
    "de": (
        "Der Export bricht nach wenigen Minuten ab und wird nie fertig",
        "Wir können keinen zweiten Kalender für unsere Techniker anlegen",
        "Der Kundendienst antwortet schnell und bleibt freundlich",
        "Auf der Rechnung steht seit letzter Woche der falsche Steuersatz",
    ),
    "fr": (
        "L'export vers CSV s'arrête après quelques minutes sans message",
        "Nous ne pouvons pas ajouter un deuxième calendrier pour nos équipes",
        "Votre équipe répond vite et reste aimable avec nous",
    ),
    "es": (
        "La exportación se detiene después de unos minutos y no termina",
        "No podemos añadir un segundo calendario para nuestros técnicos",
        "El equipo de soporte contesta rápido y con amabilidad",
    ),
    "pt": (
        "A exportação para depois de alguns minutos e nunca termina",
        "Não conseguimos adicionar um segundo calendário para a equipe",
        "O suporte responde rápido e com muita gentileza",
    ),
    "it": (
        "L'esportazione si ferma dopo pochi minuti e non finisce mai",
        "Non riusciamo ad aggiungere un secondo calendario per i tecnici",
        "Il servizio clienti risponde subito ed è sempre gentile",
    ),
    "nl": (
        "De export stopt na een paar minuten en wordt nooit klaar",
        "Wij kunnen geen tweede agenda voor onze monteurs toevoegen",
        "De klantenservice antwoordt snel en blijft vriendelijk",
    ),
}
PLAIN: dict[str, tuple[str, ...]] = {
    "status": ("open", "pending", "solved", "closed"),
    "status_de": ("offen", "in Bearbeitung", "gelöst"),
    "status_fr": ("ouvert", "en attente", "résolu"),
    "status_es": ("abierto", "pendiente", "resuelto"),
    "status_pt": ("aberto", "em andamento", "resolvido"),
    "status_it": ("aperto", "in corso", "risolto"),
    "acct_status": ("customer", "opportunity", "lead"),
    "prio": ("low", "normal", "high", "urgent"),
    "prio_de": ("niedrig", "mittel", "hoch"),
    "prio_es": ("baja", "media", "alta"),
    "prio_nl": ("laag", "normaal", "hoog"),
    "tags": ("export, csv", "billing", "mobile, offline, photos", "calendar"),
    "feature": ("Exports", "Calendar", "Billing", "Mobile app", "Reports"),
    "channel": ("email", "web", "chat", "phone"),
    "team": ("Support EMEA", "Support US", "Tier 2"),
    "flag": ("true", "false"),
    "country": ("DE", "FR", "US", "NL"),
    "lang": ("en", "de", "fr"),
    "npsgroup": ("Promoter", "Passive", "Detractor"),
    "industry": ("Energy", "Healthcare", "Logistics", "Education", "Retail"),
    "segment": ("SMB", "Mid-market", "Enterprise"),
    "tier": ("Gold", "Silver", "Bronze"),
    "city": ("Berlin", "Lyon", "Porto", "Utrecht"),
    "reason": ("price", "missing feature", "went out of business"),
    "currency": ("EUR", "USD", "GBP"),
    "plan": ("Starter", "Team", "Business", "Enterprise"),
    "metric": ("logins", "exports", "reports_created", "api_calls"),
    "unit": ("count", "seats"),
    "title": ("Head of Operations", "IT Manager", "CFO", "Dispatcher"),
    "level": ("C-level", "Director", "Manager", "User"),
    "department": ("Operations", "Finance", "IT"),
    "milestone": ("Kick-off", "Data imported", "First report", "Go-live"),
    "signal": ("usage", "support", "billing", "overall"),
    "play": ("Renewal rescue", "Executive review", "Adoption sprint"),
    "outcome": ("won", "lost", "open"),
    "activity": ("post", "reply", "like", "event"),
    "space": ("Ideas", "Help", "Announcements"),
}


def domain(company: str) -> str:
    """The invented company's e-mail domain."""
    letters = "".join(char for char in company.lower() if char.isascii() and char.isalpha())
    return f"{letters[:14]}.example"
