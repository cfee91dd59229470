"""The drawings, one module a topic."""
