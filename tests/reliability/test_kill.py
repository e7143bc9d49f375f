"""A few kills at every run; ``python3 packaging/dev.py torture`` has many."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.reliability.kills import Kills

KILLS = 50


@pytest.mark.parametrize(
    ("raw_key", "kills"), [(b"", KILLS), (bytes(range(32)), KILLS // 5)], ids=["plain", "encrypted"]
)
def test_nothing_acknowledged_is_lost_and_the_clock_is_right(
    tmp_path: Path, raw_key: bytes, kills: int
) -> None:
    trial = Kills(tmp_path, raw_key, random.Random(4))
    for _ in range(kills):
        trial.one()
    # The kills fell where something can go wrong: in the middle of acts, and with the clock running.
    assert trial.tally["acts found"] == trial.tally["acts acknowledged"] > kills * 5, trial.tally
    assert trial.tally["gaps found"] > kills / 3, trial.tally
