"""The cases that a draft decides otherwise, one by one: how, and what is shown of them to whom.

Who may see a case sees all of it. A policy owner who may not (they need no grade) sees what the rules
read: amounts, days, yes and no, words of a list. Names, references and other free text are left out, and
so is whatever the customer wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from doable.desk.replaying import Rulings
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import show_value
from doable.policy.vocabulary import VERDICTS
from doable.web.cases.wording import shown
from doable.web.telling import money
from doable.workbench.replaying.cases import CasesNotRead, Row
from doable.workbench.replaying.deciding_each import answer_or_stop
from doable.workbench.replaying.lines import Lines
from doable.workbench.replaying.question import Question
from doable.workbench.showing.wording import SOURCES, fact_label, role, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.desk.models import Ruling
    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, Typed
    from doable.policy.language.declarations import Type

LEFT_OUT = "known, not shown"
_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Changed:
    """An ask of a case that comes out otherwise."""

    case: int
    ask: str
    month: str
    old: str
    new: str
    money_old: str
    money_new: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which changed cases are listed; empty where it does not matter."""

    old: str = ""
    new: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two books decides."""

    verdict: str
    reasons: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """An ask of a case, decided by both books."""

    ask: str
    params: tuple[tuple[str, str], ...]
    old: Side
    new: Side
    differs: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as the ruling had it."""

    label: str
    value: str
    source: str


def chosen(said: Mapping[str, str], result: Mapping[str, Any]) -> Chosen:
    """Which cases an address asks for; what is no verdict and no ask counts as not said."""
    old, new = (said.get(side, "") if said.get(side) in VERDICTS else "" for side in ("old", "new"))
    asks = {each["ask"] for each in result["changes"]}
    return Chosen(old, new, said.get("ask", "") if said.get("ask") in asks else "")


def listed(result: Mapping[str, Any], which: Chosen) -> tuple[list[Changed], int]:
    """The first of the changed cases that were chosen, and how many of those that were kept there are."""
    found = [each for each in result["changes"] if _fits(each, which)]
    return [_changed(each, result["currency"]) for each in found[:_AT_MOST]], len(found)


def _fits(each: Mapping[str, str], which: Chosen) -> bool:
    wanted = {"old": which.old, "new": which.new, "ask": which.ask}
    return all(not value or each[name] == value for name, value in wanted.items())


def _changed(each: Mapping[str, Any], currency: str) -> Changed:
    number = int(str(each["id"]).removeprefix("case-"))
    before, after = (money(each[f"money_{side}"], currency) for side in ("old", "new"))
    return Changed(number, title(each["ask"]), each["month"], each["old"], each["new"], before, after)


@dataclass(frozen=True, slots=True)
class Deciding:
    """A case decided by both books; free text is shown only where the `whole` case may be seen."""

    ruling: Ruling
    old: Contents
    new: Contents
    whole: bool

    def asks(self) -> list[Decided]:
        """Each ask alone, by both; raises CasesNotRead where none can be read."""
        question = Question(self.new, self.old)
        line = Rulings(self.ruling.at, question.books).line_of(self.ruling)
        try:
            return [self._decided(row) for row in Lines(question, [(1, line)]).rows()]
        except InputError as unread:
            raise CasesNotRead(str(unread)) from None

    def facts(self) -> list[Known]:
        """What was known when it was decided."""
        found = []
        for name, given in cast("Mapping[str, object]", self.ruling.given.get("facts") or {}).items():
            fact = self.new.facts.get(name) or self.old.facts.get(name)
            told = cast("Mapping[str, object]", given if isinstance(given, dict) else {"value": given})
            source = str(told.get("source", "record"))
            value = self._value(told.get("value"), fact.type if fact else None)
            found.append(Known(fact_label(name), value, str(SOURCES.get(source, source))))
        return sorted(found, key=lambda each: each.label)

    def _decided(self, row: Row) -> Decided:
        before, after = answer_or_stop(self.old, row), answer_or_stop(self.new, row)
        one, other = self._side(before), self._side(after)
        params = tuple((title(each.name), self._typed(each)) for each in after.params)
        differs = (one.verdict, one.lines) != (other.verdict, other.lines)
        return Decided(title(row.ask), params, one, other, differs)

    def _side(self, answer: Answer) -> Side:
        reasons = tuple((str(each.because or ""), each.rule or "") for each in answer.reasons)
        return Side(answer.verdict, reasons, tuple(self._lines(answer)))

    def _lines(self, answer: Answer) -> Iterator[str]:
        if answer.granted:
            granted = [f"{title(each.name).lower()} {self._typed(each)}" for each in answer.granted]
            yield f"Grants {', '.join(granted)}"
        if answer.charge:
            yield f"For a charge of {money(answer.charge.amount, answer.charge.currency)}"
        for each in answer.approvals:
            if not each.obtained:
                yield f"Needs the yes of a {role(each.grade, each.function)}"
        yield from (f"Step by step: {step.terms}" for step in answer.phase or ())
        if answer.missing:
            yield f"Still to be known: {', '.join(fact_label(each.fact).lower() for each in answer.missing)}"

    def _typed(self, each: Typed) -> str:
        return self._value(show_value(each.value, each.type, self.new.currency), each.type)

    def _value(self, value: object, kind: Type | None) -> str:
        if value is not None and not self.whole and not _names_nobody(kind):
            return LEFT_OUT
        return shown(value, kind, self.new.currency)


def _names_nobody(kind: Type | None) -> bool:
    """Whether no value of a type can name somebody: all but free text, and what nobody declared."""
    inner = kind.of if kind is not None and kind.of is not None else kind
    return inner is not None and inner.name != "string"
