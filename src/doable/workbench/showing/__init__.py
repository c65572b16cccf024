"""`book show`: the book as a readable document, for colleagues or for customers."""
