"""Who sits for this oral, in what capacity, and what the arrêté says of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.application.views import people
from btstc_jury.application.views.arrival import ArrivalView, CommissionProposal, SeatNotice, seat_notices
from btstc_jury.application.views.permitted import known_roles, quality_words
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.commission import CommissionRule, Juror, Role, Vacancy
from btstc_jury.domain.form import Form
from btstc_jury.ui.arrival.pieces import InlineForm, Links, Section, Tick, point_out, text_field
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, discard, label, tell
from btstc_jury.ui.widgets.fields import Field
from btstc_jury.ui.widgets.layouts import column, fill
from btstc_jury.ui.widgets.role_choice import RoleChoice

_NAME_LIMIT = 200


class VacancyForm(QWidget):
    """Both fields are compulsory: the oral doesn't open without them."""

    def __init__(self, theme: Theme, seat: str) -> None:
        super().__init__()
        who, self.president = text_field(theme, "Décision du président du jury (nom)", _NAME_LIMIT)
        why, self.reason = text_field(theme, "Décision et motif", TEXT_LIMIT)
        self.fields = (who, why)
        self.president.setObjectName(f"president-{seat}")
        self.reason.setObjectName(f"decision-{seat}")
        self.president.setAccessibleDescription(seat)
        self.reason.setAccessibleDescription(seat)
        column(theme, *self.fields, within=self)

    def show_decision(self, vacancy: Vacancy) -> None:
        self.president.setText(vacancy.president)
        self.reason.setText(vacancy.reason)

    @property
    def begun(self) -> bool:
        """Whether anything is written."""
        return bool(self.president.text().strip() or self.reason.text().strip())

    def vacancy(self, role: Role) -> Vacancy:
        return Vacancy(role, self.president.text().strip(), self.reason.text().strip())

    def point_out(self) -> bool:
        """Show what is missing and go there; whether anything is."""
        return point_out(self.fields, "À remplir avant de commencer.")


class JurorRow(QWidget):
    """``changed``: who sits, or as what; ``juror``: as they sit for the oral."""

    changed = Signal()

    def __init__(self, theme: Theme, juror: Juror, rule: CommissionRule | None, *, ticked: bool) -> None:
        super().__init__()
        self.juror = juror
        self._rule = rule
        self.tick = Tick(theme, juror.name, lambda _on: self.changed.emit())
        self.tick.setChecked(ticked)
        self.tick.setAccessibleDescription(people.seat(juror, self._rule))
        self.tick.passed.connect(self.focusNextChild)
        self._seat = label(people.seat(juror, self._rule), "small muted", wrap=True)
        self.replaces = Tick(theme, "siège à la place du professionnel", self._choose_seat)
        self.replaces.setChecked(juror.replaces_professional)
        below = column(theme, self._seat, self.replaces, gap=6, margins=(24, 0, 0, 0))
        column(theme, self.tick, below, gap=0, within=self)
        self.setFocusProxy(self.tick)

    def ticked(self) -> bool:
        return self.tick.isChecked()

    def offer_replacement(self, offered: bool) -> None:
        """Whether this juror may take the absent professional's seat, or already has it."""
        may = self.juror.role.facts.replaces
        self.replaces.setVisible(may and (offered or self.juror.replaces_professional))

    def _choose_seat(self, replaces: bool) -> None:
        self.juror = replace(self.juror, replaces_professional=replaces)
        self._seat.setText(people.seat(self.juror, self._rule))
        self.tick.setAccessibleDescription(people.seat(self.juror, self._rule))
        self.changed.emit()


