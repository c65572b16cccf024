"""`book check`: what a whole book should not be like, in words for whoever answers for it.

Errors found while loading (syntax, unknown names, wrong types ..) come first; what is here needs the
whole book. Most are warnings: the book works, yet somebody will be left without an answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.loading.building import examine, with_source
from doable.policy.loading.files import read_files
from doable.workbench.checks import authority, facts, rules, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from doable.policy.book import Contents
    from doable.policy.findings import Finding
    from doable.policy.loading.files import Files

_CHECKS: tuple[Callable[[Contents], Iterator[Finding]], ...] = (
    rules.noes_without_alternative,
    rules.alternatives_to_itself,
    rules.referrals_nobody_offers,
    rules.rules_that_never_apply,
    rules.exceptions_beyond_otherwise,
    rules.misspelt_gifts,
    facts.facts_nobody_can_supply,
    facts.missing_questions,
    facts.missing_questions_for_params,
    facts.answers_that_would_not_count,
    facts.unguarded_absences,
    authority.authority_holes,
    authority.limits_that_splitting_defeats,
    words.asks_alike,
    words.playbooks_that_fail,
    words.playbooks_never_used,
    words.playbooks_that_promise,
    words.playbooks_alike,
)


def check_book(folder: Path) -> tuple[Contents | None, tuple[Finding, ...]]:
    """The book (None if it can't be used) and everything there is to say about it, errors first."""
    return check_files(read_files(folder))


def check_files(files: Files) -> tuple[Contents | None, tuple[Finding, ...]]:
    """The same for files that lie elsewhere than in a folder."""
    contents, findings = examine(files)
    found = [finding for check in _CHECKS for finding in check(contents)] if contents else []
    whole = {*findings, *(with_source(finding, files) for finding in found)}
    ordered = sorted(whole, key=lambda finding: (finding.severity, finding.place, finding.message))
    usable = not any(finding.severity == "error" for finding in ordered)
    return (contents if usable else None), tuple(ordered)
