"""The JSON lines of `doable cel`, and the vectors of our own that go through them."""

import json
from pathlib import Path

import pytest

from doable.policy.language.cel import answer

HERE = Path(__file__).parent
VECTORS = [
    json.loads(line)
    for name in ("classic_vectors.jsonl", "unknown_vectors.jsonl")
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_a_vector_comes_out_as_written(vector):
    given = {key: vector[key] for key in ("id", "expr", "bindings")}
    found = answer(given)
    if "error" in vector:
        assert set(found) == {"id", "error"}
    else:
        assert found == {key: value for key, value in vector.items() if key not in ("expr", "bindings")}


@pytest.mark.parametrize(
    "typed",
    [
        ["null"],
        ["bool", True],
        ["int", -5],
        ["double", 2.5],
        ["string", "é"],
        ["decimal", "1.50"],
        ["date", "2026-10-14"],
        ["timestamp", "2026-10-14T09:00:00.500Z"],
        ["duration", "-90.250s"],
        ["list", [["int", 1], ["list", [["null"]]]]],
    ],
)
def test_a_bound_value_comes_back(typed):
    assert answer({"id": "1", "expr": "x", "bindings": {"x": typed}}) == {"id": "1", "value": typed}


def test_an_evaluation_error_tells_its_place():
    assert answer({"id": "1", "expr": "true &&\n  1 / 0 > 1"}) == {
        "id": "1",
        "error": "2:3: division by zero",
    }


def test_a_missing_name_is_an_error():
    assert answer({"id": "1", "expr": "z"})["error"] == "1:1: no name `z`"


def test_a_syntax_error_tells_its_place():
    assert (
        answer({"id": "1", "expr": "1 +"})["error"] == "1:4: the expression ends too early: expected a value"
    )


def test_a_refusal_names_the_construct():
    assert answer({"id": "1", "expr": "1 in {}"}) == {"id": "1", "refused": "maps", "at": [1, 6]}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"id": "1", "expr": "1", "binding": {}}, "unknown key `binding`"),
        ({"expr": "1"}, "`id` is missing or not text"),
        ({"id": "1", "expr": 1}, "`expr` is missing or not text"),
        ({"id": "1", "expr": "1", "bindings": []}, "`bindings` is not an object"),
        ({"id": "1", "expr": "1", "bindings": {"x": 1}}, "`bindings.x` is not a typed value"),
        ({"id": "1", "expr": "1", "bindings": {"x": ["int", True]}}, "`bindings.x` is not a typed value"),
        ({"id": "1", "expr": "1", "bindings": {"x": ["int", 2**63]}}, "`bindings.x` is not a typed value"),
        ({"id": "1", "expr": "1", "bindings": {"x": ["decimal", "a"]}}, "`bindings.x` is not a typed value"),
        ({"id": "1", "expr": "1", "bindings": {"x": ["map", []]}}, "`bindings.x` is not a typed value"),
    ],
)
def test_a_line_of_another_shape_is_refused_by_key(line, message):
    with pytest.raises(ValueError, match=message):
        answer(line)
