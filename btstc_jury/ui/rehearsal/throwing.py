"""The keys of objections: Alt and a letter throws one, a digit tells how it was handled."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.rehearsal.live import ObjectionsView, objections_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.case import Objection
from btstc_jury.domain.events import Topic
from btstc_jury.domain.rehearsal import Handling, Rehearsal
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.digits import digit_of
from btstc_jury.ui.live.remark_entry import RemarkField
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.rehearsal.improvised import ImprovisedStrip
from btstc_jury.ui.widgets.basics import shortcut

_HANDLINGS = dict(zip("123", Handling, strict=True))
_NOTHING = Rehearsal()
_PAUSE_US = 600_000
"""What is typed sooner after a digit goes on with it: « 2 chariots »."""
_PAGES: dict[int, int] = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Throwing(QObject):
    """Of the attempt on ``page``. ``letters``: those that throw now, which no menu may have;
    ``letters_changed``: other ones do. ``thrown``: the typing goes back to the remarks; ``scrolled(pages)``:
    the card is to be read further, without the remark field losing the keys; ``told``: what a key was taken
    for.
    """

    letters_changed = Signal()
    thrown = Signal()
    scrolled = Signal(int)
    told = Signal(str)

    def __init__(
        self, presenter: OralPresenter, page: QWidget, field: RemarkField, improvised: ImprovisedStrip
    ) -> None:
        super().__init__(page)
        self._presenter = presenter
        self._page = page
        self._field = field
        self._improvised = improvised
        self._keys: dict[str, QShortcut] = {}
        self._digit = ""
        self._pressed = 0
        presenter.acted.connect(self._let_be)
        for digit, handling in _HANDLINGS.items():
            shortcut(page, f"Alt+{digit}", partial(self.handle, handling))
        field.installEventFilter(self)
        improvised.given.connect(self._improvise)
        presenter.hear(self.bind, Topic.REHEARSAL)

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(self._keys)

    def bind(self) -> None:
        """A key for each objection with one letter."""
        lines = objections_view(self._presenter.office, self._presenter.number).lines
        wanted = {each.letter: each.place for each in lines if len(each.letter) == 1}
        if wanted.keys() == self._keys.keys():
            return
        for letter in self._keys.keys() - wanted.keys():
            self._keys.pop(letter).deleteLater()
        for letter in wanted.keys() - self._keys.keys():
            made = QShortcut(QKeySequence(f"Alt+{letter}"), self._page)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.setAutoRepeat(False)
            made.activated.connect(partial(self.throw, wanted[letter]))
            self._keys[letter] = made
        self.letters_changed.emit()

    def throw(self, place: int) -> None:
        if place in (self._presenter.oral.rehearsal or _NOTHING).thrown:
            self._refuse("Cette objection est déjà lancée.")
        else:
            self._presenter.act(ev.ObjectionThrown(place))

    def throw_next(self) -> None:
        place = self._view().next
        if place is None:
            self._refuse("Toutes les objections sont lancées\u202f: {objections.add} en improvise une.")
        else:
            self.throw(place)

    def handle(self, handling: Handling) -> bool:
        """The one thrown last that nothing was said of yet; whether it was taken."""
        place = self._view().asked
        if place is None:
            self._refuse("Aucune objection n’attend\u202f: lancez-en une d’abord.")
            return False
        return self.tell(place, handling)

    def tell(self, place: int, handling: Handling) -> bool:
        return self._presenter.act(ev.ObjectionHandled(place, handling))

    def ask(self) -> None:
        """For the words of one that no case has."""
        rehearsal = self._presenter.oral.rehearsal
        if rehearsal is None or rehearsal.case is None:
            self._refuse("Cet essai se joue sans cas\u202f: choisissez-en un avant de commencer.")
        else:
            self._improvised.ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit tells how the objection thrown last was handled, unless a remark is being written."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if (pages := _PAGES.get(event.key())) and not event.modifiers():
            self.scrolled.emit(pages)
            return True
        if event.text():
            self._go_on(event.text())
        if self._field.text():
            return False
        handling = _HANDLINGS.get(digit_of(event))
        if handling is None or not self._presenter.number or self._view().asked is None:
            return False
        if self.handle(handling):
            self._digit = event.text()
            self._pressed = self._now()
        return True

    def _go_on(self, text: str) -> None:
        """A digit that a space follows, or at once anything else, began a sentence: it handled nothing."""
        digit, typed = self._digit, text.isprintable()
        begun = typed and (text == " " or self._now() - self._pressed < _PAUSE_US)
        self._let_be()
        if digit and begun and not self._field.text() and self._presenter.travel(do.Undo()):
            self._field.insert(digit)
            words = "«\u202f{}\u202f» commence une remarque\u202f: l’objection reste à apprécier."
            self.told.emit(words.format(digit))

    def _let_be(self) -> None:
        self._digit = ""

    def _now(self) -> int:
        return self._presenter.office.now().mono

    def _view(self) -> ObjectionsView:
        return objections_view(self._presenter.office, self._presenter.number)

    def _improvise(self, objection: Objection) -> None:
        place = len(self._view().lines)
        if not self._presenter.act(ev.ObjectionAdded(objection), self._improvised.refuse):
            return
        self._improvised.forget()
        if self._presenter.oral.stage is Stage.RUNNING:
            self.throw(place)
        self.thrown.emit()

    def _refuse(self, why: str) -> None:
        self._presenter.conductor.refused.emit(why)
