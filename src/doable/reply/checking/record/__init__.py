"""What a draft may draw on: the decision, the case and the message, ready to be compared."""
