"""The candidates of a centre: found, added, corrected, withdrawn, received by lists."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu

from btstc_jury.application.centre.office import CentreOffice, CentreTopic
from btstc_jury.application.centre.people import (
    add_candidate,
    candidate_of,
    correct_candidate,
    withdraw_candidates,
)
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views.centre.candidates import (
    CandidateLine,
    candidate_lines,
    found,
    search_words,
    summary,
)
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.acts import Where
from btstc_jury.ui.candidates.day_rows import SearchField
from btstc_jury.ui.centre.candidate_dialog import CandidateDialog
from btstc_jury.ui.centre.list_source import ListSource, carries_list, source_of
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.plan_dialog import ask_over
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.rows_table import Heading, RowsModel, RowsTable
from btstc_jury.ui.centre.wishes_dialog import WishesDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import KeyButton, toggle
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder
from btstc_jury.ui.widgets.layouts import Pages, column, flow, panel, row, sized

_HEADINGS = (
    Heading("Numéro", lambda line: line.number, 2, 110),
    Heading("Candidat", lambda line: line.name, 6, 180, lambda line: line.order),
    Heading("Naissance", lambda line: line.birth, 0, 100, lambda line: line.born),
    Heading("Établissement", lambda line: line.school, 5, 130),
    Heading("Épreuves", lambda line: line.exams, 3, 100),
    Heading("Temps", lambda line: line.extra, 0, 70),
    Heading(
        "État",
        lambda line: line.state,
        4,
        120,
        lambda line: (not line.doubtful, line.state),
        sign=lambda line: (Symbol.RESERVED, Tone.WARNING) if line.doubtful else None,
    ),
)
_TITLE = "Pas encore de candidats"
_WORDS = (
    "Déposez la liste nationale ici, collez-la (Ctrl+V), ou choisissez un fichier\u202f: CSV, texte, XLSX,"
    " XLS ou ODS, tel qu’il vous est venu. Vous verrez ce qui en est compris avant que rien ne soit écrit."
)


class CandidatesPage(CentrePage):
    title = "Candidats"
    act = "centre.candidates"
    where = Where.CANDIDATES
    hears = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY})

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines: tuple[CandidateLine, ...] = ()
        self.search = SearchField(limit=200, placeholder="Nom, numéro, établissement, INE")
        self.search.setAccessibleName("Rechercher un candidat")
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.doubtful = toggle("À vérifier")
        self.doubtful.toggled.connect(lambda _on: self._narrow())
        self._told = label("", "muted")
        self._none = label("Personne ne répond à cette recherche.", "muted")
        self.table = RowsTable(
            theme, "Candidats", RowsModel[CandidateLine](_HEADINGS, lambda each: each.identity)
        )
        self._make_acts()
        self.search.left.connect(self._leave_search)
        self.table.chosen.connect(self._edit)
        self.table.removed.connect(self._withdraw)
        self.table.moved.connect(self._show_acts)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        self._arrange()
        self._show_acts()

    @classmethod
    def count(cls, _office: CentreOffice) -> int | None:
        return len(_office.candidates)

    def refresh(self, topics: AbstractSet[CentreTopic]) -> None:
        self._lines = candidate_lines(self.office, self._lines)
        doubtful = sum(each.doubtful for each in self._lines)
        self.doubtful.setText(f"À vérifier {doubtful}")
        self.doubtful.setVisible(bool(doubtful) or self.doubtful.isChecked())
        self._narrow()
        empty = not self._lines
        here = self._stack.currentWidget() is not (self._empty if empty else self._full)
        self._stack.setCurrentWidget(self._empty if empty else self._full)
        self.lead_to(self._choose_button if empty else self.table)
        if here and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_candidate(self, identity: int) -> None:
        """In the list, whatever was looked for in it."""
        self.search.clear()
        self.doubtful.setChecked(False)
        self.table.go_to(identity)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def paste(self) -> None:
        """A list that was copied: rows of a spreadsheet, a text, or a file."""
        source = source_of(QGuiApplication.clipboard().mimeData(), self.ports.centres)
        if source is None:
            self.presenter.refused.emit("Le presse-papiers ne contient ni liste ni fichier.")
        else:
            self.receive(source)

    def receive(self, source: ListSource) -> None:
        """Show what taking a list in would do."""
        from btstc_jury.ui.centre.list_dialog import ListDialog  # noqa: PLC0415 - once a session or so

        ListDialog(self.theme, self.presenter, source, self.window()).ask()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if carries_list(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if carries_list(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        source = source_of(event.mimeData(), self.ports.centres)
        if source is not None:
            event.acceptProposedAction()
            self.receive(source)

    def _make_acts(self) -> None:
        self._import = Action("people.import", self, self._choose)
        self._paste = QAction("Coller une liste", self)
        self._paste.setShortcut(QKeySequence.StandardKey.Paste)
        self._paste.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._paste.triggered.connect(lambda _on: self.paste())
        self._add = Action("people.add", self, self._ask_new)
        self._change = Action("people.edit", self, self._edit)
        self._wishes = Action("people.wishes", self, self._ask_wishes)
        self._remove = QAction("Retirer", self, toolTip="Retirer du centre (Suppr)")
        self._remove.triggered.connect(lambda _on: self._withdraw())
        Action("people.find", self, self._go_to_search)
        self.addActions([self._paste, self._remove])
        self.foot = (
            KeyButton.of(self._import, "primary"),
            KeyButton.of(self._paste),
            1,
            KeyButton.of(self._add),
            KeyButton.of(self._change),
            KeyButton.of(self._wishes),
            KeyButton.of(self._remove),
        )

    def _arrange(self) -> None:
        theme = self.theme
        sized(theme, self.search, width=(220, 420))
        bar = panel(
            row(theme, (self.search, 1), self.doubtful, self._told, 1, gap=12, margins=(20, 8)), "banner"
        )
        self._full = panel(column(theme, bar, self._none, (self.table, 1), gap=0))
        self._none.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        self._choose_button = KeyButton.of(self._import, "primary", "Choisir un fichier…")
        acts = flow(theme, self._choose_button, KeyButton.of(self._paste), KeyButton.of(self._add))
        told = (label(_TITLE, "heading", wrap=True), label(_WORDS, wrap=True))
        card = panel(column(theme, *told, acts, gap=12, margins=24), "card")
        sized(theme, card, width=(None, 640))
        self._empty = panel(column(theme, 1, row(theme, 1, (card, 4), 1), 2, margins=24))
        self._stack = Pages()
        for each in (self._full, self._empty):
            self._stack.addWidget(each)
        column(theme, self._stack, gap=0, within=self)
        self.lead_to(self.table)

    def _narrow(self) -> None:
        words = search_words(self.search.text())
        shown = [
            each
            for each in self._lines
            if (each.doubtful or not self.doubtful.isChecked()) and found(each, words)
        ]
        self.table.rows.show(shown)
        self._told.setText(summary(self._lines, len(shown)))
        self._none.setVisible(bool(self._lines) and not shown)
        self._show_acts()

    def _show_acts(self) -> None:
        chosen = len(self.table.selected)
        self._change.setEnabled(chosen == 1)
        self._wishes.setEnabled(chosen == 1)
        self._remove.setEnabled(chosen > 0)
        self._remove.setText("Retirer" if chosen < 2 else f"Retirer {chosen} candidats")

    def _go_to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave_search(self) -> None:
        if self.table.rows.rows:
            if not self.table.selected:
                self.table.selectRow(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self._change, self._wishes, self._remove])
        menu.popup(self.table.viewport().mapToGlobal(point))

    def _choose(self) -> None:
        kinds = "Listes de candidats (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods);;Tous les fichiers (*)"
        folder = str(last_folder(self, Shelf.LISTS, Path(self.office.file.path).parent))
        chosen, _ = QFileDialog.getOpenFileName(self, "Recevoir une liste de candidats", folder, kinds)
        if chosen:
            note_folder(self, Shelf.LISTS, Path(chosen).parent)
            self.receive(ListSource.of_file(Path(chosen), self.ports.centres))

    def _ask_new(self) -> None:
        CandidateDialog(self.theme, None, self._add_one, self.window()).ask()

    def _add_one(self, candidate: CentreCandidate) -> bool:
        done = self._carry_out(partial(add_candidate, self.office, candidate), self._added(candidate))
        if done:
            self.search.clear()
            self.table.go_to(self.office.candidates[-1].identity)
        return done

    @staticmethod
    def _added(candidate: CentreCandidate) -> str:
        return f"Candidat ajouté\u202f: {candidate.full_name}"

    def _edit(self) -> None:
        chosen = self.table.selected
        if len(chosen) != 1:
            return
        identity = chosen[0].identity
        CandidateDialog(
            self.theme, candidate_of(self.office, identity), partial(self._correct, identity), self.window()
        ).ask()

    def _ask_wishes(self) -> None:
        for each in self.table.selected[:1]:
            make = partial(WishesDialog, self.theme, self.presenter, each.identity, self.window())
            ask_over(self.presenter, make)

    def _correct(self, identity: int, candidate: CentreCandidate) -> bool:
        words = f"Candidat corrigé\u202f: {candidate.full_name}"
        return self._carry_out(partial(correct_candidate, self.office, identity, candidate), words)

    def _withdraw(self) -> None:
        chosen = self.table.selected
        if chosen:
            words = (
                f"Candidat retiré\u202f: {chosen[0].name}"
                if len(chosen) == 1
                else f"{len(chosen)} candidats retirés"
            )
            self._carry_out(
                partial(withdraw_candidates, self.office, [each.identity for each in chosen]), words
            )

    def _carry_out(self, act: partial[None], words: str) -> bool:
        return self.presenter.carry_out(act, {CentreTopic.CANDIDATES, CentreTopic.DAY}, words)
