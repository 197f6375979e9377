"""Forms about one visit: its whole record, its results, another day, one beyond the protocol."""
