"""The dossier's check: what it concludes, what follows, and the list behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from btstc_jury.application.views import statuses
from btstc_jury.application.views.arrival import ArrivalView, first_check
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet, asked_documents
from btstc_jury.domain.events import DossierChecked
from btstc_jury.domain.form import DossierRule, Form
from btstc_jury.domain.standing import Tone
from btstc_jury.ui.arrival.pieces import InlineForm, Links, Section, Tick, text_field
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, label, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import line_edit
from btstc_jury.ui.widgets.layouts import AT_LEFT, AT_TOP, column, fill, panel, row, spaced
from btstc_jury.ui.widgets.steady import NumberBox

_MOST_SHEETS = 6
_MOST_PAGES = 99


class DossierList(QWidget):
    """All is taken to be there until it is unticked. ``changed`` takes the whole check."""

    def __init__(self, theme: Theme, changed: Callable[[DossierCheck], object]) -> None:
        super().__init__()
        self._changed = changed
        self._theme = theme
        self._check = DossierCheck(Outcome.PENDING)
        self._course: Course | None = None
        self._shape: tuple[object, ...] = ()
        self.rubrics: dict[tuple[int, int], Tick] = {}
        self.titles: list[QLineEdit] = []
        self.annexes: list[NumberBox] = []
        self.documents: list[Tick] = []
        self.experience: Tick | None = None
        self.pages: NumberBox | None = None
        self._column = column(theme, within=self)

    def show_check(self, form: Form, check: DossierCheck, course: Course | None) -> None:
        """``course``: the candidate's, which settles the attestation asked for."""
        self._check, self._course = check, course
        shape = (form.hash, len(check.sheets), check.experience_pages is not None, course)
        if shape != self._shape:
            self._shape = shape
            self._build(form.dossier, check)
        self._fill(check)

    def begin(self) -> None:
        """Where the keys go when the list opens."""
        first = self.titles[0] if self.titles else self.experience
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, check: DossierCheck) -> None:
        for (place, rubric), box in self.rubrics.items():
            box.show_checked(rubric not in check.sheets[place].missing)
        for place, sheet in enumerate(check.sheets):
            if not self.titles[place].hasFocus():
                self.titles[place].setText(sheet.title)
            if self.annexes:
                _show_number(self.annexes[place], -1 if sheet.annex_pages is None else sheet.annex_pages)
        for place, tick in enumerate(self.documents):
            tick.show_checked(place in check.documents)
        if self.experience is not None:
            self.experience.show_checked(check.experience_pages is not None)
        if self.pages is not None:
            _show_number(self.pages, check.experience_pages or 0)

    def _build(self, rule: DossierRule, check: DossierCheck) -> None:
        clear_layout(self._column)
        self.rubrics, self.titles, self.annexes = {}, [], []
        self.documents, self.experience, self.pages = [], None, None
        self._column.addWidget(label("Décochez ce qui manque.", "small muted", wrap=True))
        if rule.experience_pages is not None:
            self._add_experience(check)
        for place in range(len(check.sheets)):
            self._add_sheet(rule, place)
        self._add_sheet_buttons(rule, check)
        if check.sheets:
            self._add_rubrics(rule, len(check.sheets))
        for place, text in enumerate(asked_documents(rule, self._course)):
            self._add_document(place, text)
        self._show_all()

    def _show_all(self) -> None:
        """Qt would show what is added to a visible list at the next turn of the event loop only."""
        for place in range(self._column.count()):
            item = self._column.itemAt(place)
            if item is not None and (widget := item.widget()) is not None:
                widget.show()

    def _add_experience(self, check: DossierCheck) -> None:
        title = "Candidat au titre de l’expérience professionnelle"
        self.experience = Tick(self._theme, title, self._tell_experience)
        self._column.addWidget(self.experience)
        if check.experience_pages is None:
            return
        self.pages = _page_count("pages de présentation", lowest=0)
        self.pages.editingFinished.connect(self._tell_pages)
        fill(self._column, (self.pages, AT_LEFT))

    def _add_sheet(self, rule: DossierRule, place: int) -> None:
        """Title, and annexes where the form has some."""
        name = f"{rule.sheet_name.capitalize()} {place + 1}"
        title = line_edit(placeholder=name)
        title.setAccessibleName(name)
        title.editingFinished.connect(partial(self._tell_title, place))
        self.titles.append(title)
        lines = column(self._theme, title, gap=4)
        if rule.annex_pages is not None:
            pages = _page_count("annexes", lowest=-1)
            pages.setAccessibleName(f"Pages d’annexes, {name}")
            pages.editingFinished.connect(partial(self._tell_annexes, place))
            self.annexes.append(pages)
            lines.addLayout(row(self._theme, pages, 1))
        number = label(f"{place + 1}", "strong")
        self._column.addWidget(panel(row(self._theme, (number, AT_TOP), (lines, 1))))

    def _add_sheet_buttons(self, rule: DossierRule, check: DossierCheck) -> None:
        links = Links(self._theme)
        more = links.add("Ajouter une fiche", lambda: self._tell_sheets((*self._check.sheets, Sheet(""))))
        fewer = links.add("Ôter la dernière", lambda: self._tell_sheets(self._check.sheets[:-1]))
        more.setEnabled(len(check.sheets) < _MOST_SHEETS)
        fewer.setEnabled(bool(check.sheets))
        self._column.addWidget(links)

    def _add_rubrics(self, rule: DossierRule, sheets: int) -> None:
        """One line a rubric, one column a sheet."""
        table = QWidget()
        grid = spaced(self._theme, QGridLayout(table), gap=(10, 4))
        grid.setColumnStretch(0, 1)
        kind = "obligatoires" if rule.rubrics_compulsory else "indicatives"
        grid.addWidget(label(f"Rubriques {kind}", "small strong"), 0, 0)
        for place in range(sheets):
            grid.addWidget(label(f"{place + 1}", "small strong"), 0, place + 1)
        for line, rubric in enumerate(rule.rubrics):
            grid.addWidget(label(f"{line + 1}. {rubric}", "small", wrap=True), line + 1, 0)
            for place in range(sheets):
                box = Tick(self._theme, "", partial(self._tell_rubric, place, line))
                box.setAccessibleName(f"{rule.sheet_name.capitalize()} {place + 1}, {rubric}")
                self.rubrics[place, line] = box
                grid.addWidget(box, line + 1, place + 1)
        self._column.addWidget(table)

    def _add_document(self, place: int, text: str) -> None:
        tick = Tick(self._theme, "", partial(self._tell_document, place))
        tick.setAccessibleName(text)
        self.documents.append(tick)
        words = label(text, "small", wrap=True)
        self._column.addWidget(panel(row(self._theme, tick, (words, 1), at=AT_TOP)))

    def _tell_experience(self, on: bool) -> None:
        self._tell(replace(self._check, experience_pages=0 if on else None))

    def _tell_rubric(self, place: int, rubric: int, there: bool) -> None:
        missing = set(self._check.sheets[place].missing) ^ {rubric}
        if (rubric in missing) is not there:
            self._tell_sheet(place, missing=tuple(sorted(missing)))

    def _tell_title(self, place: int) -> None:
        title = self.titles[place].text().strip()
        if title != self._check.sheets[place].title:
            self._tell_sheet(place, title=title)

    def _tell_annexes(self, place: int) -> None:
        value = self.annexes[place].value()
        pages = None if value < 0 else value
        if pages != self._check.sheets[place].annex_pages:
            self._tell_sheet(place, annex_pages=pages)

    def _tell_sheet(self, place: int, **changed: object) -> None:
        sheets = list(self._check.sheets)
        sheets[place] = replace(sheets[place], **changed)  # type: ignore[arg-type]  # names of fields above
        self._tell_sheets(tuple(sheets))

    def _tell_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        self._tell(replace(self._check, sheets=sheets))

    def _tell_document(self, place: int, there: bool) -> None:
        places = set(self._check.documents)
        documents = places | {place} if there else places - {place}
        self._tell(replace(self._check, documents=tuple(sorted(documents))))

    def _tell_pages(self) -> None:
        if self.pages is not None and self.pages.value() != self._check.experience_pages:
            self._tell(replace(self._check, experience_pages=self.pages.value()))

    def _tell(self, check: DossierCheck) -> None:
        self._check = check
        self._changed(check)


