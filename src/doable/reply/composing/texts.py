"""Which text to take: the company's own before the built-in one, the special before the general."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from doable.policy.loading.reading import Reading
from doable.policy.loading.telling import build_playbook
from doable.reply.sections import sections_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from importlib.resources.abc import Traversable

    from doable.policy.book import Contents, Playbook
    from doable.reply.sections import Section

STAND_IN = "en"
_Key = tuple[str, str | None, str, str | None, str]


class Texts:
    """All texts that a letter can be made of: a book's playbooks, and behind them the built-in ones."""

    def __init__(self, own: Sequence[Playbook], built_in: Sequence[Playbook], language: str) -> None:
        self._sources = (_indexed(own, language), _indexed(built_in, STAND_IN))
        self._whole = {
            (playbook.situation, playbook.channel, playbook.language or language): playbook
            for playbook in own
            if not sections_of(playbook)
        }

    def speaks(self, language: str) -> bool:
        """Whether letters can be written in a language: there is a greeting in it, or a whole letter."""
        greetings = (key[4] for index in self._sources for key in index if key[0] == "greeting")
        return language in greetings or any(key[2] == language for key in self._whole)

    def section(
        self, name: str, *, situations: Sequence[str], ask: str | None, channel: str | None, language: str
    ) -> Section | None:
        """The text for a section: for this ask before any, for the first situation, own before built-in.

        The situation counts more than who wrote it: a company that words `close` for all its letters
        still gets what is special to, say, anger, until it words that too.
        """
        keys: Iterator[tuple[Mapping[_Key, Section], _Key]] = (
            (source, (name, asked, situation, on, spoken))
            for spoken in dict.fromkeys((language, STAND_IN))
            for asked in dict.fromkeys((ask, None))
            for situation in situations
            for source in self._sources
            for on in dict.fromkeys((channel, None))
        )
        return next((source[key] for source, key in keys if key in source), None)

    def whole(self, *, situations: Sequence[str], channel: str | None, language: str) -> Playbook | None:
        """The whole letter that the company has written for the first of the situations that has one."""
        keys = ((situation, on, language) for situation in situations for on in (channel, None))
        return next((self._whole[key] for key in keys if key in self._whole), None)


def texts_of(contents: Contents) -> Texts:
    """The texts for the letters of a book."""
    return _texts(contents.playbooks, contents.languages[0])


@lru_cache(maxsize=16)
def _texts(playbooks: tuple[Playbook, ...], language: str) -> Texts:
    return Texts(playbooks, built_in(), language)


@lru_cache(maxsize=1)
def built_in() -> tuple[Playbook, ...]:
    """The texts that come with the product, in a folder for each language; in the form of playbooks."""
    words = files("doable.reply") / "words"
    return tuple(_read(file) for folder in _sorted(words) for file in _sorted(folder))


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda entry: entry.name)


def _read(file: Traversable) -> Playbook:
    playbook = build_playbook(Reading(), file.name, file.read_text(encoding="utf-8"))
    assert playbook is not None, file
    return playbook


def _indexed(playbooks: Sequence[Playbook], language: str) -> dict[_Key, Section]:
    found = {}
    for playbook in playbooks:
        purpose = (playbook.situation, playbook.channel, playbook.language or language)
        for section in sections_of(playbook):
            found[section.name, section.ask, *purpose] = section
    return found
