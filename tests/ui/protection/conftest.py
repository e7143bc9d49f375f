"""An encrypted exam file, whose key costs next to nothing to derive."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.candidate import Plan
from btstc_jury.storage import cipher
from tests.ui.hands import DAY, NONE, candidate, session

PASSPHRASE = "girafe lampadaire moutarde océan"
OTHER = "trottinette abricot vallée sifflet"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many rounds as the library of SQLCipher is told of: none, it gets the raw key."""
    monkeypatch.setattr(cipher, "_ROUNDS", 10)


def make_encrypted(desk: Desk, path: Path, passphrase: str = PASSPHRASE) -> str:
    """One E4 at nine; its recovery key."""
    office = create_file(desk, path, session(), passphrase_key(passphrase))
    office.plan(Plan(candidate(), DAY, NONE), "e4-ponctuel")
    kept = office.file.protection.recovery_key()
    office.close()
    return kept


@pytest.fixture
def recovery(desk: Desk, path: Path) -> str:
    """The recovery key of the file at ``path``."""
    return make_encrypted(desk, path)
