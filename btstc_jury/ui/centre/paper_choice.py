"""Which papers of the days are wanted, and for whom."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.printing import Choices, Wanted
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.paper import CentrePaper, Scope
from btstc_jury.application.views.centre.told import capital, commission_words
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, plain_tip
from btstc_jury.ui.widgets.buttons import Radio, TickBox, aside
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import column, row

_WHOM = ("Tous", "Un candidat", "Une commission", "Un établissement")


class PaperChoice(QWidget):
    """``changed``: something else is wanted. It begins with one ``candidate``'s convocation, or with all."""

    changed = Signal()

    def __init__(self, theme: Theme, choices: Choices, candidate: int | None) -> None:
        super().__init__()
        self._choices = choices
        self.kinds = {each: TickBox(theme, each.facts.label) for each in CentrePaper}
        for paper, box in self.kinds.items():
            box.setToolTip(plain_tip(capital(paper.facts.note)))
            box.setChecked(candidate is None or paper is CentrePaper.SUMMONS)
        self.whom, self.who, self.day = Choice(theme), Choice(theme), Choice(theme)
        self._who_field = Field(theme, "Le&quel", self.who)
        self.every = Radio(theme, "&Tout")
        self.only_changed = Radio(theme, "&Seulement ce qui a changé")
        self.draft = TickBox(theme, "&Brouillon\u202f: ne pas retenir que c’est imprimé")
        whom, day = Field(theme, "&Pour", self.whom), Field(theme, "&Jour", self.day)
        parts = (whom, self._who_field, day, self.every, self.only_changed, self.draft)
        self.all, self.none = aside("Tous", self._tick, "link"), aside("Aucun", self._untick, "link")
        head = row(theme, label("Documents", "small strong"), 1, self.all, self.none)
        column(theme, head, *self.kinds.values(), *parts, gap=8, within=self)
        self._fill(candidate)
        self._connect()

    @property
    def wanted(self) -> Wanted:
        papers = frozenset(paper for paper, box in self.kinds.items() if box.isChecked())
        named = [None, None, None, None]
        named[self.whom.currentIndex()] = self.who.currentData()
        _, candidate, commission, school = named
        day = self.day.currentData()
        scope = Scope(candidate, commission, school, day if isinstance(day, date) else None)
        return Wanted(papers, scope, self.only_changed.isChecked())

    def _fill(self, candidate: int | None) -> None:
        self.whom.addItems(list(_WHOM))
        self.day.addItem("Tous les jours", None)
        for day in self._choices.days:
            self.day.addItem(formats.long_day(day), day)
        self.every.setChecked(True)
        self.whom.setCurrentIndex(0 if candidate is None else 1)
        self._fill_who()
        at = [identity for identity, _ in self._choices.candidates]
        if candidate in at:
            self.who.setCurrentIndex(at.index(candidate))

    def _fill_who(self) -> None:
        choices, place = self._choices, self.whom.currentIndex()
        commissions = [(each, capital(commission_words(number))) for each, number in choices.commissions]
        among: tuple[list[tuple[object, str]], ...] = (
            [],
            [*choices.candidates],
            [*commissions],
            [*choices.schools],
        )
        self.who.clear()
        for identity, name in among[place]:
            self.who.addItem(name, identity)
        self._who_field.setVisible(place > 0)

    def _connect(self) -> None:
        self.whom.currentIndexChanged.connect(self._change_whom)
        for each in (self.who, self.day):
            each.currentIndexChanged.connect(self.changed)
        for box in self.kinds.values():
            box.toggled.connect(self.changed)
        self.only_changed.toggled.connect(self.changed)

    def _tick(self) -> None:
        self._set_all(wanted=True)

    def _untick(self) -> None:
        self._set_all(wanted=False)

    def _set_all(self, *, wanted: bool) -> None:
        for box in self.kinds.values():
            with QSignalBlocker(box):
                box.setChecked(wanted)
        self.changed.emit()

    def _change_whom(self) -> None:
        with QSignalBlocker(self.who):
            self._fill_who()
        self.changed.emit()
