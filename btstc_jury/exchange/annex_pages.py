"""How many pages a file beside a fiche has, where it says so itself."""

from __future__ import annotations

import io
import re
import zipfile

from btstc_jury.exchange.packed import DAMAGED, Bounds, Unpackable, open_packed, unpacked

_BOUNDS = Bounds(entries=3_000, whole=400 << 20, ratio=1_000)
_LARGEST_PART = 1 << 20
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")
_SAID = (
    ("docProps/app.xml", re.compile(rb"<(?:\w+:)?(?:Pages|Slides)>(\d{1,5})</")),
    ("meta.xml", re.compile(rb'\bmeta:page-count="(\d{1,5})"')),
)


def pages_said(content: bytes) -> int | None:
    """1 for a picture; what the word processor noted when it saved; ``None`` elsewhere. PDFs aren't read
    here.
    """
    if content.startswith(_PICTURES):
        return 1
    if not content.startswith(b"PK"):
        return None
    try:
        with open_packed(io.BytesIO(content), _BOUNDS) as packed:
            return _of_archive(packed)
    except (Unpackable, *DAMAGED):
        return None


def _of_archive(packed: zipfile.ZipFile) -> int | None:
    for name, pattern in _SAID:
        if name in packed.namelist():
            found = pattern.search(unpacked(packed, name, _LARGEST_PART))
            if found and int(found[1]):
                return int(found[1])
    return None
