"""The study's comparisons: questions, options, and the result card."""
