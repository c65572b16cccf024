"""All cases at once: one Z3 variable for each fact, param and asker, shared by books and steps.

What is taken for granted is in ASSUMPTIONS, and printed with every proof.
"""

from __future__ import annotations

from ast import literal_eval
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import z3

from doable.policy.language.operations import kind
from doable.policy.language.times import DAY
from doable.policy.language.values import Duration, Timestamp
from doable.workbench.proving.formulas import plain
from doable.workbench.proving.terms import Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.findings import Place
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain
    from doable.workbench.proving.formulas import Formula

ASSUMPTIONS = (
    "everything is known: all facts, and all params of the ask",
    "what is computed from other facts is worked out, unless people may tell it, too (`from`)",
    "numbers and amounts stay below 1,000,000,000,000, dates between the years 1900 and 2190",
    "amounts are whole in the currency's smallest unit, and results have no more than six places",
)
MOST = 10**12
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1).toordinal(), date(2190, 12, 31).toordinal()
_FIRST_TODAY, _LAST_TODAY = date(2000, 1, 1).toordinal(), date(2100, 12, 31).toordinal()
EPOCH = date(1970, 1, 1).toordinal()
NEVER_NEGATIVE = ("case.granted", "customer.granted_90d")
_KINDS = {"money": "decimal", "enum": "string"}


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact or param that may take any value of its type."""

    name: str
    type: Type
    term: z3.ExprRef
    present: Formula


@dataclass(frozen=True, slots=True, order=True)
class NotProvable:
    """Something in a condition that Z3 is not told the meaning of; it is taken to give any result."""

    place: Place
    construct: str
    why: str


class Space:
    """Variables, what is true of them, and the codes that texts stand under; one Z3 context."""

    def __init__(self, context: z3.Context | None = None) -> None:
        self.context = context or z3.Context()
        self.domain: list[z3.BoolRef] = []
        self.variables: dict[str, Variable] = {}
        self.plain: dict[str, Plain] = {}
        self.compared: dict[str, set[Fraction]] = {}
        self.held: dict[str, dict[int, z3.BoolRef]] = {}
        self.notes: dict[NotProvable, None] = {}
        self.texts: dict[str, int] = {}
        self._about_texts: list[tuple[z3.FuncDeclRef, Callable[[str], object]]] = []
        self._told: dict[tuple[str, str], z3.FuncDeclRef] = {}
        self._bound: set[tuple[str, str]] = set()

    def variable(self, key: str, type_: Type, *, name: str = "", optional: bool = False) -> Term:
        """The variable under a key; `name` is what it is called in a case."""
        key = (
            key
            if key not in self.variables or self.variables[key].type.name == type_.name
            else f"{key}:{type_}"
        )
        known = self.variables.get(key)
        if known is None:
            present = z3.Bool(f"has({key})", self.context) if optional else True
            known = Variable(name or key, type_, self.fresh(key, type_.name), present)
            self.variables[key] = known
        self._bind(key, name or key, type_, known.term)
        most = MOST if type_.name == "int" else 0
        return Term(_KINDS.get(type_.name, type_.name), known.term, True, known.present, most)

    def fresh(self, key: str, type_: str) -> z3.ExprRef:
        """A bare Z3 variable for values of a type."""
        return z3.Const(key, self.sort(type_))

    def sort(self, type_: str) -> z3.SortRef:
        """What values of a type are in Z3."""
        if type_ == "bool":
            return z3.BoolSort(self.context)
        return z3.RealSort(self.context) if type_ in ("money", "decimal") else z3.IntSort(self.context)

    def _bind(self, key: str, name: str, type_: Type, term: z3.ExprRef) -> None:
        """What every value of a type is within; of an enum that two books know, what both know."""
        if (key, f"{type_.name} {type_.values}") in self._bound:
            return
        self._bound.add((key, f"{type_.name} {type_.values}"))
        if type_.name in ("int", "money", "decimal"):
            self.domain += [term >= (0 if name in NEVER_NEGATIVE else -MOST), term <= MOST]
        elif type_.name == "date":
            days = (_FIRST_TODAY, _LAST_TODAY) if name == "today" else (_FIRST_DAY, _LAST_DAY)
            self.domain += [term >= days[0], term <= days[1]]
        elif type_.name == "timestamp":
            self.domain += [term >= (_FIRST_DAY - EPOCH) * DAY, term <= (_LAST_DAY - EPOCH) * DAY]
        elif type_.name == "duration":
            self.domain += [term >= -100 * 365 * DAY, term <= 100 * 365 * DAY]
        elif type_.name == "enum":
            self.domain.append(self.one_of(term, type_.values))
        elif type_.name == "string":
            self.domain.append(term >= 0)

    def one_of(self, term: z3.ExprRef, values: tuple[str, ...]) -> z3.BoolRef:
        """The text is one of these."""
        codes = sorted(self.code(value) for value in values)
        if codes == list(range(codes[0], codes[-1] + 1)):
            return z3.And(term >= codes[0], term <= codes[-1])
        return z3.Or([term == code for code in codes])

    def code(self, text: str) -> int:
        """The number that a text stands under."""
        code = self.texts.get(text)
        if code is None:
            code = self.texts[text] = len(self.texts)
            for function, apply in self._about_texts:
                self.domain.append(function(z3.IntVal(code, self.context)) == apply(text))
        return code

    def about_text(self, what: str, result: str, apply: Callable[[str], object]) -> z3.FuncDeclRef:
        """A question about texts, such as whether one contains `x`: known of those written in the book."""
        function = self._told.get((what, result))
        if function is None:
            function = z3.Function(what, z3.IntSort(self.context), self.sort(result))
            self._told[what, result] = function
            self._about_texts.append((function, apply))
            self.domain += [
                function(z3.IntVal(code, self.context)) == apply(text) for text, code in self.texts.items()
            ]
        return function

    def is_value(self, variable: Variable, value: Plain) -> z3.BoolRef:
        """The variable has a written value of its type."""
        if isinstance(value, tuple):
            size = z3.Function("size of list", z3.IntSort(self.context), z3.IntSort(self.context))
            return size(variable.term) == len(value)
        return variable.term == (value if isinstance(value, bool) else self.number(value))

    def wanted_of_text(self, holds: Callable[[z3.FuncDeclRef], bool]) -> str:
        """A text that begins with, contains and ends with what it should."""
        parts: dict[str, list[str]] = {"startsWith": [], "contains": [], "endsWith": []}
        for (what, result), function in self._told.items():
            kind_, _, part = what.partition(" ")
            if result == "bool" and kind_ in parts and holds(function):
                parts[kind_].append(literal_eval(part))
        return "".join(part for kind_ in parts for part in sorted(parts[kind_], key=len, reverse=True))

    def constant(self, value: Plain) -> Term:
        """A written value."""
        among = ((True, value),)
        if isinstance(value, bool):
            return Term("bool", value, among=among)
        if value is None:
            return Term("null", z3.IntVal(0, self.context), True, False, among=among)
        if isinstance(value, tuple):
            items = tuple(map(self.constant, value))
            return Term("list", z3.IntVal(0, self.context), among=among, items=items)
        most = abs(value) if isinstance(value, int) else 0
        return Term(kind(value), self.number(value), most=most, among=among)

    def number(self, value: object) -> z3.ArithRef:
        """How a single value stands in Z3."""
        if isinstance(value, Decimal):
            return z3.RealVal(format(value, "f"), self.context)
        if isinstance(value, str):
            return z3.IntVal(self.code(value), self.context)
        if isinstance(value, date):
            return z3.IntVal(value.toordinal(), self.context)
        if isinstance(value, Timestamp | Duration):
            return z3.IntVal(value.nanoseconds, self.context)
        if isinstance(value, float):
            return z3.RealVal(0, self.context)  # doubles are compared as written values only
        return z3.IntVal(value, self.context)

    def failed(self, type_: str) -> Term:
        """A value that is a fault in every case."""
        term = False if type_ == "bool" else self.fresh("failed", type_)
        return Term(_KINDS.get(type_, type_), term, fine=False)

    def opaque(self, what: str, type_: str, arguments: list[Term], *, may_fail: bool) -> Term:
        """Any result at all, but the same one for the same arguments; where it may fail, that too."""
        taken = [plain(part, self.context) for each in arguments for part in _handed(each)]
        most = MOST if type_ == "int" else 0
        value, fine = (
            self._applied(f"{mark}{what}", sort, taken) for mark, sort in (("", type_), ("fine: ", "bool"))
        )
        return Term(_KINDS.get(type_, type_), value, fine if may_fail else True, most=most)

    def _applied(self, what: str, type_: str, taken: list[z3.ExprRef]) -> z3.ExprRef:
        if not taken:
            return self.fresh(what, type_)
        return z3.Function(what, *(each.sort() for each in taken), self.sort(type_))(*taken)

    def note_comparison(self, *terms: z3.ExprRef) -> None:
        """Every number within a comparison may matter for every variable within it."""
        names, numbers, seen = set[str](), set[Fraction](), set[int]()
        pending = list(terms)
        while pending:
            part = pending.pop()
            if part.get_id() in seen:
                continue
            seen.add(part.get_id())
            if z3.is_int_value(part) or z3.is_rational_value(part):
                numbers.add(Fraction(part.as_fraction() if z3.is_rational_value(part) else part.as_long()))
            elif z3.is_const(part):
                names.add(part.decl().name())
            pending += part.children()
        for name in names:
            self.compared.setdefault(name, set()).update(
                each for each in numbers if abs(each) <= MOST * 10**9
            )

    def note(self, note: NotProvable) -> None:
        """Something that is not provable was met."""
        self.notes.setdefault(note)


def _handed(term: Term) -> list[z3.ExprRef | bool]:
    """A term as arguments of a Z3 function: its value, and whether there is one."""
    return [term.term, *([] if term.there is True else [term.there])]
