"""`book replay`: past cases decided by another book, counted side by side."""
