"""Putting what was settled into words of the book: reasons, charge, plan, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.clarifying import errors_of, missing_facts, pivotal
from doable.policy.deciding.decision import Answer, Approval, Charge, Reason, Typed
from doable.policy.vocabulary import ALLOWED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.deciding.combining import Rules
    from doable.policy.deciding.settling import Settled, Settling
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain

_ORDER = ("forbid", "decline", "refer", "approve", "phase", "bill", "grant")
_DECIDES = {"forbidden": ("forbid",), "declined": ("decline", "forbid"), "refer": ("refer",)}
_ALLOWS = ("approve", "phase", "bill", "grant")


def stated(
    contents: Contents, rules: Rules, settling: Settling, decided: Settled | None, finals: list[Settled]
) -> Answer:
    """The answer as the book puts it; `decided` is None where the known facts do not settle it."""
    if decided is None:
        return _open(contents, rules, settling, finals)
    ask = rules.ask
    deciding = _deciding(rules, decided)
    params = typed(ask.types, asked(ask, settling.situation.known))
    return Answer(
        ask=ask.name,
        params=params,
        verdict=decided.verdict,
        granted=typed(ask.types, dict(decided.granted)),
        reasons=_reasons(deciding, decided),
        approvals=_approvals(contents, decided),
        charge=_charge(contents, deciding, decided),
        phase=decided.plan,
        advise=tuple(rule.effect.advise for rule in deciding if rule.effect.advise),
        errors=decided.errors,
    )


def asked(ask: Ask, known: Mapping[str, Plain]) -> dict[str, Plain]:
    """The params of an ask as far as they are known."""
    return {name: known[f"ask.{name}"] for name in ask.params if f"ask.{name}" in known}


def typed(types: Mapping[str, Type], values: Mapping[str, Plain]) -> tuple[Typed, ...]:
    """Values with their types, by name."""
    return tuple(Typed(name, values[name], types[name]) for name in sorted(values))


def _open(contents: Contents, rules: Rules, settling: Settling, finals: list[Settled]) -> Answer:
    """Clarify; or refer where an error can matter."""
    ask = rules.ask
    # Where several rules can each make the same difference none is the one: then each counts.
    decisive = pivotal(rules, settling) or rules.unsettled()
    params = typed(ask.types, asked(ask, settling.situation.known))
    faults = {error for final in finals for error in final.errors}
    errors = (*errors_of(rules, decisive), *sorted(faults))
    missing = missing_facts(contents, ask, rules, decisive, finals)
    if errors or not missing:
        errors = errors or ("the rules contradict each other",)
        return Answer(ask.name, params, "refer", errors=errors)
    return Answer(ask.name, params, "clarify", missing=missing)


def _deciding(rules: Rules, decided: Settled) -> list[Rule]:
    """The rules certainly in force that gave the verdict, by effect and id."""
    if decided.by_authority:
        return []
    effects = _ALLOWS if decided.verdict in (*ALLOWED, "needs_approval") else _DECIDES[decided.verdict]
    found = [rule for rule in rules.certain() if rule.effect.then in effects]
    return sorted(found, key=lambda rule: (_ORDER.index(rule.effect.then), rule.id))


def _reasons(deciding: list[Rule], decided: Settled) -> tuple[Reason, ...]:
    if decided.by_authority:
        return (Reason(None, "authority", decided.because, None),)
    return tuple(
        Reason(rule.id, rule.effect.ground, rule.effect.because, rule.effect.clause) for rule in deciding
    )


def _approvals(contents: Contents, decided: Settled) -> tuple[Approval, ...]:
    return tuple(
        Approval(contents.grades[rank], function, obtained) for rank, function, obtained in decided.approvals
    )


def _charge(contents: Contents, deciding: list[Rule], decided: Settled) -> Charge | None:
    if decided.charge is None:
        return None
    words = tuple(rule.effect.charge_for for rule in deciding if rule.effect.charge_for)
    return Charge(decided.charge, contents.currency, words, decided.preauthorised)
