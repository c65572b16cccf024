"""The queue: the cases somebody works on next."""
