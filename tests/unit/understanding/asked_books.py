"""Small books for tests of what is read from examples."""

from types import SimpleNamespace

EXAMPLES = {
    "refund": ("I want my money back", "please refund order 1042", "can I have the 40 euros back"),
    "repair": (
        "please mend my machine",
        "can somebody fix the pump",
        "the boiler is broken, repair it please",
    ),
    "opening_hours": ("when are you open", "what are your opening hours", "are you open on Sunday"),
}


def book_of(examples):
    asks = {name: SimpleNamespace(examples=tuple(texts)) for name, texts in examples.items()}
    return SimpleNamespace(asks=asks)
