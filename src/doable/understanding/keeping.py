"""An understanding as JSON to be kept, and back: nothing is lost on the way, unlike in `notation`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from doable.policy.deciding.decision import Typed
from doable.policy.language.values import Duration, Timestamp
from doable.understanding.understood import ReadAsk, ReadFact, Span, Understanding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.book import Contents
    from doable.policy.language.values import Plain
    from doable.understanding.understood import Message

    Kept = Mapping[str, object]

# Each kind of value under its own word, so that a date does not come back as text.
_WRITTEN: tuple[tuple[str, type, Callable[..., object]], ...] = (
    ("bool", bool, bool),
    ("int", int, int),
    ("exact", Decimal, str),
    ("text", str, str),
    ("date", date, date.isoformat),
    ("timestamp", Timestamp, lambda value: value.nanoseconds),
    ("duration", Duration, lambda value: value.nanoseconds),
)
_READ: Mapping[str, Callable[..., Plain]] = {
    "bool": bool,
    "int": int,
    "exact": Decimal,
    "text": str,
    "date": date.fromisoformat,
    "timestamp": Timestamp,
    "duration": Duration,
    "double": float,
    "none": lambda _none: None,
}


def keep(understanding: Understanding) -> dict[str, object]:
    """An understanding as JSON, without its message."""
    return {
        "language": understanding.language,
        "asks": [
            {
                "ask": ask.ask,
                "params": {param.name: _written(param.value) for param in ask.params},
                "confidence": ask.confidence,
                "span": [ask.span.start, ask.span.end],
            }
            for ask in understanding.asks
        ],
        "emotion": understanding.emotion,
        "cause": understanding.cause,
        "signals": list(understanding.signals),
        "facts": {
            name: {
                "values": [_written(value) for value in fact.values],
                "spans": [[span.start, span.end] for span in fact.spans],
            }
            for name, fact in understanding.facts.items()
        },
        "doubts": list(understanding.doubts),
    }


def restore(contents: Contents, kept: Kept, message: Message) -> Understanding:
    """What `keep` wrote, for the message it was read from; asks the book no longer has are left out."""
    asks = cast("list[Kept]", kept["asks"])
    facts = cast("Mapping[str, Mapping[str, Any]]", kept["facts"])
    return Understanding(
        message=message,
        language=str(kept["language"]),
        asks=tuple(_ask(contents, ask) for ask in asks if ask["ask"] in contents.asks),
        emotion=str(kept["emotion"]),
        cause=str(kept["cause"]),
        signals=tuple(cast("list[str]", kept["signals"])),
        facts={
            name: ReadFact(
                tuple(_value(value) for value in fact["values"]), tuple(Span(*span) for span in fact["spans"])
            )
            for name, fact in facts.items()
        },
        doubts=tuple(cast("list[str]", kept["doubts"])),
    )


def _ask(contents: Contents, kept: Kept) -> ReadAsk:
    name = str(kept["ask"])
    declared = contents.asks[name].params
    params = cast("Mapping[str, list[object]]", kept["params"])
    return ReadAsk(
        ask=name,
        params=tuple(
            Typed(param, _value(value), declared[param].type)
            for param, value in params.items()
            if param in declared
        ),
        confidence=float(cast("float", kept["confidence"])),
        span=Span(*cast("list[int]", kept["span"])),
    )


def _written(value: Plain) -> list[object]:
    for word, type_, write in _WRITTEN:
        if isinstance(value, type_):
            return [word, write(value)]
    if value is None:
        return ["none", None]
    if isinstance(value, tuple):
        return ["list", [_written(item) for item in value]]
    # As text, since JSON has no word for what is no number or has no end.
    return ["double", repr(value)]


def _value(written: list[object]) -> Plain:
    word, raw = cast("tuple[str, object]", tuple(written))
    if word == "list":
        return tuple(_value(item) for item in cast("list[list[object]]", raw))
    return _READ[word](raw)
