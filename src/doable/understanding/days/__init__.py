"""Days in a text: how they are written, and which day is meant."""
