"""The study file: SQL in, records out."""
