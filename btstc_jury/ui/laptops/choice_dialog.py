"""Two opinions of one juror: the one entered here meanwhile, and the one of the laptop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from btstc_jury.domain.commands import Choice
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill


class WhichDialog(FormDialog):
    """That juror's choice. ``chosen(None)``: neither is touched. Nothing shows what either says."""

    def __init__(
        self, theme: Theme, name: str, chosen: Callable[[Choice | None], object], parent: QWidget
    ) -> None:
        super().__init__(theme, f"Deux avis de {name}", 600, parent)
        self._chosen = chosen
        self._choice: Choice | None = None
        said = (
            f"Un autre avis a été saisi ici pour {name} depuis l’invitation. C’est à {name} de dire lequel"
            " reste\u202f; rien n’a encore été remplacé."
        )
        after = "Dans les deux cas, les remarques du portable viennent avec, et l’acte s’annule."
        fill(self.body, label(said, wrap=True), label(after, "muted", wrap=True))
        self.add_button("Laisser ce fichier", self.reject)
        self.here = self.add_button("Garder celui d’&ici", lambda: self._choose(Choice.HERE))
        self.laptop = self.add_button(
            "Prendre celui du &portable", lambda: self._choose(Choice.LAPTOP), primary=True
        )

    def submit(self) -> None:
        """Enter does nothing by itself: one of both is chosen."""

    def done(self, result: int) -> None:
        super().done(result)
        self._chosen(self._choice)

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self.accept()
