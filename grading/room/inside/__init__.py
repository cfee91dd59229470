"""What runs behind the lock: the nursery, the rooms forked from it, and the shell in a room.

In the sandbox this folder and the package `neuronlab` are all there is of the course. Nothing here may import
`grading` or `solutions`, and nothing here is believed outside.
"""
