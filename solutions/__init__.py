"""The hidden side of the course: right answers, wrong ones, and the lessons as text.

Nothing here reaches a learner. Graded cells of the solved notebooks call `against_reference`.
"""

from solutions.oracle import against_reference

__all__ = ["against_reference"]
