"""What generated code calls at run time: looking at truths and going over lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.language import operations
from doable.policy.language.compiling.frame import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doable.policy.language.compiling.frame import Unknowing
    from doable.policy.language.values import Plain


def truth(value: Plain | Unknowing) -> bool | Unknowing:
    """A yes or no, or UNKNOWN, as itself; anything else fails."""
    return UNKNOWN if value is UNKNOWN else operations.truth(cast("Plain", value))


def items(value: Plain) -> tuple[Plain, ...]:
    """A list as itself; anything else fails."""
    if operations.is_list(value):
        return value
    raise TypeError("a quantifier needs a list")


def _exactly_one(truths: Iterable[bool]) -> bool:
    return sum(truths) == 1


def _every(truths: Iterable[object]) -> object:
    return _absorbed(truths, absorbing=False)


def _some(truths: Iterable[object]) -> object:
    return _absorbed(truths, absorbing=True)


def _absorbed(truths: Iterable[object], *, absorbing: bool) -> object:
    rest: object = not absorbing
    for truth in truths:
        if truth is absorbing:
            return absorbing
        if truth is UNKNOWN:
            rest = UNKNOWN
    return rest


def _one(truths: Iterable[object]) -> object:
    found = list(truths)
    return UNKNOWN if UNKNOWN in found else found.count(True) == 1


KNOWN: dict[str, Callable[..., object]] = {"all": all, "exists": any, "exists_one": _exactly_one}
OPEN: dict[str, Callable[..., object]] = {"all": _every, "exists": _some, "exists_one": _one}
