"""What the workbench found, as plain data: kept with a trial, and shown by the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any


def as_data(value: object) -> Any:
    """Values made of values as JSON: an object by its fields, a list of several, amounts as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_data(each) for key, each in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [as_data(each) for each in value]
    return format(value, "f") if isinstance(value, Decimal) else str(value)
