"""What somebody sets for themselves, and what the installation is set to."""
