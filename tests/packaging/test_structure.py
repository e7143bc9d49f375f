"""The picture of the structure: not stale, and drawn from what it says."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

import structure


def test_the_picture_is_not_stale() -> None:
    """When it is: ``python3 packaging/dev.py structure``."""
    held = structure.drawn(structure.PICTURE.read_text(encoding="utf-8"))
    assert structure.differences(held, structure.graph()) == []


def test_the_picture_shows_every_package_and_folder() -> None:
    shown = structure.picture(structure.graph())
    words = {each.text for each in ET.fromstring(shown).iter("{http://www.w3.org/2000/svg}text")}
    for name in structure.graph():
        assert ("ui/*.py" if name == "ui" else name.replace(".", "/")) in words
    assert structure.drawn(shown) == structure.graph()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"a": {"b": 40}, "b": {}}, []),
        ({"a": {"b": 44}, "b": {}}, []),
        ({"a": {"b": 80}, "b": {}}, ["number a -> b: 40, now 80"]),
        ({"a": {"b": 40}, "b": {"a": 1}}, ["arrow b -> a"]),
        ({"a": {"b": 40}, "b": {}, "c": {}}, ["part c"]),
    ],
)
def test_what_makes_it_stale(changed: structure.Graph, told: list[str]) -> None:
    assert structure.differences({"a": {"b": 40}, "b": {}}, changed) == told


def test_folders_that_import_each_other_share_a_layer() -> None:
    rows = structure._rows({"ui.a": {"ui.b": 1}, "ui.b": {"ui.a": 1, "ui.c": 2}, "ui.c": {}})
    assert rows == [["ui.a", "ui.b"], ["ui.c"]]


def test_an_arrow_that_a_longer_way_implies_is_left_out() -> None:
    parts = {"a": {"b": 1, "c": 5}, "b": {"c": 2}, "c": {}}
    assert [*structure._reduced(parts, parts)] == [("a", "b", 1), ("b", "c", 2)]
