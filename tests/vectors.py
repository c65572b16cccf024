"""Three readings of one expression, held against vectors: decided in Python, counted by DuckDB, proved by Z3.

python -m tests.vectors FILE

A line is as `doable cel --jsonl` reads it, with what is expected beside it: `value`, `error` or `unknown`.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from doable.policy.language.cel import answer, decoded, encoded
from doable.policy.language.declarations import ANY, Type
from doable.policy.language.operations import kind
from doable.policy.language.parsing import LanguageError
from doable.policy.language.values import Plain, Unknown
from doable.workbench.counting.evaluating import SUSPECT, evaluate_in_sql
from doable.workbench.counting.terms import NotExpressible
from tests.unit.workbench.proving.pinned import DIFFERENT, OPEN, SAME, held_against_python

NOT_SAID, WRONG = "not expressible", "WRONG"


def main(file: Path) -> int:
    """1 if a reading disagrees."""
    vectors = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    readings = {"Python": in_python, "SQL": in_sql, "Z3": in_z3}
    wrong = 0
    for name, reading in readings.items():
        found = {vector["id"]: reading(vector) for vector in vectors}
        print(
            f"{name}: "
            + ", ".join(f"{count} {what}" for what, count in Counter(found.values()).most_common())
        )
        for each in (vector for vector, what in found.items() if what == WRONG):
            print(f"  {each}")
            wrong += 1
    return 1 if wrong else 0


def in_python(vector: Mapping[str, object]) -> str:
    """What `doable cel` makes of a vector."""
    found = answer(vector)
    if "refused" in found:
        return f"refused ({found['refused']})"
    for key in ("unknown", "error"):
        if key in vector:
            return "agrees" if key in found else WRONG
    return "agrees" if _alike(found.get("value"), vector["value"]) else WRONG


def _alike(one: object, other: object) -> bool:
    return json.dumps(one) == json.dumps(other) or one == other


def in_sql(vector: Mapping[str, object]) -> str:
    """What DuckDB makes of it; where it may fail SQL says so, and nothing more is claimed."""
    try:
        found = evaluate_in_sql(str(vector["expr"]), _bindings(vector))
    except NotExpressible:
        return NOT_SAID
    except LanguageError:
        return "refused" if in_python(vector).startswith("refused") else _error(vector)
    if found == SUSPECT:
        return "left to Python"
    if isinstance(found, Unknown):
        return "agrees" if "unknown" in vector else WRONG
    return "agrees" if "value" in vector and _alike(encoded(found), vector["value"]) else WRONG


def in_z3(vector: Mapping[str, object]) -> str:
    """Whether Z3 is sure of what Python says, or leaves it open."""
    try:
        values = _bindings(vector)
        if any(isinstance(value, Unknown) for value in values.values()):
            return NOT_SAID
        types = {name: _type(value) for name, value in values.items()}
        found = held_against_python(str(vector["expr"]), types, values)  # type: ignore[arg-type]  # all are known
    except KeyError:
        return NOT_SAID
    except LanguageError:
        return "refused" if in_python(vector).startswith("refused") else _error(vector)
    return {SAME: "agrees", OPEN: "left open", DIFFERENT: WRONG}[found]


def _type(value: object) -> Type:
    if isinstance(value, tuple):
        return Type("list", _type(value[0]) if value else ANY)
    return Type(kind(value))


def _error(vector: Mapping[str, object]) -> str:
    """A slip that is found before anything is worked out."""
    return "agrees" if "error" in vector else NOT_SAID


def _bindings(vector: Mapping[str, object]) -> dict[str, Plain | Unknown]:
    bindings = vector.get("bindings") or {}
    assert isinstance(bindings, dict)
    return {
        name: Unknown(frozenset((name,))) if typed == ["unknown"] else decoded(typed)
        for name, typed in bindings.items()
    }


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
