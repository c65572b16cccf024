"""What is asked of every book: one module a question."""
