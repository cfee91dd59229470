"""Answers that are suspiciously alike, as a list to look at."""
