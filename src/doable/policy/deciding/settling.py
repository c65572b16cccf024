"""From a way the rules may come out to what can be answered: authority, evidence, the step still open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.currency import rounded
from doable.policy.deciding.authority import answer_to, entitlement, fulfils, latest, money_in
from doable.policy.deciding.combining import Way, with_approval
from doable.policy.language.values import Unknown

if TYPE_CHECKING:
    from doable.policy.book import Ask, Contents
    from doable.policy.deciding.cases import Evidence, Person
    from doable.policy.deciding.decision import PlanStep
    from doable.policy.expression import Situation
    from doable.policy.language.values import Plain, Value

_VERDICT = {"forbid": "forbidden", "decline": "declined", "refer": "refer"}


@dataclass(frozen=True, slots=True)
class Settled:
    """What one way comes to; two ways with equal settled values are the same decision.

    `approvals` are (rank, function, obtained); `open` names facts without which it can't be said;
    `by_authority` is set where a person or nobody's authority decided, not a rule; `because` says why.
    """

    verdict: str
    granted: tuple[tuple[str, Plain], ...] = ()
    approvals: tuple[tuple[int, str, bool], ...] = ()
    charge: Decimal | None = None
    preauthorised: bool = False
    plan: tuple[PlanStep, ...] | None = None
    open: frozenset[str] = frozenset()
    errors: tuple[str, ...] = field(default=(), compare=False)
    by_authority: bool = field(default=False, compare=False)
    because: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Settling:
    """Settles ways for one ask, one asker and one pile of evidence."""

    contents: Contents
    ask: Ask
    asker: Person | None
    evidence: tuple[Evidence, ...]
    situation: Situation
    settled: dict[Way, Settled] = field(default_factory=dict, compare=False)

    def settle(self, way: Way) -> Settled:
        """The decision that a way comes to; the same way often comes up again."""
        found = self.settled.get(way)
        if found is None:
            found = self.settled[way] = self._settle(way)
        return found

    def _settle(self, way: Way) -> Settled:
        if way.kind != "allow":
            return Settled(_VERDICT[way.kind])
        unready = _unready(way)
        if unready is not None:
            return unready
        return self._allowed(charged(way, self.contents.currency))

    def _allowed(self, way: Way) -> Settled:
        money = money_in(self.ask, way.granted)
        right = entitlement(self.contents, self.ask, self.asker, self._as_granted(way))
        if right.open:
            return Settled("clarify", open=right.open)
        if not right.entitled and right.by is None:
            return Settled("refer", by_authority=True)
        if right.by is not None:
            way = with_approval(way, *right.by, second=True)
        return self._with_evidence(way, money if isinstance(money, Decimal) else Decimal(0))

    def _as_granted(self, way: Way) -> Situation:
        """Limits judge what would be granted, whatever was asked."""
        given = {f"ask.{name}": value for name, value in way.granted if name in self.ask.params}
        return self.situation.replaced(given)  # type: ignore[arg-type]  # no unknown is left here

    def _with_evidence(self, way: Way, money: Decimal) -> Settled:
        given = latest(self.evidence, "approval", self.ask.name)
        refused = given[-1] if given and not given[-1].yes else None
        approvals: list[tuple[int, str, bool]] = []
        if way.approvals and refused is not None:
            return Settled("declined", by_authority=True, because=refused.because)
        for function, rank, second in way.approvals:
            if not second and fulfils(self.contents, self.asker, function, rank):
                approvals.append((rank, function, True))
                continue
            answer = answer_to(self.contents, given, function, rank, money)
            if answer is not None and not answer.yes:
                return Settled("declined", by_authority=True, because=answer.because)
            approvals.append((rank, function, answer is not None))
        return self._first_open_step(way, tuple(sorted(approvals)))

    def _first_open_step(self, way: Way, approvals: tuple[tuple[int, str, bool], ...]) -> Settled:
        accepted = _last(self.evidence, "acceptance", self.ask.name)
        paid = _last(self.evidence, "preauthorisation", self.ask.name)
        charge = way.charge if isinstance(way.charge, Decimal) else None
        covered = bool(charge and paid and paid.yes and paid.amount is not None and paid.amount >= charge)
        settled = Settled(
            "doable",
            granted=way.granted,  # type: ignore[arg-type]  # no unknown is left here
            approvals=approvals,
            charge=charge,
            preauthorised=covered,
            plan=way.plan if isinstance(way.plan, tuple) else None,
        )
        if not all(obtained for _, _, obtained in approvals):
            return replace(settled, verdict="needs_approval")
        if settled.plan is not None and not (accepted and accepted.yes):
            return replace(settled, verdict="phased")
        return replace(settled, verdict="billable") if charge and not covered else settled


def _last(evidence: tuple[Evidence, ...], kind: str, ask: str) -> Evidence | None:
    found = latest(evidence, kind, ask)
    return found[-1] if found else None


def _unready(way: Way) -> Settled | None:
    """What keeps an allowed way from being settled: unknown values, or faults among them."""
    names: frozenset[str] = frozenset()
    faults: list[str] = []
    for value in way.open_values():
        if isinstance(value, Unknown):
            names |= value.names
        else:
            faults.append(value.message)
    if faults:
        return Settled("refer", errors=tuple(sorted(faults)))
    return Settled("clarify", open=names) if names else None


def charged(way: Way, currency: str) -> Way:
    """The way with its charge rounded once; 0 is no charge, less is money back."""
    if way.charge is None:
        return way
    amount = rounded(way.charge, currency)
    if amount > 0:
        return replace(way, charge=amount)
    granted: dict[str, Value] = dict(way.granted)
    if amount < 0:
        granted["refund"] = -amount
    return replace(way, charge=None, granted=tuple(sorted(granted.items())))
