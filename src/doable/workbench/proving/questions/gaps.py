"""Holes between rules: values that only `otherwise` catches although rules catch those on either side."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import z3

from doable.policy.vocabulary import ALLOWING, NO_EFFECTS
from doable.workbench.proving.finding import decided
from doable.workbench.proving.formulas import every, no
from doable.workbench.proving.questions.bounds import cells
from doable.workbench.proving.reading import ProvingReading, World
from doable.workbench.proving.study import discovered, remarked
from doable.workbench.proving.witness import Witness
from doable.workbench.proving.witnessing import find
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from doable.policy.deciding.decision import Answer
    from doable.workbench.proving.finding import Case
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.questions.bounds import Cell
    from doable.workbench.proving.study import Discovery, Study
    from doable.workbench.symbolic.outcomes import Outcome

# One hole an ask: mend it, and ask again.
MOST_HOLES = 1


def holes_between_rules(study: Study) -> Iterator[Discovery]:
    """Numbers at which only `otherwise` applies, though one step below and above rules do."""
    movable: dict[str, _Movable] = {}
    said: set[str] = set()
    for cell in cells(study.contents, study.ask):
        if cell.name in said or len(said) == MOST_HOLES:
            continue
        if cell.name not in movable:
            movable[cell.name] = _Movable(study, cell.name)
        found = movable[cell.name].hole(cell)
        if found is not None:
            said.add(cell.name)
            yield found


class _Movable:
    """A name whose value is moved, all else equal; a computed fact is taken as if it were told."""

    def __init__(self, study: Study, name: str) -> None:
        self.study, self.name = study, name
        self.reading = study.reading
        if name.startswith("ask."):
            self.term = study.reading.term_of_param(name[4:]).term
        else:
            fact = study.contents.facts[name]
            told = study.space.variable(name, fact.type, optional=fact.optional)
            self.term = told.term
            if study.world.lookup(name).term is not told.term:
                world = World(study.space, study.contents, {name: told})
                self.reading = ProvingReading(study.space, world, study.ask)
        same = self.reading is study.reading
        self.outcome: Outcome[Formula] = (
            study.outcome if same else outcome_of(study.contents, study.ask, self.reading)
        )

    def hole(self, cell: Cell) -> Discovery | None:
        """The cell as a hole, if it is one in some case."""
        ask = self.study.ask
        caught = no(self.outcome.in_force[ask.otherwise.id])
        if not cell.narrow:
            # A wide one is a slip only if a yes below and a yes above leave a no between them.
            if ask.otherwise.effect.then not in NO_EFFECTS:
                return None
            caught = every((caught, self.outcome.allowed))
        inside = self.outcome.in_force[ask.otherwise.id]
        beside = every((self.at(caught, cell.before), self.at(caught, cell.after)))
        formula = every((inside, beside, self.term == self.number(cell.first)))
        if self.study.search.can_be(formula) is not True:
            return None
        found = find(
            self.reading,
            formula,
            lambda case: self.shows(case, cell),
            search=self.study.search,
            also=[] if self.name.startswith("ask.") else [self.name],
        )
        return self.said(cell, found) if isinstance(found, Witness) else None

    def at(self, formula: Formula, value: Fraction) -> Formula:
        """The formula where the name has a value."""
        if isinstance(formula, bool):
            return formula
        return z3.substitute(formula, (self.term, self.number(value)))

    def number(self, value: Fraction) -> z3.ArithRef:
        context = self.study.space.context
        return z3.RealVal(str(value), context) if z3.is_real(self.term) else z3.IntVal(int(value), context)

    def answer(self, case: Case, value: Fraction) -> Answer | None:
        """What is decided where the name has a value."""
        plain = Decimal(value.numerator) / Decimal(value.denominator)
        shown: object = int(plain) if z3.is_int(self.term) else f"{plain:f}"
        if self.name.startswith("ask."):
            asks = [{"ask": self.study.ask.name, "params": {**_params(case), self.name[4:]: shown}}]
            moved = {**case, "asks": asks}
        else:
            moved = {**case, "facts": {**case["facts"], self.name: shown}}  # type: ignore[dict-item]  # facts are a mapping
        decision = decided(self.study.contents, moved)
        return decision.answers[0] if decision else None

    def shows(self, case: Case, cell: Cell) -> bool:
        """Whether it comes out that way when it is decided."""
        inside, below, above = (self.answer(case, value) for value in (cell.first, cell.before, cell.after))
        if inside is None or below is None or above is None:
            return False
        rest = self.study.ask.otherwise.id
        return (
            _rules(inside) == [rest]
            and rest not in _rules(below) + _rules(above)
            and _rules(below) != [] != _rules(above)
        )

    def said(self, cell: Cell, found: Witness) -> Discovery:
        """The hole in words."""
        ask = self.study.ask
        below, above = (self.answer(dict(found.case), value) for value in (cell.before, cell.after))
        names = [
            ", ".join(f"`{rule}`" for rule in _rules(each)) for each in (below, above) if each is not None
        ]
        last = cell.after - cell.step
        inside = _shown(cell.first) if last == cell.first else f"{_shown(cell.first)} to {_shown(last)}"
        message = (
            f"`{ask.name}` has a hole: at `{cell.name}` {inside} only `otherwise` applies, "
            f"while {names[0]} applies at {_shown(cell.before)} and {names[1]} at {_shown(cell.after)}. "
            f"It shows when {found}."
        )
        remedy = "let the bounds of the rules meet, or write a rule for what lies between"
        return discovered("gap", ask.otherwise.place, message, remedy, found)


def _params(case: Case) -> dict[str, object]:
    asks: list[dict[str, dict[str, object]]] = case["asks"]  # type: ignore[assignment]  # as case_of made it
    return asks[0].get("params", {})


def _rules(answer: Answer) -> list[str]:
    return [reason.rule for reason in answer.reasons if reason.rule is not None]


def _shown(value: Fraction) -> str:
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{number:f}"


def what_only_otherwise_catches(study: Study) -> Iterator[Discovery]:
    """The smallest case of an ask that no rule speaks of."""
    ask = study.ask
    if not ask.rules:
        return
    rest = ask.otherwise
    found = study.find(study.outcome.in_force[rest.id], lambda answer: _rules(answer) == [rest.id])
    if isinstance(found, Witness):
        how = {True: "allows it", False: "refuses it"}.get(rest.effect.then in ALLOWING, "")
        how = "hands it to a person" if rest.effect.then == "refer" else how
        message = f"No rule of `{ask.name}` speaks of a case such as this, and `otherwise` {how}: {found}."
        yield remarked("only_otherwise", rest.place, message, None, found)


QUESTIONS = ("holes_between_rules", "what_only_otherwise_catches")
