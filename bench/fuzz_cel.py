"""Conditions made at random: held against Google's own CEL where it is installed, and never a traceback.

    python -m bench.fuzz_cel [COUNT] [SEED]

The oracle is `cel-expr-python`; without it only the second part runs.
"""

from __future__ import annotations

import math
import random
import re
import string
import sys
from typing import Any

from doable.policy.language.cel import answer
from doable.policy.language.parsing import LanguageError, Refused, parse
from doable.policy.language.printing import unparse

BINDINGS: dict[str, list[Any]] = {
    "i": ["int", 7],
    "k": ["int", -3],
    "big": ["int", 2**63 - 1],
    "d": ["double", 2.5],
    "one": ["double", 1.0],
    "s": ["string", "Grüße"],
    "e": ["string", ""],
    "t": ["bool", True],
    "f": ["bool", False],
    "n": ["null"],
    "xs": ["list", [["int", 1], ["int", 2], ["int", 3]]],
    "ws": ["list", [["string", "a"], ["string", "Grüße"]]],
    "mixed": ["list", [["int", 1], ["string", "a"], ["double", 1.0]]],
}
LEAVES = {
    "int": [
        "i",
        "k",
        "big",
        "0",
        "1",
        "2",
        "-1",
        "100",
        "9223372036854775807",
        "-9223372036854775808",
        "0x1F",
    ],
    "double": ["d", "one", "0.0", "1.5", "-2.25", "1e3", "1e300", ".5"],
    "string": [
        "s",
        "e",
        '"a"',
        "'ab'",
        'r"\\d+"',
        '"1"',
        '"true"',
        '"-7"',
        '"1.5"',
        '"\\u00fc"',
        '"""a\nb"""',
    ],
    "bool": ["t", "f", "true", "false"],
    "list": ["xs", "ws", "mixed", "[]", "[1, 2]", '["a"]', "[1.0]", "[[1]]", "[true]"],
    "timestamp": [
        'timestamp("2009-02-13T23:31:30Z")',
        'timestamp("2024-02-29T12:00:00.123456789+05:30")',
        'timestamp("0001-01-01T00:00:00Z")',
        'timestamp("9999-12-31T23:59:59.999Z")',
        "timestamp(0)",
        "timestamp(1234567890)",
    ],
    "duration": [
        'duration("1h30m1.5s")',
        'duration("-90s")',
        'duration("1ms")',
        'duration("8760h")',
        'duration("0")',
    ],
}
ZONES = ["UTC", "Europe/Vienna", "America/St_Johns", "Asia/Kathmandu", "+02:00", "-09:30", "Nowhere/Land"]
PARTS = "FullYear Month Date DayOfMonth DayOfWeek DayOfYear Hours Minutes Seconds Milliseconds".split()
PIECES = [
    *string.printable,
    "&&",
    "||",
    "==",
    "in ",
    "'",
    '"',
    '"""',
    "\\",
    "\\x",
    "\\u00",
    "r'",
    "b'",
    "{",
    "}",
]
PIECES += [
    "[",
    "]",
    "(",
    ")",
    ".",
    "?",
    ":",
    "has(",
    ".all(",
    "1u",
    "0x",
    "1e9",
    "null",
    "true",
    "ü",
    "\ud800",
    "\0",
]


