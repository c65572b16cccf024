"""Example books and JSON Schemas: in step, true of every good book, sharp where a form is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from doable.policy.loading.marked import Mapping, Marked, NotYaml, Scalar, Sequence, parse_yaml
from doable.workbench.checking import check_book
from doable.workbench.schemas import schemas
from docs import write_schemas
from tests.unit.policy.loading.base_book import FOLDER, changed
from tests.unit.policy.loading.test_broken_books import BROKEN, Broken, the_change

ROOT = Path(__file__).parents[2]
GOOD = [FOLDER, *(ROOT / "examples" / name for name in ("airline", "copperline", "retail"))]
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in schemas().items()}


def data(node: Marked) -> object:
    """What an editor would read, by YAML 1.2."""
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: data(value) for key, value in node.entries}
    return _single(node)


def _single(node: Scalar) -> object:
    if node.kind == "number":
        return yaml.safe_load(node.text)
    return {"null": None, "bool": node.text.lower() == "true"}.get(node.kind, node.text)


def complaints(path: str, text: str) -> list[str]:
    name = f"{path.partition('/')[0].partition('.')[0]}.json"
    if name == "playbooks.json":
        text = text.partition("---\n")[2].partition("---\n")[0]
    node, _ = parse_yaml(text, path)
    return [error.message for error in VALIDATORS[name].iter_errors(None if node is None else data(node))]


def files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        # Records are a company's data and no part of the book.
        if path.suffix in {".yaml", ".md"} and path.name != "README.md" and path.parent.name != "records":
            yield path.relative_to(folder).as_posix(), path.read_text()


def test_the_schemas_in_the_repository_are_those_of_the_program() -> None:
    assert write_schemas.stale() == []


@pytest.mark.parametrize("name", VALIDATORS)
def test_a_schema_is_well_formed(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_every_file_of_a_good_book_fits_its_schema(folder: Path) -> None:
    assert {path: found for path, text in files(folder) if (found := complaints(path, text))} == {}


@pytest.mark.parametrize("folder", GOOD[1:], ids=lambda folder: folder.name)
def test_there_is_nothing_to_say_of_an_example_book(folder: Path) -> None:
    contents, findings = check_book(folder)

    assert findings == ()
    assert contents is not None


def told_by_schema(broken: Broken) -> bool:
    """Whether the schema of the changed file has something to say; of what is no YAML it has nothing."""
    texts, file = changed(*the_change(broken)), broken["file"]
    try:
        return file in texts and complaints(file, texts[file]) != []
    except NotYaml:
        return False


def test_just_the_files_of_the_wrong_form_do_not_fit() -> None:
    told = [broken["name"] for broken in BROKEN if told_by_schema(broken)]

    assert told == [broken["name"] for broken in BROKEN if broken.get("told_by_schema")]
    assert len(told) > 100
