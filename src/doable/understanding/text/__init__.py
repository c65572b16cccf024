"""A message as text: its clauses, its language, the phrases found in it."""
