"""Holding a draft, whoever wrote it, against the decision; one module for each family of checks."""
