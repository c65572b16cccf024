"""Words: asks that can't be told apart; playbooks that can't be filled in or used, or promise too much."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from doable.policy.findings import Finding, Place, did_you_mean
from doable.policy.letters import SECTIONS
from doable.reply.playbooks import PlaybookError, groups_read, promised, read_from, render
from doable.reply.sections import before_headings, sections_of
from doable.workbench.checks.findings import warning
from doable.workbench.likening import alike, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents, Playbook
    from doable.reply.sections import Section

# What stands in `ask` besides the params.
_OF_EVERY_ASK = ("name", "means", "wish", "noun", "quote")
# What the sections of a letter can read: docs/books/playbooks.md says what each is.
_VALUES = (
    *("customer", "reference", "company", "sign_off", "emotion", "signals", "cause", "fault", "ask"),
    *("granted", "figures", "by", "because", "clause", "charge", "approver", "answer_by", "questions"),
    *("plan", "options", "nearest", "referrals", "advise", "next", "channel", "brief", "several"),
    *("answer_within", "self_service", "kept_back", "looking_up", "consulted", "held", "restated"),
    *("also", "wishes", "count"),
)


def asks_without_examples(contents: Contents) -> Iterator[Finding]:
    """An ask that reading can't learn."""
    for ask in contents.asks.values():
        if not ask.examples:
            message = f"`{ask.name}` has no example, so it can't be recognised in a message"
            yield warning("examples", ask.place, message, "add a few sentences as customers write them")


def asks_alike(contents: Contents) -> Iterator[Finding]:
    """Two asks with the same example, or with two that mean nearly the same."""
    for one, other in alike(contents):
        message = f"`{other[0].name}` and `{one[0].name}` have the same example: {other[1]}"
        if plain(one[1]) != plain(other[1]):
            message = (
                f"`{other[0].name}` and `{one[0].name}` have examples that read nearly the same: "
                f"{other[1]} / {one[1]}"
            )
        yield warning("examples", other[0].place, message, "give each ask sentences of its own")


def playbooks_that_fail(contents: Contents) -> Iterator[Finding]:
    """A playbook with a section that is no Liquid, or does not come to an end."""
    for playbook in contents.playbooks:
        for text in [section.text for section in sections_of(playbook)] or [playbook]:
            try:
                render(text, {}, strict=False)
            except PlaybookError as error:
                yield Finding("error", "playbook", error.message, error.place, error.help)


def playbooks_never_used(contents: Contents) -> Iterator[Finding]:
    """Text that stands under no heading, or under one that no letter has."""
    for playbook in contents.playbooks:
        if before_headings(playbook):
            message = "what stands above the first heading is in no letter"
            place = Place(playbook.file, playbook.body_line)
            yield warning(
                "playbook", place, message, "put it under a heading such as `## answer`, or remove it"
            )
        for section in sections_of(playbook):
            yield from _never_used(contents, section)


def _never_used(contents: Contents, section: Section) -> Iterator[Finding]:
    place = Place(section.text.file, section.text.body_line)
    if section.name not in SECTIONS:
        known = ", ".join(f"`{name}`" for name in SECTIONS)
        message = f"`{section.name}` is no section of a letter, so this text is never used"
        yield warning(
            "playbook", place, message, did_you_mean(section.name, SECTIONS) or f"use one of {known}"
        )
    if section.name == "answer" and section.text.situation == "general":
        message = "an answer depends on what was decided, so one for `general` is never used"
        yield warning("playbook", place, message, "say it in a playbook for `grant`, `decline` and so on")
    if section.ask is not None and section.ask not in contents.asks:
        message = f"the book has no ask `{section.ask}`, so this text is never used"
        remedy = did_you_mean(section.ask, contents.asks) or "name a file under `asks/`"
        yield warning("playbook", place, message, remedy)


def playbooks_that_promise(contents: Contents) -> Iterator[Finding]:
    """A playbook that names something as granted that no rule grants, or as asked that no ask has."""
    granted = {name for ask in contents.asks.values() for name in ask.types}
    asked = {name for ask in contents.asks.values() for name in ask.params}.union(_OF_EVERY_ASK)
    for playbook in contents.playbooks:
        for name, place in promised(playbook):
            if name not in granted:
                message = f"this promises `granted.{name}`, which no rule grants"
                yield warning("promise", place, message, "name something that a rule `gives`, or a param")
        for name, place in read_from(playbook, "ask"):
            if name not in asked:
                remedy = did_you_mean(name, asked) or "name a param of an ask"
                yield warning("playbook", place, f"this reads `ask.{name}`, which no ask has", remedy)


def playbooks_that_misname(contents: Contents) -> Iterator[Finding]:
    """A playbook that reads something whose name is nearly that of a value which letters have."""
    for playbook in contents.playbooks:
        for name, place in groups_read(playbook):
            close = [] if name in _VALUES else get_close_matches(name, _VALUES, n=1, cutoff=0.8)
            if close:
                message = f"letters have no `{name}`, so none can be written with this text"
                yield warning("playbook", place, message, f"did you mean `{close[0]}`?")


def playbooks_alike(contents: Contents) -> Iterator[Finding]:
    """Two texts for the same section of the same situation, channel and language, or two whole letters."""
    seen: dict[tuple[str | None, ...], Place] = {}
    for playbook in contents.playbooks:
        purpose = (playbook.situation, playbook.channel, playbook.language)
        for key, place in _texts(playbook):
            other = seen.setdefault((*purpose, *key), place)
            if other != place:
                which = f"`{other.file}`" if key == (None, None) else f"`## {key[0]}` at {other}"
                message = f"{which} is for the same situation, channel and language"
                yield warning("playbook", place, message, "join the two, or say what sets them apart")


def _texts(playbook: Playbook) -> Iterator[tuple[tuple[str | None, str | None], Place]]:
    sections = sections_of(playbook)
    for section in sections:
        yield (section.name, section.ask), Place(playbook.file, section.text.body_line)
    if not sections:
        yield (None, None), Place(playbook.file)
