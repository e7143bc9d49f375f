"""The measures of many centres, on a few small ones: they run, and what they measure is found and summed."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks import collection
from tests.servers import Server

_SMALL = collection.Size(centres=2, orals=6, turns=2, commands=1, large=8, apart=False)


def test_the_measures_of_many_centres_run(server: Server, tmp_path: Path) -> None:
    results = {each.what: each for each in collection.run(_SMALL, tmp_path, server)}
    assert all(each.measured > 0 for each in results.values())
    for what in ("2 centres × 6 orals in a base", "2 files × 6 orals", "one file of 8 orals"):
        mine = {name.removeprefix(f"{what}: "): each for name, each in results.items() if what in name}
        assert len(mine) > 12
        orals = 8 if "8" in what else 12
        assert f"{orals} orals, {orals} whole, 0 lacking" in mine["summed (a frame each)"].detail
    assert "6 marks" in results["2 centres × 6 orals in a base: one harmonised"].detail
    listed = results["2 centres × 6 orals in a base: listed (p95 against a frame)"]
    assert "2 centres, one query" in listed.detail
    number = "2 centres × 6 orals in a base: a number, which centres (p95 against a frame)"
    assert "1 centres each" in results[number].detail
    assert "1 rows each" in results["2 files × 6 orals: a number (p95 against a frame)"].detail
