"""The language of conditions: a subset of CEL with exact money, dates and unknowns."""
