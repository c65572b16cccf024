"""Past cases decided by the new book and by the old one, and the difference counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

from doable.workbench.replaying.deciding_each import answer_or_stop
from doable.workbench.replaying.one_by_one import outcome_of, rules_of
from doable.workbench.replaying.report import Changed, Edition, Lacking, Open, Report
from doable.workbench.replaying.tallying import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from doable.policy.book import Contents
    from doable.workbench.replaying.cases import Cases, Row
    from doable.workbench.replaying.deciding_each import Change
    from doable.workbench.replaying.question import Question

    Progress = Callable[[float], None]

# So many unsettled asks are looked at to say which facts are missing.
LOOKED_AT = 400


class Engine(Protocol):
    """A way of counting: in SQL, or one by one."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""

    def count(self, cases: Cases, tally: Tally, on_progress: Progress) -> None:
        """Put all rows into the tally."""

    def changed(self, tally: Tally, most: int) -> list[int]:
        """Where the first rows stand that change."""

    def asking(self, tally: Tally, stride: int, most: int) -> list[int]:
        """Where rows stand that the new book asks something about: those whose place a stride divides."""

    def changes(self, cases: Cases, tally: Tally) -> Iterator[Change]:
        """Every row that changes."""


def unwatched(_done: float) -> None:
    """Nobody watches how far it is."""


def replay(
    question: Question,
    cases: Cases,
    engine: Engine,
    *,
    on_progress: Progress = unwatched,
    keep: Callable[[Iterable[Change]], None] | None = None,
) -> Report:
    """The report over past cases; raises CasesNotRead where they can't be replayed.

    `on_progress` is told which part is done, from 0 to 1; `keep` is given every row that changes.
    """
    tally = Tally()
    engine.count(cases, tally, on_progress)
    places = _worth_showing(tally, engine, question.examples)
    examples = {row.position: _changed(question, row) for row in cases.rows(places)} if places else {}
    report = Report(
        new=_edition(question.new),
        old=_edition(question.old) if question.old else None,
        engine=engine.name,
        currency=question.new.currency,
        cases=cases.count()[1] if question.ask is None else None,
        segment=question.by,
        kinds=tally.kinds,
        needed=tally.needed(question.old, question.new),
        examples=tuple(examples[place] for place in places),
        open=_open(question, cases, tally, engine),
        one_by_one=dict(sorted(tally.by_hand.items())),
        unread=cases.unread,
    )
    if keep is not None:
        keep(engine.changes(cases, tally))
    on_progress(1)
    return report


def _edition(book: Contents) -> Edition:
    return Edition(book.name, book.version, book.digest)


def _worth_showing(tally: Tally, engine: Engine, most: int) -> list[int]:
    """One row of each change, the most frequent change first; then the first rows that change."""
    often = Counter[tuple[str, str, str]]()
    for kind, sums in tally.kinds.items():
        if kind.old is not None:
            often[kind.ask, kind.old, kind.new] += sums.changed
    cells = sorted(tally.first, key=lambda cell: (-often[cell], cell))
    places = [tally.first[cell] for cell in cells][:most]
    if len(places) < min(most, sum(often.values())):
        others = [place for place in engine.changed(tally, most + len(places)) if place not in places]
        places += others[: most - len(places)]
    return places


def _changed(question: Question, row: Row) -> Changed:
    old, new = (answer_or_stop(book, row) for book in (question.old or question.new, question.new))
    return Changed(
        id=row.id,
        ask=row.ask,
        old=old.verdict,
        new=new.verdict,
        money_old=outcome_of(old).money,
        money_new=outcome_of(new).money,
        rules_old=rules_of(old),
        rules_new=rules_of(new),
    )


def _open(question: Question, cases: Cases, tally: Tally, engine: Engine) -> Open:
    """What the new book asks: missing facts, worked out for rows spread over all of them."""
    asking = sum(sums.asks for kind, sums in tally.kinds.items() if kind.new == "clarify")
    if not asking:
        return Open()
    places = engine.asking(tally, max(1, asking // LOOKED_AT), LOOKED_AT)
    found = Counter[tuple[str, str | None]]()
    for row in cases.rows(frozenset(places)) if places else ():
        for missing in answer_or_stop(question.new, row).missing:
            found[missing.fact, str(missing.question) if missing.question else None] += 1
    lacking = sorted((-asks, fact, asked or "") for (fact, asked), asks in found.items())
    return Open(
        asking, len(places), tuple(Lacking(fact, asked or None, -asks) for asks, fact, asked in lacking)
    )
