"""What learners are called on a page: their names, or pseudonyms that stay the same."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping


def by_name(learners: Mapping[str, str]) -> Callable[[str], str]:
    """Ids, with the name where the gradebook knows one."""
    return lambda learner: (
        learner if learners.get(learner, learner) == learner else f"{learners[learner]} ({learner})"
    )


def by_pseudonym(secret: str) -> Callable[[str], str]:
    """Pseudonyms from the course's secret: the same in every report, and nobody without the secret can go back."""

    def pseudonym(learner: str) -> str:
        digest = hmac.new(secret.encode(), f"pseudonym\0{learner}".encode(), hashlib.sha256)
        return "P-" + base64.b32encode(digest.digest()[:5]).decode("ascii")

    return pseudonym
