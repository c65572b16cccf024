"""The core: the language of conditions, the book, and deciding; no framework, network or clock."""
