"""One person gives their levels, alone before the screen: the student, an observer, the teacher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.rehearsing import grouped
from btstc_jury.application.views import formats
from btstc_jury.application.views.deliberation import read_mark
from btstc_jury.application.views.rehearsal.opinions import Voice, opinion_sheet
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.oral import Oral
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.rehearsal.name_offer import NameOffer
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, TickBox
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.fields import LineField, beside, keeps_escape
from btstc_jury.ui.widgets.layouts import AT_LEFT, column, flow, panel, row, sized
from btstc_jury.ui.widgets.level_prompt import LevelPrompt

_WIDE, _NAME = 300, 480
_LONGEST_MARK = 40


class OpinionPage(QWidget):
    """Of an attempt's student, its observers and its teacher, who are recorded at once. ``left``: nothing
    more is entered here.
    """

    left = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter, give: Action) -> None:
        super().__init__()
        self._presenter = presenter
        self._oral: Oral | None = None
        self._voice = Voice.OWN
        self.levels: dict[int, str] = {}
        self._numbers: tuple[int, ...] = ()
        self._leaving = False
        self._short = False
        self._title = label(role="heading")
        self._told = label(role="muted", wrap=True)
        self._field = LineField(theme, "&Nom de l’observateur", limit=NAME_LIMIT)
        self.name_line = self._field.line
        self.choose = KeyButton("Choisir dans la classe", "Down")
        self.paper = TickBox(theme, "Saisi d’une feuille &papier")
        self._who = QWidget()
        self._mark = LineField(theme, "Note d’&entraînement, facultative", limit=_LONGEST_MARK, figures=True)
        self.mark_line = self._mark.line
        self.criteria = CriteriaList(theme)
        self.criteria.keys.rate_alone()
        self.criteria.keys.beside = "Retour arrière efface"
        self._wrong = label(role="warning strong", wrap=True)
        self._prompt = LevelPrompt(theme, self.criteria, self)
        self._progress = label(role="pill")
        self._done = label(role="done", wrap=True)
        self.give = KeyButton.of(give, "primary")
        self.leave = KeyButton("Terminer", "Esc")
        self._arrange(theme)
        self._connect()

    @property
    def voice(self) -> Voice:
        return self._voice

    @property
    def unrecorded(self) -> bool:
        """Whether anything was entered that nothing keeps yet."""
        return self._voice is not Voice.TEACHER and bool(self.levels or self._field.text())

    def begin(self, voice: Voice, done: str = "") -> None:
        """A sheet with nothing on it but the teacher's own. ``done``: what was recorded just before."""
        oral = self._presenter.oral
        self._oral, self._voice = oral, voice
        self._offer_names(oral.plan.candidate.number)
        self.levels = dict(oral.ratings) if voice is Voice.TEACHER else {}
        self.name_line.clear()
        self._field.set_error("")
        self._mark.set_error("")
        given = oral.rehearsal.mark if oral.rehearsal is not None else None
        self.mark_line.setText(formats.mark(given))
        self._mark.setVisible(voice is Voice.TEACHER)
        maximum = formats.mark(oral.form.mark.maximum)
        self._mark.set_hint(f"Sur {maximum}\u202f; jamais une note d’examen. Entrée la consigne.")
        tell(self._done, done)
        tell(self._wrong, "")
        self._leaving = self._short = False
        self.criteria.begin(frozenset())
        self._show()
        if voice is Voice.OBSERVER:
            self.name_line.setFocus()
        else:
            self._to_criteria()

    def record(self) -> None:
        """What was entered, where it may be; another observer then has an empty sheet."""
        levels = tuple(sorted(self.levels.items()))
        if not levels:
            self.show_error("Donnez au moins un niveau.")
            return
        missing = [each for each in self._numbers if each not in self.levels]
        if self._voice is Voice.OWN and missing and not self._short:
            self._ask_missing(missing)
            return
        act = self._presenter.act
        match self._voice:
            case Voice.OWN:
                if act(ev.OwnOpinionGiven(levels), self.show_error):
                    self.left.emit()
            case Voice.OBSERVER:
                name, paper = self._field.text(), self.paper.isChecked()
                if act(ev.Observed(name, levels, paper), self.show_error):
                    self.begin(Voice.OBSERVER, f"Avis gardé\u202f: {name}. Au suivant.")
            case Voice.TEACHER:
                # Each level was recorded as it was given.
                return

    def _ask_missing(self, missing: Sequence[int]) -> None:
        """Once: the opinion can't be completed afterwards."""
        self._short = True
        count = formats.count(len(missing), "critère sans niveau", "critères sans niveau")
        named = ", ".join(map(str, missing))
        tell(
            self._wrong,
            f"{count} ({named}), et l’avis se donne une fois\u202f: complétez-le, ou redonnez-le ainsi.",
        )
        self.criteria.choose(missing[0])

    def put_away(self) -> None:
        """Nothing of it stays."""
        self.levels.clear()
        self.name_line.clear()

    def _offer_names(self, student: str) -> None:
        """The other students, who may observe, to choose from while a name is typed."""
        every = grouped(self._presenter.office).items()
        names = [each[-1].state.plan.candidate.full_name for number, each in every if number != student]
        self.name_line.setCompleter(NameOffer(names, self.name_line))

    def _list_names(self) -> None:
        """All of the class, or those that hold what is typed."""
        offered = self.name_line.completer()
        self.name_line.setFocus()
        offered.setCompletionPrefix(self.name_line.text())
        offered.complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and watched is self.name_line and event.type() is QEvent.Type.KeyPress:
            self._list_names()
            return True
        return super().eventFilter(watched, event)

    def show_levels(self, levels: Mapping[int, str]) -> None:
        """The teacher's, as they are recorded now."""
        if self._voice is Voice.TEACHER:
            self.levels = dict(levels)
            self._show()

    def show_error(self, words: str) -> None:
        """Why it isn't recorded: at the name, where there is one."""
        if self._voice is Voice.OBSERVER:
            self._field.set_error(words)
            self.name_line.setFocus()
        else:
            tell(self._wrong, words)

    def event(self, event: QEvent) -> bool:
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        """What was entered is given up only when that is asked for twice."""
        lost = len(self.levels) if self._voice is not Voice.TEACHER else 0
        if lost and not self._leaving:
            self._leaving = True
            levels = formats.count(lost, "niveau entré serait perdu", "niveaux entrés seraient perdus")
            tell(self._wrong, f"{levels}\u202f: Échap encore pour y renoncer.")
        else:
            self.left.emit()

    def _to_criteria(self) -> None:
        """At the first one without a level, as the list itself begins."""
        self.criteria.setFocus(Qt.FocusReason.OtherFocusReason)
        current = self.criteria.current()
        if current is not None or self._numbers:
            self.criteria.choose(self._numbers[0] if current is None else current)

    def _show(self) -> None:
        if self._oral is None:
            return
        sheet = opinion_sheet(self._oral, self._voice, self.levels)
        self._title.setText(sheet.title)
        self._told.setText(sheet.told)
        self._who.setVisible(sheet.voice is Voice.OBSERVER)
        self._progress.setText(sheet.criteria.progress)
        self._numbers = tuple(line.number for group in sheet.criteria.groups for line in group.lines)
        self.criteria.show_view(sheet.criteria)
        self.give.setVisible(sheet.voice is not Voice.TEACHER)
        self.leave.set_text("Terminer" if sheet.voice is Voice.TEACHER else "Renoncer")
        known = ", ".join(sheet.known)
        self._field.set_hint(f"Déjà donnés\u202f: {known}" if known else "")

    def _rate(self, number: int, level: str | None) -> None:
        self._leaving = self._short = False
        tell(self._wrong, "")
        if self._voice is Voice.TEACHER:
            self._presenter.act(ev.Rated(number, level))
        else:
            if level is None:
                self.levels.pop(number, None)
            else:
                self.levels[number] = level
            tell(self._done, "")
            self._show()
        if level is not None:
            self.criteria.select_next_unrated()

    def _enter_mark(self) -> None:
        if self._oral is None or self._voice is not Voice.TEACHER:
            return
        entry = read_mark(self.mark_line.text(), self._oral.form.mark)
        self._mark.set_error(entry.error)
        if not entry.error:
            self._presenter.act(ev.TrainingMarkGiven(entry.mark), self._mark.set_error)

    def _unknown(self, text: str) -> None:
        tell(self._wrong, f"«\u202f{text}\u202f» n’est pas un niveau.")
        self.criteria.keys.choose()

    def _connect(self) -> None:
        self.criteria.rated.connect(self._rate)
        self.criteria.keys.sentence.connect(self._unknown)
        self.criteria.keys.left.connect(self._leave)
        self.name_line.returnPressed.connect(self._to_criteria)
        self.mark_line.editingFinished.connect(self._enter_mark)
        self.leave.clicked.connect(self._leave)
        self.choose.clicked.connect(self._list_names)
        # The arrow does the same in the field, from which Tab goes on.
        self.choose.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Nothing else is typed here: a click says where the next digit goes, and a tick where it doesn't.
        self.criteria.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _arrange(self, theme: Theme) -> None:
        sized(theme, self._field, width=(_WIDE, _NAME))
        sized(theme, self._mark, width=_NAME)
        self.name_line.installEventFilter(self)
        others = (panel(beside(self._field, each)) for each in (self.choose, self.paper))
        flow(theme, self._field, *others, within=self._who)
        head = column(
            theme,
            row(theme, self._title, self._progress, 1),
            self._told,
            self._done,
            self._who,
            (self._mark, AT_LEFT),
            self._wrong,
            gap=6,
            margins=(20, 12),
        )
        foot = Framed("footer")
        flow(theme, self.give, self.leave, margins=(20, 10), within=foot)
        column(theme, panel(head), (self.criteria, 1), self._prompt, foot, gap=0, within=self)
        self._done.hide()
        self._wrong.hide()
