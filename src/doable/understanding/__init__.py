"""Understanding a message: what is asked, what it states, in which mood; pure functions over text."""
