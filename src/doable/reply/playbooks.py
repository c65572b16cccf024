"""Playbooks: the company's own words in Liquid, filled in within limits, and what is wrong with them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from liquid.exceptions import BlockNestingError, LiquidError, ResourceLimitError

from doable.policy.findings import Place, did_you_mean
from doable.reply.limits import LENIENT, MOST_CHARACTERS, STRICT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from liquid import BoundTemplate
    from liquid.static_analysis import Variable

    from doable.policy.book import Playbook

_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%]")
_TAG = re.compile(r"\{%-?\s*(\w+)")
MOST_IN_BRACES = 1_000


class PlaybookError(Exception):
    """A playbook that can't be filled in: where in its file, what is wrong, what to do."""

    def __init__(self, place: Place, message: str, remedy: str | None) -> None:
        self.place, self.message, self.help = place, message, remedy
        super().__init__(f"{place}: {message}")


class _Said(NamedTuple):
    message: str
    help: str | None


_TOO_MUCH = _Said(
    "the playbook would go on for too long, or write too much",
    "use fewer loops, fewer rounds, and shorter texts inside them",
)
_TOO_DEEP = _Said(
    "the playbook has too many parts one inside the other", "write it flatter, or as several playbooks"
)


def render(playbook: Playbook, values: Mapping[str, object], *, strict: bool = True) -> str:
    """The playbook's text with these values; raises PlaybookError, also beyond the limits.

    `strict` makes a name that has no value an error.
    """
    if len(playbook.body) > MOST_CHARACTERS:
        message = f"the playbook is longer than {MOST_CHARACTERS:,} characters"
        raise PlaybookError(
            Place(playbook.file, playbook.body_line), message, "write a shorter one, or several"
        )
    _refuse_unclosed(playbook)
    try:
        return _template(playbook.body, strict=strict).render(values)
    except BlockNestingError as error:
        raise _at(playbook, _offset(playbook.body, error), _TOO_DEEP) from None
    except (ResourceLimitError, RecursionError) as error:
        raise _at(playbook, _offset(playbook.body, error), _TOO_MUCH) from None
    except LiquidError as error:
        said = _worded(str(error.message))
        raise _at(playbook, _offset(playbook.body, error), said) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        said = _Said(
            "a filter is given a value that it can't work with", "look at the values before each `|`"
        )
        raise _at(playbook, _offset(playbook.body, error), said) from None


@lru_cache(maxsize=1024)
def _template(body: str, *, strict: bool) -> BoundTemplate:
    """The parsed text; a letter is made of a dozen, and the next letter of nearly the same ones."""
    return (STRICT if strict else LENIENT).template(body)


def promised(playbook: Playbook) -> Iterator[tuple[str, Place]]:
    """The names that the playbook reads from `granted`, each with its place; none if it is no Liquid."""
    return read_from(playbook, "granted")


def read_from(playbook: Playbook, group: str) -> Iterator[tuple[str, Place]]:
    """The names that the playbook reads from a group of values, such as `ask`, each with its place."""
    try:
        read = _read(playbook.body).get(group, ())
    except (LiquidError, RecursionError):
        return
    for variable in read:
        if len(variable.segments) > 1 and isinstance(variable.segments[1], str):
            yield variable.segments[1], _place(playbook, variable.span.index)


def groups_read(playbook: Playbook) -> Iterator[tuple[str, Place]]:
    """The groups of values that the playbook reads, each with its first place; none if it is no Liquid."""
    try:
        read = _read(playbook.body)
    except (LiquidError, RecursionError):
        return
    for group, variables in read.items():
        yield group, _place(playbook, min(variable.span.index for variable in variables))


@lru_cache(maxsize=1024)
def _read(body: str) -> Mapping[str, list[Variable]]:
    """What a text reads, by group; a book is checked again after every change of one of its files."""
    return LENIENT.template(body).analyze().globals


def _refuse_unclosed(playbook: Playbook) -> None:
    """Every `{{` and `{%` ends soon; python-liquid would look for the end again and again."""
    place = 0
    while begun := _OPENING.search(playbook.body, place):
        start, closing = begun.start(), "}}" if begun[0] == "{{" else "%}"
        end = playbook.body.find(closing, start, start + MOST_IN_BRACES)
        if end < 0 or _OPENING.search(playbook.body, start + 2, end):
            raise _at(
                playbook, start, _Said(f"`{begun[0]}` is never closed", f"add `{closing}` where it ends")
            )
        place = end + 2


def _at(playbook: Playbook, offset: int, said: _Said) -> PlaybookError:
    return PlaybookError(_place(playbook, offset), said.message, said.help)


