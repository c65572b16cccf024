"""Benchmark cases as the lines that `doable decide --jsonl` reads.

    python bench/measure_cases.py CASES.jsonl [--at TIMESTAMP] | doable decide --jsonl --book examples/airline

A benchmark line holds `id`, `ask`, `params` and `facts`, besides what is expected, which is left away.
"""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def decide_in(line: str, at: str | None) -> dict[str, object]:
    """What `decide` is to be asked about one benchmark line."""
    # Decimal keeps every digit that was written; a float would not.
    case = json.loads(line, parse_float=Decimal)
    return {
        "id": case["id"],
        **({"at": at} if at else {}),
        "asks": [{"ask": case["ask"], "params": case.get("params", {})}],
        "facts": case.get("facts", {}),
    }


def lines(path: Path, at: str | None) -> Iterator[str]:
    """The file's cases, one JSON object a line; decimals go out as text, which `decide` reads exactly."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.dumps(decide_in(line, at), default=str, ensure_ascii=False)


def main() -> None:
    """Print the cases of the file that was named."""
    parser = argparse.ArgumentParser(
        description="Turn benchmark cases into lines for `doable decide --jsonl`."
    )
    parser.add_argument("cases", type=Path, help="benchmark cases, one JSON object a line")
    parser.add_argument(
        "--at", metavar="TIMESTAMP", help="when all of them are decided, e.g. 2026-03-10T10:00:00-05:00"
    )
    given = parser.parse_args()
    sys.stdout.writelines(f"{line}\n" for line in lines(given.cases, given.at))


if __name__ == "__main__":
    main()
