"""What a command printed, and what holds for every answer."""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = re.compile(
    r"\b(the|is|are|not|of|no|row|rows|file|error|invalid|missing|instead|Errno|such|directory|cannot|can't|"
    r"another|denied|expected|(?<!d[’'])usage|arguments? required|embedded|Traceback)\b"
)


class Printed:
    """What a command printed, and its status. ``out``: standard output, as bytes."""

    def __init__(self, status: int, out: bytes, err: bytes, encoding: str) -> None:
        self.status, self.out = status, out
        self.words = (out if b'"schema"' in out else b"").decode() or out.decode(encoding)
        self.errors = err.decode(encoding)

    def check(self) -> None:
        """What holds for every answer."""
        said = self.words + self.errors
        acting = {each for each in said if unicodedata.category(each) in {"Cc", "Cf", "Cs"}} - {"\n"}
        assert not acting, said
        assert not _ENGLISH.search(
            re.sub(r"«[^»]*»|\"(?:file|verdict)\": .*|/[^ \n]*|--[a-z-]+|\"[a-z_]+\":", "", said)
        ), said
