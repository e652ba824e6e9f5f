"""The shared look of what is printed."""
