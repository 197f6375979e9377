"""Reading what a laboratory sends."""
