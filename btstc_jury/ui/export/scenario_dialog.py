"""The situation that the candidate gets for the preparation, composed as a page or attached as a PDF."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.scenarios import LARGEST, MOST_PAGES
from btstc_jury.application.views.messages import unfit
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.playing import NO_SCENARIO, Attachment, Scenario
from btstc_jury.domain.wording import in_lines
from btstc_jury.ui.oral.texts import TextEditor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill, flow

Keep = Callable[[Scenario, tuple[str, bytes] | None], str]
"""Records it, with a document added; says why it could not be, or "" once it is durable."""


class ScenarioDialog(FormDialog):
    """``told``: what the page says of the candidate. ``attach_asked``: a PDF is to be chosen; ``printed``:
    the page recorded is to be printed, ``saved``: to be saved.
    """

    attach_asked = Signal()
    printed = Signal()
    saved = Signal()

    def __init__(self, theme: Theme, told: str, scenario: Scenario, keep: Keep, parent: QWidget) -> None:
        super().__init__(theme, "Situation à remettre au candidat", 760, parent)
        self._keep = keep
        self._attached: Attachment | None = scenario.attached
        self._added: tuple[str, bytes] | None = None
        self.title = LineField(theme, "&Situation", scenario.title, limit=NAME_LIMIT)
        self.context, context = _text(theme, "Conte&xte", scenario.context, 4)
        self.changes, changes = _text(theme, "&Ce qui change", scenario.changes, 3)
        self.annexes, annexes = _text(theme, "Anne&xes remises", scenario.annexes, 2)
        annexes.set_caption("Annexes &remises")
        self._texts = ((self.context, context), (self.changes, changes), (self.annexes, annexes))
        self._document = label("", "small", wrap=True)
        self.attach = PushButton("&Joindre un PDF…")
        self.attach.clicked.connect(self.attach_asked)
        self.remove = PushButton("Retirer le document joint", "link")
        self.remove.clicked.connect(self._take_away)
        limits = f"PDF, {LARGEST >> 20}\u202fMio et {MOST_PAGES} pages au plus."
        said = label(told, "small muted", wrap=True)
        buttons = flow(theme, self.attach, self.remove, label(limits, "small muted"))
        fill(self.body, said, self.title, context, changes, annexes, self._document, buttons)
        self.add_button("Annu&ler", self.reject)
        self.to_file = self.add_button("Enregistrer en PDF…", lambda: self._give(self.saved.emit))
        self.to_printer = self.add_button("&Imprimer…", lambda: self._give(self.printed.emit))
        self.add_button("&Enregistrer", self.submit, primary=True)
        self._show_document()
        self.title.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        texts = (editor.text() for editor, _ in self._texts)
        return (self.title.line.text(), *texts, self._attached, self._added)

    def take(self, name: str, content: bytes) -> None:
        """A document found fit, in place of the one before."""
        self._added = (name, content)
        self.show_problem("")
        self._show_document()

    def scenario(self) -> Scenario:
        """What stands in the fields, with the document attached before, unless it goes."""
        context, changes, annexes = (in_lines(editor.text()) for editor, _ in self._texts)
        return Scenario(self.title.text(), context, changes, annexes, self._attached)

    def submit(self) -> None:
        if self._record():
            self.accept()

    def _give(self, ask: Callable[[], object]) -> None:
        """Only what is recorded goes out."""
        if self.scenario() == NO_SCENARIO and self._added is None:
            self.show_problem("Écrivez la situation, ou joignez un PDF.")
        elif self._record():
            self.accept()
            ask()

    def _record(self) -> bool:
        self.show_problem("")
        for editor, field in self._texts:
            field.set_error(unfit(editor.text(), TEXT_LIMIT))
        self.title.set_error("")
        if self.first_invalid((self.title, *(field for _, field in self._texts))):
            return False
        said = self._keep(self.scenario(), self._added)
        self.show_problem(said)
        return not said

    def _take_away(self) -> None:
        self._attached = self._added = None
        self._show_document()
        self.attach.setFocus()

    def _show_document(self) -> None:
        name = self._added[0] if self._added is not None else self._attached.name if self._attached else ""
        tell(self._document, f"Document joint\u202f: {name}" if name else "")
        self.remove.setVisible(bool(name))
        self.attach.setText("&Joindre un autre PDF…" if name else "&Joindre un PDF…")


def _text(theme: Theme, caption: str, text: str, lines: int) -> tuple[TextEditor, Field]:
    editor = TextEditor(lines)
    editor.setPlainText(text)
    # Its own undo, whatever the page does with these keys.
    editor.unrecorded = True
    return editor, Field(theme, caption, editor)
