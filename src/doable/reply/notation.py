"""The JSON of `draft` and `check-reply`: what a reply is for, and what was found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_object, read_value
from doable.policy.deciding.reading_decisions import read_decision
from doable.policy.deciding.showing import show_decision
from doable.policy.findings import did_you_mean
from doable.policy.language.declarations import DATE, STRING
from doable.policy.language.times import date_of, timestamp_from_text
from doable.reply.occasion import BLOCKING, Occasion
from doable.understanding.understood import EMOTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Decision
    from doable.reply.occasion import DraftFinding

_DRAFT_KEYS = ("id", "message", "decision", "case", "received")
_CASE_KEYS = ("customer_name", "order_number", "emotion", "channel", "language", "situation")


def read_occasion(contents: Contents, raw: Mapping[str, object]) -> Occasion:
    """What a reply is for: `check in` without its draft, or no more than what `decide` printed.

    A decision without `at` counts as made when the message was received. Raises InputError naming the key.
    """
    if "asks" in raw:
        return occasion_of(contents, read_decision(contents, raw))
    given = read_object(raw, "", _DRAFT_KEYS)
    received = None if given.get("received") is None else _day(given["received"])
    if given.get("decision") is None:
        raise InputError("decision", "is missing", "give what `doable decide --jsonl` printed")
    start = timestamp_from_text(f"{received}T00:00:00Z") if received else None
    decision = read_decision(contents, given["decision"], start, "decision")
    case = read_object(given.get("case") or {}, "case", _CASE_KEYS)
    emotion = _text(case, "emotion", "case.")
    if emotion is not None and emotion not in EMOTIONS:
        raise InputError("case.emotion", f"`{emotion}` is no emotion", did_you_mean(emotion, EMOTIONS))
    return Occasion(
        decision=decision,
        id=_text(given, "id") or decision.id,
        message=_text(given, "message") or "",
        received=received or date_of(decision.at, contents.zone),
        customer_name=_text(case, "customer_name", "case."),
        order_number=_text(case, "order_number", "case."),
        emotion=emotion,
        channel=_text(case, "channel", "case."),
        language=_text(case, "language", "case."),
        situation=_text(case, "situation", "case."),
    )


def occasion_of(contents: Contents, decision: Decision) -> Occasion:
    """A reply that tells a decision where nothing else is known."""
    return Occasion(decision, id=decision.id, received=date_of(decision.at, contents.zone))


def _text(given: Mapping[str, object], key: str, path: str = "") -> str | None:
    raw = given.get(key)
    return None if raw is None else cast("str", read_value(raw, STRING, f"{path}{key}"))


def _day(raw: object) -> date:
    return cast("date", read_value(raw, DATE, "received"))


def show_occasion(contents: Contents, occasion: Occasion, draft: str) -> dict[str, object]:
    """A draft with what it is for, as `check-reply` takes it."""
    case = {
        "customer_name": occasion.customer_name,
        "order_number": occasion.order_number,
        "emotion": occasion.emotion,
        "channel": occasion.channel,
        "language": occasion.language,
        "situation": occasion.situation,
    }
    return {
        "id": occasion.id,
        "message": occasion.message,
        "decision": show_decision(contents, occasion.decision),
        "case": {key: value for key, value in case.items() if value is not None},
        "draft": draft,
        "received": occasion.received.isoformat() if occasion.received else None,
    }


def show_findings(id_: str, findings: Iterable[DraftFinding]) -> dict[str, object]:
    """What was found in a draft, as `check-reply` prints it."""
    found = tuple(findings)
    return {
        "id": id_,
        "findings": [
            {
                "check": finding.check,
                "severity": finding.severity,
                "start": finding.start,
                "end": finding.end,
                "message": finding.message,
                "suggestion": finding.suggestion,
            }
            for finding in found
        ],
        "may_be_sent": all(finding.severity != BLOCKING for finding in found),
    }
