"""Understanding a message: what is asked, what is stated, in which mood, why, and what was not sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.understanding.doubting import doubts
from doable.understanding.facts.filling import filled
from doable.understanding.facts.stating import facts, stated
from doable.understanding.meaning.asking import Asking
from doable.understanding.meaning.causing import cause
from doable.understanding.meaning.feeling import emotion
from doable.understanding.meaning.hinting import hints
from doable.understanding.meaning.signals import signals
from doable.understanding.text.clauses import clauses
from doable.understanding.text.language import language
from doable.understanding.understood import ReadAsk, Understanding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.policy.book import Contents
    from doable.understanding.facts.stating import Stated
    from doable.understanding.meaning.asking import AskedFor
    from doable.understanding.understood import Message


class Reader:
    """A book made ready to understand messages by, which takes a moment once."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self._asking = Asking(contents)

    def understand(self, message: Message) -> Understanding:
        """The message understood; the same message always in the same way."""
        parts = clauses(message.text)
        found = stated(message, self.contents)
        read = facts(message, self.contents, parts, found)
        asks = self._asks(message, self._asking.asks(message, parts), found)
        shown = signals(message, parts, found.dates)
        hinted = hints([message.text[part.start : part.end] for part in parts])
        mood = emotion(message, hinted)
        return Understanding(
            message=message,
            language=language(message.text, self.contents.languages[0]),
            asks=asks,
            emotion=mood,
            cause=cause(message, hinted, asks=[ask.ask for ask in asks], emotion=mood, signals=shown),
            signals=shown,
            facts=read,
            doubts=doubts(message, self.contents, asks, read, found),
        )

    def _asks(self, message: Message, asked: Sequence[AskedFor], found: Stated) -> tuple[ReadAsk, ...]:
        spans = [one.span for one in asked]
        read = []
        for one in asked:
            others = [span for span in spans if span != one.span]
            params = filled(message, self.contents.asks[one.ask], one.span, others, found)
            read.append(ReadAsk(one.ask, params, one.confidence, one.span))
        return tuple(read)


def understand(message: Message, contents: Contents) -> Understanding:
    """The message understood by a book; for many messages make one Reader."""
    return Reader(contents).understand(message)
