"""Who is here: convocation, photo ID, signature; or absent, or late; or why no oral takes place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.application.views import statuses
from btstc_jury.application.views.arrival import ArrivalView
from btstc_jury.application.views.side_papers import SidePaper
from btstc_jury.application.views.statuses import Stopped
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import AbsenceRecorded, LatenessAdmitted, PresenceChecked
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Attendance, Lateness, Presence
from btstc_jury.ui.arrival.pieces import InlineForm, Links, Section, Tick, text_field
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import AT_LEFT, column, fill, flow, panel
from btstc_jury.ui.widgets.signature_field import SignatureField
from btstc_jury.ui.widgets.steady import NumberBox

_NOBODY = Presence(convocation=False, identity=False)
_NAME_LIMIT = 200


class PresenceSection(Section):
    """``act`` records, and says whether it is."""

    def __init__(self, theme: Theme, act: Callable[[Command], bool]) -> None:
        super().__init__(theme, "Présence")
        self._act = act
        self._presence = _NOBODY
        record, photo = self._record, "Pièce d’identité avec photo vérifiée"
        self.convocation = Tick(theme, "Convocation présentée", lambda on: record(convocation=on))
        self.identity = Tick(theme, photo, lambda on: record(identity=on))
        self.signed = Tick(theme, "Émargement signé sur la feuille", self._sign_paper)
        self._late_words = label("", "small warning", wrap=True)
        self._drawing, self.signature = self._make_drawing()
        self._make_forms()
        self._links = Links(theme)
        self.draw = self._links.add("Signature dessinée…", self._show_drawing)
        follows = {kind: kind.facts.follows for kind in AbsenceKind}
        self.late = self._link("En retard…", self.late_form, statuses.LATE_FOLLOWS)
        self.absent = self._link("Absent…", self.absence_form, follows[AbsenceKind.ABSENT])
        self.justified = self._link("Absence justifiée…", self.justified_form, follows[AbsenceKind.JUSTIFIED])
        fill(self.body, *self.ticks(), self._late_words, self._links, self._drawing, *self._forms())

    def ticks(self) -> tuple[Tick, Tick, Tick]:
        return self.convocation, self.identity, self.signed

    def lines(self) -> dict[str, QLineEdit]:
        """What is written before an act takes it, by its name."""
        return {"absence-document": self._document, "late-reason": self._reason, "late-head": self._head}

    def show_view(self, view: ArrivalView) -> None:
        self._presence = view.presence or _NOBODY
        self._show_ticks()
        self.signature.show_strokes(self._presence.strokes)
        if self._presence.attendance is Attendance.DRAWN:
            self._drawing.show()
        tell(self._late_words, _late_text(view.lateness) if view.lateness else "")
        checked = self.convocation.isChecked() and self.identity.isChecked()
        signed = self._presence.attendance is not Attendance.NOT_SIGNED
        self.show_state("vérifiée" if checked and signed else "", "done")

    def reset(self) -> None:
        """Another candidate is here."""
        self.signature.clear()
        for each in (self._drawing, *self._forms()):
            each.hide()

    def _record(self, **changed: object) -> None:
        checked = replace(self._presence, **changed)  # type: ignore[arg-type]  # names above
        if not self._act(PresenceChecked(checked)):
            self._show_ticks()

    def _show_ticks(self) -> None:
        self.convocation.show_checked(self._presence.convocation)
        self.identity.show_checked(self._presence.identity)
        self.signed.show_checked(self._presence.attendance is Attendance.PAPER)

    def _sign_paper(self, on: bool) -> None:
        kind = Attendance.PAPER if on else Attendance.NOT_SIGNED
        self._drawing.hide()
        self._record(attendance=kind, strokes=())

    def _sign_drawn(self) -> None:
        """Each stroke is recorded as it ends."""
        if self.signature.strokes:
            self._record(attendance=Attendance.DRAWN, strokes=self.signature.strokes)

    def _erase(self) -> None:
        self.signature.clear()
        if self._presence.attendance is Attendance.DRAWN:
            self._record(attendance=Attendance.NOT_SIGNED, strokes=())

    def _show_drawing(self) -> None:
        self._only(self._drawing)
        self.erase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, text: str, form: InlineForm, follows: str) -> PushButton:
        """``follows``: what the act that ``form`` asks about brings."""

        def ask() -> None:
            self._only(form)
            form.ask(follows)

        return self._links.add(text, ask)

    def _only(self, shown: QWidget) -> None:
        for each in (self._drawing, *self._forms()):
            each.setVisible(each is shown)

    def _forms(self) -> tuple[InlineForm, ...]:
        return self.absence_form, self.justified_form, self.late_form

    def _make_forms(self) -> None:
        theme = self.theme
        document, self._document = text_field(theme, "&Document qui justifie l’absence", TEXT_LIMIT)
        self._minutes = NumberBox(minimum=1, maximum=240, suffix="\u202fmin")
        minutes = Field(theme, "Re&tard", self._minutes)
        reason, self._reason = text_field(theme, "&Motif du retard", TEXT_LIMIT)
        name, self._head = text_field(theme, "Admis &par (chef de centre)", _NAME_LIMIT)
        back, late = self.convocation, (minutes, reason, name)
        self.absence_form = InlineForm(theme, "Consigner l’absence", self._note_absence, back)
        said = "Consigner l’absence justifiée"
        self.justified_form = InlineForm(theme, said, self._note_justified, back, (document,))
        self.late_form = InlineForm(theme, "Admettre le candidat", self._note_late, back, late)

    def _note_absence(self) -> None:
        self.absence_form.close_form()
        self._act(AbsenceRecorded(Absence(AbsenceKind.ABSENT)))

    def _note_justified(self) -> None:
        absence = Absence(AbsenceKind.JUSTIFIED, self._document.text().strip())
        self.justified_form.close_form()
        self._act(AbsenceRecorded(absence))

    def _note_late(self) -> None:
        lateness = Lateness(self._minutes.value(), self._reason.text().strip(), self._head.text().strip())
        self.late_form.close_form()
        self._act(LatenessAdmitted(lateness))
        self.convocation.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_drawing(self) -> tuple[QWidget, SignatureField]:
        field = SignatureField(self.theme, "Signature du candidat", "Le candidat signe ici")
        field.drawn.connect(self._sign_drawn)
        self.erase = PushButton("Effacer la signature")
        self.erase.clicked.connect(self._erase)
        box = panel(column(self.theme, field, (self.erase, AT_LEFT)))
        box.hide()
        return box, field


def _late_text(late: Lateness) -> str:
    admitted = f"admis par {late.admitted_by}, chef de centre"
    return f"Retard de {late.minutes}\u202fmin {admitted}\u202f: {late.reason}. Aucun temps n’est ajouté."


class StoppedCard(Section):
    """``undo``: it was a mistake; ``home``: the list; ``report_asked(kind)``: the record as a PDF, or the
    page on the dossier that goes to the jury, which ``kind`` then is.
    """

    report_asked = Signal(object)

    def __init__(self, theme: Theme, home: Action, undo: Action) -> None:
        super().__init__(theme, "")
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.head.setStretch(0, 1)
        self.head.setStretch(1, 0)
        self._why = label("", wrap=True)
        self._follows = label("", wrap=True)
        self._tell_title = label("À dire au candidat", "small strong")
        self._tell = label("", "strong", wrap=True)
        self.home = KeyButton.of(home, "primary", "Retour à la liste")
        self.report = KeyButton("Constat en PDF…")
        self.undo = KeyButton.of(undo, words="Annuler, c’est une erreur")
        self.conformity = KeyButton(SidePaper.CONFORMITY.facts.button)
        self.report.clicked.connect(lambda: self.report_asked.emit(None))
        self.conformity.clicked.connect(lambda: self.report_asked.emit(SidePaper.CONFORMITY))
        buttons = flow(theme, self.home, self.report, self.conformity, self.undo)
        fill(self.body, self._why, self._follows, self._tell_title, self._tell, buttons)
        self.hide()

    def show_stopped(self, stopped: Stopped | None) -> None:
        self.setVisible(stopped is not None)
        if stopped is None:
            return
        self.title.setText(stopped.title)
        tell(self._why, stopped.why)
        tell(self._follows, stopped.follows)
        tell(self._tell, f"«\u202f{stopped.tell}\u202f»" if stopped.tell else "")
        self._tell_title.setVisible(bool(stopped.tell))
        self.conformity.setVisible(bool(stopped.tell))
