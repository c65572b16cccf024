"""The argument that all commands of `doable book` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Argument(help="The folder of the book.", show_default=False)]
