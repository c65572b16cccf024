"""The state of the installation: jobs, mail, books, the event log."""
