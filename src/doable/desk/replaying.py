"""The desk's own past: the last ruling of each case as a line for `doable decide`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import Max

from doable.desk.models import Ruling
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from doable.policy.book import Contents
    from doable.policy.language.declarations import Type

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Rulings:
    """The last ruling of each case up to a moment, numbered by case; may be gone through several times.

    A value that a book can't read any more (its type or its words have changed since) counts as unknown.
    """

    until: datetime
    books: tuple[Contents, ...]

    def __iter__(self) -> Iterator[tuple[int, dict[str, object]]]:
        latest = (
            Ruling.objects.filter(at__lte=self.until)
            .order_by()
            .values("case")
            .annotate(latest=Max("id"))
            .values("latest")
        )
        rulings = Ruling.objects.filter(pk__in=latest).only("case_id", "input").order_by("pk")
        for ruling in rulings.iterator(chunk_size=_AT_ONCE):
            yield ruling.case_id, self.line_of(ruling)

    def count(self) -> int:
        """How many cases have a ruling."""
        return Ruling.objects.filter(at__lte=self.until).order_by().values("case").distinct().count()

    def line_of(self, ruling: Ruling) -> dict[str, object]:
        """A ruling's input as these books can read it."""
        return self._readable(ruling.given)

    def last_of(self, case: int) -> Ruling | None:
        """The last ruling of a case, if it has one."""
        return Ruling.objects.filter(case=case, at__lte=self.until).select_related("case").last()

    def _readable(self, line: dict[str, object]) -> dict[str, object]:
        facts = cast("dict[str, object]", line.get("facts") or {})
        asks = cast("list[dict[str, object]]", line["asks"])
        known = {name: given for name, given in facts.items() if self._fact_is_read(name, given)}
        wanted = []
        for ask in asks:
            params = cast("dict[str, object]", ask.get("params") or {})
            kept = {
                name: raw for name, raw in params.items() if self._param_is_read(str(ask["ask"]), name, raw)
            }
            wanted.append({**ask, "params": kept})
        return {**line, "facts": known, "asks": wanted}

    def _fact_is_read(self, name: str, given: object) -> bool:
        raw = given.get("value") if isinstance(given, dict) else given
        declared = [book.facts[name] for book in self.books if name in book.facts]
        if raw is None:
            return all(fact.optional for fact in declared)
        return _are_read(raw, [fact.type for fact in declared])

    def _param_is_read(self, ask: str, name: str, raw: object) -> bool:
        asks = [book.asks[ask] for book in self.books if ask in book.asks]
        return raw is None or _are_read(raw, [each.params[name].type for each in asks if name in each.params])


def _are_read(raw: object, kinds: list[Type]) -> bool:
    try:
        for kind in kinds:
            read_value(raw, kind, "")
    except InputError:
        return False
    return True


def rows_of_rulings(until: datetime, *books: Contents) -> Rulings:
    """The desk's cases for a replay by these books; goes to `replay_lines`."""
    return Rulings(until, books)
