"""The first page: the demo study, a new study, or one that exists."""
