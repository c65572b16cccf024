"""`doable import`: a company's people, customers and what is on file of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from doable.cli.console import out
from doable.cli.installation import set_up, stop
from doable.cli.records import load_records


def import_records(
    folder: Annotated[
        Path, typer.Argument(help="The folder with people.yaml, customers.yaml, orders.yaml ...")
    ],
) -> None:
    """Take in people, customers and their orders, contracts, machines; all of a folder, or nothing.

    Each file is a YAML list. `people.yaml` and `customers.yaml` are special; of every other file each
    entry names its `customer`, and its keys become the facts `<kind>.<key>`. Taking the same folder in
    again brings the records up to date.

    Example:

      doable import examples/copperline/records

    Exit codes: 0 taken in, 2 something is wrong with a file; then nothing was taken in.
    """
    if not folder.is_dir():
        stop(f"there is no folder `{folder}`", "name the folder with customers.yaml")
    records = load_records(folder)
    if not records:
        stop(f"`{folder}` holds no records", "put people.yaml or customers.yaml there")
    set_up()
    from django.utils import timezone

    from doable.desk import importing

    try:
        imported = importing.take_in(records, now=timezone.now())
    except importing.WrongRecord as wrong:
        stop(str(wrong))
    out.print(
        f"{imported.people} people, {imported.customers} customers, {imported.records} records taken in.",
        highlight=False,
    )
