"""The other situation of a CCF, which this file doesn't hold: read in another file or a grid, or typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.jury_export import WrongSource
from btstc_jury.application.office import Office
from btstc_jury.application.other_situation import GRID, situation_in_file, situation_in_grid
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.jury import TypedSituation, read_situation
from btstc_jury.domain.elsewhere import Elsewhere, Source
from btstc_jury.domain.standing import Status
from btstc_jury.ui.background import Background
from btstc_jury.ui.oral.texts import ParagraphField
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.protection.secret_fields import SecretOfFile
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.fields import Choice, Field, LineField, ask_files
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_LEFT, AT_TOP, column, fill, row

_KINDS = "Grille signée ou fichier d’examen (*.pdf *.btsjury)"
_STATUSES = tuple(each for each in Status if not each.worth.report)


class SituationDialog(FormDialog):
    """``given(Elsewhere)``. What is read fills the fields; what is then typed over it counts as typed."""

    given = Signal(object)

    def __init__(
        self, theme: Theme, office: Office, ports: Ports, about: tuple[int, int], parent: QWidget
    ) -> None:
        """``about``: the oral at hand, and the number of the other situation."""
        oral, self.situation = about
        super().__init__(theme, f"Situation {self.situation} du candidat", 620, parent)
        self._office, self._ports, self._oral = office, ports, oral
        self._beside = Background(self)
        self._found: Elsewhere | None = None
        self._path = Path()
        self._build()
        elsewhere = office.oral(oral).elsewhere
        known = next((each for each in elsewhere if each.situation == self.situation), None)
        self._fill(known)
        (self.read if known is None else self.on.line).setFocus()
        self.remember()

    def _build(self) -> None:
        told = (
            "Lisez sa grille signée (PDF) ou le fichier d’examen qui la contient\u202f: rien n’y est écrit."
            " À défaut, saisissez les renseignements d’après la grille."
        )
        self.read = PushButton("&Lire une grille ou un fichier…")
        self.read.clicked.connect(self._ask_file)
        self.secret_field = SecretOfFile(self.theme, "&Phrase de passe de ce fichier")
        self.secret = self.secret_field.edit
        self.secret.returnPressed.connect(lambda: self._read_in(self._path))
        self.source = label("", "muted", wrap=True)
        self.source.hide()
        self.on = LineField(self.theme, "&Date de l’interrogation", placeholder="JJ/MM/AAAA")
        self.status = Choice(self.theme)
        for each in _STATUSES:
            self.status.addItem(each.worth.label, each)
        self.mark = LineField(self.theme, "&Note proposée", placeholder="12,5", figures=True)
        self.used = LineField(self.theme, "&Temps utilisé", placeholder="18:40")
        self.place = LineField(self.theme, "&Établissement et commission")
        self.appreciation = ParagraphField(self.theme, "App&réciation")
        self.signed = TickBox(self.theme, "La grille signée par toute la commission a été vue")
        status = Field(self.theme, "&Statut", self.status)
        secret = column(self.theme, (self.read, AT_LEFT), self.secret_field, self.source, gap=8)
        first = row(self.theme, (self.on, 1), (status, 1), gap=12, at=AT_TOP)
        second = row(self.theme, (self.mark, 1), (self.used, 1), gap=12, at=AT_TOP)
        texts = (self.place, self.appreciation, self.signed)
        fill(self.body, label(told, wrap=True), secret, first, second, *texts)
        self.add_button("Annuler", self.reject)
        self.record = self.add_button("&Consigner", self.submit, primary=True)

    def entries(self) -> tuple[object, ...]:
        return (self._typed(),)

    def submit(self) -> None:
        typed = self._typed()
        entry = read_situation(self._office, self._oral, self.situation, typed)
        self.on.set_error(entry.on_error)
        self.mark.set_error(entry.mark_error)
        self.used.set_error(entry.used_error)
        for field in (self.place, self.appreciation):
            field.set_error("")
        fields = (self.on, self.mark, self.used, self.place, self.appreciation)
        if self.first_invalid(fields) or entry.other is None:
            return
        found = self._found
        same = found is not None and typed == self._as_typed(found)
        self.given.emit(found if same else entry.other)
        self.remember()
        self.accept()

    def _typed(self) -> TypedSituation:
        return TypedSituation(
            self.on.text(),
            self.mark.text(),
            self.used.text(),
            self.place.text(),
            self.appreciation.text(),
            Status(self.status.currentData()),
            self.signed.isChecked(),
        )

    def _as_typed(self, known: Elsewhere) -> TypedSituation:
        """What the fields hold of it."""
        return TypedSituation(
            formats.short_day(known.on),
            formats.mark(known.mark),
            formats.minutes(known.used) if known.used is not None else "",
            known.place,
            " ".join(known.appreciation.split()),
            known.status,
            known.signed,
        )

    def _fill(self, known: Elsewhere | None) -> None:
        self._found = known
        if known is None:
            return
        shown = self._as_typed(known)
        self.on.line.setText(shown.on)
        self.mark.line.setText(shown.mark)
        self.used.line.setText(shown.used)
        self.place.line.setText(shown.place)
        self.appreciation.show_text(shown.appreciation)
        place = self.status.findData(shown.status)
        if place < 0:
            self.status.addItem(shown.status.worth.label, shown.status)
            place = self.status.count() - 1
        self.status.setCurrentIndex(place)
        self.signed.setChecked(shown.signed)
        if known.source is not Source.TYPED:
            self.source.show()
            self.source.setText(f"Situation {known.source.words} («\u202f{known.reference}\u202f»).")

    def _ask_file(self) -> None:
        title = f"Situation {self.situation}"
        ask_files(self, title, _KINDS, lambda chosen: self.read_in(chosen[0]), Shelf.GRIDS)

    def read_in(self, path: Path) -> None:
        """Read the situation there, another thread; a passphrase is asked for where one is needed."""
        self._path = path
        self.secret_field.put_away()
        self._read_in(path)

    def _read_in(self, path: Path) -> None:
        index, kind, situation = self._office.file.index, self._office.session.kind, self.situation
        like = index.summary(self._oral)
        papers, files = self._ports.papers, self._ports.files
        try:
            key = self.secret_field.key()
        except ValueError:
            return
        self.show_problem("")
        self.read.setEnabled(False)

        def work(_run: object) -> Elsewhere:
            if path.suffix.lower() == GRID:
                return situation_in_grid(papers.verify(path, ()), like, situation, kind)
            return situation_in_file(files.desk(), path, key, like, situation, kind)

        self._beside.do(work, self._take, failed=partial(self._tell, path), told=(WrongSource, FileProblem))

    def _take(self, found: Elsewhere) -> None:
        self.read.setEnabled(True)
        self.secret_field.put_away()
        self._fill(found)
        self.record.setFocus()

    def _tell(self, path: Path, error: Exception) -> None:
        self.read.setEnabled(True)
        if isinstance(error, WrongSource):
            self.show_problem(str(error))
        elif not isinstance(error, FileProblem):
            self.show_problem(
                "Ce fichier n’a pas pu être lu\u202f: rien n’a été repris. Signalez ce problème."
            )
        elif not self.secret_field.asks(path, error):
            self.show_problem(messages.problem(error).sentence)
