"""A draft held against the version it builds on, and any two versions."""
