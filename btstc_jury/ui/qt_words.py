"""Qt's own words in French: the buttons of its dialogs, what its dialog for files says."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

_MISSING: Final = {
    ("QFileDialog", "&Look in:"): "&Dans\u202f:",
    ("QFileDialog", "Look in:"): "Dans\u202f:",
    ("QFileDialog", "Files of &type:"): "&Type de fichiers\u202f:",
    ("QFileDialog", "Files of type:"): "Type de fichiers\u202f:",
    ("QAbstractFileIconProvider", "Folder"): "Dossier",
    ("QAbstractFileIconProvider", "File Folder"): "Dossier",
    ("QAbstractFileIconProvider", "Drive"): "Lecteur",
    ("QAbstractFileIconProvider", "File"): "Fichier",
    ("QAbstractFileIconProvider", "%1 File"): "Fichier %1",
    ("QAbstractFileIconProvider", "Shortcut"): "Raccourci",
    ("QAbstractFileIconProvider", "Unknown"): "Inconnu",
}
"""What Qt's translation leaves in English, by context and words."""


class _Rest(QTranslator):
    """Says nothing of anything else, which is then looked up in Qt's own."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        # An empty text would be taken for a translation.
        return _MISSING.get((context, text))  # type: ignore[return-value]


def speak_french(app: QCoreApplication) -> None:
    """Dialogs of the system speak its language: where that isn't French, Qt's own come in their place."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        app.installTranslator(translator)
    app.installTranslator(_Rest(app))
    foreign = not any(each.startswith("fr") for each in QLocale.system().uiLanguages()[:1])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, foreign)
