"""How much height the notes have beside the time and the strips."""

from __future__ import annotations

from enum import IntEnum


class NotesRoom(IntEnum):
    """From the roomiest."""

    ALL = 0
    TIGHT = 1
    """Without the keys' hint and the title of the questions; the notes take what is left."""
    FIELD = 2
    """The field alone: notes and questions come back by themselves."""
