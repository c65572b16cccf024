"""What `book check` looks for in a whole book: functions from a book to findings, by theme."""
