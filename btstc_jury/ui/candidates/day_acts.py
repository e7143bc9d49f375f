"""What a commission does from the day's list: add, correct, start and stop a preparation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.enrolment import (
    doubts,
    file_forms,
    known_plan,
    taken_forms,
    usable_forms,
    usual_form,
)
from btstc_jury.application.office import Changes
from btstc_jury.application.problems import Message
from btstc_jury.application.views import messages
from btstc_jury.application.views.permitted import known_roles, quality_lines
from btstc_jury.application.views.planning import (
    LONGEST,
    PreparationOffer,
    change_plan,
    early_words,
    granted_length,
    next_slot,
    preparation_offer,
)
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commands import Command, Redo, StartPreparation, Undo
from btstc_jury.domain.events import AbsenceRecorded, PreparationEnded, Withdrawn, withdrawable
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence
from btstc_jury.domain.session import ExamSession
from btstc_jury.ui.candidates.absence_dialog import AbsenceDialog
from btstc_jury.ui.candidates.candidate_dialog import CandidateDialog, Draft, Save
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.settings.session import SessionDialog
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill
from btstc_jury.ui.widgets.steady import NumberBox


class PreparationDialog(FormDialog):
    """``start`` takes minutes before accommodation; ``granted`` says what they become with it."""

    def __init__(
        self,
        theme: Theme,
        offer: PreparationOffer,
        granted: Callable[[int], str],
        start: Callable[[int], object],
        parent: QWidget | None,
    ) -> None:
        super().__init__(theme, "Lancer la préparation", 440, parent)
        self._start = start
        self._offer = offer
        self._granted = granted
        self._minutes = NumberBox(minimum=1, maximum=LONGEST, value=offer.proposed, suffix=" min")
        self._field = Field(theme, "&Durée fixée par la commission", self._minutes)
        fill(self.body, label(offer.name, "strong", wrap=True), self._field)
        self.add_usual_buttons("Lancer")
        self._minutes.valueChanged.connect(self._tell)
        self._tell()
        self._minutes.setFocus()
        self._minutes.selectAll()
        self.remember()

    def submit(self) -> None:
        self._start(self._minutes.value())
        self.accept()

    def _tell(self) -> None:
        if self._offer.extra:
            granted = self._granted(self._minutes.value())
            self._field.set_hint(f"Avec le temps majoré\u202f: {granted}")


class WithdrawalDialog(FormDialog):
    """``withdraw`` takes the reason and says why it could not be, or ""."""

    def __init__(
        self, theme: Theme, name: str, withdraw: Callable[[str], str], parent: QWidget | None
    ) -> None:
        super().__init__(theme, "Retirer un candidat de la liste", 560, parent)
        self._withdraw = withdraw
        self._reason = LineField(theme, "&Motif du retrait", limit=TEXT_LIMIT)
        words = (
            f"{name} quitte les listes. L’inscription et le motif restent dans le journal du fichier\u202f;"
            " «\u202fCandidats retirés\u202f» remet le candidat dans la liste."
        )
        fill(self.body, label(words, wrap=True), self._reason)
        self.add_usual_buttons("&Retirer de la liste")
        self._reason.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return (self._reason.line.text(),)

    def submit(self) -> None:
        self._reason.need("Indiquez le motif, par exemple\u202f: inscrit deux fois.")
        if self.first_invalid((self._reason,)):
            return
        said = self._withdraw(self._reason.text())
        self.show_problem(said)
        if not said:
            self.accept()


class DayActs(QObject):
    """``said``: a sentence, and whether what it tells can be taken back; ``selected``: the oral to show."""

    said = Signal(str, bool)
    selected = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._conductor = conductor
        self._office = conductor.office
        self._page = page
        self._refused = ""
        self._undoable: int | None = None
        self._redoable: int | None = None
        self._acting = False
        self._last_form = ""
        conductor.refused.connect(self._keep_refusal)
        conductor.failed.connect(self._keep_problem)
        conductor.changed.connect(self._forget_undo)

    def add(self, day: date | None) -> None:
        if not self._may_write():
            return
        office = self._office
        draft = Draft(
            next_slot(office, day),
            self._last_form or usual_form(usable_forms(office.library), office.session.jurors),
            doubts=lambda plan, form: doubts(self._office, plan, form=form),
            taken=lambda candidate: taken_forms(self._office, candidate),
            known=lambda candidate: known_plan(self._office, candidate),
            file_forms=file_forms(office),
        )
        self._open_dialog(draft, self._add)

    def edit(self, oral: int) -> None:
        if not self._may_write():
            return
        state = self._office.oral(oral)
        draft = Draft(
            state.plan.scheduled,
            plan=state.plan,
            pinned=state.form,
            form_locked=state.form_pinned,
            doubts=lambda plan, form: doubts(self._office, plan, oral, form),
            taken=lambda candidate: taken_forms(self._office, candidate, oral),
            file_forms=file_forms(self._office, oral),
        )
        self._open_dialog(draft, partial(self._change, oral))

    def _may_write(self) -> bool:
        """Otherwise it is said why not."""
        if why := messages.read_only(self._office.read_only):
            self._conductor.refused.emit(why)
        return not why

    def may_withdraw(self, oral: int) -> bool:
        """Whether nothing of the oral has begun."""
        return not self._office.read_only and withdrawable(self._office.oral(oral))

    def withdraw(self, oral: int) -> None:
        """A candidate added by mistake leaves the lists, with a reason."""
        name = self._office.oral(oral).plan.candidate.full_name
        WithdrawalDialog(self._theme, name, partial(self._take_away, oral), self._page).ask()

    def bring_back(self, oral: int) -> None:
        """A candidate withdrawn stands in the list again."""
        if self._conductor.act(oral, Undo()):
            self.selected.emit(oral)

    def _take_away(self, oral: int, reason: str) -> str:
        if not self._conductor.act(oral, Withdrawn(reason)):
            return self._refused
        name = self._office.oral(oral).plan.candidate.full_name
        self.said.emit(f"{name}\u202f: retiré de la liste.", False)
        return ""

    def describe(self) -> None:
        """Correct the session's particulars and the commission."""
        if not self._may_write():
            return
        office = self._office
        forms = usable_forms(office.library)
        asked, roles = tuple(quality_lines(forms)), known_roles(forms, office.session.jurors)
        SessionDialog(self._theme, office.session, self._describe, self._page, asked, roles).ask()

    def prepare(self, oral: int) -> None:
        """Start the preparation, or stop it; the length is asked where the form leaves it open."""
        offer = preparation_offer(self._office, oral)
        if offer.obstacle:
            self.said.emit(offer.obstacle, False)
        elif offer.running:
            self._act(oral, PreparationEnded(), f"La préparation de {offer.name} est terminée.")
        elif offer.asks_length:
            self._ask_length(oral, offer)
        else:
            self._start(oral, offer, None)

    def mark_absent(self, oral: int) -> None:
        """The candidate did not come: justified or not is asked first, and told that it is early."""
        name = self._office.oral(oral).plan.candidate.full_name

        def record(absence: Absence) -> str:
            done = self._act(oral, AbsenceRecorded(absence), f"{name}\u202f: absence consignée.")
            return "" if done else self._refused

        AbsenceDialog(self._theme, name, early_words(self._office, oral), record, self._page).ask()

    def undo(self) -> None:
        """Take back the last absence, start or end of preparation, if nothing else happened there since."""
        oral, self._undoable = self._undoable, None
        if oral is not None and self._conductor.act(oral, Undo()):
            self._redoable = oral
            self.said.emit("", False)

    def redo(self) -> None:
        """Bring back what ``undo`` took back last."""
        oral, self._redoable = self._redoable, None
        if oral is not None and self._conductor.act(oral, Redo()):
            self._undoable = oral

    def _ask_length(self, oral: int, offer: PreparationOffer) -> None:
        def start(minutes: int) -> None:
            self._start(oral, offer, Duration.minutes(minutes))

        granted = partial(granted_length, self._office, oral)
        PreparationDialog(self._theme, offer, granted, start, self._page).ask()

    def _start(self, oral: int, offer: PreparationOffer, length: Duration | None) -> None:
        self._act(oral, StartPreparation(length), f"La préparation de {offer.name} est lancée.")

    def _act(self, oral: int, command: Command, words: str) -> bool:
        self._acting = True
        done = self._conductor.act(oral, command)
        self._acting = False
        self._undoable = oral if done else None
        self.said.emit(words if done else "", done)
        return done

    def _open_dialog(self, draft: Draft, save: Save) -> None:
        CandidateDialog(self._theme, self._office.library, draft, save, self._page).ask()

    def _add(self, plan: Plan, form: Form) -> str:
        oral = self._conductor.plan(plan, form)
        if oral is None:
            return self._refused
        self._last_form = form.key
        self.selected.emit(oral)
        return ""

    def _change(self, oral: int, plan: Plan, form: Form) -> str:
        if not self._conductor.act(oral, change_plan(self._office, oral, plan, form)):
            return self._refused
        self.selected.emit(oral)
        return ""

    def _describe(self, session: ExamSession) -> str:
        return "" if self._conductor.describe(session) else self._refused

    def _keep_refusal(self, sentence: str) -> None:
        self._refused = sentence

    def _keep_problem(self, problem: Message) -> None:
        self._refused = problem.sentence

    def _forget_undo(self, changes: Changes) -> None:
        if changes.oral == self._undoable and not self._acting and self._undoable is not None:
            self._undoable = None
            self.said.emit("", False)
