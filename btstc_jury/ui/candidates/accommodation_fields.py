"""The extra time and the aids of a candidate, with the times that follow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from btstc_jury.application.views.planning import extra_text, granted_times, parse_extra
from btstc_jury.domain.candidate import NO_EXTRA, ONE_THIRD, Accommodation
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, label
from btstc_jury.ui.widgets.fields import Choice, Field

_LONGEST = 120
"""Minutes of pauses at most."""

_NONE, _THIRD, _OTHER = range(3)


class AccommodationFields(QWidget):
    """None, one third, or three values of their own, and an allowance of pauses; never a diagnosis."""

    changed = Signal()

    def __init__(self, theme: Theme, accommodation: Accommodation) -> None:
        super().__init__()
        self._theme = theme
        self._form: Form | None = None
        self._kind = Choice(theme)
        self._kind.addItems(["Aucun temps majoré", "Un tiers de plus (1/3)", "Autre majoration"])
        self._values = [QLineEdit() for _ in range(3)]
        captions = ("Pré&paration", "Par&ties", "T&otal")
        self.fields = tuple(
            Field(theme, caption, editor) for caption, editor in zip(captions, self._values, strict=True)
        )
        self._own = self._make_own()
        self._aids = QLineEdit()
        self._aids.setMaxLength(300)
        aids = Field(theme, "Aide&s accordées", self._aids, "Facultatif, sans mention médicale.")
        self._pauses, pauses = self._make_pauses()
        self._times = QGridLayout()
        self._times.setHorizontalSpacing(theme.px(16))
        self._times.setVerticalSpacing(theme.px(2))
        self._times.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(12))
        layout.addWidget(Field(theme, "A&ménagement", self._kind))
        layout.addWidget(self._own)
        layout.addWidget(pauses)
        layout.addLayout(self._times)
        layout.addWidget(aids)
        self._kind.currentIndexChanged.connect(self._tell)
        self.show_accommodation(accommodation)

    def _make_own(self) -> QWidget:
        """The three values, side by side."""
        box = QWidget()
        own = QHBoxLayout(box)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(self._theme.px(8))
        for field, editor in zip(self.fields, self._values, strict=True):
            editor.setPlaceholderText("1/3 ou 33\u202f%")
            editor.textChanged.connect(self._tell)
            own.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return box

    def _make_pauses(self) -> tuple[QSpinBox, Field]:
        box = QSpinBox()
        box.setRange(0, _LONGEST)
        box.setSuffix("\u202fmin")
        box.setSpecialValueText("aucun")
        box.valueChanged.connect(self._tell)
        hint = "En tout, l’horloge arrêtée\u202f; s’ajoute aux temps ci-dessous."
        return box, Field(self._theme, "Temps de pa&use accordé", box, hint)

    def show_accommodation(self, accommodation: Accommodation) -> None:
        times = (accommodation.preparation, accommodation.phases, accommodation.total)
        for editor, value in zip(self._values, times, strict=True):
            editor.setText(extra_text(value))
        self._aids.setText(accommodation.aids)
        self._pauses.setValue(accommodation.pauses.whole_seconds // 60)
        kinds = {(NO_EXTRA,) * 3: _NONE, (ONE_THIRD,) * 3: _THIRD}
        self._kind.setCurrentIndex(kinds.get(times, _OTHER))
        self._tell()

    def show_form(self, form: Form | None) -> None:
        self._form = form
        self._tell()

    def entries(self) -> tuple[object, ...]:
        return (
            self._kind.currentIndex(),
            *(editor.text() for editor in self._values),
            self._pauses.value(),
            self._aids.text(),
        )

    def accommodation(self) -> Accommodation | None:
        """What stands in the fields; ``None`` while one of them can't be read."""
        aids, pauses = self._aids.text().strip(), Duration.minutes(self._pauses.value())
        if self._kind.currentIndex() == _NONE:
            return Accommodation(aids=aids, pauses=pauses)
        if self._kind.currentIndex() == _THIRD:
            return Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, aids, pauses)
        values = [parse_extra(editor.text()) for editor in self._values]
        preparation, phases, total = values
        if preparation is None or phases is None or total is None:
            return None
        return Accommodation(preparation, phases, total, aids, pauses)

    def check(self) -> None:
        """Show beside each field what can't be read in it."""
        own = self._kind.currentIndex() == _OTHER
        for field, editor in zip(self.fields, self._values, strict=True):
            wrong = own and parse_extra(editor.text()) is None
            field.set_error("Écrivez 1/3 ou 33\u202f%, au plus 200\u202f%." if wrong else "")

    def _tell(self) -> None:
        self._own.setVisible(self._kind.currentIndex() == _OTHER)
        if any(field.error for field in self.fields):
            self.check()
        accommodation = self.accommodation()
        if accommodation is not None:
            self._show_times(accommodation)
        self.changed.emit()

    def _show_times(self, accommodation: Accommodation) -> None:
        clear_layout(self._times)
        if self._form is None:
            return
        for line, time in enumerate(granted_times(self._form, accommodation)):
            self._times.addWidget(label(time.label, "small muted"), line, 0)
            self._times.addWidget(label(time.usual, "small"), line, 1)
            if time.granted:
                self._times.addWidget(label(f"→ {time.granted}", "small strong accent"), line, 2)
