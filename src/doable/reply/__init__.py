"""Saying it: playbooks in the company's own words."""
