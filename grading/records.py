"""Where an executed notebook's metadata keep what grading knows about it."""

VERDICTS = "neuronlab_verdicts"
"""What the judge found: for reports, and to know that the notebook was executed."""

WORK = "neuronlab_work"
"""What the notebook was made from: where that is the same, nothing has to be executed again."""