def _page_count(words: str, lowest: int) -> NumberBox:
    """``lowest`` -1: « non comptées » below zero."""
    suffix = f" p. {words}" if lowest else f" {words}"
    box = NumberBox(minimum=lowest, maximum=_MOST_PAGES, suffix=suffix)
    if lowest < 0:
        box.setSpecialValueText(f"{words}\u202f: —")
    return box


def _show_number(box: NumberBox, value: int) -> None:
    if not box.hasFocus() and box.value() != value:
        box.setValue(value)


_NOTHING = DossierCheck(Outcome.PENDING)


class DossierSection(Section):
    """``act`` records, and says whether it is."""

    def __init__(self, theme: Theme, act: Callable[[DossierChecked], bool]) -> None:
        super().__init__(theme, "Dossier du candidat")
        self._act = act
        self._form: Form | None = None
        self._course: Course | None = None
        self._check = _NOTHING
        self._wanted = Outcome.DOUBT
        self.compliant = Tick(theme, "Dossier conforme", self._conclude_compliant)
        self._words = label("", wrap=True)
        self._faults = label("", "small warning", wrap=True)
        self._source = label("", "small muted", wrap=True)
        self._links = Links(theme)
        self.doubt = self._link("Doute de la commission…", Outcome.DOUBT)
        self.faulty = self._link("Non conforme (autorité)…", Outcome.NOT_COMPLIANT)
        self.none = self._link("Dossier absent…", Outcome.NO_DOSSIER)
        self.detail = self._links.add("Détail du contrôle", self._toggle_list)
        field, self.reason = text_field(theme, "&Motif", TEXT_LIMIT)
        self.form = InlineForm(theme, "Consigner", self._conclude_wanted, self.compliant, (field,))
        self.list = DossierList(theme, self._record)
        self.list.hide()
        told = (self.compliant, self._words, self._faults, self._links)
        fill(self.body, *told, self.form, self.list, self._source)

    def show_view(self, view: ArrivalView) -> None:
        self._form, self._course = view.form, view.course
        self._check = view.dossier or _NOTHING
        outcome = self._check.outcome
        self.compliant.show_checked(outcome is Outcome.COMPLIANT)
        follows = statuses.outcome_follows(view.form, outcome)
        tell(self._words, f"Motif\u202f: {self._check.reason}. {follows}" if outcome.facts.doubt else "")
        tell(self._faults, "\n".join(view.faults))
        self._source.setText(source_of(view.form, "dossier"))
        for link in (self.faulty, self.none):
            # Who was heard is not turned away any more.
            link.setVisible(not view.stage.begun)
        recorded = view.dossier is not None
        role = "muted" if outcome.facts.tone is Tone.QUIET else outcome.facts.tone
        self.show_state(outcome.facts.label if recorded else "", role)
        if not self.list.isHidden():
            self.list.show_check(view.form, self._listed(), view.course)

    def lines(self) -> dict[str, QLineEdit]:
        """What is written before an act takes it, by its name."""
        return {"dossier-reason": self.reason}

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return self.compliant, self.doubt, self.faulty, self.none, self.detail

    def reset(self) -> None:
        """Another candidate is here."""
        self.form.hide()
        self.reason.clear()
        self.list.hide()

    def _link(self, text: str, outcome: Outcome) -> PushButton:
        return self._links.add(text, lambda: self._ask(outcome))

    def _ask(self, outcome: Outcome) -> None:
        if self._form is None:
            return
        self._wanted = outcome
        self.form.confirm.setText(f"Consigner\u202f: {outcome.facts.label.lower()}")
        self.form.ask(statuses.outcome_follows(self._form, outcome))

    def _conclude_compliant(self, on: bool) -> None:
        outcome = Outcome.COMPLIANT if on else Outcome.PENDING
        self._record(replace(self._check, outcome=outcome, reason=""))

    def _conclude_wanted(self) -> None:
        check = replace(self._check, outcome=self._wanted, reason=self.reason.text().strip())
        if self._record(check):
            self.form.close_form()

    def _record(self, check: DossierCheck) -> bool:
        """Whether it is recorded; what was ticked is taken back otherwise."""
        if self._act(DossierChecked(check)):
            return True
        self.compliant.show_checked(self._check.outcome is Outcome.COMPLIANT)
        if self._form is not None and not self.list.isHidden():
            self.list.show_check(self._form, self._listed(), self._course)
        return False

    def _toggle_list(self) -> None:
        if self._form is not None and self.list.isHidden():
            self.list.show_check(self._form, self._listed(), self._course)
            self.list.show()
            self.list.begin()
        else:
            self.list.hide()

    def _listed(self) -> DossierCheck:
        """What the list shows: as recorded, or as it is before anything was found missing."""
        check = self._check
        if self._form is None or check.detailed:
            return check
        return replace(
            first_check(self._form.dossier, self._course), outcome=check.outcome, reason=check.reason
        )
