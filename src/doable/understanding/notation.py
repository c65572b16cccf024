"""Messages and their understanding as JSON, in the forms that `doable read` takes and gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_object, read_value, show_plain, show_value
from doable.policy.language.declarations import DATE
from doable.understanding.understood import Earlier, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doable.policy.deciding.decision import Typed
    from doable.understanding.understood import ReadAsk, ReadFact, Understanding

_KEYS = ("id", "text", "channel", "received", "history")
_EARLIER_KEYS = ("from", "text")
_SENDERS = ("customer", "company")


def message_from(data: Mapping[str, object]) -> Message:
    """A message from its JSON; raises InputError naming the key that is missing, unknown or wrong."""
    known = read_object(data, "", _KEYS)
    return Message(
        text=_text(known, "text", ""),
        received=_day(known.get("received")),
        channel=None if known.get("channel") is None else _text(known, "channel", ""),
        history=_history(known.get("history")),
        id="" if known.get("id") is None else str(known["id"]),
    )


def _text(known: Mapping[str, object], key: str, path: str) -> str:
    place = f"{path}.{key}" if path else key
    if key not in known:
        raise InputError(place, "is missing", "write what the customer wrote" if key == "text" else None)
    found = known[key]
    if not isinstance(found, str):
        raise InputError(place, "expected text", "put it into quotes")
    return found


def _day(raw: object) -> date | None:
    return None if raw is None else read_value(raw, DATE, "received")  # type: ignore[return-value]  # of DATE


def _history(raw: object) -> tuple[Earlier, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        raise InputError("history", "expected a list", "write [..], the oldest message first")
    return tuple(_earlier(item, f"history[{at}]") for at, item in enumerate(raw))


def _earlier(raw: object, path: str) -> Earlier:
    known = read_object(raw, path, _EARLIER_KEYS)
    sender = _text(known, "from", path)
    if sender not in _SENDERS:
        raise InputError(f"{path}.from", f"`{sender}` is nobody in a case", "write customer or company")
    return Earlier(sender, _text(known, "text", path))


def as_json(understanding: Understanding, currency: str | None = None) -> dict[str, object]:
    """An understanding as JSON; with the book's `currency` sums in params have its decimals."""
    return {
        "id": understanding.message.id,
        "language": understanding.language,
        "asks": [_ask(understanding, ask, currency) for ask in understanding.asks],
        "emotion": understanding.emotion,
        "cause": understanding.cause,
        "signals": list(understanding.signals),
        "facts": {name: _fact(understanding, fact) for name, fact in understanding.facts.items()},
        "doubts": list(understanding.doubts),
    }


def _ask(understanding: Understanding, ask: ReadAsk, currency: str | None) -> dict[str, object]:
    return {
        "ask": ask.ask,
        "params": {param.name: _shown(param, currency) for param in ask.params},
        "confidence": round(ask.confidence, 3),
        "quote": understanding.quote(ask.span),
    }


def _shown(param: Typed, currency: str | None) -> object:
    return show_value(param.value, param.type, currency) if currency else show_plain(param.value)


def _fact(understanding: Understanding, fact: ReadFact) -> dict[str, object]:
    """One value as it is, several as a list; the quotes likewise."""
    values = [show_plain(value) for value in fact.values]
    quotes = [understanding.quote(span) for span in fact.spans]
    if len(values) == 1:
        return {"value": values[0], "quote": quotes[0]}
    return {"value": values, "quote": quotes}
