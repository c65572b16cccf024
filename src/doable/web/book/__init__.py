"""The policy book, to be read."""
