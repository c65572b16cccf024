"""The fast way to a verdict: the rules of an ask as one Python function."""
