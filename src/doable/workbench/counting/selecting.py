"""The query of one ask: outcomes as formulas, formulas as columns, columns as one SELECT."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.vocabulary import ALLOWED, ALLOWING
from doable.workbench.counting.bits import Bits
from doable.workbench.counting.facts import Facts
from doable.workbench.counting.formulas import Formulas, is_zero
from doable.workbench.counting.reading import ColumnAsker, CountingReading
from doable.workbench.counting.replacing import Replacing
from doable.workbench.counting.verdicts import Verdicts
from doable.workbench.counting.writing import Writing, nested
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doable.policy.book import Contents
    from doable.workbench.counting.dialects import Dialect
    from doable.workbench.counting.formulas import Formula
    from doable.workbench.counting.table import Column
    from doable.workbench.symbolic.outcomes import Outcome

# Sums this large are left to be decided one by one: they may have too many digits.
_LARGEST = 10**16


class Selecting:
    """One query in the making; whoever asks may be named in some rows only, so there may be two outcomes."""

    def __init__(
        self, contents: Contents, ask: str, columns: Mapping[str, Column], dialect: Dialect, prefix: str
    ) -> None:
        self.contents, self.columns, self.dialect, self.prefix = contents, columns, dialect, prefix
        self.formulas = Formulas()
        self.facts = Facts(contents, contents.asks[ask], columns, dialect, prefix)
        self.outcomes = self._outcomes()
        self.needed = tuple(dict.fromkeys(key for _, outcome in self.outcomes for key in outcome.needed))

    def _outcomes(self) -> list[tuple[Formula, Outcome[Formula]]]:
        """The outcome on policy alone, that for somebody, or both, each with the rows it goes for."""
        formulas, ask, column = self.formulas, self.facts.ask, self.columns.get("as_grade")
        alone = CountingReading(self.facts, formulas)
        if column is None:
            return [(formulas.truth(True), outcome_of(self.contents, ask, alone))]
        asked = CountingReading(self.facts, formulas, ColumnAsker(self.facts, formulas))
        for_somebody = outcome_of(self.contents, ask, asked)
        if column.full:
            return [(formulas.truth(True), for_somebody)]
        nobody = formulas.leaf(f"({self.dialect.identifier('as_grade')} IS NULL)")
        return [
            (nobody, outcome_of(self.contents, ask, alone)),
            (formulas.no(nobody), for_somebody),
        ]

    def over(self, source: str) -> str:
        """The rows that `source` selects, with the columns of the outcome."""
        writing = Writing(self.dialect, self.formulas, self.prefix)
        bits = Bits(writing)
        plans = [
            (who, Verdicts(self.formulas, found.verdicts, self._doubtful(), self._is_complete()))
            for who, found in self.outcomes
        ]
        sums = {name: self._sum(name) for name in ("money", "charge")}
        needed = {f"approval{number}": self._needed(key) for number, key in enumerate(self.needed)}
        writing.look_at([each for each in sums.values() if each])
        bits.look_at([*needed.values(), *(truth for _, plan in plans for truth in plan.rest.values())])
        # Suspicions may read what would be granted.
        writing.look_at(list(self.formulas.columns))
        for formula in self.formulas.columns:
            writing.sql(formula)
        decided = self._named("= verdict")
        amounts = {name: self._amount(writing, decided, formula) for name, formula in sums.items()}
        truths = {
            name: f"({decided} = 'needs_approval' AND {bits.holds(each)})" for name, each in needed.items()
        }
        verdict_sql = self._verdict(writing, bits, plans)
        layers = [*self.facts.early, *writing.layers, *bits.layers, {decided: verdict_sql}]
        named = {self._named(name): sql for name, sql in (amounts | truths).items()}
        large = [f"{self._named(name)} >= {_LARGEST}" for name, formula in sums.items() if formula]
        verdict = f"CASE WHEN {' OR '.join(large)} THEN NULL ELSE {decided} END" if large else decided
        layers += [named, {self._named("verdict"): verdict}]
        return nested(self.dialect, f"({source}) AS {self.dialect.identifier('cases')}", layers)

    def _is_complete(self) -> bool:
        """Whether a verdict is certain in every row: nothing but plain effects, on policy alone.

        Then open rules that allow add nothing to each other, and whatever else is open is `clarify`.
        """
        ask = self.facts.ask
        effects = [(rule.effect, bool(rule.exceptions)) for rule in ask.every_rule()]
        plain = all(
            not excepted and not effect.gives and not effect.amount and not effect.steps and not effect.by
            for effect, excepted in effects
        )
        allows = ask.otherwise.effect.then in ALLOWING
        return plain and not allows and not ask.params and "as_grade" not in self.columns

    def _named(self, name: str) -> str:
        return self.dialect.identifier(self.prefix + name)

    def _sum(self, name: str) -> Formula | None:
        """Money or charge as far as the verdict allows; None where there never is any."""
        every = self.formulas.every
        cases = []
        for who, found in self.outcomes:
            value = found.money.value if name == "money" else found.charge.value
            if is_zero(value):
                continue
            where = who if name == "money" else every([who, found.charge.known])
            cases.append((where, value))
        return self.formulas.least(cases) if cases else None

    def _needed(self, key: tuple[str, int]) -> Formula:
        """Whether an approval is still to be got, given that one is needed."""
        parts = []
        for who, found in self.outcomes:
            truth = found.needed.get(key, self.formulas.truth(False))
            parts.append(
                self.formulas.every([who, Replacing(self.formulas, found.allowed, True).within(truth)])
            )
        return self.formulas.any(parts)

    def _amount(self, writing: Writing, verdict: str, formula: Formula | None) -> str:
        if formula is None:
            return self.dialect.cast("NULL", "DECIMAL(38,6)")
        allowing = ", ".join(f"'{name}'" for name in (*ALLOWED, "needs_approval"))
        return f"CASE WHEN {verdict} IN ({allowing}) THEN {writing.sql(formula)} END"

    def _doubtful(self) -> str:
        return " OR ".join(f"COALESCE({each}, FALSE)" for each in self.facts.suspects)

    def _verdict(self, writing: Writing, bits: Bits, plans: Sequence[tuple[Formula, Verdicts]]) -> str:
        """The verdict of a row, by who asks; NULL where the row has to be decided one by one."""
        cases = []
        if "@whole" in self.columns:
            cases.append(f"WHEN COALESCE({self.dialect.identifier('@whole')}, FALSE) THEN NULL")
        cases += [f"WHEN {writing.inline(who)} THEN {plan.sql(writing, bits)}" for who, plan in plans]
        return f"CASE {' '.join(cases)} END" if len(cases) > 1 else plans[0][1].sql(writing, bits)
