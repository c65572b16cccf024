"""Finding optional facts that are read where they may be absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.tree import Call, Has, Literal, Name, children

if TYPE_CHECKING:
    from doable.policy.language.tree import Node

_NOTHING = frozenset[str]()


def unguarded(node: Node, optional: frozenset[str]) -> tuple[str, ...]:
    """The optional names read without `has(...)` or a comparison with null that comes before the reading."""
    found: dict[str, None] = {}
    pending = [(node, _NOTHING)]
    while pending:
        current, sure = pending.pop()
        if isinstance(current, Name):
            if current.name in optional - sure:
                found[current.name] = None
        elif _compared_with_null(current) is None and not isinstance(current, Has):
            pending += reversed(_parts(current, sure))
    return tuple(found)


def _parts(node: Node, sure: frozenset[str]) -> list[tuple[Node, frozenset[str]]]:
    """What stands below a node, with the names that are surely there when it counts."""
    if isinstance(node, Call) and node.function in ("_&&_", "_||_"):
        truth = node.function == "_&&_"
        shown = [_present(arg, truth=truth) for arg in node.args]
        others = [_NOTHING.union(*shown[:index], *shown[index + 1 :]) for index in range(len(shown))]
        return [(arg, sure | other) for arg, other in zip(node.args, others, strict=True)]
    if isinstance(node, Call) and node.function == "_?_:_":
        condition, chosen, other = node.args
        return [
            (condition, sure),
            (chosen, sure | _present(condition, truth=True)),
            (other, sure | _present(condition, truth=False)),
        ]
    return [(child, sure) for child in children(node)]


def _present(node: Node, *, truth: bool) -> frozenset[str]:
    """The names known to be there if the node comes to this truth."""
    if isinstance(node, Has) and isinstance(node.operand, Name):
        return frozenset((node.operand.name,)) if truth else _NOTHING
    compared = _compared_with_null(node)
    if compared is not None:
        function, name = compared
        return frozenset((name,)) if truth == (function == "_!=_") else _NOTHING
    if isinstance(node, Call) and node.function == "!_":
        return _present(node.args[0], truth=not truth)
    if isinstance(node, Call) and node.function == ("_&&_" if truth else "_||_"):
        return _NOTHING.union(*(_present(arg, truth=truth) for arg in node.args))
    return _NOTHING


def _compared_with_null(node: Node) -> tuple[str, str] | None:
    if isinstance(node, Call) and node.function in ("_==_", "_!=_"):
        match node.args:
            case (Name(name=name), Literal(value=None)) | (Literal(value=None), Name(name=name)):
                return node.function, name
    return None
