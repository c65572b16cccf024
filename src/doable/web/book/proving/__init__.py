"""What a draft was proved to do, and what it was not."""
