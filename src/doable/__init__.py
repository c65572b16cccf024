"""Doable decides what a company can promise a customer, who may promise it, and how to say so.

`Book` is the one public door of the library:

    >>> from doable import Book
    >>> book = Book.load("examples/retail")
    >>> decision = book.decide({"asks": [{"ask": "place_new_order"}], "at": "2026-10-14T09:00:00Z"})
    >>> decision.answers[0].verdict
    'refer'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import Case, InputError
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.decision import Answer, Decision
from doable.policy.deciding.explaining import Explanation, explain
from doable.policy.deciding.notation import read_value
from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.showing import show_decision
from doable.policy.findings import BookNotLoaded, Finding
from doable.policy.language.declarations import TIMESTAMP
from doable.policy.language.values import Timestamp
from doable.policy.loading.building import load
from doable.policy.verdicts.compiled import FAILURES, Verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from doable.policy.book import Contents
    from doable.policy.language.values import Plain

__version__ = "0.1.0"
__all__ = ["Answer", "Book", "BookNotLoaded", "Case", "Decision", "Explanation", "Finding", "InputError"]


class Book:
    """A policy book, loaded and checked, that decides cases.

    A book never changes once loaded. Deciding is a function of book and case alone: no clock, no
    network, no randomness; the same case gives the same decision.
    """

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
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
