"""Rules joined into formulas: the same for counting (SQL) and for proving (Z3)."""
