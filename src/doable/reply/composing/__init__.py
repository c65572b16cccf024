"""From a decision to a letter: which texts, filled in with which values, in which order."""
