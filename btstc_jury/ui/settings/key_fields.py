"""The keys of all acts, each in a field that takes what is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.ui.acts import Act, Where
from btstc_jury.ui.shortcuts import Keymap, acts_of, key_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import column, table

_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
    }
)
_BACK = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_MOVING = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)
_STRONG = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyField(QLineEdit):
    """``pressed(keys)``: asks for these keys; ``default_asked``: Backspace. It shows what it is given."""

    pressed = Signal(str)
    default_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def show_keys(self, keys: str) -> None:
        self.setText(key_words(keys))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Else the key would do what it does now instead of being taken.
            if not _moves(event):
                event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _moves(event):
            event.ignore()
        elif event.key() in _BACK and not event.modifiers() & _STRONG:
            self.default_asked.emit()
        elif event.key() not in _MODIFIERS:
            keys = QKeySequence(event.keyCombination())
            self.pressed.emit(keys.toString(QKeySequence.SequenceFormat.PortableText))


def _moves(event: QKeyEvent) -> bool:
    """Keys that belong to the dialog: from field to field, to save, to leave."""
    return event.key() in _MOVING and not event.modifiers() & _STRONG


class KeyFields(QWidget):
    """Works on a copy of the keys in force: they hold once the settings are saved. ``fields``: of each act by
    its name, the caption with its error, and the editor.
    """

    def __init__(self, theme: Theme, keymap: Keymap, columns: int) -> None:
        super().__init__()
        self._theme = theme
        self._keymap = Keymap(keymap.chosen())
        self.fields: dict[str, tuple[Field, KeyField]] = {}
        self._acts: dict[str, Act] = {}
        layout = column(theme, gap=12, within=self)
        titles = {
            Where.LIVE: "Pendant l’interrogation",
            Where.DELIBERATION: "En délibération",
            Where.DAY: "Liste du jour",
            Where.GRID: "Grille",
            Where.SESSIONS: "Séances d’entraînement",
            Where.ATTEMPT: "Pendant un essai",
            Where.REVIEW: "Bilan d’un essai",
            Where.PROGRESS: "Progrès",
            Where.CASES: "Cas d’entraînement",
            Where.CASE: "Écriture d’un cas",
            Where.CANDIDATES: "Centre d’examen",
            Where.PLACING: "Centre, journée",
            Where.COLLECTION: "Centre, collecte",
            Where.SLIPS: "Centre, bordereaux",
            Where.GUEST: "Portable d’un examinateur",
            Where.HARMONY: "Centre, harmonisation",
            Where.WINDOW: "Partout",
        }
        for where, title in titles.items():
            made = [self._made(act) for act in acts_of(where)]
            if made:
                layout.addWidget(label(title, "strong"))
                layout.addLayout(table(theme, made, columns, gap=(16, 8)))
        self.reset = PushButton("Rétablir tous les raccourcis d’origine")
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset)
        layout.addWidget(self.reset)

    def chosen(self) -> dict[str, str]:
        """The keys that differ from the defaults."""
        return self._keymap.chosen()

    def show_keys(self, chosen: Mapping[str, str]) -> None:
        """Other keys in the place of those that stand there."""
        self._keymap = Keymap(chosen)
        for name, (field, editor) in self.fields.items():
            field.set_error("")
            field.set_hint(self._hint(self._acts[name]))
            editor.show_keys(self._keymap.keys(name))

    def _made(self, act: Act) -> Field:
        editor = KeyField()
        editor.show_keys(self._keymap.keys(act.name))
        field = Field(self._theme, act.words[:1].upper() + act.words[1:], editor, self._hint(act))
        editor.pressed.connect(partial(self._give, act))
        editor.default_asked.connect(partial(self._give, act, act.keys))
        self.fields[act.name] = (field, editor)
        self._acts[act.name] = act
        return field

    def _give(self, act: Act, keys: str) -> None:
        field, editor = self.fields[act.name]
        field.set_error(self._keymap.give(act.name, keys))
        field.set_hint(self._hint(act))
        editor.show_keys(self._keymap.keys(act.name))

    def _hint(self, act: Act) -> str:
        if act.name not in self._keymap.chosen():
            return ""
        return f"D’origine\u202f: {key_words(act.keys)} (Retour arrière)"

    def _reset(self) -> None:
        self.show_keys({})
