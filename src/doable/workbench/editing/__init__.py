"""Changing a book's texts: entries as forms, each change leaving the rest of its file as it was."""
