"""The peer that redaction is measured beside: Presidio's own recognisers, where it is installed."""

from __future__ import annotations

from collections.abc import Callable

from bench.redaction_corpora import Labelled, Span

_PRESIDIO = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "MAC_ADDRESS": "mac",
    "PERSON": "person",
    "CRYPTO": "secret",
    "US_SSN": "national_id",
    "US_DRIVER_LICENSE": "national_id",
    "US_PASSPORT": "national_id",
    "US_ITIN": "national_id",
    "UK_NINO": "national_id",
    "UK_NHS": "national_id",
    "ES_NIF": "national_id",
    "ES_NIE": "national_id",
    "IT_FISCAL_CODE": "national_id",
}


def presidio() -> Callable[[Labelled], list[Span]]:
    """Presidio's own recognisers for English without a language model (they are regular expressions)."""
    from presidio_analyzer import RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    recognisers = [known for known in registry.recognizers if "Spacy" not in type(known).__name__]
    artifacts = NlpArtifacts([], [], [], [], None, "en")

    def finder(labelled: Labelled) -> list[Span]:
        spans: list[tuple[float, Span]] = []
        for recogniser in recognisers:
            for found in recogniser.analyze(labelled.text, recogniser.supported_entities, artifacts) or ():
                kind = _PRESIDIO.get(found.entity_type)
                if kind and found.score >= 0.3:
                    spans.append((-found.score, Span(found.start, found.end, kind)))
        kept: list[Span] = []
        for _, span in sorted(spans):
            if not any(span.start < other.end and other.start < span.end for other in kept):
                kept.append(span)
        return kept

    return finder
