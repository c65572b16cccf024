"""What waits for a yes or no."""
