"""Lab results: the sheets imported so far, and the way from a file to stored results."""
