"""A draft approved and published, the versions there are, the way back, the history of a rule."""
