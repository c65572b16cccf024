"""Conditions as Python code, made from our own tree and never from text.

Two readings: `expression` takes everything to be known, `kleene` carries UNKNOWN along. Both raise where
the plain reading (`evaluating`) gives a fault, and now and then where it does not: whoever calls falls
back to it. They never give another value. Facts must be of their declared types, or None where optional.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, cast

from doable.policy.language.compiling.code import Code
from doable.policy.language.compiling.frame import UNKNOWN, Frame, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from zoneinfo import ZoneInfo

    from doable.policy.language.checking import Checked
    from doable.policy.language.compiling.frame import Unknowing
    from doable.policy.language.values import Plain

__all__ = ["UNKNOWN", "Frame", "compile_three", "compile_two", "expression", "kleene"]


def expression(checked: Checked, read: Callable[[str], ast.expr], frame: Frame) -> ast.expr:
    """Two-valued code; `read` gives the code that reads a name, which must be known."""
    return Code(checked, read, frame).two(checked.node)


def kleene(checked: Checked, read: Callable[[str], ast.expr], frame: Frame) -> ast.expr:
    """Three-valued code; what `read` gives comes to UNKNOWN where a name is not known."""
    return Code(checked, read, frame).three(checked.node)


def compile_two(checked: Checked, *, zone: ZoneInfo | None = None) -> Callable[[Mapping[str, Plain]], Plain]:
    """A function of facts that are all known; a missing one raises KeyError."""
    frame = Frame(zone)
    body = expression(
        checked, lambda name: ast.Subscript(load("facts"), ast.Constant(name), ast.Load()), frame
    )
    return cast("Callable[[Mapping[str, Plain]], Plain]", _compiled(body, frame))


def compile_three(
    checked: Checked, *, zone: ZoneInfo | None = None
) -> Callable[[Mapping[str, Plain]], Plain | Unknowing]:
    """A function of facts that may be missing; it gives UNKNOWN where they matter."""
    frame = Frame(zone)

    def read(name: str) -> ast.expr:
        get = ast.Attribute(load("facts"), "get", ast.Load())
        return ast.Call(get, [ast.Constant(name), frame.constant(UNKNOWN)], [])

    return cast(
        "Callable[[Mapping[str, Plain]], Plain | Unknowing]", _compiled(kleene(checked, read, frame), frame)
    )


def _compiled(body: ast.expr, frame: Frame) -> object:
    module = ast.fix_missing_locations(ast.Module([frame.function(body)], []))
    exec(compile(module, "<condition>", "exec"), frame.globals)  # made of our own nodes only
    return frame.globals["condition"]
