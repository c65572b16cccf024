"""The next version of the book in the making: where policy owners write."""
