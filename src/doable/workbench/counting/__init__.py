"""Counting past cases: the book's conditions and rules as SQL for DuckDB, PostgreSQL and Spark."""
