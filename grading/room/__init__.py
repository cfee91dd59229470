"""The locked room in which answers run: started here, in another process there.

`Nursery` and `Room` are what a grader uses. `inside/` is what runs behind the lock. How it is locked, and what that does not
cover, is in `docs/locked-room.md`.
"""

from grading.room.limits import Limits
from grading.room.lock import NoSandbox
from grading.room.nursery import Nursery, NurseryLost
from grading.room.room import Ran, Room, RoomClosed
from grading.room.sitting import Sitting

__all__ = ["Limits", "NoSandbox", "Nursery", "NurseryLost", "Ran", "Room", "RoomClosed", "Sitting"]
