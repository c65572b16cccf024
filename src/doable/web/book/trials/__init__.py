"""Runs over a draft or version: started, followed, and what they found kept."""
