"""A whole book from its files: everything that is wrong is found in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable.policy.book import Contents
from doable.policy.findings import BookNotLoaded, Finding, Place
from doable.policy.language.declarations import BOOL
from doable.policy.loading.asking import build_asks, check_alternatives, named_asks
from doable.policy.loading.files import read_files
from doable.policy.loading.formulas import Formulas
from doable.policy.loading.heading import LANGUAGE_VERSION, is_of_another_language, read_heading
from doable.policy.loading.naming import build_facts, built_in_facts, declare, declare_params
from doable.policy.loading.parts import read_parts
from doable.policy.loading.people import People
from doable.policy.loading.reading import MOST_FINDINGS, Reading
from doable.policy.loading.surroundings import Surroundings, build_style
from doable.policy.loading.telling import build_playbook, build_story

if TYPE_CHECKING:
    from pathlib import Path

    from doable.policy.loading.files import Files
    from doable.policy.loading.parts import Parts

_LONGEST_LINE = 200


def load(folder: Path) -> Contents:
    """The book in a folder; raises BookNotLoaded with every error found."""
    contents, findings = examine(read_files(folder))
    if contents is None:
        raise BookNotLoaded(finding for finding in findings if finding.severity == "error")
    return contents


def examine(files: Files) -> tuple[Contents | None, tuple[Finding, ...]]:
    """The book (None if it has errors) and all findings, in the order in which they stand in the files."""
    reading = Reading(dict.fromkeys(files.findings))
    contents = _build(reading, files)
    findings = [with_source(finding, files) for finding in sorted(reading.findings, key=_order)]
    if reading.full:
        message = f"there is more to mend than these {MOST_FINDINGS} findings"
        findings.append(
            Finding("error", "files", message, Place("book.yaml"), "mend them first, then check again")
        )
    if any(finding.severity == "error" for finding in findings):
        return None, tuple(findings)
    return contents, tuple(findings)


def _order(finding: Finding) -> tuple[Place, str]:
    return finding.place, finding.message


def with_source(finding: Finding, files: Files) -> Finding:
    """The finding with the line in which it stands; not if it is about a whole file, or far along a line."""
    if finding.check == "files" and finding.place == Place(finding.place.file):
        return finding
    lines = files.texts.get(finding.place.file, "").split("\n")
    if not 0 < finding.place.line <= len(lines) or finding.place.column > _LONGEST_LINE:
        return finding
    return replace(finding, source=lines[finding.place.line - 1][:_LONGEST_LINE] or None)


def _build(reading: Reading, files: Files) -> Contents | None:
    if files.findings and not files.texts:
        return None
    parts = read_parts(reading, files)
    if parts.book is None or parts.facts is None or is_of_another_language(reading, parts.book):
        return None
    heading = read_heading(reading, parts.book)
    formulas = Formulas(reading, declare(reading, parts.facts))
    people = People(reading, heading.grades, heading.functions)
    facts = {**built_in_facts(), **build_facts(reading, parts.facts, formulas)}
    entries = named_asks(reading, parts.asks)
    params = {name: declare_params(reading, entry) for name, entry in entries.items()}
    asks = build_asks(entries, params, formulas, people)
    begun = Contents(
        name=heading.name,
        version=heading.version,
        language_version=LANGUAGE_VERSION,
        currency=heading.currency,
        zone=heading.zone,
        languages=heading.languages,
        grades=heading.grades,
        functions=heading.functions,
        consulting=heading.consulting,
        facts=facts,
        asks=asks,
        digest=files.digest,
        computed={name: fact.computed for name, fact in facts.items() if fact.computed},
        style=build_style(parts.style),
        at_fault=formulas.make(parts.book.formula("at_fault"), BOOL),
        answer_within=heading.answer_within,
    )
    return _surrounded(begun, parts, Surroundings(formulas, people, params, parts.unread_asks))


def _surrounded(begun: Contents, parts: Parts, around: Surroundings) -> Contents:
    reading, ids = around.reading, dict[str, Place]()
    referrals = [around.referral(name, entry) for name, entry in parts.referrals.shaped()]
    check_alternatives(reading, begun.asks, around.asks, parts.referrals.keys)
    guarantees = [around.guarantee(entry, ids) for entry in parts.guarantees]
    stories = [build_story(reading, entry) for entry in parts.stories]
    playbooks = [build_playbook(reading, *file) for file in parts.playbooks]
    return replace(
        begun,
        limits=None if parts.authority is None else tuple(around.limit(entry) for entry in parts.authority),
        referrals={referral.name: referral for referral in referrals if referral},
        guarantees=tuple(guarantee for guarantee in guarantees if guarantee),
        stories=tuple(story for story in stories if story),
        playbooks=tuple(playbook for playbook in playbooks if playbook),
    )
