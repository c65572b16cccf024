"""The fixed words of the customers' version, in the languages that have them."""

from __future__ import annotations

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "title": "What we can do for you",
        "contents": "What would you like?",
        "version": "Version",
        "date": "Date",
        "introduction": (
            "This page says what usually applies. Every case is decided on its own facts, and where several"
            " things apply at once, a no weighs more than a yes. If you are not sure, ask us."
        ),
        "you might say": "You might say: ",
        "can": "What we can do",
        "look": "Where somebody takes a closer look",
        "cannot": "What we can't do",
        "instead": "What we can offer instead",
        "others": "Others who can help",
        "who": "Who",
        "helps with": "Helps with",
        "reach": "How to reach them",
        "otherwise": "In all other cases",
        "if": "If",
        "grant": "Yes.",
        "approve": "Possible, once we have looked at your case.",
        "bill": "Yes, for a charge.",
        "phase": "Yes, step by step.",
        "decline": "No.",
        "forbid": "Never.",
        "refer": "A person looks at it.",
        "charge": "The charge: ",
        "for": "for",
        "step": "Step",
        "advise": "Please note: ",
        "gives": "You get: ",
        "ask": "Write to us, and a person looks at it.",
    },
    "de": {
        "title": "Was wir für Sie tun können",
        "contents": "Worum geht es Ihnen?",
        "version": "Fassung",
        "date": "Stand",
        "introduction": (
            "Diese Seite sagt, was in der Regel gilt. Jeder Fall wird für sich entschieden, und wo mehreres"
            " zugleich zutrifft, wiegt ein Nein mehr als ein Ja. Fragen Sie uns, wenn Sie nicht sicher sind."
        ),
        "you might say": "Das könnten Sie sagen: ",
        "can": "Was wir tun können",
        "look": "Was wir uns genauer ansehen",
        "cannot": "Was wir nicht tun können",
        "instead": "Was wir stattdessen anbieten können",
        "others": "Wer sonst helfen kann",
        "who": "Wer",
        "helps with": "Hilft bei",
        "reach": "So erreichen Sie sie",
        "otherwise": "In allen anderen Fällen",
        "if": "Wenn",
        "grant": "Ja.",
        "approve": "Möglich, sobald wir uns Ihren Fall angesehen haben.",
        "bill": "Ja, gegen Bezahlung.",
        "phase": "Ja, Schritt für Schritt.",
        "decline": "Nein.",
        "forbid": "Niemals.",
        "refer": "Das sieht sich jemand an.",
        "charge": "Das kostet: ",
        "for": "für",
        "step": "Schritt",
        "advise": "Bitte beachten Sie: ",
        "gives": "Sie bekommen: ",
        "ask": "Schreiben Sie uns; dann sieht es sich jemand an.",
    },
}
# Conditions and values can be said in words in this language only.
SPOKEN = "en"


def phrases(language: str) -> tuple[str, dict[str, str]]:
    """The fixed words in a language, else in English, and which of the two it is."""
    known = language if language in PHRASES else SPOKEN
    return known, PHRASES[known]
