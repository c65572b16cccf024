"""Every small thing that can be wrong with a book: what is said of it, word by word, and where."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from doable.workbench.checks.kinds import KINDS
from tests.unit.policy.loading.base_book import base, changed, checked

Broken = Mapping[str, str]
TABLE = Path(__file__).with_name("broken_books.yaml")
BROKEN: list[Broken] = yaml.load(TABLE.read_text(), Loader=yaml.CSafeLoader)


def the_change(broken: Broken) -> tuple[str, str | None, str | None]:
    by = broken.get("by")
    if by is not None:
        by += broken.get("then", "") * int(broken.get("times", 0))
    return broken["file"], broken.get("replace"), by


def test_the_book_that_is_broken_is_whole() -> None:
    contents, findings = checked(base())

    assert findings == ()
    assert contents is not None


def test_there_are_enough_of_them_and_each_has_a_name() -> None:
    names = [broken["name"] for broken in BROKEN]

    assert len(names) == len(set(names)) >= 200


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken["name"])
def test_a_broken_book_is_told_what_where_and_what_to_do(broken: Broken) -> None:
    contents, findings = checked(changed(*the_change(broken)))

    assert "".join(f"{finding}\n" for finding in findings) == broken["says"]
    assert (contents is None) == (": error: " in broken["says"])
    assert {finding.check for finding in findings} <= KINDS.keys()
