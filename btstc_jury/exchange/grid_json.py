"""The grid as data that a program reads: every word and figure of its pages."""

from __future__ import annotations

import msgspec

from btstc_jury.application.views.grid import GridView


def grid_json(grid: GridView) -> bytes:
    """UTF-8 JSON; equal grids give equal bytes."""
    return msgspec.json.encode(grid, order="deterministic")
