"""A company's records as files: flat records by kind, one YAML list a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.cli.findings import print_findings
from doable.cli.lines import wrong_use
from doable.policy.loading.marked import NotYaml, parse_yaml
from doable.policy.loading.telling import plain

if TYPE_CHECKING:
    from pathlib import Path

Record = dict[str, object]


def load_records(folder: Path) -> dict[str, list[Record]]:
    """The records by kind: `orders.yaml` holds each `order`. Leaves with 2 if a file is broken."""
    return {file.stem.removesuffix("s"): _records(file) for file in sorted(folder.glob("*.yaml"))}


def _records(file: Path) -> list[Record]:
    try:
        node, findings = parse_yaml(file.read_text("utf-8"), str(file))
    except NotYaml as broken:
        node, findings = None, [broken.finding]
    if findings:
        print_findings(findings)
        wrong_use(f"`{file}` can't be read", "mend what is named above")
    records = [] if node is None else plain(node)
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        wrong_use(f"`{file}` holds no list of records", "write `- id: ..` with its keys below")
    return cast("list[Record]", records)
