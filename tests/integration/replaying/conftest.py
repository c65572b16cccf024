"""Cases written to files, and books to count them by."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from doable import Book
from tests.unit.policy.books import Data, written

NO = {"then": "decline", "ground": "policy", "because": "No."}


def book(bound: str, **fact: Data) -> Book:
    """A book that grants what is asked up to a bound, unless the thing was opened."""
    return written(
        {"id": "small", "when": f"ask.amount <= {bound} && !opened", "then": "grant"},
        otherwise=NO,
        params={"amount": {"type": "money"}},
        facts={
            "opened": {"type": "bool", "ask": "Was it opened?"},
            "customer.segment": {"type": "enum", "values": ["shop", "home"]},
            **fact,
        },
    )


@pytest.fixture
def parquet(tmp_path: Path) -> Callable[[str], Path]:
    """Writes what a query gives as a Parquet file."""

    def write(query: str) -> Path:
        file = tmp_path / "cases.parquet"
        duckdb.connect().execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
        return file

    return write
