"""The editor of one case: its sections, each with what is still to be written; kept as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from btstc_jury.application.case_bank import TRADES
from btstc_jury.application.cases import CaseFile, Cases
from btstc_jury.application.views.case_words import Section, SectionLine, section_lines
from btstc_jury.application.views.rehearsal.paper import preparation_sheet
from btstc_jury.domain.case import Change, Objection
from btstc_jury.domain.form import Form
from btstc_jury.domain.session import ExamSession
from btstc_jury.ui.acts import Where
from btstc_jury.ui.cases.aims_section import AimsSection
from btstc_jury.ui.cases.annexes_section import AnnexesSection
from btstc_jury.ui.cases.bank_dialog import BankDialog
from btstc_jury.ui.cases.buyer_section import BuyerSection
from btstc_jury.ui.cases.changes_section import ChangesSection
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.figures import FiguresToCheck
from btstc_jury.ui.cases.objections_section import ObjectionsSection
from btstc_jury.ui.cases.pieces import SectionPage, focus
from btstc_jury.ui.cases.preparation import PreparationDialog
from btstc_jury.ui.cases.sheet_section import SheetSection, is_fiche
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action, share
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role, tell
from btstc_jury.ui.widgets.buttons import Button, KeyButton
from btstc_jury.ui.widgets.file_drop import dropped_files
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import ColumnScroll, Pages, column, panel, row, sized
from btstc_jury.ui.widgets.two_lines import TwoLineList, TwoLines

_WIDTH = 1180
_SIDE, _SECTIONS_SHORT, _SECTIONS_TALL = 250, 110, 330
_TALLEST, _SHORTEST, _AROUND = 620, 140, 200
_KEPT, _KEEPING = "Tout est gardé.", "En cours de saisie…"
_TAKEN = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class CaseEditor(FormDialog):
    """Beside the window. ``kept``: something of the case is durable that wasn't. Enter does nothing but in
    the field that one is in; leaving keeps everything, and asks only where something can't be kept.
    """

    kept = Signal()
    guide = Where.CASE

    def __init__(
        self,
        theme: Theme,
        ports: Ports,
        cases: Cases,
        file: CaseFile,
        form: Form | None,
        session: ExamSession,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, file.case.title, _WIDTH, parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._ports, self._form, self._session = ports, form, session
        self.draft = CaseDraft(cases, file, self)
        self._heading = self._head.findChildren(QLabel)[0]
        self._make_actions()
        self._make_sections()
        self._make_buttons()
        self._connect()
        self._tell()
        self.installEventFilter(self)
        self.remember()
        self.pages[Section.SHEET].begin()

    @property
    def section(self) -> Section:
        """The one in sight."""
        current = self.contents.current
        return current if isinstance(current, Section) else Section.SHEET

    def entries(self) -> tuple[object, ...]:
        """What can't be kept would be lost."""
        return (self.draft.file,) if self.draft.unkept else ()

    def submit(self) -> None:
        self.reject()

    def reject(self) -> None:
        """Everything is kept first; where that fails, one is led to why, and it is asked whether it goes."""
        if not self.draft.keep() and not self._question.isVisible():
            self._lead_to_error()
        super().reject()

    def lets_go(self) -> bool:
        self.draft.keep()
        return super().lets_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field stays there."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and event.type() in _TAKEN and isinstance(event, QDropEvent):
            paths = dropped_files(event.mimeData())
            if paths:
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.take_files(paths)
                return True
        return super().eventFilter(watched, event)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Dropped: on the fiche, a text is read; elsewhere, and anything else, they are annexes."""
        on_sheet = self.section is Section.SHEET
        if on_sheet and len(paths) == 1 and is_fiche(paths[0], self.draft.case):
            self.sheet.read(paths[0])
            return
        self.turn_to(Section.ANNEXES)
        self.annexes.attach(paths)

    def turn_to(self, section: Section) -> None:
        self.contents.select(section)

    def show_sheet(self) -> None:
        """What the student gets, of the case as it is typed."""
        self.show_problem("")
        if self._form is None:
            self.show_problem(
                f"La forme d’épreuve {self.draft.case.exam} n’est pas sur ce poste\u202f: la fiche de "
                "préparation en a besoin. Importez cette forme, puis recommencez."
            )
            return
        view = preparation_sheet(self.draft.case, self._form, self._session)
        name = f"Fiche de préparation - {safe_name(self.draft.case.title)}.pdf"
        PreparationDialog(self.theme, self._ports, view, name, self).ask()

    def show_bank(self) -> None:
        """Changes from the section of changes, objections from any other."""
        changes = self.section is Section.CHANGES
        kind = Change if changes else Objection
        case = self.draft.case
        dialog = BankDialog(self.theme, self.draft.cases.bank, kind, case.trade, self, picks=True)
        dialog.picked.connect(self.changes.take if changes else self._take_objections)
        dialog.ask()

    def _take_objections(self, values: tuple[Objection, ...]) -> None:
        self.turn_to(Section.OBJECTIONS)
        self.objections.take(values)

    def _lead_to_error(self) -> None:
        """The first field whose entry can't be kept, and its section."""
        for section, page in zip(Section, self.pages, strict=True):
            wrong = page.first_error()
            if wrong is not None:
                self.turn_to(section)
                self._scrolls[section].ensureWidgetVisible(wrong.editor)
                focus(wrong.editor)
                return

    def _make_actions(self) -> None:
        self._sheet_action = Action("case.sheet", self, self.show_sheet)
        self._bank_action = Action("cases.bank", self, self.show_bank)
        self._bank_action.say("De la banque…")
        self._read_action = Action("case.read", self, self._read)
        Action("oral.undo", self, self.draft.undo)
        share("window.keys", self)

    def _make_sections(self) -> None:
        theme, draft = self.theme, self.draft
        pages = self._form.dossier.annex_pages if self._form is not None else None
        self.sheet = SheetSection(theme, draft, self._read_action, TRADES)
        self.changes = ChangesSection(theme, draft, self._bank_action)
        self.buyer = BuyerSection(theme, draft)
        self.objections = ObjectionsSection(theme, draft, self._bank_action)
        self.annexes = AnnexesSection(theme, draft, self._ports.files, pages)
        self.aims = AimsSection(theme, draft, self._form)
        self.pages: tuple[SectionPage, ...] = (
            self.sheet,
            self.changes,
            self.buyer,
            self.objections,
            self.annexes,
            self.aims,
        )
        room = self.screen().availableGeometry().height() - theme.px(_AROUND)
        self._stack = TallPages(max(min(theme.px(_TALLEST), room), theme.px(_SHORTEST)))
        self._scrolls = tuple(map(ColumnScroll, self.pages))
        for scroll in self._scrolls:
            self._stack.addWidget(scroll)
        self.contents = TwoLineList(theme, "Parties du cas")
        set_role(self.contents, "boxed")
        sized(theme, self.contents, height=(_SECTIONS_SHORT, _SECTIONS_TALL))
        turn = label("Ctrl+Page préc. ou suiv.", "small muted", wrap=True)
        self.figures = FiguresToCheck(theme, self.draft)
        side = panel(column(theme, (self.contents, 100), turn, self.figures, 1))
        side.setFixedWidth(theme.px(_SIDE))
        self._done = label("", "small strong", wrap=True)
        self._undo = Button("Annu&ler")
        self._undo.setAutoDefault(False)
        self._told = panel(row(theme, (self._done, 1), self._undo, margins=(12, 6)), "notice")
        self._told.hide()
        self.body.addLayout(row(theme, side, (column(theme, self._told, (self._stack, 1)), 1), gap=24))

    def _make_buttons(self) -> None:
        self._state = label(_KEPT, "small muted")
        self.buttons.insertWidget(0, self._state)
        sheet = KeyButton.of(self._sheet_action)
        sheet.setAutoDefault(False)
        self.buttons.addWidget(sheet)
        self.leave = self.add_button("Fermer", self.reject, primary=True)
        self.leave.setDefault(False)
        self.leave.setAutoDefault(False)

    def _connect(self) -> None:
        self.contents.moved.connect(lambda: self._stack.setCurrentIndex(self.section))
        self.contents.chosen.connect(lambda section: self.pages[section].begin())
        self._undo.clicked.connect(self.draft.undo)
        self.draft.changed.connect(self._tell)
        self.draft.replaced.connect(self._refill)
        self.draft.undoable.connect(self._say)
        self.draft.stood.connect(self._on_stood)
        for page in self.pages:
            page.told.connect(partial(self._say, offers=False))
            page.refused.connect(self._refuse)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, by))

    def _turn(self, by: int) -> None:
        """Another section, its first field."""
        section = Section((self.section + by) % len(self.pages))
        self.turn_to(section)
        self.pages[section].begin()

    def _read(self) -> None:
        self.turn_to(Section.SHEET)
        self.sheet.ask_file()

    def _refill(self) -> None:
        for page in self.pages:
            page.show_case()

    def _say(self, words: str, *, offers: bool = True) -> None:
        tell(self._done, words)
        self._undo.setVisible(offers)
        self._told.setVisible(bool(words))
        # The sections give it the room, so that they scroll and not what is around them.
        self._stack.give_way(self._told.sizeHint().height() + self.theme.space(8) if words else 0)

    def _refuse(self, words: str) -> None:
        self._say("", offers=False)
        self.show_problem(words)

    def _tell(self) -> None:
        lines = section_lines(self.draft.case)
        self.contents.show_rows(tuple(map(_row, lines)))
        title = self.draft.case.title or "Cas sans titre"
        self.setWindowTitle(title)
        self._heading.setText(title)
        self._state.setText(_KEEPING if self.draft.unkept else _KEPT)

    def _on_stood(self) -> None:
        self._tell()
        problem = self.draft.problem
        if not self.draft.case.title.strip():
            problem = "Donnez un titre au cas pour qu’il puisse être gardé."
        self.show_problem(problem if self.draft.unkept else "")
        if not self.draft.unkept:
            self.remember()
            self.kept.emit()


class TallPages(Pages):
    """As high as ``wanted`` where there is room, and lower where a sentence needs it."""

    def __init__(self, wanted: int) -> None:
        super().__init__()
        self._most = self._wanted = wanted

    def give_way(self, by: int) -> None:
        """Than what is wanted."""
        self._wanted = self._most - by
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)


def _row(line: SectionLine) -> TwoLines:
    spoken = f"{line.section.title}. {line.words}"
    return TwoLines(line.section, line.section.title, line.words, "", "", spoken)


def safe_name(title: str) -> str:
    """What a title may be called by among files."""
    kept = "".join(each if each.isalnum() or each in " -’'," else " " for each in title)
    return " ".join(kept.split())[:60] or "cas"
