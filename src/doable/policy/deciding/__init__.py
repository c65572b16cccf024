"""Deciding: from what is asked and known to what may be promised, and why."""