class Generator:
    """Random expressions that mostly make sense."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def expression(self) -> str:
        kind = self.random.choice([*LEAVES, "bool", "bool"])
        text = self.of(kind, self.random.randint(1, 4))
        return f"string({text})" if kind in ("timestamp", "duration") else text

    def of(self, kind: str, depth: int) -> str:
        if self.random.random() < 0.03:
            kind = self.random.choice(list(LEAVES))
        if depth == 0 or self.random.random() < 0.1:
            return self.random.choice(LEAVES[kind])
        return str(getattr(self, f"_{kind}")(depth - 1))

    def pick(self, *makers: Any) -> str:
        return str(self.random.choice(makers)())

    def sign(self, signs: str) -> str:
        return self.random.choice(signs.split())

    def any(self, depth: int) -> str:
        return self.of(self.random.choice(list(LEAVES)), depth)

    def _choice(self, kind: str, depth: int) -> str:
        return f"({self.of('bool', depth)} ? {self.of(kind, depth)} : {self.of(kind, depth)})"

    def _int(self, depth: int) -> str:
        moment, length = self.of("timestamp", depth), self.of("duration", depth)
        zone = self.random.choice(["", f'"{self.random.choice(ZONES)}"'])
        return self.pick(
            lambda: f"({self.of('int', depth)} {self.sign('+ - * / %')} {self.of('int', depth)})",
            lambda: f"-({self.of('int', depth)})",
            lambda: f"size({self.of(self.random.choice(['string', 'list']), depth)})",
            lambda: f"int({self.of(self.random.choice(['string', 'double', 'int', 'timestamp']), depth)})",
            lambda: f"{moment}.get{self.random.choice(PARTS)}({zone})",
            lambda: f"{length}.get{self.random.choice(PARTS[-4:])}()",
            lambda: f"xs[{self.of('int', depth)}]",
            lambda: self._choice("int", depth),
        )

    def _double(self, depth: int) -> str:
        return self.pick(
            lambda: f"({self.of('double', depth)} {self.sign('+ - * /')} {self.of('double', depth)})",
            lambda: f"double({self.of(self.random.choice(['string', 'double', 'int']), depth)})",
            lambda: f"-({self.of('double', depth)})",
            lambda: self._choice("double", depth),
        )

    def _string(self, depth: int) -> str:
        kinds = ["string", "int", "bool", "timestamp", "duration"]
        return self.pick(
            lambda: f"({self.of('string', depth)} + {self.of('string', depth)})",
            lambda: f"string({self.of(self.random.choice(kinds), depth)})",
            lambda: f"ws[{self.of('int', depth)}]",
            lambda: self._choice("string", depth),
        )

    def _bool(self, depth: int) -> str:
        kind = self.random.choice(list(LEAVES))
        other = kind if self.random.random() < 0.8 else self.random.choice(list(LEAVES))
        quantifier = self.random.choice(["all", "exists", "exists_one"])
        method = self.random.choice(["startsWith", "endsWith", "contains", "matches"])
        return self.pick(
            lambda: f"({self.of('bool', depth)} {self.sign('&& ||')} {self.of('bool', depth)})",
            lambda: f"({self.of('bool', depth)} {self.sign('&& ||')} {self.of('bool', depth)})",
            lambda: f"!{self.of('bool', depth)}",
            lambda: f"({self.of(kind, depth)} {self.sign('== != < <= > >=')} {self.of(other, depth)})",
            lambda: f"({self.of(kind, depth)} {self.sign('== != < <= > >=')} {self.of(other, depth)})",
            lambda: f"({self.any(depth)} in {self.of('list', depth)})",
            lambda: f"{self.of('list', depth)}.{quantifier}(x, x {self.sign('== != < >')} {self.any(depth)})",
            lambda: f"xs.{quantifier}(x, {self.of('int', depth)} / (x - 2) > 0)",
            lambda: f"{self.of('string', depth)}.{method}({self.of('string', depth)})",
            lambda: f"bool({self.of('string', depth)})",
            lambda: self._choice("bool", depth),
        )

    def _list(self, depth: int) -> str:
        items = ", ".join(self.any(depth) for _ in range(self.random.randint(0, 3)))
        return self.pick(
            lambda: f"[{items}]",
            lambda: f"({self.of('list', depth)} + {self.of('list', depth)})",
            lambda: self._choice("list", depth),
        )

    def _timestamp(self, depth: int) -> str:
        return self.pick(
            lambda: f"({self.of('timestamp', depth)} {self.sign('+ -')} {self.of('duration', depth)})",
            lambda: f"timestamp({self.of('int', depth)})",
            lambda: f"timestamp(string({self.of('timestamp', depth)}))",
        )

    def _duration(self, depth: int) -> str:
        return self.pick(
            lambda: f"({self.of('duration', depth)} {self.sign('+ -')} {self.of('duration', depth)})",
            lambda: f"({self.of('timestamp', depth)} - {self.of('timestamp', depth)})",
            lambda: f"duration(string({self.of('duration', depth)}))",
        )

    def mutated(self, text: str) -> str:
        characters = list(text)
        for _ in range(self.random.randint(1, 3)):
            place = self.random.randint(0, len(characters))
            cut = self.random.choice([0, 0, 1, 2, 8])
            put = self.random.choice([*PIECES, "", "", "".join(characters[place : place + 9])])
            characters[place : place + cut] = put
        return "".join(characters)


class Oracle:
    """Google's CEL in C++, asked for a typed value, an error, or only whether it can read the text."""

    def __init__(self) -> None:
        from cel_expr_python import cel

        self.environment = cel.NewEnv(variables=dict.fromkeys(BINDINGS, cel.Type.DYN))
        self.values = {name: _plain(typed) for name, typed in BINDINGS.items()}

    def answer(self, text: str) -> list[Any] | str:
        """A typed value, "error", "unread", or "unchecked" where only its checker says no."""
        try:
            program = self.environment.compile(text)
        except Exception as error:
            reasons = ("Syntax error", "nvalid", "reserved", "has() argument")
            return "unread" if any(reason in str(error) for reason in reasons) else "unchecked"
        result = program.eval(data=self.values)
        name = result.type().name()
        return "error" if name == "ERROR" else _typed(name, result.value())


