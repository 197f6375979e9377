"""Sentences for the screen, the command line, figures and reports; facts come in, words go out."""
