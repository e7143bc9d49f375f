"""What the window asks or tells in a dialog of its own; imported when it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPlainTextEdit, QWidget

from btstc_jury import __version__
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.problems import Message
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import Button
from btstc_jury.ui.widgets.layouts import AT_TOP, column, panel, row

_WIDTH, _WIDE = 520, 720
_LIST = 220
_SIGN = 64


class Question(QDialog):
    """Before something is left: Enter and Escape stay, so that a key too many loses nothing. ``listed``: what
    it is about, line by line, in a field of its own that scrolls.
    """

    def __init__(
        self, theme: Theme, title: str, words: str, agree: str, parent: QWidget, listed: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.words = words
        self.setWindowTitle(title)
        self.setAccessibleDescription(words)
        self.stay = Button("Rester")
        self.stay.setDefault(True)
        self.stay.clicked.connect(self.reject)
        self.agree = Button(agree, "danger")
        self.agree.setAutoDefault(False)
        self.agree.clicked.connect(self.accept)
        said: tuple[QWidget, ...] = (label(title, "heading", wrap=True), label(words, wrap=True))
        if listed:
            self.list = QPlainTextEdit("\n".join(listed), readOnly=True, tabChangesFocus=True)
            self.list.setAccessibleName(words)
            self.list.setFixedHeight(theme.px(_LIST))
            said = (*said, self.list)
        body = column(theme, *said, gap=12, margins=(24, 20))
        foot = panel(row(theme, 1, self.agree, self.stay, margins=(24, 12)), "footer")
        column(theme, body, foot, gap=0, within=self)
        self.setFixedWidth(theme.px(_WIDE if listed else _WIDTH))
        self.stay.setFocus()


def agrees(
    theme: Theme, parent: QWidget, title: str, words: str, button: str, listed: Sequence[str] = ()
) -> bool:
    """Whether the user presses ``button`` rather than to stay; ``listed`` as in ``Question``."""
    asked = Question(theme, title, words, button, parent, listed)
    agreed = asked.exec() == QDialog.DialogCode.Accepted
    asked.deleteLater()
    return agreed


def leaves_under_way(theme: Theme, parent: QWidget, kind: FileKind, why: str = "") -> bool:
    """Whether the user leaves an oral under way, knowing whether it comes back. ``why``: what asks for it;
    ``kind``: of the file.
    """
    words = f"{why}\n\n" if why else ""
    rehearses = kind is FileKind.TRAINING
    what, who = ("l’essai", "vous direz") if rehearses else ("l’interrogation", "la commission dira")
    if kind is FileKind.DEMONSTRATION:
        words += (
            "La démonstration est refaite à neuf chaque fois\u202f: ce qui y est consigné ne reviendra pas."
        )
    else:
        words += (
            f"Tout ce qui est consigné le reste, et {what} reprendra à la réouverture du fichier\u202f:"
            f" {who} alors si le temps d’arrêt compte."
        )
    words += "\n\nFermer maintenant\u202f?"
    title = "Un essai est en cours" if rehearses else "Une interrogation est en cours"
    return agrees(theme, parent, title, words, "Fermer")


def leaves_without_backup(theme: Theme, parent: QWidget, failure: Message) -> bool:
    """Whether the user closes although the last copy failed."""
    words = f"{failure.title}\n\n{failure.body}\n\nFermer sans cette copie\u202f?"
    return agrees(theme, parent, "Sauvegarde en échec", words, "Fermer sans copie")


def loses_draft(theme: Theme, parent: QWidget) -> bool:
    """Something typed can't be recorded: the only case in which closing asks."""
    words = "Un texte saisi n’a pas pu être consigné. Fermer quand même et le perdre\u202f?"
    return agrees(theme, parent, "Texte non consigné", words, "Perdre ce texte")


def exam_file(parent: QWidget, folder: Path) -> Path | None:
    """The exam file, or the centre's, to open; ``None`` where the user opens none."""
    pattern = f"Fichiers d’examen et de centre (*{SUFFIX} *{CENTRE_SUFFIX})"
    title = "Ouvrir un fichier"
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), pattern)
    return Path(chosen) if chosen else None


def copy_of(parent: QWidget, path: Path) -> Path | None:
    """Where to keep a copy of an exam file, or a centre's, under a name that is free as far as it is
    proposed; ``None`` where the user keeps none.
    """
    of_centre = path.suffix == CENTRE_SUFFIX
    suffix, what = (CENTRE_SUFFIX, "de centre") if of_centre else (SUFFIX, "d’examen")
    proposed, more = path.with_name(f"{path.stem} (copie){suffix}"), 2
    while proposed.exists():
        proposed, more = path.with_name(f"{path.stem} (copie {more}){suffix}"), more + 1
    pattern = f"Fichiers {what} (*{suffix})"
    title = f"Enregistrer une copie du fichier {what}"
    # A file that is there stays: the program says so, Qt would offer to overwrite it.
    option = QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), pattern, options=option)
    if not chosen:
        return None
    return Path(chosen) if chosen.lower().endswith(suffix) else Path(f"{chosen}{suffix}")


class About(QDialog):
    """What the program is, and on what it stands."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("À propos")
        sign = QLabel()
        side = theme.px(_SIGN)
        sign.setPixmap(QApplication.windowIcon().pixmap(side, side))
        what = (
            label("BTS TC Jury", "title"),
            label(f"Version {__version__}", "muted"),
            label(
                "Conduite des épreuves orales du BTS Technico-commercial (arrêté du 23 août 2006).",
                wrap=True,
            ),
            label(
                "Tout reste dans le fichier d’examen, sur cet ordinateur. Le programme ne se connecte à aucun"
                " réseau, sauf à l’horodatage des signatures si vous l’avez demandé dans les réglages.",
                wrap=True,
            ),
            label(
                f"Logiciel libre, licence MIT · Qt {qVersion()} · caractères Roboto (licence Apache 2.0)",
                "small muted",
                wrap=True,
            ),
        )
        told = column(theme, *what, gap=8)
        body = row(theme, (sign, AT_TOP), (told, 1), gap=20, margins=(24, 20))
        close = Button("Fermer")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = panel(row(theme, 1, close, margins=(24, 12)), "footer")
        column(theme, body, foot, gap=0, within=self)
        self.setFixedWidth(theme.px(_WIDTH))


def tell_about(theme: Theme, parent: QWidget) -> None:
    shown = About(theme, parent)
    shown.finished.connect(shown.deleteLater)
    shown.open()
