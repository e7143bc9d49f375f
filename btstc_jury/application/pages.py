"""A printed page as a picture, for the preview and for the printer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """``data``: rows of ``stride`` bytes from the top, four bytes a pixel: blue, green, red, opaque alpha."""

    width: int
    height: int
    stride: int
    data: bytes