class CommissionSection(Section):
    """``changed``: the commission to be opened is another one; ``added(juror)``: somebody sits whom the
    session doesn't know.
    """

    changed = Signal()
    added = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Commission présente")
        self._form: Form | None = None
        self._shown: tuple[object, ...] = ()
        self._proposal = CommissionProposal((), frozenset(), (), may_replace=False)
        self.rows: list[JurorRow] = []
        self.vacancies: dict[Role, VacancyForm] = {}
        self._forms: dict[Role, VacancyForm] = {}
        self._nobody = label("", "small strong warning", wrap=True)
        self._like = label("", "small muted", wrap=True)
        self._qualities = label("", "small muted", wrap=True)
        self._unused = label("", "small muted", wrap=True)
        self._list, self._remarks = column(theme, gap=4), column(theme)
        self._links = Links(theme)
        self.add = self._links.add("Ajouter un membre…", self._ask_member)
        name, self.name = text_field(theme, "&Nom du membre", _NAME_LIMIT)
        self.seat = RoleChoice(theme)
        seat = Field(theme, "&Qualité", self.seat)
        self.member_form = InlineForm(theme, "Ajouter", self._add_member, self.add, (name, seat))
        fill(self.body, self._nobody, self._like, self._list, self._qualities, self._remarks)
        fill(self.body, self._unused, self._links, self.member_form)

    def lines(self) -> dict[str, QLineEdit]:
        """What is written before an act takes it, by its name."""
        return {"member-name": self.name}

    def show_view(self, oral: int, view: ArrivalView) -> None:
        """What was ticked stays as long as nothing else is proposed for this oral."""
        shown = (oral, view.form.hash, view.commission)
        if shown == self._shown:
            return
        grown = shown[:2] == self._shown[:2] and self._only_grows(view.commission)
        kept = {row.juror.key: row for row in self.rows} if grown else {}
        self._shown, self._form, self._proposal = shown, view.form, view.commission
        self._fill_seats()
        clear_layout(self._list)
        self.rows = []
        for juror in view.commission.known:
            if before := kept.get(juror.key):
                self._add_row(before.juror, ticked=before.ticked())
            else:
                self._add_row(juror, ticked=juror.key in view.commission.present)
        tell(self._qualities, quality_words(view.form))
        tell(self._like, f"Comme pour {view.commission.like}." if view.commission.like else "")
        if not grown:
            self._forget_decisions()
        self._refresh()

    def _only_grows(self, proposal: CommissionProposal) -> bool:
        """Whether what was proposed for this oral still is, with more jurors to choose from."""
        known = self._proposal.known
        same = proposal.known[: len(known)] == known and proposal.vacancies == self._proposal.vacancies
        return same and proposal.present & {each.key for each in known} == self._proposal.present

    def _forget_decisions(self) -> None:
        for form in self._forms.values():
            discard(form)
        self._forms = {}

    def present(self) -> tuple[Juror, ...]:
        return tuple(row.juror for row in self.rows if row.ticked())

    def decisions(self) -> tuple[Vacancy, ...]:
        """The president's decision for each empty seat that needs one."""
        return tuple(form.vacancy(role) for role, form in self.vacancies.items())

    def taken_over(self) -> str:
        """« professionnel, décision de Mme Présidente » of each empty seat where the decision for an oral
        before is proposed again, which may be out of sight; "" for none.
        """
        proposed = {each.role: each for each in self._proposal.vacancies}
        again = (each for each in self.decisions() if proposed.get(each.role) == each)
        words = (f"{each.role.facts.title.lower()}, décision de {each.president}" for each in again)
        return "\u202f; ".join(words)

    def point_out(self) -> bool:
        """Go to who sits, where nobody does, or to what is missing in a decision of the president; whether
        there was anything.
        """
        if not self.present():
            tell(
                self._nobody, "Cochez ou ajoutez au moins un membre\u202f: rien ne commence sans commission."
            )
            first = self.rows[0].tick if self.rows else self.add
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return any(form.point_out() for form in self.vacancies.values())

    def _refresh(self) -> None:
        if self._form is None:
            return
        jurors = self.present()
        tell(self._nobody, "")
        for row in self.rows:
            row.offer_replacement(self._offers_replacement(row))
        found = seat_notices(self._form, jurors)
        for form in self.vacancies.values():
            self._remarks.removeWidget(form)
            form.hide()
        clear_layout(self._remarks)
        self.vacancies = {}
        for remark in found:
            self._show_remark(remark)
        unused = (role for role, form in self._forms.items() if form.begun and role not in self.vacancies)
        tell(self._unused, " ".join(map(_unused_words, unused)))
        self._order()
        count = f"{len(jurors)} membre{'s' if len(jurors) > 1 else ''}"
        self.show_state(count, "done" if jurors and not found else "warning")

    def _order(self) -> None:
        """Members and decisions come after everything else of the window when they are made: Tab goes
        through them before what stands below.
        """
        ticks: list[QWidget] = [each for row in self.rows for each in (row.tick, row.replaces)]
        lines: list[QWidget] = [each.editor for form in self.vacancies.values() for each in form.fields]
        # Each after the one before, then the first after the last: who stands before it is not asked.
        for one, other in pairwise([self.add, *ticks, *lines, self.add] if ticks or lines else []):
            QWidget.setTabOrder(one, other)

    def _show_remark(self, remark: SeatNotice) -> None:
        role = "small strong warning" if remark.barred else "small warning"
        words = label(remark.text, role, wrap=True)
        self._remarks.addWidget(words)
        # Qt would show it at the next turn of the event loop only.
        words.show()
        if not remark.needs_decision:
            return
        form = self._forms.get(remark.role)
        if form is None:
            form = self._forms[remark.role] = VacancyForm(self.theme, remark.role.facts.title)
            known = next((each for each in self._proposal.vacancies if each.role is remark.role), None)
            if known is not None:
                form.show_decision(known)
        self.vacancies[remark.role] = form
        self._remarks.addWidget(form)
        form.show()

    def _offers_replacement(self, row: JurorRow) -> bool:
        """An EG professor may take the professional's seat where another one holds that of EG."""
        others = [each.juror for each in self.rows if each is not row and each.ticked()]
        professional = any(not juror.role.facts.teaches for juror in others)
        teacher = any(juror.role.facts.replaces and not juror.replaces_professional for juror in others)
        return self._proposal.may_replace and row.ticked() and teacher and not professional

    def _add_row(self, juror: Juror, *, ticked: bool) -> None:
        rule = None if self._form is None else self._form.commission
        row = JurorRow(self.theme, juror, rule, ticked=ticked)
        row.changed.connect(self._tell)
        self.rows.append(row)
        self._list.addWidget(row)
        row.show()

    def _tell(self) -> None:
        self._refresh()
        self.changed.emit()

    def _fill_seats(self) -> None:
        replacing = [(role, True) for role in self._roles() if role.facts.replaces]
        self.seat.offer(
            [*((role, False) for role in self._roles()), *(replacing if self._proposal.may_replace else ())]
        )

    def _roles(self) -> tuple[Role, ...]:
        """Those of the form first."""
        members = self._form.commission.members if self._form else ()
        others = known_roles([], self._proposal.known)
        return tuple(dict.fromkeys((*members, *others)))

    def _ask_member(self) -> None:
        found = seat_notices(self._form, self.present()) if self._form else ()
        absent = {remark.role for remark in found if remark.empty}
        roles = self._roles()
        wanted = next((role for role in roles if role in absent), roles[0])
        alone = len(absent) == 1 and not any(role.facts.teaches for role in absent)
        replaced = alone and self._proposal.may_replace
        replacing = next(role for role in roles if role.facts.replaces)
        self.seat.choose((replacing, True) if replaced else (wanted, False))
        self.member_form.ask("")

    def _add_member(self) -> None:
        role, replaces = self.seat.seat()
        juror = Juror(uuid4().hex[:8], self.name.text().strip(), role, replaces_professional=replaces)
        self.member_form.close_form()
        self._add_row(juror, ticked=True)
        self.added.emit(juror)
        self._tell()
        self.rows[-1].setFocus(Qt.FocusReason.OtherFocusReason)


def _unused_words(role: Role) -> str:
    return (
        f"La décision saisie pour la place de {role.facts.title.lower()} n’est plus demandée\u202f:"
        " elle n’est pas consignée."
    )
