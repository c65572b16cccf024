"""The command `doable`: one file per command."""

from __future__ import annotations

import os

from doable.cli.app import app

# numpy's threads wait for each other longer than products as small as ours take.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    app()
