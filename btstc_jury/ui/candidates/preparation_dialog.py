"""How long a candidate prepares, where the form leaves it to the commission."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from btstc_jury.application.views.preparation import LONGEST, PreparationOffer
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.form_dialog import FormDialog


class PreparationDialog(FormDialog):
    """``chosen`` carries minutes before accommodation. ``granted`` says what they become with it."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, offer: PreparationOffer, granted: Callable[[int], str], parent: QWidget | None
    ) -> None:
        super().__init__(theme, "Lancer la préparation", 440, parent)
        self._offer = offer
        self._granted = granted
        self._minutes = QSpinBox()
        self._minutes.setRange(1, LONGEST)
        self._minutes.setValue(offer.proposed)
        self._minutes.setSuffix(" min")
        self._field = Field(theme, "&Durée fixée par la commission", self._minutes)
        self.body.addWidget(label(offer.name, "strong", wrap=True))
        self.body.addWidget(self._field)
        self.body.addStretch(1)
        self.buttons.addStretch(1)
        self.add_button("Annuler").clicked.connect(self.reject)
        self.add_button("Lancer", primary=True).clicked.connect(self.submit)
        self._minutes.valueChanged.connect(self._tell)
        self._tell()
        self._minutes.setFocus()
        self._minutes.selectAll()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        """Nothing: a length is typed again in a second."""
        return ()

    def submit(self) -> None:
        self.chosen.emit(self._minutes.value())
        self.accept()

    def _tell(self) -> None:
        if self._offer.extra:
            granted = self._granted(self._minutes.value())
            self._field.set_hint(f"Avec le temps majoré\u202f: {granted}")
