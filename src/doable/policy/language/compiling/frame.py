"""The surroundings of generated code: constants, temporaries, and the parts of Python it is made of."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from doable.policy.language.values import Failed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo


class Unknowing:
    """The type of UNKNOWN, which is neither true nor false."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false: compare it with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknowing()


class Frame:
    """One function under construction: `globals` is what its code needs to find when it runs."""

    def __init__(self, zone: ZoneInfo | None = None) -> None:
        self.zone = zone
        self.globals: dict[str, object] = {"__builtins__": {"all": all, "any": any, "sum": sum, "len": len}}
        self._names: dict[int, str] = {}
        self._count = 0

    def fresh(self) -> str:
        """A name that nothing else in the function has."""
        self._count += 1
        return f"t{self._count}"

    def reuse(self) -> None:
        """Begin the names anew: for code whose earlier temporaries are not looked at any more."""
        self._count = 0

    def constant(self, value: object) -> ast.expr:
        """Code for a value that is known now: written out where Python can, else kept in `globals`."""
        if value is None or isinstance(value, bool | int | float | str):
            return ast.Constant(value)
        name = self._names.get(id(value))
        if name is None:
            name = self._names[id(value)] = f"c{len(self._names)}"
            self.globals[name] = value
        return load(name)

    def call(self, function: object, *arguments: ast.expr) -> ast.Call:
        """Code that calls a function of ours."""
        return ast.Call(self.constant(function), list(arguments), [])

    def fail(self) -> ast.expr:
        """Code that always fails."""
        return self.call(fail)

    def function(self, body: ast.expr, name: str = "condition") -> ast.FunctionDef:
        """The code of a function of `facts` that returns a value."""
        return ast.FunctionDef(
            name=name,
            args=ast.arguments(
                posonlyargs=[], args=[ast.arg("facts")], kwonlyargs=[], kw_defaults=[], defaults=[]
            ),
            body=[ast.Return(body)],
            decorator_list=[],
        )


def fail() -> object:
    """Raises: the plain reading then says what is wrong."""
    raise Failed("left to the plain reading")


def load(name: str) -> ast.Name:
    """Code that reads a variable."""
    return ast.Name(name, ast.Load())


def let(name: str, value: ast.expr) -> ast.expr:
    """Code that keeps a value under a name and gives it."""
    return ast.NamedExpr(ast.Name(name, ast.Store()), value)


def is_(value: ast.expr, other: ast.expr) -> ast.expr:
    """Code that tells whether two values are the same object."""
    return ast.Compare(value, [ast.Is()], [other])


def either(tests: Iterable[ast.expr]) -> ast.expr:
    """Code that is true where one of the tests is."""
    found = list(tests)
    return found[0] if len(found) == 1 else ast.BoolOp(ast.Or(), found)
