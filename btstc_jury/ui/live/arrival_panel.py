"""Before the oral: a calm check-list of presence, dossier, commission and times."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.application.views.arrival import ArrivalView
from btstc_jury.application.views.permitted import permitted_words
from btstc_jury.application.views.shared_total import SharedTotal
from btstc_jury.domain.commands import Open
from btstc_jury.domain.oral import Oral
from btstc_jury.ui.arrival.commission import CommissionSection
from btstc_jury.ui.arrival.dossier import DossierSection
from btstc_jury.ui.arrival.pieces import InlineForm, Tick
from btstc_jury.ui.arrival.played import PlayedSection
from btstc_jury.ui.arrival.presence import PresenceSection, StoppedCard
from btstc_jury.ui.arrival.times import TimesSection
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.oral.laptop_lines import LaptopLines
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.layouts import ColumnScroll, column


class ArrivalPanel(ColumnScroll):
    """``opening()`` is the command that the start needs; ``acts``: of the page."""

    guide_page = "arrivee"

    def __init__(self, theme: Theme, presenter: OralPresenter, acts: Mapping[str, Action]) -> None:
        super().__init__()
        self._theme = theme
        self.title = label("Avant de commencer", "heading")
        self.ready = label("", "muted", wrap=True)
        self._ready = KeyedText(self.ready, self.ready.setText)
        self._unchecked: tuple[str, ...] = ()
        self.permitted = label("", "small", wrap=True)
        self.stopped = StoppedCard(theme, acts["oral.list"], acts["oral.undo"])
        self.times = TimesSection(theme, acts["preparation.toggle"], presenter.act)
        self.presence = PresenceSection(theme, presenter.act)
        self.dossier = DossierSection(theme, presenter.act)
        self.played = PlayedSection(theme, presenter.act)
        self.commission = CommissionSection(theme)
        self.laptops = LaptopLines(theme, presenter)
        self._build()
        self._connect(presenter)

    def begin(self, oral: Oral) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.presence.reset()
        self.dossier.reset()
        self.played.reset()
        self.times.begin(oral)
        self.verticalScrollBar().setValue(0)

    def keep_drafts(self, drafts: Drafts) -> None:
        """Reasons, names and a time wait here for what asks for them."""
        drafts.line(self.times.used.objectName(), self.times.used)
        for section in (self.presence, self.dossier, self.played, self.commission):
            for name, field in section.lines().items():
                drafts.line(name, field)

    def show_oral(self, number: int, oral: Oral, view: ArrivalView, shared: SharedTotal | None) -> None:
        """``number``: of the oral; ``shared``: the total that it has a part of. What the commission has typed
        or ticked for it here stays.
        """
        going = view.stopped is None
        turned = self.isVisible() and going is not self.stopped.isHidden()
        if turned:
            # What had the focus goes out of sight: it must not pass to the criteria meanwhile.
            self.setFocus()
        for each in (self.title, self.ready, self.commission):
            each.setVisible(going)
        self.dossier.setVisible(going and view.form.dossier.asked)
        self.presence.setVisible(going or oral.proceedings.absence is not None)
        self.presence.show_view(view)
        self.dossier.show_view(view)
        self.played.show_view(view.played)
        self.played.setVisible(going and not self.played.isHidden())
        self.commission.show_view(number, view)
        self.times.show_view(oral, view, shared)
        self.times.setVisible(going and not self.times.isHidden())
        self.stopped.show_stopped(view.stopped)
        self._unchecked = view.unchecked
        self._tell_ready()
        tell(self.permitted, permitted_words(view.form) if going else "")
        if turned:
            self.first_field().setFocus()

    def opening(self) -> Open:
        times = self.times
        decisions = self.commission.decisions()
        return Open(self.commission.present(), times.length(), decisions, times.used_before())

    def first_field(self) -> QWidget:
        """Where the focus goes when the panel appears."""
        if not self.stopped.isHidden():
            return self.stopped.home
        if (asked := self.times.first_field()) is not None:
            return asked
        return next((tick for tick in self._ticks() if tick.isVisible() and not tick.isChecked()), self)

    def _ticks(self) -> tuple[Tick, ...]:
        return (*self.presence.ticks(), self.dossier.compliant)

    def _pass_to(self, tick: Tick) -> None:
        """The next line, or what comes after where the form asks for no dossier."""
        if tick.isVisible():
            tick.setFocus()
        else:
            self._after_ticks()

    def _tell_ready(self) -> None:
        self._ready.tell(self._ready_words(self._unchecked))

    def _ready_words(self, unchecked: tuple[str, ...]) -> str:
        start = "{oral.next} commence l’interrogation\u202f: le temps part aussitôt."
        if self.times.total_due:
            start = f"Fixez la durée totale. {start}"
        if again := self.commission.taken_over():
            start = f"Place vide comme à l’interrogation précédente\u202f: {again}. {start}"
        if not unchecked:
            return start
        lacking = f"Pas encore consigné\u202f: {', '.join(unchecked)}."
        return f"{start} {lacking} L’interrogation peut commencer sans\u202f; la grille le dira."

    def _connect(self, presenter: OralPresenter) -> None:
        self.commission.added.connect(presenter.conductor.add_juror)
        self.commission.changed.connect(self._tell_ready)
        ticks = self._ticks()
        self.times.passed.connect(ticks[0].setFocus)
        for tick, following in pairwise(ticks):
            tick.passed.connect(partial(self._pass_to, following))
        ticks[-1].passed.connect(self._after_ticks)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # There is one.

    def _after_ticks(self) -> None:
        after = (*self.played.fields(), self.commission.add)
        next(each for each in after if each.isVisible() or each is after[-1]).setFocus()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Keep what has the focus in sight, with the whole question that it belongs to."""
        if new is None or not self.isAncestorOf(new):
            return
        if self.stopped.isAncestorOf(new):
            self.verticalScrollBar().setValue(0)
            return
        asked = new.parentWidget()
        while asked is not None and asked is not self and not isinstance(asked, InlineForm):
            asked = asked.parentWidget()
        shown = asked if isinstance(asked, InlineForm) else new
        # A question that just appeared has its place only once the panel is laid out.
        soon(shown, lambda: self._reveal(shown))

    def _reveal(self, shown: QWidget) -> None:
        """Up and down only: sideways, the beginning of every line would go out of sight."""
        self.ensureWidgetVisible(shown, 0, self._theme.px(24))
        self.horizontalScrollBar().setValue(0)

    def _build(self) -> None:
        inside = QWidget()
        cards = (
            self.stopped,
            self.times,
            self.presence,
            self.dossier,
            self.played,
            self.commission,
            self.laptops,
        )
        parts = (self.title, self.ready, self.permitted, *cards)
        column(self._theme, *parts, 1, gap=10, margins=(16, 12, 16, 16), within=inside)
        self.setWidget(inside)
