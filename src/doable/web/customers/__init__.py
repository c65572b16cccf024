"""Customers: who they are and what is on file of them."""
