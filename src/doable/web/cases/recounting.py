"""What happened in a case, told in sentences."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from doable.web.cases.wording import fact_label, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doable.desk.models import Case

Told = dict[str, object]
_MOST = 200
_VERDICTS = {
    "doable": "yes",
    "billable": "yes, for a charge",
    "phased": "yes, in steps",
    "needs_approval": "needs approval",
    "clarify": "a question is open",
    "declined": "no",
    "forbidden": "never",
    "refer": "for a colleague to decide",
    "": "nothing to decide",
}
# How an event reads: `{who}` did what; keys in braces are what the event told.
_SENTENCES: Mapping[str, str] = {
    "opened": "The case was opened.",
    "received": "A message came in.",
    "understood": "The message was read.",
    "decided": "Decided: {verdict}{why}.",
    "asked": "Read from the message: {ask}.",
    "ask_added": "{who} added an ask: {ask}.",
    "ask_dropped": "{who} dropped an ask: {ask}.",
    "ask_changed": "{who} put an ask right: {ask}.",
    "stated": "{who} put a fact right: {fact} is {value}{because}.",
    "taken_back": "{who} took a fact back: {fact}.",
    "approval_asked": "{who} asked {of} for approval: {ask}.",
    "approval_given": "{who} approved.",
    "approval_refused": "{who} did not approve.",
    "approval_taken_back": "{who} took the question for approval back.",
    "consultation_asked": "{who} asked {of} to talk it over: {ask}.",
    "consulted": "{who} talked it over: {stands}.",
    "consultation_taken_back": "{who} took the consultation back.",
    "taken_over": "{who} took the case over{because}.",
    "tied": "Recognised as a customer{how}.",
    "untied": "{who} took back whose case it is.",
    "noted": "{who} left a note.",
    "sent": "{who} sent a reply.",
    "acknowledged": "The customer was told that the message arrived.",
    "handed_over": "The reply was handed over.",
    "sent_again": "The reply was sent again, with the same id.",
    "delivered": "The reply left the house.",
    "called_back": "{who} called the reply back.",
    "bounced": "The reply did not arrive{because}.",
    "undeliverable": "The reply can't arrive{because}.",
    "settled": "{who} settled the case{because}.",
    "reopened": "The case was opened again{because}.",
    "set_aside": "{who} set the case aside{because}.",
}
_TIES = {"mail": " by proven mail", "link": " by a signed link", "person": " by a colleague"}


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as a sentence."""

    at: datetime
    says: str
    by_person: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One event as its record has it: `by` is a colleague's id, `told` what it says besides."""

    at: datetime
    kind: str
    by: int | None
    told: Told


def events_of(case: Case) -> list[Event]:
    """The events of a case, oldest first."""
    rows = case.events.order_by("-id").values_list("at", "kind", "by_id", "payload__data")[:_MOST]
    events = [Event(at, kind, by, json.loads(data) if data else {}) for at, kind, by, data in rows]
    return events[::-1]


def recount(events: Iterable[Event], names: Mapping[int, str]) -> tuple[Happened, ...]:
    """What happened in a case; `names` are those of colleagues by id."""
    return tuple(Happened(event.at, sentence(event, names), event.by is not None) for event in events)


def people_in(events: Iterable[Event]) -> set[int | None]:
    """The ids of colleagues in events: who did it, and who was asked."""
    named: set[int | None] = set()
    for event in events:
        of = event.told.get("of")
        named |= {event.by, of if isinstance(of, int) else None}
    return named


def sentence(event: Event, names: Mapping[int, str]) -> str:
    """An event in words; one of a kind that nobody told how to say says its kind."""
    who = names.get(event.by, "A colleague") if event.by else "The desk"
    pattern = _SENTENCES.get(event.kind)
    if pattern is None:
        return f"{who}: {title(event.kind).lower()}."
    return pattern.format_map(_Words(event.told, who, names))


class _Words(dict[str, str]):
    """The words for a sentence; what an event did not tell is left out."""

    def __init__(self, told: Told, who: str, names: Mapping[int, str]) -> None:
        self.told, self.who, self.names = told, who, names
        super().__init__()

    def __missing__(self, key: str) -> str:
        made = getattr(self, f"say_{key}", None)
        return str(made() if made else self.told.get(key, ""))

    def say_who(self) -> str:
        """Who did it."""
        return self.who

    def say_of(self) -> str:
        """Who was asked."""
        of = self.told.get("of")
        return self.names.get(of, "a colleague") if isinstance(of, int) else "a colleague"

    def say_ask(self) -> str:
        """The ask in words."""
        return title(str(self.told.get("ask", ""))).lower()

    def say_fact(self) -> str:
        """The fact in words."""
        return fact_label(str(self.told.get("fact", ""))).lower()

    def say_value(self) -> str:
        """A value in words."""
        value = self.told.get("value")
        return {True: "yes", False: "no", None: "none"}.get(cast("bool", value), str(value))

    def say_verdict(self) -> str:
        """A verdict in words."""
        verdict = str(self.told.get("verdict", ""))
        return _VERDICTS.get(verdict, verdict)

    def say_why(self) -> str:
        """Because of what it was decided."""
        because = str(self.told.get("because") or "")
        fact, sep, rest = because.partition(" was ")
        words = f"{fact_label(fact).lower()}{sep}{rest}" if "." in fact else because
        return f" ({words})" if words else ""

    def say_because(self) -> str:
        """The reason somebody gave."""
        because = str(self.told.get("because") or "").rstrip(".")
        return f" – {because}" if because else ""

    def say_how(self) -> str:
        """How it was known whose it is."""
        return _TIES.get(str(self.told.get("how", "")), "")

    def say_stands(self) -> str:
        """What came of a consultation."""
        return "the no stands" if self.told.get("stands") else "there is another way"
