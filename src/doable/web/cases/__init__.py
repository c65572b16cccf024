"""The page of a case: what was said, what was decided, what can be said now."""
