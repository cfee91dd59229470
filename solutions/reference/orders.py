"""Lines in order: the letters of the lines that a lesson gives, in an order that works."""

from __future__ import annotations


def neuron_order() -> str:
    """Start at nothing, go through the pairs, multiply, ask, count, and return at the end."""
    return "E B D F A C"


def rate_order() -> str:
    """A first loss; then, as long as twice the rate does better, double it and note what it reaches."""
    return "E C A D B"
