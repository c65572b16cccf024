"""A draft as it reads: its clauses, the wordings in them, what each clause does."""
