"""The grid as data."""

from __future__ import annotations

import json

from btstc_jury.exchange.grid_json import grid_json
from tests.documents.views import sample_grid


def test_every_word_and_figure_of_the_grid_is_there() -> None:
    view = sample_grid()
    read = json.loads(grid_json(view))
    assert (read["candidate"], read["mark"], read["version"]) == (view.candidate, view.mark, view.version)
    assert [row["level"] for group in read["groups"] for row in group["rows"]] == [
        row.level for group in view.groups for row in group.rows
    ]
    assert grid_json(view) == grid_json(sample_grid())
