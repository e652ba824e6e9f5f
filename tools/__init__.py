"""What builds and shows the program, not part of it."""
