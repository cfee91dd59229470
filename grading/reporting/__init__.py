"""What a class understood: one page to read, and tables to go on with.

`gathering` reads the gradebook and the recorded verdicts, `figures` counts, `pictures`, `page` and `tables` show,
`similar` compares answers, `command` is `python -m grading report`.
"""
