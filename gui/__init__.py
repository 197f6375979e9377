"""What is on the screen, and the command line."""
