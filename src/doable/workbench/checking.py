"""`book check`: what a whole book should not be like, in words for whoever answers for it.

Errors found while loading (syntax, unknown names, wrong types ..) come first; what is here needs the
whole book. Most are warnings: the book works, yet somebody will be left without an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.loading.building import examine, with_source
from doable.policy.loading.files import files_of, read_files
from doable.workbench.checks import alternatives, authority, conditions, facts, plans, rules, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from doable.policy.book import Contents
    from doable.policy.findings import Finding
    from doable.policy.loading.files import Files

    Checked = tuple[Contents | None, tuple[Finding, ...]]

_CHECKS: tuple[Callable[[Contents], Iterator[Finding]], ...] = (
    alternatives.noes_without_alternative,
    alternatives.alternatives_to_itself,
    alternatives.alternatives_never_granted,
    alternatives.referrals_nobody_offers,
    conditions.rules_that_never_apply,
    conditions.others_that_never_apply,
    conditions.rules_overruled,
    conditions.otherwise_never_reached,
    rules.exceptions_beyond_otherwise,
    rules.lifts_of_nothing,
    rules.misspelt_gifts,
    plans.plans_at_once,
    plans.steps_that_end_twice,
    plans.charges_of_nothing,
    facts.facts_nobody_can_supply,
    facts.missing_questions,
    facts.missing_questions_for_params,
    facts.answers_that_would_not_count,
    facts.unguarded_absences,
    authority.authority_holes,
    authority.limits_that_splitting_defeats,
    authority.programs_without_a_list,
    words.asks_without_examples,
    words.asks_alike,
    words.playbooks_that_fail,
    words.playbooks_never_used,
    words.playbooks_that_promise,
    words.playbooks_that_misname,
    words.playbooks_alike,
)


def check_book(folder: Path) -> Checked:
    """The book (None if it can't be used) and everything there is to say about it, errors first."""
    return check_files(read_files(folder))


def check_texts(texts: Mapping[str, str]) -> Checked:
    """The same for texts by path, as an editor holds them; nothing is read from a folder.

    Quick enough for every pause in typing: files that did not change since they were last checked are not
    read again.
    """
    return check_files(files_of(texts))


def check_files(files: Files) -> Checked:
    """The same for files that lie elsewhere than in a folder."""
    contents, findings = examine(files)
    found = [finding for check in _CHECKS for finding in check(contents)] if contents else []
    whole = {*findings, *(with_source(finding, files) for finding in found)}
    ordered = sorted(whole, key=lambda finding: (finding.severity, finding.place, finding.message))
    usable = not any(finding.severity == "error" for finding in ordered)
    return (contents if usable else None), tuple(ordered)
