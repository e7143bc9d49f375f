"""What the window asks in a dialog of its own; imported when it asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from btstc_jury import __version__
from btstc_jury.application.problems import Message
from btstc_jury.application.sessions import SUFFIX

_Answer = QMessageBox.StandardButton


def leaves_under_way(parent: QWidget) -> bool:
    """Whether the user leaves an oral under way, knowing that it comes back."""
    words = (
        "Une interrogation est en cours. Tout ce qui est consigné le reste, et elle reprendra à la"
        " réouverture du fichier\u202f: la commission dira alors si le temps d’arrêt compte.\n\nFermer"
        " maintenant\u202f?"
    )
    return _agrees(parent, "Interrogation en cours", words, _Answer.Close)


def leaves_without_backup(parent: QWidget, failure: Message) -> bool:
    """Whether the user closes although the last copy failed."""
    words = "{title}\n\n{body}\n\nFermer sans cette copie\u202f?"
    words = words.format(title=failure.title, body=failure.body)
    return _agrees(parent, "Sauvegarde en échec", words, _Answer.Close)


def loses_draft(parent: QWidget) -> bool:
    """Something typed can't be recorded: the only case in which closing asks."""
    words = "Un texte saisi n’a pas pu être consigné. Fermer quand même et le perdre\u202f?"
    return _agrees(parent, "Texte non consigné", words, _Answer.Discard)


def _agrees(parent: QWidget, title: str, words: str, button: _Answer) -> bool:
    answer = QMessageBox.question(parent, title, words, button | _Answer.Cancel, _Answer.Cancel)
    # Qt may answer with a number.
    return answer == button


def exam_file(parent: QWidget, folder: Path) -> Path | None:
    """The exam file to open; ``None`` where the user opens none."""
    pattern = f"Fichiers d’examen (*{SUFFIX})"
    title = "Ouvrir un fichier d’examen"
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), pattern)
    return Path(chosen) if chosen else None


def tell_about(parent: QWidget) -> None:
    words = (
        "BTS TC Jury {version}\n\nConduite des épreuves orales E4 et E6 du BTS Technico-commercial"
        " (arrêté du 23 août 2006). Logiciel libre, licence MIT. Aucune connexion au réseau."
    )
    QMessageBox.about(parent, "À propos", words.format(version=__version__))
