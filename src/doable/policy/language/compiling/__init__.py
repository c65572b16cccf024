"""Conditions as code."""
