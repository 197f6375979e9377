"""The Today screen: what is to be done, and recording it."""
