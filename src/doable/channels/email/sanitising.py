"""HTML from outside to HTML that may be shown: allow-listed, and nothing in it is fetched or run."""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import TYPE_CHECKING

import nh3

from doable.channels.cleaning import clean_text
from doable.channels.email.limits import HTML, TAGS

if TYPE_CHECKING:
    from doable.channels.email.limits import Cut

_ALLOWED = set(
    "a abbr b blockquote br caption center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i"
    " img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u"
    " ul".split()
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
# Their content is not text that anybody wrote.
_DROPPED = {"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math"}
_LINKS = ("http:", "https:", "mailto:", "tel:")
_CID = re.compile(r"cid:[^\s\"'<>]{1,250}", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_WHOLE_TAG = re.compile(r"<[^<>]*>")


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    """Keep an attribute's value, or drop the attribute: pictures only out of the mail itself."""
    if (tag, attribute) == ("img", "src"):
        return value if _CID.fullmatch(value) else None
    if attribute == "href":
        return value if value.strip().lower().startswith(_LINKS) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_ALLOWED,
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    attribute_filter=_filtered,
    url_schemes={"http", "https", "mailto", "tel", "cid"},
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def sanitise(text: str, cut: Cut, *, tags: int = TAGS) -> str:
    """HTML with allow-listed elements only; what is too much of it is kept as plain words."""
    readable, rest = _within_limits(clean_text(text), tags)
    clean = _CLEANER.clean(readable)
    if not rest:
        return clean
    cut.say("the layout of the later part of a very long formatted message (its words are kept)")
    words = html.unescape(_WHOLE_TAG.sub(" ", rest))
    return f"{clean}<pre>{html.escape(words)}</pre>"


def as_html(text: str) -> str:
    """Plain text as HTML, to stand beside parts that are formatted."""
    return f"<pre>{html.escape(text)}</pre>" if text.strip() else ""


def count_tags(text: str) -> int:
    """How many tags a text may have, counted as far as the limit for a mail."""
    return sum(1 for _ in islice(_TAG.finditer(text), TAGS))


def _within_limits(text: str, tags: int) -> tuple[str, str]:
    """The text up to what the sanitiser is asked to do at most, and the rest."""
    end = min(len(text), HTML)
    for number, tag in enumerate(_TAG.finditer(text, 0, end)):
        if number >= tags:
            end = tag.start()
            break
    return text[:end], text[end:]
