"""Where a candidates' list comes from: a file, or a text that was copied or dragged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.centre.rows import RawList
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.ui.ports import Centres
from btstc_jury.ui.widgets.file_drop import dropped_files

_OTHER_KINDS = frozenset({SUFFIX, CENTRE_SUFFIX, ".pdf", ".btscas"})
"""What the window does something else with."""


@dataclass(frozen=True, slots=True)
class ListSource:
    """``read(sheet)``: in any thread; raises ``UnusableList``."""

    name: str
    read: Callable[[str], tuple[RawList, int | None]]

    @classmethod
    def of_file(cls, path: Path, centres: Centres) -> ListSource:
        return cls(path.name, lambda sheet: centres.read_list(path, sheet))

    @classmethod
    def of_text(cls, text: str, centres: Centres) -> ListSource:
        name = "liste collée"
        return cls(name, lambda _sheet: centres.read_text(name, text))


def carries_list(data: QMimeData | None) -> bool:
    """Whether there may be one, as far as can be told without reading it."""
    if data is None:
        # An empty clipboard has none.
        return False
    files = dropped_files(data)
    if files:
        return len(files) == 1 and files[0].suffix.lower() not in _OTHER_KINDS
    return data.hasText() and bool(data.text().strip())


def source_of(data: QMimeData | None, centres: Centres) -> ListSource | None:
    if data is None or not carries_list(data):
        return None
    files = dropped_files(data)
    return ListSource.of_file(files[0], centres) if files else ListSource.of_text(data.text(), centres)
