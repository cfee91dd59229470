"""Grading many submissions at once: `python -m grading autograde`. How it works is in `docs/batch.md`."""
