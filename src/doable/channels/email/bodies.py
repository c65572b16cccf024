"""What of a mail's parts is its text, its HTML, and what is a file that came with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.channels.cleaning import clean_text
from doable.channels.decoding import decode_text, has_gaps
from doable.channels.email.flattening import flatten
from doable.channels.email.flowing import unflow
from doable.channels.email.limits import TAGS, TEXT
from doable.channels.email.sanitising import as_html, count_tags, sanitise
from doable.channels.enclosing import clean_name, sniff
from doable.desk.incoming import Enclosed

if TYPE_CHECKING:
    from doable.channels.email.limits import Cut
    from doable.channels.email.splitting import Part

_NESTED = ("message/rfc822", "message/global")
# Said in the mail by machines, or about another mail: kept, but not what the sender wrote.
_BESIDE = ("message/", "text/rfc822-headers")
_SHOWN_FIELDS = ("From", "To", "Date", "Subject")


@dataclass
class Bodies:
    """What was found: texts in their order, HTML in its order, texts about other mails, files."""

    cut: Cut
    texts: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    formatted: bool = False
    beside: list[str] = field(default_factory=list)
    enclosed: list[Enclosed] = field(default_factory=list)
    room: int = TEXT
    tags: int = TAGS

    @property
    def text(self) -> str:
        """Everything that was written as plain text, or made plain."""
        return "\n\n".join(text for text in self.texts if text.strip())

    def take(self, part: Part) -> None:
        """Take in one part and those in it."""
        if part.media_type in _NESTED and part.parts:
            self.take_message(part)
        elif part.media_type == "multipart/alternative":
            self.take_alternative(part)
        elif part.parts:
            for one in part.parts:
                self.take(one)
        elif part.media_type.startswith(_BESIDE):
            self.beside.append(self.read(part))
        elif is_body(part):
            self.take_text(part)
        elif part.content or part.headers.file_name:
            self.enclose(part)

    def take_text(self, part: Part) -> None:
        """Take in text that is shown as such."""
        text = self.read(part)
        if part.media_type == "text/html":
            self.formatted = True
            clean = sanitise(text, self.cut, tags=self.tags)
            self.tags = max(0, self.tags - count_tags(text))
            self.html.append(clean)
            self.texts.append(flatten(clean))
        else:
            self.html.append(as_html(text))
            self.texts.append(text)

    def take_alternative(self, part: Part) -> None:
        """Of several ways to say the same, read the plain one and show the formatted one.

        Where the plain one is empty, the formatted one is read.
        """
        inner = Bodies(self.cut, room=self.room, tags=self.tags)
        plain = Bodies(self.cut, room=self.room)
        for one in part.parts:
            (plain if one.media_type == "text/plain" and is_body(one) else inner).take(one)
        self.room, self.tags = min(inner.room, plain.room), inner.tags
        self.formatted |= inner.formatted
        self.html += inner.html if inner.formatted else plain.html
        # A calendar entry or the like stands beside the text rather than for it.
        self.texts += plain.texts if plain.text.strip() else inner.texts
        self.beside += inner.beside
        self.enclosed += inner.enclosed

    def take_message(self, part: Part) -> None:
        """Keep a mail in the mail as a file, and its words beside what was written now."""
        inner = Bodies(self.cut, room=self.room, tags=self.tags)
        (message,) = part.parts
        inner.take(message)
        self.room, self.tags = inner.room, inner.tags
        shown = [(name, message.headers.text(name.lower())) for name in _SHOWN_FIELDS]
        fields = "\n".join(f"{name}: {value}" for name, value in shown if value)
        self.beside += [fields, inner.text, *inner.beside]
        name = part.headers.file_name or message.headers.text("subject") or "message"
        self.add(name if name.lower().endswith(".eml") else f"{name}.eml", part, "message/rfc822")

    def enclose(self, part: Part) -> None:
        """Keep a file."""
        self.add(part.headers.file_name, part, part.headers.first("content-type"))

    def add(self, given: str, part: Part, declared: str) -> None:
        """Keep a part's content under a name that is safe and a type that it shows."""
        name = clean_name(given, len(self.enclosed) + 1)
        cid = part.headers.first("content-id").strip().strip("<>").strip() or None
        self.enclosed.append(Enclosed(name, sniff(part.content, declared, name), part.content, cid))

    def read(self, part: Part) -> str:
        """The text of a part, as far as there is room for it."""
        # Four bytes a character at most: what can't have room need not be read.
        content = part.content[: 4 * self.room]
        text = clean_text(decode_text(content, part.headers.parameters.get("charset")))
        if len(text) > self.room or len(content) < len(part.content):
            self.cut.say(f"text beyond the first {TEXT:,} characters")
        elif has_gaps(text, content):
            self.cut.say("some characters (they can't be read in the charset the mail names)")
        text = text[: self.room]
        self.room -= len(text)
        if part.headers.parameters.get("format", "").lower() == "flowed" and part.media_type == "text/plain":
            text = unflow(text, delete_space=part.headers.parameters.get("delsp", "").lower() == "yes")
        return text


def is_body(part: Part) -> bool:
    """Whether a part is text to be read in the mail, rather than a file."""
    readable = part.media_type in {"text/plain", "text/html", "text/enriched"}
    return readable and part.headers.disposition != "attachment" and not part.headers.file_name


def read_bodies(part: Part, cut: Cut) -> Bodies:
    """Sort a mail's parts into what is read, what is shown and what is kept as files."""
    bodies = Bodies(cut)
    bodies.take(part)
    return bodies
