"""Every address of the desk, as its URLs say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True)
class Door:
    """An address: its name, its route, and the methods it takes where its view says so."""

    name: str
    route: str
    methods: frozenset[str] | None

    @property
    def may_be_read(self) -> bool:
        """Whether it may answer GET."""
        return self.methods is None or "GET" in self.methods


def doors() -> list[Door]:
    """All of them."""
    return list(_below(get_resolver().url_patterns, ""))


def _below(patterns: Iterable[URLPattern | URLResolver], prefix: str) -> Iterator[Door]:
    for each in patterns:
        route = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from _below(each.url_patterns, route)
        else:
            methods = getattr(each.callback, "methods", None)
            yield Door(each.name or route, route, frozenset(methods) if methods else None)
