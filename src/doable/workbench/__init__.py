"""What a policy owner does with a book: check it, test it, show it."""
