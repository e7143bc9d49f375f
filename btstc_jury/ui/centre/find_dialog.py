"""One search of the whole centre: candidates, what commissions wrote, how interrogations stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.finding import CentreFinder, CentreFound, CentreHit, unsearched
from btstc_jury.application.centre.harmony import Unread
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.board import Box
from btstc_jury.application.views.found import excerpt_words
from btstc_jury.ui.candidates.day_rows import SearchField
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.rereading import KeyDialog, Rereading
from btstc_jury.ui.centre.rows_table import Heading, RowsModel, RowsTable
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_LEFT, fill, row, sized

_MOST = 200
_EVERY = "Tous les états"


def _state(hit: CentreHit) -> str:
    if hit.line is None:
        return "rien d’attendu" if hit.candidate is not None else "à rattacher, ou d’ailleurs"
    return hit.line.box.facts.label


_HEADINGS = (
    Heading("Candidat", lambda hit: hit.name, 3, 150),
    Heading("Numéro", lambda hit: hit.number or "—", 1, 95),
    Heading("Épreuve", lambda hit: "—" if hit.line is None else hit.line.exam, 0, 75),
    Heading("Commission", lambda hit: "—" if hit.line is None else hit.line.commission or "—", 0, 95),
    Heading("État", _state, 3, 130),
    Heading("Trouvé dans", lambda hit: excerpt_words(hit.where) or "nom, numéro, établissement", 7, 200),
)
_WHERE = (
    "La recherche porte sur les candidats du centre et sur ce qui est revenu et compte\u202f: remarques,"
    " appréciations. Essayez moins de mots, le début d’un mot, ou un autre état."
)
_NOT_KEPT = (
    "Ce centre ne garde pas les remarques pour la recherche\u202f: noms, numéros et appréciations seulement."
)


_NAMED = 3
"""Files that are named where more could not be read."""


def _not_searched(unread: Sequence[Unread]) -> str:
    if not unread:
        return ""
    named = "\u202f; ".join(f"{each.name} ({each.why})" for each in unread[:_NAMED])
    more = f"\u202f; et {len(unread) - _NAMED} de plus" if len(unread) > _NAMED else ""
    return f"Reçus avant la recherche, et pas relus\u202f: {named}{more}."


class _Asked(SearchField):
    """Esc is the dialog's, as in its other fields."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class FindDialog(FormDialog):
    """``go``: to the hit that is chosen, where it stands. What came before there was a search is read again
    by ``texts``, beside.
    """

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        finder: CentreFinder,
        texts: Rereading,
        go: Callable[[CentreHit], object],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, "Rechercher dans tout le centre", 980, parent)
        self._presenter, self._finder, self._texts, self._go = presenter, finder, texts, go
        self.search = _Asked(limit=200, placeholder="Nom, numéro, mots d’une remarque")
        self.search.setAccessibleName("Rechercher dans tout le centre")
        self.state = Choice(theme)
        self.state.setAccessibleName("État des interrogations")
        self.state.addItems([_EVERY, *(each.facts.label for each in Box)])
        sized(theme, self.state, width=(140, 260))
        self.told = label("", "muted", wrap=True)
        self.reading = label("", "small muted", wrap=True)
        self.unlock = aside("Donner une phrase de passe…", self._ask_key, "link")
        self.table = RowsTable(theme, "Résultats", RowsModel[CentreHit](_HEADINGS, id))
        self.table.setMinimumHeight(theme.px(300))
        asked = row(theme, (self.search, 1), self.state, gap=10)
        fill(self.body, asked, self.told, self.table, self.reading, (self.unlock, AT_LEFT))
        self.leave = self.add_button("Fermer", self.reject)
        self.open_hit = self.add_button("&Voir", self.submit, primary=True)
        self.search.textChanged.connect(lambda _text: self._find())
        self.state.currentIndexChanged.connect(lambda _place: self._find())
        self.search.left.connect(self._to_table)
        self.table.chosen.connect(self.submit)
        self.table.moved.connect(self._show_acts)
        texts.told.connect(self._tell_reading)
        texts.ended.connect(self._read_on)
        texts.stopped.connect(self._read_no_more)
        self._read_on()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        chosen = self.table.selected
        if len(chosen) == 1:
            self.accept()
            self._go(chosen[0])

    def _read_on(self) -> None:
        """Of what is there, and then of what is read meanwhile."""
        self._finder.take(self._texts.more)
        self._find()
        reading = self._texts.beside.busy
        if not reading:
            try:
                reading = self._texts.read(unsearched(self._presenter.office))
            except FileProblem as problem:
                self._presenter.failed.emit(messages.problem_of_centre(problem))
        if not reading:
            self._tell_reading(_not_searched(tuple(self._texts.unread.values())))
        self.unlock.setVisible(bool(self._texts.locked) and not reading)

    def _read_no_more(self, error: Exception) -> None:
        self._tell_reading("")
        if isinstance(error, FileProblem):
            self._presenter.failed.emit(messages.problem(error))

    def _tell_reading(self, words: str) -> None:
        self.reading.setText(words)
        self.reading.setVisible(bool(words))

    def _ask_key(self) -> None:
        KeyDialog(self.theme, [each.name for each in self._texts.locked], self.take_key, self).ask()

    def take_key(self, key: FileKey) -> None:
        """All that is locked is tried again with it."""
        self._texts.take_key(key)
        self._read_on()

    def _find(self) -> None:
        text, place = self.search.text(), self.state.currentIndex()
        box = tuple(Box)[place - 1] if place > 0 else None
        try:
            found = self._finder.find(text, box, _MOST)
        except FileProblem as problem:
            self._presenter.failed.emit(messages.problem_of_centre(problem))
            return
        self.table.rows.show(found.hits)
        self.table.go_to_row(0)
        self.told.setText(self._words(found, asked=bool(text.strip()) or box is not None))
        self._show_acts()

    def _words(self, found: CentreFound, *, asked: bool) -> str:
        kept = "" if self._presenter.office.centre.keeps_texts else f" {_NOT_KEPT}"
        if not asked:
            return f"Chaque mot doit se trouver\u202f; majuscules et accents ne comptent pas.{kept}"
        if not found.hits:
            return f"Rien ne correspond. {_WHERE}{kept}"
        number = f"{_MOST} premiers résultats" if found.more else formats.count(len(found.hits), "résultat")
        return f"{number}.{kept}"

    def _to_table(self) -> None:
        if self.table.rows.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_acts(self) -> None:
        self.open_hit.setEnabled(len(self.table.selected) == 1)
