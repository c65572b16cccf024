"""Past cases decided by a draft: figures, charts, the cases that change."""
