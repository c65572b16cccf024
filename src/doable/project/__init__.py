"""The composition root: settings, addresses of pages, the table of channels, the worker."""
