"""Doors to the world, one folder a channel: what comes in is an Incoming, what leaves an Outgoing."""
