"""`book check`: books that work, yet leave somebody without an answer, and what is said of them."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from doable.policy.loading.files import Files
from doable.workbench.checking import check_book
from tests.unit.policy.loading.base_book import FOLDER, changed, checked

Doubtful = Mapping[str, str]
TABLE = Path(__file__).with_name("doubtful_books.yaml")
DOUBTFUL: list[Doubtful] = yaml.load(TABLE.read_text(), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("doubtful", DOUBTFUL, ids=lambda doubtful: doubtful["name"])
def test_a_doubtful_book_is_used_and_the_doubt_is_told(doubtful: Doubtful) -> None:
    texts = changed(doubtful["file"], doubtful.get("replace"), doubtful.get("by"))

    contents, findings = checked(texts)

    assert "".join(f"{finding}\n" for finding in findings) == doubtful["says"]
    assert contents is not None


def test_there_is_nothing_to_say_of_a_good_book() -> None:
    contents, findings = check_book(FOLDER)

    assert findings == ()
    assert contents is not None


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    contents, findings = check_book(tmp_path / "nowhere")

    assert contents is None
    assert [finding.message for finding in findings] == [f"there is no folder `{tmp_path / 'nowhere'}`"]


def test_errors_come_before_warnings() -> None:
    texts = changed("facts.yaml", "from: [record, customer]\n  ask: Has", "from: [record]\n  ask: Has")
    texts["playbooks/decline.md"] = texts["playbooks/decline.md"].replace("{% endif %}", "")

    _, findings = checked(texts)

    assert [finding.severity for finding in findings] == ["error", "warning"]


def test_too_many_findings_are_cut_short() -> None:
    facts = "".join(f"fact_{number}: {{type: number}}\n" for number in range(300))

    contents, findings = checked({"book.yaml": "", "facts.yaml": facts})

    assert contents is None
    assert len(findings) == 201
    assert str(findings[-1]) or findings
    assert "there is more to mend than these 200 findings" in {finding.message for finding in findings}


def test_files_need_not_lie_in_a_folder() -> None:
    assert Files({"book.yaml": "x"}).digest != Files({"book.yaml": "y"}).digest
