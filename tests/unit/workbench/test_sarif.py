"""Findings in SARIF: the structure that code hosts rely on, part by part."""

import json
from typing import Any

import pytest

from doable.policy.findings import Finding, Place
from doable.workbench.checks.kinds import KINDS
from doable.workbench.sarif import as_sarif
from tests.unit.workbench.test_checking import all_found

FOUND = Finding(
    "warning", "supply", "nobody can supply `a`", Place("asks/more money.yaml", 3, 7), "add it", "  a: é"
)


def written(*findings: Finding, folder: str = "") -> dict[str, Any]:
    """What a program reads, after it went through JSON."""
    read: dict[str, Any] = json.loads(json.dumps(as_sarif(findings, version="1.2.3", folder=folder)))
    return read


def run_of(*findings: Finding, folder: str = "") -> dict[str, Any]:
    """The one run."""
    runs = written(*findings, folder=folder)["runs"]
    assert len(runs) == 1
    run: dict[str, Any] = runs[0]
    return run


def test_it_says_which_version_of_the_form_it_is() -> None:
    whole = written()

    assert whole["version"] == "2.1.0"
    assert whole["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert whole.keys() == {"$schema", "version", "runs"}


def test_it_names_the_tool_and_each_kind_of_finding() -> None:
    driver = run_of()["tool"]["driver"]

    assert (driver["name"], driver["semanticVersion"]) == ("doable", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(KINDS)
    assert len({rule["name"] for rule in driver["rules"]}) == len(KINDS)


@pytest.mark.parametrize("key", ["shortDescription", "fullDescription", "help"])
def test_each_kind_is_described(key: str) -> None:
    texts = [rule[key]["text"] for rule in run_of()["tool"]["driver"]["rules"]]

    assert all(text.strip() and text.endswith(".") for text in texts)


def test_each_kind_has_its_level() -> None:
    levels = {
        rule["id"]: rule["defaultConfiguration"]["level"] for rule in run_of()["tool"]["driver"]["rules"]
    }

    assert levels == {name: kind.level for name, kind in KINDS.items()}


def test_no_findings_are_an_empty_list() -> None:
    assert run_of()["results"] == []


def test_a_finding_says_what_where_and_what_to_do() -> None:
    (result,) = run_of(FOUND)["results"]

    assert result == {
        "ruleId": "supply",
        "ruleIndex": list(KINDS).index("supply"),
        "level": "warning",
        "message": {"text": "nobody can supply `a`\nhelp: add it"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "asks/more%20money.yaml"},
                    "region": {"startLine": 3, "startColumn": 7, "snippet": {"text": "  a: é"}},
                }
            }
        ],
    }


def test_columns_count_characters() -> None:
    assert run_of()["columnKind"] == "unicodeCodePoints"


def test_files_are_named_from_the_folder_of_the_book() -> None:
    (result,) = run_of(FOUND, folder="rules/our book")["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert uri == "rules/our%20book/asks/more%20money.yaml"


def test_every_finding_there_is_can_be_written() -> None:
    run = run_of(*all_found())
    rules = run["tool"]["driver"]["rules"]

    assert len(run["results"]) == len(all_found())
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning"}
        assert region["startLine"] >= 1
        assert region["startColumn"] >= 1
