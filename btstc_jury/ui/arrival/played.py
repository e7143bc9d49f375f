"""What the oral plays: the fiche or project, what is modified, which annexes are handed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.application.views.played import PlayedView
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.events import PlayedRecorded
from btstc_jury.domain.playing import NOTHING_PLAYED, Handed
from btstc_jury.ui.arrival.pieces import Links, Section, Tick, text_field
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import AT_TOP, column, fill, panel, row

_UNSAID = "Non consigné"


class PlayedSection(Section):
    """``act`` records, and says whether it is; nothing is shown of an oral that plays nothing.
    ``scenario_asked``: the situation to be handed over is to be composed, attached or printed.
    """

    scenario_asked = Signal()

    def __init__(self, theme: Theme, act: Callable[[PlayedRecorded], bool]) -> None:
        super().__init__(theme, "")
        self._act = act
        self._view = PlayedView(None, NOTHING_PLAYED, (), (), "")
        self._fresh = True
        self.sheet = Choice(theme)
        self._sheet_field = Field(theme, "", self.sheet)
        self._title_field, self.words = text_field(theme, "Intitulé", NAME_LIMIT)
        self._changes_field, self.changes = text_field(theme, "Modifié par la commission", TEXT_LIMIT)
        self.handed = Choice(theme)
        self._handed_field = Field(theme, "", self.handed, "À la préparation.")
        self.altered = Tick(theme, "Annexes modifiées par la commission", self._alter)
        self._subject_field, self.subject = text_field(theme, "", NAME_LIMIT)
        which = row(theme, (self._sheet_field, 2), (self._title_field, 3), gap=12, at=AT_TOP)
        self._annexes = panel(column(theme, self._handed_field, self.altered, gap=6))
        self._scenario = label("", "small muted", wrap=True)
        self._links = Links(theme)
        self.compose = self._links.add("Situation à remettre…", self.scenario_asked.emit)
        fill(
            self.body,
            self._subject_field,
            which,
            self._changes_field,
            self._annexes,
            self._scenario,
            self._links,
        )
        self.handed.addItem(_UNSAID, None)
        for each in Handed:
            self.handed.addItem(each.label.capitalize(), each)
        self.sheet.activated.connect(self._choose)
        self.handed.activated.connect(self._hand)
        self.words.editingFinished.connect(self._name)
        self.changes.editingFinished.connect(self._change)
        self.subject.editingFinished.connect(self._say_subject)
        for line in (self.subject, self.words, self.changes):
            line.returnPressed.connect(partial(self._pass, line))
        self.hide()

    def show_view(self, view: PlayedView) -> None:
        self._view = view
        self.setVisible(view.asked)
        self._show_lines(view)
        self._show_subject(view)
        self._show_choice(view)
        self.show_state("" if view.lacking else "consigné", "done")

    def _show_lines(self, view: PlayedView) -> None:
        played = view.played
        told = ((self.words, played.title), (self.changes, played.changes), (self.subject, played.subject))
        for line, text in told:
            if (self._fresh or not line.hasFocus()) and line.text() != text:
                line.setText(text)
        self._fresh = False

    def _show_subject(self, view: PlayedView) -> None:
        subject = view.subject
        self._subject_field.setVisible(subject is not None)
        if subject is None:
            return
        self.title.setText(subject.label)
        self._subject_field.set_caption(subject.label)
        self._subject_field.set_hint(subject.note)

    def _show_choice(self, view: PlayedView) -> None:
        """The fiche, project or documents."""
        self._title_field.setVisible(view.playing is not None)
        if view.playing is None:
            for each in (self._sheet_field, self._changes_field, self._annexes, self._links, self._scenario):
                each.hide()
            return
        facts, played = view.playing.facts, view.played
        alone = view.subject is None
        self.title.setText(facts.title if alone else f"{self.title.text()}, {facts.which}")
        self._title_field.set_caption("Intitulé" if facts.one else facts.title)
        self._sheet_field.set_caption(facts.which.capitalize())
        self._handed_field.set_caption(f"{facts.annexes[:1].upper()}{facts.annexes[1:]}")
        self._fill_sheets()
        self.sheet.setCurrentIndex(0 if played.sheet is None else played.sheet + 1)
        self.handed.setCurrentIndex(self.handed.findData(played.handed))
        self.altered.show_checked(played.altered)
        self._sheet_field.setVisible(bool(view.sheets))
        self._changes_field.setVisible(facts.changed)
        self._annexes.setVisible(bool(facts.annexes))
        self.altered.setVisible(facts.changed and played.handed not in {None, Handed.NONE})
        self._links.setVisible(bool(facts.annexes))
        tell(self._scenario, view.scenario)

    def lines(self) -> dict[str, QLineEdit]:
        """What is written before it is recorded, by its name."""
        return {"played-title": self.words, "played-changes": self.changes, "played-subject": self.subject}

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return self.subject, self.sheet, self.words, self.changes, self.handed, self.altered, self.compose

    def reset(self) -> None:
        """Another candidate is here: what the lines show is another's."""
        self._fresh = True

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        if self._fresh or self.isHidden():
            return True
        typed = replace(
            self._view.played,
            title=self.words.text().strip(),
            changes=self.changes.text().strip(),
            subject=self.subject.text().strip(),
        )
        return typed == self._view.played or self._act(PlayedRecorded(typed))

    def _fill_sheets(self) -> None:
        shown = (_UNSAID, *self._view.sheets)
        if shown != tuple(self.sheet.itemText(place) for place in range(self.sheet.count())):
            self.sheet.clear()
            self.sheet.addItems(shown)

    def _pass(self, line: QWidget) -> None:
        """Enter goes on to the next question."""
        fields = self.fields()
        after = fields[fields.index(line) + 1 :]
        next((each for each in after if each.isVisible()), line).setFocus()

    def _choose(self, place: int) -> None:
        """The title of the dossier's list comes along, in place of that of another."""
        known = {*self._view.titles, ""}
        title = self.words.text().strip()
        if title in known:
            title = self._view.titles[place - 1] if place else ""
            self.words.setText(title)
        self._record(sheet=place - 1 if place else None, title=title)

    def _name(self) -> None:
        self._record(title=self.words.text().strip())

    def _say_subject(self) -> None:
        self._record(subject=self.subject.text().strip())

    def _change(self) -> None:
        self._record(changes=self.changes.text().strip())

    def _hand(self, place: int) -> None:
        handed = self.handed.itemData(place)
        kept = None if handed is None else Handed(handed)
        self._record(handed=kept, altered=self.altered.isChecked() and kept not in {None, Handed.NONE})

    def _alter(self, on: bool) -> None:
        self._record(altered=on)

    def _record(self, **changed: object) -> None:
        played = replace(self._view.played, **changed)  # type: ignore[arg-type]  # names of fields above
        if played != self._view.played and not self._act(PlayedRecorded(played)):
            self.show_view(self._view)
