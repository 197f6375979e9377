"""The Study settings screen."""
