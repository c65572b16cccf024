"""Search over cases and customers."""
