"""Playbooks: the company's own words in Liquid, filled in within limits, and what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from liquid.exceptions import BlockNestingError, LiquidError, ResourceLimitError

from doable.policy.findings import did_you_mean
from doable.reply.limits import LENIENT, MOST_CHARACTERS, STRICT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.book import Playbook

_MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)")


class PlaybookError(Exception):
    """A playbook that can't be filled in; line and column count in its file."""

    def __init__(self, message: str, line: int, column: int, remedy: str | None) -> None:
        self.message, self.line, self.column, self.help = message, line, column, remedy
        super().__init__(message)


def render(playbook: Playbook, values: Mapping[str, object], *, strict: bool = True) -> str:
    """The playbook's text with these values; raises PlaybookError, also beyond the limits.

    `strict` makes a name that has no value an error.
    """
    if len(playbook.body) > MOST_CHARACTERS:
        message = f"the playbook is longer than {MOST_CHARACTERS:,} characters"
        raise PlaybookError(message, playbook.body_line, 1, "write a shorter one, or several")
    environment = STRICT if strict else LENIENT
    try:
        return environment.template(playbook.body).render(values)
    except (ResourceLimitError, BlockNestingError, RecursionError) as error:
        remedy = "use fewer loops, fewer rounds, and shorter texts inside them"
        raise _at(playbook, _offset(playbook.body, error), _Said(_too_much(error), remedy)) from None
    except LiquidError as error:
        said = _worded(str(error.message))
        raise _at(playbook, _offset(playbook.body, error), said) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        said = _Said(
            "a filter is given a value that it can't work with", "look at the values before each `|`"
        )
        raise _at(playbook, _offset(playbook.body, error), said) from None


class _Said(NamedTuple):
    message: str
    help: str | None


def _at(playbook: Playbook, offset: int, said: _Said) -> PlaybookError:
    line = playbook.body.count("\n", 0, offset)
    column = offset - playbook.body.rfind("\n", 0, offset)
    return PlaybookError(said.message, playbook.body_line + line, column, said.help)


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


def _too_much(error: Exception) -> str:
    if isinstance(error, ResourceLimitError):
        return "the playbook would go on for too long, or write too much"
    return "the playbook has too many parts one inside the other"


def _worded(said: str) -> _Said:
    """What python-liquid says, in plain words."""
    for pattern, word in _WORDED:
        found = re.match(pattern, said)
        if found:
            return word(found)
    return _Said(f"this is not well-formed Liquid: {said}", "see the guide to playbooks")


def _tag(found: re.Match[str]) -> _Said:
    name = found[1]
    if name in {"include", "render"}:
        return _Said(f"a playbook can't take in other files: `{{% {name} %}}`", "write the text out here")
    if name.startswith("end") or name in {"else", "elsif", "when", "break", "continue"}:
        return _Said(f"`{{% {name} %}}` stands alone here", "remove it, or add the tag that it belongs to")
    return _Said(f"there is no tag `{{% {name} %}}`", did_you_mean(name, STRICT.tags))


def _stray(found: re.Match[str]) -> _Said:
    if found[1] in {"'", '"'}:
        return _Said("this quote is never closed", f"add the closing `{found[1]}`")
    remedy = {
        "&": "write `and`",
        "|": "write `or`, or one `|` before a filter",
        "!": "write `!=`, or `unless`",
    }
    return _Said(f"`{found[1]}` means nothing here", remedy.get(found[1], "remove or correct it"))


_JOIN = "join names with a point as in `customer.name`, compare with `==`, put a `|` before a filter"
_WORDED: tuple[tuple[str, Callable[[re.Match[str]], _Said]], ...] = (
    (
        r"unknown filter '(.+)'",
        lambda found: _Said(f"there is no filter `{found[1]}`", did_you_mean(found[1], STRICT.filters)),
    ),
    (r"unexpected (?:tag )?'(\w+)'", _tag),
    (r"unexpected '(.+)'", _stray),
    (
        r"expected tag end(\w+)",
        lambda found: _Said(
            f"`{{% {found[1]} %}}` is never closed", f"add `{{% end{found[1]} %}}` where it ends"
        ),
    ),
    (
        r"(\w+) tag was never closed",
        lambda found: _Said(
            f"`{{% {found[1]} %}}` is never closed", f"add `{{% end{found[1]} %}}` where it ends"
        ),
    ),
    (r"expected '\}\}'", lambda _: _Said("`{{` is never closed", "add `}}` after the name")),
    (
        r"missing tag name|expected '%\}'",
        lambda _: _Said("`{%` is never closed, or names no tag", "write for example `{% if .. %}`"),
    ),
    (
        r"missing expression",
        lambda _: _Said("this tag says nothing of what it is about", "write for example `{% if amount %}`"),
    ),
    (
        r"'(.+)' is undefined",
        lambda found: _Said(f"there is no value `{found[1]}`", "use a value that the decision has"),
    ),
    (
        r"(\w+)\(\) missing",
        lambda found: _Said(f"the filter `{found[1]}` needs a value after it", f"write `| {found[1]}: ..`"),
    ),
    (
        r"(\w+)\(\) takes",
        lambda found: _Said(f"the filter `{found[1]}` takes fewer values", "remove those it has no use for"),
    ),
    (
        r"(\w+): can't divide by 0",
        lambda _: _Said("this divides by zero", "make sure that the number is not 0"),
    ),
    (r"expected in,", lambda _: _Said("`for` needs a name and a list", "write `{% for item in items %}`")),
    (
        r"expected .+, found end of expression",
        lambda _: _Said("nothing stands here", "name a value, as in `{{ customer.name }}`"),
    ),
    (r"expected end of expression", lambda _: _Said("this is one word too many", _JOIN)),
    (r"expected", lambda _: _Said("this is not what Liquid expects here", _JOIN)),
)
