"""Form files to spoil."""

from pathlib import Path

import pytest

from tests.exchange.form_folder import FormFolder


@pytest.fixture
def folder(tmp_path: Path) -> FormFolder:
    """A private copy of the official forms."""
    return FormFolder(tmp_path / "forms")
