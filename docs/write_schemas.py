"""Writes docs/schemas/: a JSON Schema for each kind of file in a book.

`python docs/write_schemas.py` writes them; with `--check` it names those that are behind and writes nothing.
"""

import json
import sys
from pathlib import Path

from doable.workbench.schemas import schemas

FOLDER = Path(__file__).parent / "schemas"


def texts() -> dict[str, str]:
    """The schemas as files: name and text."""
    return {name: json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}


def stale() -> list[str]:
    """The files that are behind the program, are missing, or should not be there."""
    found = {path.name: path.read_text() for path in FOLDER.glob("*.json")}
    wanted = texts()
    return sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))


def main() -> int:
    """Write the schemas that are behind, or with `--check` only name them."""
    behind = stale()
    for name in behind:
        if "--check" in sys.argv[1:]:
            print(f"docs/schemas/{name}: behind the program; run: python docs/write_schemas.py")
        elif name in texts():
            (FOLDER / name).write_text(texts()[name])
        else:
            (FOLDER / name).unlink()
    return 1 if behind and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
