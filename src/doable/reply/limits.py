"""Liquid for texts that users write: it ends soon, stays small, opens no file and reads no clock.

python-liquid limits each loop by itself and what is written. What it leaves open is closed here: many
loops one after the other, values that grow inside one expression, numbers without end, long lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from liquid import BoundTemplate, Environment, Node, RenderContext, TokenStream
from liquid.builtin.tags.for_tag import ForTag
from liquid.builtin.tags.tablerow_tag import TablerowNode, TablerowTag
from liquid.exceptions import LocalNamespaceLimitError, LoopIterationLimitError, OutputStreamLimitError
from liquid.expression import Expression
from liquid.undefined import StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_STEPS = 100_000
MOST_CHARACTERS = 100_000
MOST_NAMES = 200
_PER_ITEM = 100
_Loop = TypeVar("_Loop", bound=Node)
_FILES = ("include", "render")
# `date` asks the clock for whatever its text leaves out, and for `now`.
_CLOCK = ("date",)


class _Counted(RenderContext):
    """Counts what a template does, however its loops and filters are arranged."""

    steps = 0

    def step(self, count: int) -> None:
        self.steps += count
        if self.steps > MOST_STEPS:
            raise LoopIterationLimitError("too many steps", token=None)

    def raise_for_loop_limit(self, length: int = 1) -> None:
        """Called when a loop begins, with the rounds it will go: each may do all that the template does."""
        self.step(length * getattr(self.template, "weight", 1))

    def assign(self, key: str, val: Any) -> None:
        if key not in self.locals and len(self.locals) >= MOST_NAMES:
            raise LocalNamespaceLimitError("too many names", token=None)
        super().assign(key, val)


class _Short(Expression):
    """What a loop goes over; looked at before it begins, since `reversed` would make a list of it."""

    def __init__(self, whole: Expression) -> None:
        super().__init__(token=whole.token)
        self.whole = whole

    def __str__(self) -> str:
        return str(self.whole)

    def evaluate(self, context: RenderContext) -> object:
        value = self.whole.evaluate(context)
        _measured(value)
        return value

    def children(self) -> list[Expression]:
        return [self.whole]


class _For(ForTag):
    def parse(self, stream: TokenStream) -> Node:
        return _shortened(super().parse(stream))


class _Tablerow(TablerowTag):
    def parse(self, stream: TokenStream) -> TablerowNode:
        return _shortened(super().parse(stream))


def _shortened(loop: _Loop) -> _Loop:
    expression = loop.expression  # type: ignore[attr-defined]  # both kinds of loops have one
    expression.iterable = _Short(expression.iterable)
    return loop


class _Weighed(BoundTemplate):
    """A template that knows about how many parts it has."""

    context_class = _Counted
    weight = 1


class Limited(Environment):
    """Liquid without what reads files or the clock, every filter held to the limits."""

    loop_iteration_limit = MOST_STEPS
    output_stream_limit = MOST_CHARACTERS
    local_namespace_limit = 2 * MOST_CHARACTERS
    context_depth_limit = 20
    template_class = _Weighed

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Called once, when the environment is made."""
        super().setup_tags_and_filters(extra=extra)
        for tag in _FILES:
            del self.tags[tag]
        self.add_tag(_For)
        self.add_tag(_Tablerow)
        for name in _CLOCK:
            del self.filters[name]
        self.filters = {name: _held(apply) for name, apply in self.filters.items()}

    def template(self, source: str) -> BoundTemplate:
        """A template with its weight: every tag and output may count, and the text after it."""
        template = self.from_string(source)
        assert isinstance(template, _Weighed)
        template.weight = 1 + 2 * (source.count("{%") + source.count("{{")) + source.count("\n")
        return template


def _held(apply: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that counts its steps and refuses values too large to take or to give."""

    def held(value: object, *args: object, context: _Counted, **named: object) -> object:
        context.step(1 + sum(map(_measured, (value, *args))) // _PER_ITEM)
        found: object = apply(value, *args, **named)
        _measured(found)
        return found

    held.with_context = True  # type: ignore[attr-defined]  # how python-liquid marks such filters
    held.with_environment = getattr(apply, "with_environment", False)  # type: ignore[attr-defined]  # the same
    return held


def _measured(value: object) -> int:
    """The size of a value; raises where it is beyond the limit."""
    size = _size(value)
    if size > MOST_CHARACTERS:
        raise OutputStreamLimitError("too large a value", token=None)
    return size


def _size(value: object) -> int:
    match value:
        case str():
            return len(value)
        case int():
            return value.bit_length()
        case range():
            return _PER_ITEM * max(0, (value.stop - value.start) // value.step)
        case list() | tuple() | dict():
            items = value.values() if isinstance(value, dict) else value
            own = _PER_ITEM * len(value)
            return own if own > MOST_CHARACTERS else own + sum(map(_size, items))
    return 1


LENIENT = Limited()
STRICT = Limited(undefined=StrictUndefined)