def _place(playbook: Playbook, offset: int) -> Place:
    line = playbook.body.count("\n", 0, offset)
    column = offset - playbook.body.rfind("\n", 0, offset)
    return Place(playbook.file, playbook.body_line + line, column)


def _offset(body: str, error: Exception) -> int:
    """Where in the text the error lies, as far as it can be told."""
    start = getattr(getattr(error, "token", None), "start_index", -1)
    if start >= 0:
        return int(start)
    said = str(getattr(error, "message", ""))
    closing = re.match(r"expected tag end(\w+)", said)
    if closing:
        return _never_closed(body, closing[1])
    return next((part.start() for part in _MARKUP.finditer(body) if _fails_alone(part[0], said)), 0)


def _never_closed(body: str, tag: str) -> int:
    begun: list[int] = []
    for found in _TAG.finditer(body):
        if found[1] == tag:
            begun.append(found.start())
        elif found[1] == f"end{tag}" and begun:
            begun.pop()
    return begun[-1] if begun else 0


def _fails_alone(part: str, said: str) -> bool:
    try:
        LENIENT.template(part)
    except LiquidError as error:
        return str(error.message) == said
    return False


def _worded(said: str) -> _Said:
    """What python-liquid says, in plain words."""
    for pattern, message, remedy in _WORDED:
        found = re.match(pattern, said)
        if found:
            return _Said(found.expand(message), found.expand(remedy))
    filter_ = re.match(r"unknown filter '(.+)'", said)
    if filter_:
        return _Said(f"there is no filter `{filter_[1]}`", did_you_mean(filter_[1], STRICT.filters))
    tag = re.match(r"unexpected (?:tag )?'(\w+)'", said)
    if tag:
        return _Said(f"there is no tag `{{% {tag[1]} %}}`", did_you_mean(tag[1], STRICT.tags))
    return _Said(f"this is not well-formed Liquid: {said}", "see the guide to playbooks")


_JOIN = "join names with a point as in `customer.name`, compare with `==`, put a `|` before a filter"
# What python-liquid says, what we say instead, and what to do; `\\1` is the word in question.
_WORDED = (
    (r"unknown filter '(date)'", r"there is no filter `\1`", "dates come ready to be read"),
    (
        r"unexpected tag '(include|render)'",
        r"a playbook can't take in other files: `{% \1 %}`",
        "write the text out here",
    ),
    (
        r"unexpected (?:tag )?'(end\w+|else|elsif|when|break|continue)'",
        r"`{% \1 %}` stands alone here",
        "remove it, or add the tag that it belongs to",
    ),
    (r"""unexpected "(')"|unexpected '(")'""", "this quote is never closed", r"add the closing `\1\2`"),
    (r"unexpected '(&)'", r"`\1` means nothing here", "write `and`"),
    (r"unexpected '(\W)'", r"`\1` means nothing here", "remove or correct it"),
    (r"expected tag end(\w+)", r"`{% \1 %}` is never closed", r"add `{% end\1 %}` where it ends"),
    (r"(\w+) tag was never closed", r"`{% \1 %}` is never closed", r"add `{% end\1 %}` where it ends"),
    (r"missing tag name", "this tag has no name", "write for example `{% if amount %}`"),
    (
        r"missing expression",
        "this tag says nothing of what it is about",
        "write for example `{% if amount %}`",
    ),
    (r"'(.+)' is undefined", r"there is no value `\1`", "use a value that the decision has"),
    (r"(\w+)\(\) missing", r"the filter `\1` needs a value after it", r"write `| \1: ..`"),
    (r"(\w+)\(\) takes", r"the filter `\1` takes fewer values", "remove those it has no use for"),
    (r"\w+: can't divide by 0", "this divides by zero", "make sure that the number is not 0"),
    (r"missing or unexpected path", "this name is not complete", "write it as in `customer.name`"),
    (r"expected in,", "`for` needs a name and a list", "write `{% for item in items %}`"),
    (r"expected .+, found end of", "nothing stands here", "name a value, as in `{{ customer.name }}`"),
    (r"expected end of expression", "this is one word too many", _JOIN),
    (
        r"(\w+) expected .*found",
        r"the filter `\1` is given a value of the wrong kind",
        "look at what follows its `:`",
    ),
    (r"can't sort", "this list can't be sorted", "sort only lists of one kind"),
    (r"unexpected liquid parsing", _TOO_DEEP.message, "write it flatter"),
    (r"expected", "this is not what Liquid expects here", _JOIN),
)
