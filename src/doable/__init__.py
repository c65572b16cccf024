"""Doable decides what a company can promise a customer, who may promise it, and how to say so.

`Book` is the one public door of the library:

    >>> from doable import Book
    >>> book = Book.load("examples/retail")
    >>> decision = book.decide({"asks": [{"ask": "place_new_order"}], "at": "2026-10-14T09:00:00Z"})
    >>> decision.answers[0].verdict
    'refer'
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import Case, InputError
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.decision import Answer, Decision
from doable.policy.deciding.explaining import Explanation, explain
from doable.policy.deciding.notation import read_value
from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.reading_decisions import read_decision
from doable.policy.deciding.showing import show_decision
from doable.policy.findings import BookNotLoaded, Finding
from doable.policy.language.declarations import TIMESTAMP
from doable.policy.language.values import Timestamp
from doable.policy.loading.building import load
from doable.policy.verdicts.compiled import FAILURES, Verdicts
from doable.reply.occasion import Draft, DraftFinding, Occasion
from doable.understanding.understood import Message, Understanding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from doable.policy.book import Contents
    from doable.policy.language.values import Plain
    from doable.understanding.reading import Reader

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Book",
    "BookNotLoaded",
    "Case",
    "Decision",
    "Draft",
    "DraftFinding",
    "Explanation",
    "Finding",
    "InputError",
    "Message",
    "Occasion",
    "Understanding",
]


class Book:
    """A policy book, loaded and checked, that reads messages, decides cases, drafts and checks replies.

    A book never changes once loaded. Deciding is a function of book and case alone: no clock, no
    network, no randomness; the same case gives the same decision.
    """

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._reader: Reader | None = None
        self._verdicts: dict[str, Verdicts] = {}
        self._quick: dict[str, Callable[[Mapping[str, Plain]], tuple[str, tuple[str, ...]] | None]] = {}

    @classmethod
    def load(cls, folder: str | Path) -> Book:
        """The book in a folder; raises BookNotLoaded with every error found, each with its place."""
        return cls(load(Path(folder)))

    def read_case(
        self, case: Mapping[str, object], *, now: datetime | None = None, source: str = "record"
    ) -> Case:
        """A case from the JSON of `doable decide`; facts that carry no source count as `source`.

        `now` (with an offset) stands in where the case has no `at`. Raises InputError naming the key.
        """
        if now is None and case.get("at") is None:
            raise InputError("at", "is missing", "say when it is decided, e.g. 2026-10-14T09:00:00+02:00")
        stand_in = read_value(now, TIMESTAMP, "now") if now else Timestamp(0)
        return read_case(self.contents, dict(case), cast("Timestamp", stand_in), source)

    def decide(self, case: Case | Mapping[str, object], *, now: datetime | None = None) -> Decision:
        """What may be promised: the answer to every ask of the case."""
        return decide(self.contents, case if isinstance(case, Case) else self.read_case(case, now=now))

    def explain(self, case: Case | Mapping[str, object], *, now: datetime | None = None) -> Explanation:
        """Why: how every rule of the asks stands, on which facts, under which clause."""
        return explain(self.contents, case if isinstance(case, Case) else self.read_case(case, now=now))

    def as_json(self, decision: Decision) -> dict[str, object]:
        """A decision as `doable decide --jsonl` prints it: plain data, ready for `json.dumps`."""
        return show_decision(self.contents, decision)

    def read_decision(self, data: Mapping[str, object]) -> Decision:
        """The decision that `as_json` wrote, or another program in its form."""
        return read_decision(self.contents, data)

    def read(self, message: Message | Mapping[str, object]) -> Understanding:
        """What a message asks for and states; `message` may be the JSON of `doable read`."""
        from doable.understanding.notation import message_from
        from doable.understanding.reading import Reader

        if self._reader is None:
            self._reader = Reader(self.contents)
        return self._reader.understand(message if isinstance(message, Message) else message_from(message))

    def read_occasion(self, data: Mapping[str, object]) -> Occasion:
        """What a reply is for, from the JSON of `doable draft`; the customer's message is read."""
        from doable.reply.notation import read_occasion

        occasion = read_occasion(self.contents, data)
        if not occasion.message:
            return occasion
        understanding = self.read(
            Message(occasion.message, occasion.received, occasion.channel, id=occasion.id)
        )
        return replace(occasion, understanding=understanding)

    def draft(self, occasion: Occasion | Decision) -> Draft:
        """A reply that tells the decision, in the words of the book's playbooks."""
        from doable.reply.composing.composing import compose

        return compose(self.contents, self._occasion(occasion))

    def check(self, occasion: Occasion | Decision, text: str) -> tuple[DraftFinding, ...]:
        """What is wrong with a reply, whoever wrote it, held against the decision; in order of place."""
        from doable.reply.checking.checking import check

        return check(self.contents, self._occasion(occasion), text)

    def _occasion(self, told: Occasion | Decision) -> Occasion:
        from doable.reply.notation import occasion_of

        return told if isinstance(told, Occasion) else occasion_of(self.contents, told)

    def verdict(self, ask: str, facts: Mapping[str, Plain]) -> tuple[str, tuple[str, ...]]:
        """The verdict of policy alone and the ids of the rules that decided; the fast way.

        `facts` holds values of the declared types (Decimal for money and decimal, str for enum); params
        stand in it as `ask.<name>`, times as `now` and `today`. What is absent is unknown, None is known
        to be absent. Authority, evidence and sources are left aside. KeyError for an ask the book lacks.
        """
        try:
            return self._quick[ask](facts) or self._verdicts[ask].whole(facts)
        except FAILURES:
            return self._careful(ask, facts)

    def _careful(self, ask: str, facts: Mapping[str, Plain]) -> tuple[str, tuple[str, ...]]:
        if ask not in self._verdicts:
            self._verdicts[ask] = Verdicts(self.contents, self.contents.asks[ask])
            self._quick[ask] = self._verdicts[ask].two
        return self._verdicts[ask](facts)
