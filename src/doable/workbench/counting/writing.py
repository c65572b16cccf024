"""Formulas as nested SELECTs: what is used several times becomes a column of an inner one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from doable.workbench.counting.dialects import Dialect
    from doable.workbench.counting.formulas import Formula, Formulas

_MONEY = "DECIMAL(38,6)"


@dataclass(slots=True)
class Writing:
    """Writes formulas for one query."""

    dialect: Dialect
    formulas: Formulas
    prefix: str
    layers: list[dict[str, str]] = field(default_factory=list)
    _depths: dict[Formula, int] = field(default_factory=dict)
    _uses: Counter[Formula] = field(default_factory=Counter)
    _names: dict[Formula, str] = field(default_factory=dict)

    def look_at(self, wanted: Iterable[Formula]) -> None:
        """Counts how often each formula is used, all of them being needed."""
        seen: set[Formula] = set()
        pending = list(wanted)
        self._uses.update(pending)
        while pending:
            formula = pending.pop()
            if formula not in seen:
                seen.add(formula)
                self._uses.update(formula.parts)
                pending += [*formula.parts, *formula.needs]

    def sql(self, formula: Formula) -> str:
        """The formula where all columns that it needs are there."""
        if self._is_column(formula):
            return self._column(formula)
        return self._written(formula)

    def depth(self, formula: Formula) -> int:
        """How many layers of columns have to be there for a formula."""
        if formula not in self._depths:
            parts = (*formula.parts, *formula.needs)
            inner = max(map(self.depth, parts), default=0)
            self._depths[formula] = inner + self._is_column(formula)
        return self._depths[formula]

    def _is_column(self, formula: Formula) -> bool:
        if formula in self.formulas.columns:
            return True
        return self._uses[formula] > 1 and formula.op not in ("leaf", "not", "true", "false")

    def _column(self, formula: Formula) -> str:
        if formula not in self._names:
            for need in (*formula.parts, *formula.needs):
                self.depth(need)
            name = self.formulas.columns.get(formula, f"{self.prefix}= {len(self._names)}")
            self._names[formula] = quoted = self.dialect.identifier(name)
            depth = self.depth(formula)
            while len(self.layers) < depth:
                self.layers.append({})
            self.layers[depth - 1][quoted] = self._written(formula)
        return self._names[formula]

    def _written(self, formula: Formula, write: Callable[[Formula], str] | None = None) -> str:
        for need in formula.needs:
            self.sql(need)
        if formula in self.formulas.spelled:
            return self.formulas.spelled[formula]
        parts = [(write or self.sql)(part) for part in formula.parts]
        match formula.op:
            case "leaf":
                return formula.text
            case "true" | "false":
                return formula.op.upper()
            case "not":
                return f"(NOT {parts[0]})"
            case "and" | "or":
                return f"({f' {formula.op.upper()} '.join(parts)})"
        return self._number(formula, parts)

    def _number(self, formula: Formula, parts: list[str]) -> str:
        match formula.op:
            case "where":
                return f"(CASE WHEN {parts[0]} THEN {parts[1]} END)"
            case "least" | "greatest":
                return parts[0] if len(parts) == 1 else f"{formula.op.upper()}({', '.join(parts)})"
            case "total":
                # NULL counts for nothing here: such a case is not settled.
                amounts = (f"COALESCE({self.dialect.cast(part, 'DECIMAL(30,6)')}, 0)" for part in parts)
                return self.dialect.cast(" + ".join(amounts) or "0", _MONEY)
            case "rounded":
                return f"ROUND({parts[0]}, {formula.text})"
            case "negative":
                return f"(-{parts[0]})"
            case "above":
                return f"COALESCE({parts[0]} > {formula.text}, FALSE)"
        return f"COALESCE({parts[0]} = {parts[1]}, FALSE)"

    def inline(self, formula: Formula) -> str:
        """The formula written out where it stands, so that it is only worked out where it matters."""
        if formula in self.formulas.columns:
            return self._column(formula)
        return self._written(formula, self.inline)


def nested(dialect: Dialect, source: str, layers: Iterable[Mapping[str, str]]) -> str:
    """Rows with columns added layer by layer, each of which may read those before it."""
    fence = " OFFSET 0" if dialect.name == "postgres" else ""
    found = f"SELECT * FROM {source}"
    for number, layer in enumerate(layers):
        columns = ", ".join(f"{sql} AS {name}" for name, sql in layer.items())
        step = dialect.identifier(f"step {number}")
        found = f"SELECT *, {columns} FROM ({found}{fence}) AS {step}" if columns else found
    return found
