"""Why a level: the notes linked to the criterion, and those linked to none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.application.views.deliberation import DeliberationView
from btstc_jury.ui.deliberation.note_rows import NoteRows
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton

_FEW = 3
"""Unlinked notes that show by themselves; more of them wait behind their title."""

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class EvidencePanel(QWidget):
    """``link_asked`` and ``unlink_asked`` carry the ``NoteLine``."""

    link_asked = Signal(object)
    unlink_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._unfolded: bool | None = None
        self.none = label("Aucune note n’est liée à ce critère.", "muted", wrap=True)
        delete = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
        self.linked = NoteRows(theme, "Preuves", delete)
        self.title = PushButton()
        self.title.setProperty("role", "toggle")
        self.title.setCheckable(True)
        self.unlinked = NoteRows(theme, "Notes sans critère", _ENTER)
        self.linked.acted.connect(self.unlink_asked)
        self.unlinked.acted.connect(self.link_asked)
        self.title.clicked.connect(self._fold)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label("Preuves", "muted small strong"))
        for each in (self.none, self.linked):
            self._column.addWidget(each)
        self._column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.unlinked)
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, view: DeliberationView, criterion: int | None) -> None:
        linked = view.evidence(criterion) if criterion is not None else ()
        unlinked = view.evidence(None)
        self.none.setVisible(not linked)
        tip = "Délier de ce critère (Suppr)"
        self.linked.show_notes(linked, "×" if view.editable else "", tip if view.editable else "")
        action = f"→ {criterion}" if view.editable and criterion is not None else ""
        tip = f"Lier au critère {criterion} (Entrée)"
        self.unlinked.show_notes(unlinked, action, tip if action else "")
        self.title.setText(f"Notes sans critère · {len(unlinked)}")
        self.title.setVisible(bool(unlinked))
        shown = len(unlinked) <= _FEW if self._unfolded is None else self._unfolded
        self.title.setChecked(shown)
        self.unlinked.setVisible(shown and bool(unlinked))

    def forget(self) -> None:
        """Another oral comes: what is folded is chosen anew."""
        self._unfolded = None

    def _fold(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self.unlinked.setVisible(unfolded and bool(self.unlinked.notes()))

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(4))