def _plain(typed: list[Any]) -> Any:
    return [_plain(item) for item in typed[1]] if typed[0] == "list" else typed[1] if len(typed) > 1 else None


def _typed(name: str, value: Any) -> list[Any]:
    if name.startswith("LIST"):
        return ["list", [_inside(item) for item in value]]
    kind = {"NULL": "null", "NULL_TYPE": "null"}.get(name, name.lower())
    return ["null"] if kind == "null" else [kind, value]


def _inside(value: Any) -> Any:
    if isinstance(value, list):
        return ["list", [_inside(item) for item in value]]
    kinds = {bool: "bool", int: "int", float: "double", str: "string", type(None): "null"}
    kind = kinds.get(type(value), "other")
    return ["null"] if kind == "null" else [kind, value if kind != "other" else None]


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, list) and isinstance(right, list):
        if left[:1] in (["timestamp"], ["duration"]) or right[:1] == ["other"]:
            return True
        return len(left) == len(right) and all(map(_same, left, right))
    if isinstance(left, float) and isinstance(right, float) and math.isnan(left):
        return math.isnan(right)
    return type(left) is type(right) and left == right


def disagreement(oracle: Oracle, text: str) -> str | None:
    """What the two say where they differ."""
    theirs = oracle.answer(text)
    try:
        parse(text)
    except Refused:
        return None
    except LanguageError as error:
        return (
            None
            if theirs == "unread" or _is_ours(text) or "has(" in text
            else f"we can't read it: {error}; they say {theirs}"
        )
    if theirs == "unread":
        return None if _is_theirs(text) else "they can't read it"
    ours = answer({"id": "1", "expr": text, "bindings": BINDINGS})
    mine = ours.get("value", "error")
    if (
        theirs == "unchecked"
        or theirs[0] == "type"
        or "is not a moment" in str(ours)
        or "nan" in f"{theirs}{mine}"
        or (mine == "error" and _is_theirs(text))
    ):
        return None
    return None if _same(mine, theirs) else f"we say {ours}, they say {theirs}"


def _is_ours(text: str) -> bool:
    """Texts that only we refuse: `all` with other arguments, optional items."""
    return (
        any(f".{name}(" in text.replace(" ", "") for name in ("all", "exists", "exists_one")) or "?" in text
    )


def _is_theirs(text: str) -> bool:
    """Where the oracle goes its own way: `has(x)`, raw texts, loose times and zones, `int` of a bool."""
    if re.search(r"\b(int|string|bool|double|list|timestamp|duration)\b(?! *\()", text):
        return True  # a type as a value
    return any(piece in text for piece in ("has(", "\\", "__", '" ', "int(", "double(", "//", "\x0b", "\x0c"))


def survive(count: int, seed: int) -> None:
    """Reads, prints and evaluates mutated texts; an exception is a bug."""
    generator = Generator(seed)
    for _ in range(count):
        text = generator.mutated(generator.expression())
        ours = answer({"id": "1", "expr": text, "bindings": BINDINGS})
        if "refused" not in ours and not _is_unread(text):
            assert unparse(parse(unparse(parse(text)))) == unparse(parse(text)), text


def _is_unread(text: str) -> bool:
    try:
        parse(text)
    except LanguageError:
        return True
    return False


def run(count: int, seed: int) -> int:
    """How many of `count` random expressions (every third of them mutated) the oracle sees otherwise."""
    survive(count, seed)
    try:
        oracle = Oracle()
    except ImportError:
        print("cel-expr-python is not installed: nothing to compare with")
        return 0
    generator, found = Generator(seed), 0
    for number in range(count):
        text = generator.expression()
        text = generator.mutated(text) if number % 3 == 0 else text
        if "\ud800" in text or "\0" in text:
            continue
        difference = disagreement(oracle, text)
        if difference:
            found += 1
            print(f"{text!r}: {difference}")
    return found


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]] or [20_000]
    sys.exit(bool(run(arguments[0], arguments[1] if len(arguments) > 1 else 1)))
