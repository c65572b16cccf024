"""The one Django app that remembers: records of what happened, and the flows over several of them."""
