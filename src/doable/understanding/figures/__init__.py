"""Numbers in a text: how they are written, what they measure, which are money."""
