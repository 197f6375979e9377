"""The parts screens are built from."""
