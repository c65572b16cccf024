"""One ask under study: its rules as formulas, and a search that all questions about it share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.situations import known_facts, situation_at, situation_of
from doable.policy.findings import Finding
from doable.policy.language.values import Fault
from doable.workbench.proving.finding import decided
from doable.workbench.proving.formulas import every, some
from doable.workbench.proving.reading import ProvingReading, World
from doable.workbench.proving.searching import Search
from doable.workbench.proving.space import Space
from doable.workbench.proving.translating import Translation
from doable.workbench.proving.witnessing import find
from doable.workbench.symbolic.outcomes import outcome_of
from doable.workbench.symbolic.standing import Standings
from doable.workbench.testing import STORY_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import z3

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.deciding.decision import Answer
    from doable.policy.expression import Expression
    from doable.policy.findings import Place
    from doable.policy.language.tree import Node
    from doable.workbench.proving.finding import Case, Unanswered
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.witness import Witness
    from doable.workbench.symbolic.outcomes import Outcome
    from doable.workbench.symbolic.standing import InForce

ALLOWED = ("doable", "billable", "phased", "needs_approval")
REFUSED = ("declined", "forbidden")


@dataclass(frozen=True, slots=True)
class Discovery:
    """Something that was found out about a book, with a case that shows it where there is one.

    `expect` is what that case comes to today, as a story puts it.
    """

    finding: Finding
    witness: Witness | None = None
    expect: Mapping[str, object] | None = None

    def as_story(self) -> str | None:
        """The case as a story; notes are not worth one."""
        if self.witness is None or self.expect is None or self.finding.severity == "note":
            return None
        return self.witness.as_story(self.finding.message.split(": ")[0], [dict(self.expect)])


def discovered(
    check: str, place: Place, message: str, remedy: str, witness: Witness | None = None
) -> Discovery:
    """A warning: the book works, and the policy owner should look at it."""
    return Discovery(Finding("warning", check, message, place, remedy), witness)


def expected(contents: Contents, witness: Witness | None) -> dict[str, object] | None:
    """What a case comes to today: its verdict and the rules behind it."""
    decision = decided(contents, witness.case) if witness else None
    if decision is None:
        return None
    answer = decision.answers[0]
    rules = [reason.rule for reason in answer.reasons if reason.rule is not None]
    return {"verdict": answer.verdict, **({"rules": rules} if rules else {})}


def remarked(
    check: str, place: Place, message: str, remedy: str | None, witness: Witness | None = None
) -> Discovery:
    """A note: good to know, and nothing has to be done."""
    return Discovery(Finding("note", check, message, place, remedy), witness)


class Study:
    """An ask whose rules are decided by policy alone, whoever asks."""

    def __init__(self, contents: Contents, ask: Ask, context: z3.Context, *, seconds: float) -> None:
        self.contents, self.ask, self.seconds = contents, ask, seconds
        self.space = Space(context)
        self.world = World(self.space, contents)
        self.reading = ProvingReading(self.space, self.world, ask)
        self.search = Search(self.space, seconds=seconds)

    @cached_property
    def outcome(self) -> Outcome[Formula]:
        """When the ask comes to which verdict."""
        return outcome_of(self.contents, self.ask, self.reading)

    @cached_property
    def contributions(self) -> dict[str, InForce[Formula]]:
        """Every rule and exception with when its effect is in force."""
        return {each.rule.id: each for each in Standings(self.ask, self.reading).contributions()}

    @cached_property
    def above(self) -> dict[str, tuple[Rule, ...]]:
        """For every rule the ones it stands under, itself last."""
        found: dict[str, tuple[Rule, ...]] = {}
        pending: list[tuple[Rule, tuple[Rule, ...]]] = [(rule, (rule,)) for rule in self.ask.rules]
        while pending:
            rule, line = pending.pop()
            found[rule.id] = line
            pending += [(exception, (*line, exception)) for exception in rule.exceptions]
        return found

    def holds(self, rule: Rule) -> Formula:
        """A rule holds, and for an exception the rules it stands under do."""
        return every(self.reading.standing(each.when).surely for each in self.above[rule.id])

    def truth_of(self, part: Node, within: Expression) -> Formula:
        """A part of a condition is certainly true."""
        return Translation(self.space, within, self.reading.lookup, self.contents.zone).term(part).yes

    @property
    def refused(self) -> Formula:
        """Policy says no."""
        return some(self.outcome.verdicts[verdict] for verdict in REFUSED)

    def find(self, formula: Formula, confirmed: Callable[[Answer], bool]) -> Witness | Unanswered | None:
        """The smallest case of the ask in which the formula is true and its answer is `confirmed`."""
        return find(self.reading, formula, lambda case: self._confirms(case, confirmed), search=self.search)

    def _confirms(self, case: Case, confirmed: Callable[[Answer], bool]) -> bool:
        decision = decided(self.contents, case)
        return decision is not None and confirmed(decision.answers[0])

    def failure(self, expression: Expression, witness: Witness) -> str | None:
        """Why an expression has no value in a case; None if it has one."""
        case = read_case(self.contents, dict(witness.case), STORY_TIME)
        base = situation_at(self.contents, known_facts(self.contents, case))
        value = expression.value(situation_of(base, self.ask, case.wishes[0].params))
        return value.message if isinstance(value, Fault) else None
