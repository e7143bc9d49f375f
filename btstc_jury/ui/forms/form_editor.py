"""The form editor: what is typed is read at once as the file will be, and every fault shown where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from btstc_jury.application.form_editing import Begun, FormDraft, FormWorkshop, KeptDraft, next_version
from btstc_jury.application.problems import FileProblem, UnusableForm
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.form_diff import Difference, differences
from btstc_jury.application.views.form_editor import (
    PAGES,
    Place,
    fault_words,
    field_words,
    place_of,
    reading_order,
    value_words,
)
from btstc_jury.domain.form import Authority, Form, Origin
from btstc_jury.ui.forms.differences import DifferencesDialog, ReplaceDialog
from btstc_jury.ui.forms.form_page import FormPage
from btstc_jury.ui.forms.origin_line import OriginLine
from btstc_jury.ui.forms.side_panel import FAULT_KEY, SidePanel
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import ColumnScroll, Pages, column, row

_WIDTH = 1180
_TALLEST, _SHORTEST = 560, 120
"""Of a page, which scrolls beyond."""
_AROUND = 250
"""What stands above and below it; a sentence on a problem takes its room from it."""
_ORIGIN_KEYS = "Alt+O"
_REPLACES = "Le centre a déjà une forme de cette clé\u202f: l’enregistrer proposera de la remplacer."
_CHECK_MS = 300
_KEEP_MS = 1500


class _PageStack(Pages):
    """``tall``: what it takes where there is room; a question below takes from it, a larger window gives."""

    def __init__(self, tall: int) -> None:
        super().__init__()
        self._tall = tall

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._tall)


class FormEditor(FormDialog):
    """``tried``: the file that tries the form; ``kept``: where the form was saved;
    ``failed``: a ``FileProblem`` once the dialog has nowhere to say it.
    """

    tried = Signal(Path)
    kept = Signal(str)
    failed = Signal(object)

    guide_page = "formes"

    def __init__(
        self,
        theme: Theme,
        workshop: FormWorkshop,
        begun: Begun,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Forme d’épreuve", _WIDTH, parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.draft = FormDraft(begun.values)
        self._workshop = workshop
        self._base = begun.base
        self._begun = begun
        self._place = begun.place
        self._form: Form | None = None
        self._path = ""
        self._wanted = False
        self.pages = tuple(FormPage(theme, each, self.draft) for each in PAGES)
        self._make_pages()
        self._make_buttons()
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_MS)
        self._checking.timeout.connect(self.check)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keeping.timeout.connect(self._keep)
        self.check()
        if not begun.place:
            self.remember()
        self.show_problem(begun.told)
        self.pages[0].fields[0].editor.setFocus()

    def entries(self) -> tuple[object, ...]:
        return (self._workshop.text(self.draft.values),)

    def check(self) -> None:
        """Read what is typed as the file will be."""
        self._checking.stop()
        checked = self._workshop.check(self.draft.values, self._begun.own)
        self._form = checked.form
        faults = sorted(checked.faults, key=lambda each: reading_order(each.path))
        self._places = [place_of(each.path) for each in (*faults, *checked.doubts)]
        words = [fault_words(each) for each in faults]
        by_page = Counter(each.page for each in self._places[: len(faults)])
        self.side.show_faults(words, by_page, [fault_words(each) for each in checked.doubts])
        doubts = {place_of(each.path).path: field_words(each) for each in checked.doubts}
        if checked.replaces:
            doubts["key"] = _REPLACES
        # What is merely not yet typed isn't red before it is asked for.
        asked = self._wanted or bool(self._begun.base or self._begun.told)
        for number, page in enumerate(self.pages):
            mine = [
                (place.path, field_words(fault))
                for place, fault in zip(self._places, faults, strict=False)
                if place.page == number
            ]
            lacking = () if asked else [path for path, _ in mine if self.draft.get(path) is None]
            page.show_faults({path: words for path, words in reversed(mine) if path not in lacking}, doubts)

    def submit(self) -> None:
        """Keep it among the centre's forms; one that it would replace unseen is shown first."""
        form = self._right("Rien n’a été enregistré")
        if form is None:
            return
        if self._begun.told and form.key == self._begun.own:
            # It takes the place of the file that it mends.
            self.save(form)
            return
        try:
            standing = self._workshop.standing(form.key)
        except UnusableForm as problem:
            self._ask_to_replace(form, str(problem))
            return
        seen = standing is None or standing.hash in {form.hash, self._begun.seen}
        if standing is None or (seen and form.key == self._begun.own):
            self.save(form)
        else:
            self._ask_to_replace(form, differences(standing, form))

    def save(self, form: Form) -> None:
        """Whatever has its key."""
        try:
            path = self._workshop.save(form)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        self.remember()
        self.kept.emit(f"«\u202f{form.name}\u202f» est parmi les formes du centre\u202f: {path}")
        self.accept()

    def done(self, result: int) -> None:
        """What is left is left knowingly: the draft goes with it, unless it is for later."""
        self._keeping.stop()
        super().done(result)
        try:
            if self._place:
                self._workshop.drop_draft(self._place)
        except FileProblem as problem:
            self.failed.emit(problem)

    def leave_for_later(self) -> bool:
        """It is offered again when a form is begun; whether it could be kept."""
        kept = self._keep()
        if kept:
            self._place = ""
            self.done(0)
        return kept

    def _make_pages(self) -> None:
        theme = self.theme
        room = self.screen().availableGeometry().height() - theme.px(_AROUND)
        self._stack = _PageStack(max(min(theme.px(_TALLEST), room), theme.px(_SHORTEST)))
        self._stack.setMinimumHeight(theme.px(_SHORTEST))
        self._scrolls = tuple(map(ColumnScroll, self.pages))
        for page, scroll in zip(self.pages, self._scrolls, strict=True):
            self._stack.addWidget(scroll)
            page.changed.connect(self._on_change)
            page.entered.connect(self._on_entered)
            page.refused.connect(self.show_problem)
        self.side = SidePanel(theme, [each.title for each in PAGES])
        self.contents, self.faults = self.side.pages, self.side.faults
        self.side.page_chosen.connect(self._show_page)
        self.side.fault_chosen.connect(self._go_to_fault)
        self.origin = OriginLine(theme, _ORIGIN_KEYS)
        self.origin.spread.connect(self._spread_origin)
        self.origin.back.connect(lambda: self._go_to(place_of(self._path)))
        self.origin.chosen.connect(self._on_origin)
        self._content.setStretch(0, 99)
        self.body.addLayout(row(theme, self.side, (column(theme, (self._stack, 1), self.origin), 1), gap=24))
        QShortcut(QKeySequence(_ORIGIN_KEYS), self).activated.connect(self.origin.toggle)
        QShortcut(QKeySequence(FAULT_KEY), self).activated.connect(self.faults.go_on)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, by))

    def _make_buttons(self) -> None:
        self.difference = self.add_button("Di&fférences…", self._compare)
        self.difference.setVisible(self._base is not None)
        self.add_button("Ex&porter…", self._export)
        self.trial = self.add_button("&Essayer", self._try)
        # Enter in one of so many fields would keep what is half written.
        keep = self.add_usual_buttons("Enre&gistrer (Ctrl+S)")
        keep.setDefault(False)
        keep.setAutoDefault(False)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.submit)
        self.add_answer("Garder pour plus tard", self.leave_for_later)

    def _turn(self, by: int) -> None:
        """Another page, its first field."""
        place = (self.contents.currentRow() + by) % len(self.pages)
        self.contents.setCurrentRow(place)
        self.pages[place].begin()

    def _go_to_fault(self, place: int) -> None:
        if 0 <= place < len(self._places):
            self._go_to(self._places[place])

    def _go_to(self, place: Place) -> None:
        self.contents.setCurrentRow(place.page)
        gone = self.pages[place.page].go(place.row, place.path)
        self._scrolls[place.page].ensureWidgetVisible(gone)

    def _show_page(self, place: int) -> None:
        self._on_entered("")
        # Rows of another page may have changed what this one shows.
        self.pages[place].show_draft(max(self.pages[place].row, 1))
        self._stack.setCurrentIndex(place)

    def _on_change(self) -> None:
        self.show_problem("")
        base = self._base
        if self._begun.own and base is not None and self.draft.get("version") == base.version:
            # What orals were begun with and what they will be begun with are told apart by it.
            self.draft.put("version", next_version(base.version))
            page, path = self.pages[0], "version"
            next(each for each in page.fields if each.spec.path == path).show_value(self.draft.get(path))
        self._show_origin()
        self._checking.start()
        self._keeping.start()

    def _on_entered(self, path: str) -> None:
        self._path = path
        self._show_origin()

    def _show_origin(self) -> None:
        of = value_words(self._path) if self._path and self.draft.get(self._path) is not None else ""
        self.origin.show_origin(of, self.draft.origin(self._path) if of else None)
        self.origin.show_typed([value_words(each) for each in self.draft.typed()])

    def _on_origin(self, authority: Authority, place: str, note: str) -> None:
        if self._path:
            self.draft.give_origin(self._path, Origin(authority, note, place=place))
            self._checking.start()
            self._keeping.start()

    def _spread_origin(self) -> None:
        said = self.draft.origin(self._path)
        if said is None:
            return
        origin = Origin(Authority(said["authority"]), said.get("note", ""), place=said.get("place", ""))
        named = ", ".join(map(value_words, self.draft.typed()))
        count = formats.count(self.draft.give_to_typed(origin), "valeur")
        which = f"\u202f: {named}" if named else ""
        self.show_problem(f"{count} de plus avec cette origine{which}.")
        self._show_origin()
        self.pages[self.contents.currentRow()].show_draft(self.pages[self.contents.currentRow()].row)
        self._checking.start()
        self._keeping.start()

    def _right(self, nothing: str) -> Form | None:
        """The form, if there is nothing to correct; otherwise the first fault is gone to."""
        self._wanted = True
        self.check()
        if self._form is None:
            left = formats.count(self.side.to_correct, "point")
            self.show_problem(f"{nothing}\u202f: il reste {left} à corriger.")
            self.faults.setCurrentRow(0)
            self._go_to_fault(0)
        return self._form

    def _compare(self) -> None:

        form = self._right("La comparaison se fait sur une forme juste")
        if form is not None and self._base is not None:
            DifferencesDialog(self.theme, self._base.name, differences(self._base, form), self).ask()

    def _try(self) -> None:
        form = self._right("L’essai se fait sur une forme juste")
        if form is None:
            return
        try:
            path = self._workshop.trial(form)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        # The editor would stand over what it tries.
        if self.leave_for_later():
            self.tried.emit(path)

    def _export(self) -> None:
        form = self._right("Rien n’a été exporté")
        if form is not None:
            proposed = documents() / f"{form.key}.toml"
            ask_where(self, "Exporter la forme", "TOML (*.toml)", proposed, self.export_to, shelf=Shelf.FORMS)

    def export_to(self, chosen: str) -> None:
        """One TOML file, whose name is its key."""
        try:
            self._workshop.export(self.draft.values, Path(chosen))
            key = Path(chosen).stem
            self.show_problem(f"Exportée\u202f: {chosen}. Sa clé est «\u202f{key}\u202f», le nom du fichier.")
        except (FileProblem, UnusableForm) as problem:
            told = messages.problem(problem).sentence if isinstance(problem, FileProblem) else str(problem)
            self.show_problem(told)

    def _ask_to_replace(self, form: Form, found: Sequence[Difference] | str) -> None:
        asked = ReplaceDialog(self.theme, form.key, found, self)
        asked.accepted.connect(lambda: self.save(form))
        asked.ask()

    def _keep(self) -> bool:
        """Whether it could be."""
        base = "" if self._base is None else self._base.key
        kept = KeptDraft(self.draft.values, base, self._begun.own, self._begun.seen, self._place)
        try:
            self._place = self._workshop.keep_draft(kept)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return False
        return True
