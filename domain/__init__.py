"""The study as a coordinator knows it: protocol, visits, results, and the file they live in."""
