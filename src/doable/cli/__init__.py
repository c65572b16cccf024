"""The command `doable`: one file per command."""

from __future__ import annotations

from doable.cli.app import app

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    app()
