"""Findings in SARIF 2.1.0, the form in which code hosts and editors take them in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from doable.workbench.checks.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.findings import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ORDER = tuple(KINDS)


def as_sarif(findings: Iterable[Finding], *, version: str, folder: str = "") -> dict[str, object]:
    """One run with these findings; `folder` is the book's, relative to where files are looked for."""
    driver = {
        "name": "doable",
        "semanticVersion": version,
        "rules": [_rule(name) for name in _ORDER],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, folder) for finding in findings],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(name: str) -> dict[str, object]:
    kind = KINDS[name]
    return {
        "id": name,
        "name": f"{name.capitalize()}InBook",
        "shortDescription": {"text": kind.says},
        "fullDescription": {"text": kind.why},
        "help": {"text": f"{kind.says} {kind.why}"},
        "defaultConfiguration": {"level": kind.level},
    }


def _result(finding: Finding, folder: str) -> dict[str, object]:
    place = finding.place
    region: dict[str, object] = {"startLine": place.line, "startColumn": place.column}
    if finding.source is not None:
        region["snippet"] = {"text": finding.source}
    path = f"{folder}/{place.file}" if folder else place.file
    location = {"artifactLocation": {"uri": quote(path)}, "region": region}
    return {
        "ruleId": finding.check,
        "ruleIndex": _ORDER.index(finding.check),
        "level": finding.severity,
        "message": {"text": finding.message + (f"\nhelp: {finding.help}" if finding.help else "")},
        "locations": [{"physicalLocation": location}],
    }
