"""Words: asks that can't be told apart, playbooks that can't be filled in or promise what nobody grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.findings import Finding, Place
from doable.reply.playbooks import PlaybookError, promised, render
from doable.workbench.checks.findings import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents


def asks_alike(contents: Contents) -> Iterator[Finding]:
    """Two asks with the same example, or one without: reading can't tell them apart."""
    seen: dict[str, str] = {}
    for ask in contents.asks.values():
        if not ask.examples:
            message = f"`{ask.name}` has no example, so it can't be recognised in a message"
            yield warning("examples", ask.place, message, "add a few sentences as customers write them")
        for example in ask.examples:
            other = seen.setdefault(" ".join(example.lower().split()).strip(".!?"), ask.name)
            if other != ask.name:
                message = f"`{ask.name}` and `{other}` have the same example: {example}"
                yield warning("examples", ask.place, message, "give each ask sentences of its own")


def playbooks_that_fail(contents: Contents) -> Iterator[Finding]:
    """A playbook that is no Liquid, or does not come to an end."""
    for playbook in contents.playbooks:
        try:
            render(playbook, {}, strict=False)
        except PlaybookError as error:
            place = Place(playbook.file, error.line, error.column)
            yield Finding("error", "playbook", error.message, place, error.help)


def playbooks_that_promise(contents: Contents) -> Iterator[Finding]:
    """A playbook that names something as granted that no rule grants."""
    granted = {name for ask in contents.asks.values() for name in ask.types}
    for playbook in contents.playbooks:
        for name, line, column in promised(playbook):
            if name not in granted:
                message = f"this promises `granted.{name}`, which no rule grants"
                remedy = "name something that a rule `gives`, or a param"
                yield warning("playbook", Place(playbook.file, line, column), message, remedy)


def playbooks_alike(contents: Contents) -> Iterator[Finding]:
    """Two playbooks for the same situation, channel and language."""
    seen: dict[tuple[str, str | None, str | None], str] = {}
    for playbook in contents.playbooks:
        purpose = (playbook.situation, playbook.channel, playbook.language)
        other = seen.setdefault(purpose, playbook.file)
        if other != playbook.file:
            message = f"`{other}` is for the same situation, channel and language"
            yield warning(
                "playbook", Place(playbook.file), message, "join the two, or say what sets them apart"
            )
