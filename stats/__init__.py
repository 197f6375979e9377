"""Methods a statistician could name, and their figures."""
