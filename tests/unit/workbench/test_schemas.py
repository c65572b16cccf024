"""The JSON Schemas: kept in step, true of every good book, and sharp where a file's form is wrong."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from docs import write_schemas
from doable.policy.loading.marked import Mapping, Marked, NotYaml, Scalar, Sequence, parse_yaml
from doable.workbench.schemas import schemas
from tests.unit.policy.loading.base_book import FOLDER
from tests.unit.policy.loading.test_broken_books import BROKEN, Broken, the_change
from tests.unit.policy.loading.base_book import changed

ROOT = Path(__file__).parents[3]
GOOD = [FOLDER, ROOT / "examples/airline", ROOT / "examples/retail"]
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in schemas().items()}
# Which of the broken books a look at one file alone can tell: those whose form is wrong.
TOLD_BY_FORM = """
an unknown key|no (version|type|meaning|examples|otherwise|id|condition|effect|terms|ask of|contact|situation|expectation)
nobody who takes|the word no|a number (as|below)|no days|an amount with|a name with capitals|a fact named with spaces
a param named with|a word instead|an empty list of|a (list|text) instead of (a|keys)|nothing after a key|a list of cond
otherwise as one word|one grade only|consult (sometimes|on nothing)|an unknown (ground|type|source|answerer|effect|verdict)
an enum without|words of what|an approval by (nobody|an empty)|a charge (without|where)|a plan with|a (forbid|decline) without
a forbid with|a guarantee of|a story (without|that expects)|a fact that is only|names instead|a condition under
an exception under|front matter that is a list|a text instead of names
""".strip().replace("\n", "|")


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
        if path.suffix in {".yaml", ".md"} and path.name != "README.md":
            yield path.relative_to(folder).as_posix(), path.read_text()


def test_the_schemas_in_the_repository_are_those_of_the_program() -> None:
    assert write_schemas.stale() == []


@pytest.mark.parametrize("name", VALIDATORS)
def test_a_schema_is_well_formed(name: str) -> None:
    Draft202012Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("folder", GOOD, ids=lambda folder: folder.name)
def test_every_file_of_a_good_book_fits_its_schema(folder: Path) -> None:
    assert {path: found for path, text in files(folder) if (found := complaints(path, text))} == {}


@pytest.mark.parametrize(
    "broken",
    [broken for broken in BROKEN if re.match(TOLD_BY_FORM, broken["name"])],
    ids=lambda broken: broken["name"],
)
def test_a_file_of_the_wrong_form_does_not_fit(broken: Broken) -> None:
    texts = changed(*the_change(broken))

    try:
        found = complaints(broken["file"], texts[broken["file"]])
    except NotYaml:
        found = ["not even YAML"]

    assert found
