"""The files of a book that stay the same from test to test are parsed once."""

from collections.abc import Iterator
from functools import cache

import pytest

from doable.policy.loading import parts

_parsed_once = cache(parts.parse_yaml)


@pytest.fixture(autouse=True)
def files_parsed_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(parts, "parse_yaml", _parsed_once)
    yield
