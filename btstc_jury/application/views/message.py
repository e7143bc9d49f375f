"""What a notice says; apart from the words themselves, which only a problem needs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """``title``: one short sentence; ``body``: what was kept and what to do; ``detail``: technical.

    ``good``: something that went well, to be said and then forgotten. ``restorable``: a backup may help.
    """

    title: str
    body: str
    detail: str = ""
    good: bool = False
    restorable: bool = False
