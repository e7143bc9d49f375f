"""Fields for what nobody else may read: typed, chosen anew, with what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from btstc_jury.application.passphrases import FileKey, Mistyped, passphrase_key, strength, typed_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.passphrase import GRADES, mistyped
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.secret_line import SecretLine

_LONGEST = 1000


def secret_edit() -> QLineEdit:
    """For a passphrase or a recovery key."""
    return SecretLine(_LONGEST)


def wipe(edit: QLineEdit) -> None:
    """Empty a field with its history of typing, which ``clear`` would keep."""
    edit.setText("")


class SecretOfFile(Field):
    """The passphrase of a file that was chosen, asked for only where it needs one; Enter is the edit's."""

    def __init__(self, theme: Theme, caption: str) -> None:
        self.edit = secret_edit()
        super().__init__(theme, caption, self.edit)
        self.hide()

    def asks(self, path: Path, problem: FileProblem) -> bool:
        """Ask where a passphrase is what opening it lacked; whether it is."""
        if problem.kind not in {ProblemKind.LOCKED, ProblemKind.WRONG_KEY}:
            return False
        self.show()
        self.set_hint(f"«\u202f{path.name}\u202f» est chiffré. Entrée pour l’ouvrir.")
        wrong = "Cette phrase de passe n’ouvre pas ce fichier."
        self.set_error(wrong if problem.kind is ProblemKind.WRONG_KEY else "")
        self.edit.setFocus()
        return True

    def key(self) -> FileKey | None:
        """``None`` while it isn't asked for. Raises ``ValueError`` for what can't be one, told here."""
        if self.isHidden():
            return None
        try:
            key = typed_key(self.edit.text())
        except (Mistyped, ValueError) as error:
            words = mistyped(error) if isinstance(error, Mistyped) else "La phrase de passe est vide."
            self.set_error(words)
            raise ValueError(words) from error
        self.set_error("")
        return key

    def put_away(self) -> None:
        """The file is read, or another is chosen."""
        self.hide()
        wipe(self.edit)


class ShowBox(TickBox):
    """Shows what is typed in ``edits``, or dots again."""

    def __init__(self, theme: Theme, *edits: QLineEdit) -> None:
        super().__init__(theme, "Afficher ce que je tape")
        self._edits = edits
        self.toggled.connect(self._show)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for each in self._edits:
            each.setEchoMode(mode)


def busy_line(buttons: QBoxLayout) -> QLabel:
    """At the left of the buttons of a dialog: in sight however far its fields are scrolled, none of which
    has to make room for it.
    """
    made = label("", "small muted")
    made.hide()
    buttons.insertWidget(0, made)
    return made


@contextmanager
def said_while_busy(words: QLabel, text: str) -> Iterator[None]:
    """Say what takes a fifth of a second, or a whole one on an old machine, before it begins."""
    words.setText(text)
    words.show()
    set_role(words, "small muted")
    words.repaint()
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
        words.setText("")
        words.hide()


_PARTS = 4
_WIDTH, _HEIGHT, _GAP = 132, 6, 3


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int | None) -> None:
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self._theme.palette
        gap = self._theme.px(_GAP)
        width = (self.width() - gap * (_PARTS - 1)) / _PARTS
        reached = -1 if self._level is None else self._level
        for part in range(_PARTS):
            fill = palette.levels[reached] if part <= reached else palette.line
            painter.setBrush(QColor(fill))
            place = QRectF(part * (width + gap), 0, width, self.height())
            painter.drawRoundedRect(place, self.height() / 2, self.height() / 2)


class StrengthMeter(QWidget):
    """Says nothing as long as nothing is typed; its room is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bar = _Bar(theme)
        self._word = label("", "small strong")
        self._advice = label("", "small muted", wrap=True)
        across = row(theme, self._bar, (self._word, 1))
        column(theme, across, self._advice, gap=4, within=self)
        self.show_strength("")

    def show_strength(self, text: str) -> bool:
        """Whether ``text`` may be the passphrase of a file."""
        if not text:
            self._bar.show_level(None)
            self._word.setText("Solidité")
            self._tell("Quatre mots sans rapport entre eux se retiennent et résistent.")
            return False
        found = strength(text)
        self._bar.show_level(found.grade.value)
        self._word.setText(f"Solidité\u202f: {GRADES[found.grade]}")
        self._tell(" ".join(found.weaknesses) or "Rien à lui reprocher.")
        return found.accepted

    def _tell(self, advice: str) -> None:
        self._advice.setText(advice)
        self.setAccessibleName(f"{self._word.text()}. {advice}")


class NewPassphrase(QWidget):
    """``fields``: for the dialog that checks them, in order."""

    def __init__(self, theme: Theme, caption: str) -> None:
        super().__init__()
        self.first, self.second = secret_edit(), secret_edit()
        self._first = Field(theme, caption, self.first)
        self._second = Field(theme, "La même, une seconde fois", self.second)
        self.fields = (self._first, self._second)
        self.meter = StrengthMeter(theme)
        self.show_box = ShowBox(theme, self.first, self.second)
        self.first.textChanged.connect(self._measure)
        self.second.textChanged.connect(lambda: self._second.set_error(""))
        column(theme, self._first, self.meter, self._second, self.show_box, within=self)
        self.setFocusProxy(self.first)

    @property
    def filled(self) -> bool:
        """Whether something is typed, whatever it is."""
        return bool(self.first.text() or self.second.text())

    def check(self) -> None:
        """Say beside the fields what is wrong with them."""
        text = self.first.text()
        error = ""
        if not text:
            error = "Choisissez une phrase de passe."
        elif not strength(text).accepted:
            error = "Elle serait vite devinée\u202f: choisissez-en une plus longue."
        self._first.set_error(error)
        differs = bool(text) and text != self.second.text()
        self._second.set_error("Les deux saisies diffèrent\u202f: retapez la seconde." if differs else "")

    def key(self) -> FileKey:
        """Once ``check`` finds nothing. Raises ``ValueError`` for an empty field."""
        return passphrase_key(self.first.text())

    def wipe(self) -> None:
        for each in (self.first, self.second):
            wipe(each)
        for field in self.fields:
            field.set_error("")
        self.show_box.setChecked(False)

    def _measure(self) -> None:
        self._first.set_error("")
        self.meter.show_strength(self.first.text())
