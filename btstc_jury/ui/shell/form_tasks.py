"""What the window does with forms: they are written, tried, and one page of each goes beside the screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from btstc_jury.application.form_editing import Begun, FormWorkshop
from btstc_jury.application.problems import Message
from btstc_jury.application.views import messages
from btstc_jury.ui.shell.workbench import Workbench
from btstc_jury.ui.shortcuts import Keymap


class FormTasks:
    """``bench``: where a form is tried; its dialogs come in when they are asked for."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self._shell = bench.shell
        self._theme = bench.shell.theme
        self._window = bench.shell.window

    def write(self) -> None:
        """A form begun and written beside the work; one editor at a time."""
        from btstc_jury.ui.forms.beginning import BeginDialog  # noqa: PLC0415 - seldom asked for
        from btstc_jury.ui.forms.form_editor import FormEditor  # noqa: PLC0415

        shown = self._window.findChild(FormEditor)
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
            return
        workshop = self._shell.ports.files.workshop()
        begin = BeginDialog(self._theme, workshop, self._window)
        begin.begun.connect(partial(self._edit, workshop))
        begin.ask()

    def ask_memento(self) -> None:
        """Of the form of the oral on the screen, first of all."""
        from btstc_jury.ui.forms.memento_dialog import MementoDialog  # noqa: PLC0415 - seldom asked for

        keys = Keymap(self._shell.preferences.value.keys).from_start_to_grid()
        key = self._bench.opened.form_key if self._bench.is_open else ""
        asked = MementoDialog(self._theme, self._shell.ports, keys, key, self._window)
        asked.saved.connect(lambda path: self._shell.notices.inform(f"Mémento enregistré\u202f: {path}"))
        asked.ask()

    def _edit(self, workshop: FormWorkshop, begun: Begun) -> None:
        from btstc_jury.ui.forms.form_editor import FormEditor  # noqa: PLC0415

        editor = FormEditor(self._theme, workshop, begun, self._window)
        editor.failed.connect(lambda problem: self._shell.notices.warn(messages.problem(problem)))
        editor.tried.connect(self._try)
        editor.kept.connect(lambda words: self._shell.notices.inform(f"Forme enregistrée. {words}"))
        editor.show()

    def _try(self, path: Path) -> None:
        said = "La forme que vous écrivez est gardée\u202f: Fichier › Formes d’épreuve… la reprend."
        self._bench.open_other(path, passing=True)
        self._shell.notices.warn(Message("Essai de la forme.", said, good=True))
