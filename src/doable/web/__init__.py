"""The pages of the desk, one folder an area."""
