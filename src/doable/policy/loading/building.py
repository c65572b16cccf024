"""A whole book from its files: everything that is wrong is found in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from doable.policy.book import Contents
from doable.policy.declarations import BOOL
from doable.policy.findings import BookNotLoaded, Finding, Place
from doable.policy.loading.asking import build_asks, check_alternatives
from doable.policy.loading.files import read_files
from doable.policy.loading.formulas import Formulas
from doable.policy.loading.heading import read_heading
from doable.policy.loading.marked import Mapping, NotYaml, Sequence, parse_yaml
from doable.policy.loading.naming import build_facts, built_in_facts, declare
from doable.policy.loading.people import People
from doable.policy.loading.reading import Reading
from doable.policy.loading.surroundings import (
    build_guarantees,
    build_limits,
    build_playbook,
    build_referrals,
    build_story,
    build_style,
)

if TYPE_CHECKING:
    from pathlib import Path

    from doable.policy.loading.files import Files
    from doable.policy.loading.heading import Heading
    from doable.policy.loading.marked import Marked
    from doable.policy.loading.reading import Entry, Formula


def load(folder: Path) -> Contents:
    """The book in a folder; raises BookNotLoaded with every error found."""
    contents, findings = examine(read_files(folder))
    if contents is None:
        raise BookNotLoaded(finding for finding in findings if finding.severity == "error")
    return contents


def examine(files: Files) -> tuple[Contents | None, tuple[Finding, ...]]:
    """The book (None if it has errors) and all findings, in the order in which they stand in the files."""
    reading = Reading(list(files.findings))
    contents = _Building(reading, files).contents()
    findings = tuple(_with_source(finding, files) for finding in sorted(set(reading.findings), key=_order))
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    return contents, findings


def _order(finding: Finding) -> tuple[Place, str]:
    return finding.place, finding.message


def _with_source(finding: Finding, files: Files) -> Finding:
    lines = files.texts.get(finding.place.file, "").splitlines()
    if finding.source is not None or not 0 < finding.place.line <= len(lines):
        return finding
    return replace(finding, source=lines[finding.place.line - 1][:300])


class _Building:
    def __init__(self, reading: Reading, files: Files) -> None:
        self.reading = reading
        self.files = files

    def contents(self) -> Contents | None:
        top = self._one("book")
        fact_entries = self._named("facts", "fact", required=True)
        ask_entries = self._entries("asks", "ask")
        if top is None:
            return None
        if not ask_entries:
            remedy = "write one file for each thing a customer may ask"
            self.reading.error(Place("asks/"), "the book has no asks", remedy, check="files")
        heading = read_heading(self.reading, top)
        names = declare(self.reading, fact_entries)
        formulas = Formulas(self.reading, names)
        people = People(self.reading, heading.grades, heading.functions)
        facts = {**built_in_facts(), **build_facts(self.reading, fact_entries, formulas)}
        asks = build_asks(self.reading, ask_entries, formulas, people)
        begun = Contents(
            **_shared(heading),
            facts=facts,
            asks=asks,
            digest=self.files.digest,
            computed={name: fact.computed for name, fact in facts.items() if fact.computed},
        )
        return self._assembled(top, heading, formulas, people, begun)

    def _assembled(
        self, top: Entry, heading: Heading, formulas: Formulas, people: People, begun: Contents
    ) -> Contents:
        referrals = build_referrals(self._named("referrals", "referral"), formulas)
        check_alternatives(self.reading, begun.asks, referrals)
        limits = self._list("authority", "limit")
        fault = cast("Formula | None", top.get("at_fault"))
        stories = [build_story(self.reading, entry) for entry in self._entries("stories", "story", several=True)]
        playbooks = [build_playbook(self.reading, *file) for file in self.files.within("playbooks")]
        return replace(
            begun,
            limits=None if limits is None else build_limits(limits, begun.asks, formulas, people),
            referrals=referrals,
            guarantees=build_guarantees(self._list("guarantees", "guarantee") or [], begun.asks, formulas, people),
            stories=tuple(story for story in stories if story is not None),
            playbooks=tuple(playbook for playbook in playbooks if playbook is not None),
            style=build_style(self._one("style", required=False)),
            at_fault=formulas.make(fault, BOOL) if fault else None,
            answer_within=heading.answer_within,
        )

    def _parsed(self, file: tuple[str, str] | None) -> Marked | None:
        if file is None:
            return None
        try:
            node, duplicates = parse_yaml(file[1], file[0])
        except NotYaml as error:
            self.reading.findings.append(error.finding)
            return None
        self.reading.findings.extend(duplicates)
        return node

    def _missing(self, stem: str) -> None:
        self.reading.error(Place(f"{stem}.yaml"), f"`{stem}.yaml` is missing", "every book has one", check="files")

    def _one(self, stem: str, *, required: bool = True) -> Entry | None:
        file = self.files.named(stem)
        if file is None and required:
            self._missing(stem)
        node = self._parsed(file)
        if node is None and file is not None and required and not self.reading.findings:
            self.reading.error(Place(file[0]), "the file is empty", "see the guide to a first book")
        return self.reading.entry(node, stem) if node is not None else None

    def _named(self, stem: str, shape: str, *, required: bool = False) -> dict[str, Entry]:
        file = self.files.named(stem)
        if file is None and required:
            self._missing(stem)
        node = self._parsed(file)
        if node is None:
            return {}
        if not isinstance(node, Mapping):
            self.reading.error(node.place, "expected names with their values", "write `name: {..}` for each")
            return {}
        entries = {key.text: self.reading.entry(value, shape) for key, value in node.entries}
        return {name: entry for name, entry in entries.items() if entry is not None}

    def _list(self, stem: str, shape: str) -> list[Entry] | None:
        file = self.files.named(stem)
        if file is None:
            return None
        return self._items(self._parsed(file), shape)

    def _items(self, node: Marked | None, shape: str) -> list[Entry]:
        if node is None:
            return []
        if not isinstance(node, Sequence):
            self.reading.error(node.place, "expected a list", "begin each entry with `- `")
            return []
        entries = [self.reading.entry(item, shape) for item in node.items]
        return [entry for entry in entries if entry is not None]

    def _entries(self, folder: str, shape: str, *, several: bool = False) -> list[Entry]:
        entries: list[Entry] = []
        for file in self.files.within(folder):
            node = self._parsed(file)
            if several:
                entries.extend(self._items(node, shape))
            elif node is not None and (entry := self.reading.entry(node, shape)) is not None:
                entries.append(entry)
        return entries


def _shared(heading: Heading) -> dict[str, Any]:
    names = ("name", "version", "currency", "zone", "languages", "grades", "functions", "consulting")
    return {"language_version": 1, **{name: getattr(heading, name) for name in names}}
