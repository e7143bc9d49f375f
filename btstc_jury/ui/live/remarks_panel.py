"""The remarks of the live screen: the questions in waiting, the list, the field that takes the typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.application import drafts as kept
from btstc_jury.application.remark_syntax import Typed, is_question, meant, parse, plain, write
from btstc_jury.application.views import messages
from btstc_jury.application.views.live import RemarkLine, questions_view, remark_lines, timeline
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.refusals import Refusal
from btstc_jury.ui.live.remark_entry import RemarkEntry
from btstc_jury.ui.live.remark_lists import QuestionQueue, RemarkList
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.layouts import column, row


class RemarksExtent(IntEnum):
    """From the roomiest."""

    ALL = 0
    TIGHT = 1
    """Without the keys' hint and the title of the questions; the remarks take what is left."""
    FIELD = 2
    """The field alone: remarks and questions come back by themselves."""


_LEAST_LIST = 40
"""Height of one remark."""

_SLIVER = 20
"""Height under which no remark could be read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A line typed and not recorded. ``edited``: the remark that it changes; ``began``: of a new one."""

    text: str
    edited: int | None = None
    began: Reading | None = None


NO_DRAFT = Draft("")


_NOT_RECORDED = "Cette ligne n’a pas pu être consignée\u202f: elle reste ici."
_TURN_FIRST = (
    "Un niveau est l’avis d’un membre\u202f: choisissez-le d’abord, Alt+1, Alt+2…"
    " Entrée encore garde la remarque sans le niveau."
)


class Writing(QObject):
    """The line being typed: a new remark, or one that is being changed. It leaves the field only once it is
    durable; ``drafts``: those that could not be recorded, by oral and juror in turn; ``refused``: why the
    line in the field isn't recorded, "" before it is tried.
    """

    def __init__(self, entry: RemarkEntry, presenter: OralPresenter) -> None:
        super().__init__(entry)
        self._entry = entry
        self._field = entry.field
        self._presenter = presenter
        self._edited: int | None = None
        self._before = ""
        self._began: Reading | None = None
        self._doubted = ""
        self._turnless = ""
        self.refused = ""
        self.remarks: tuple[RemarkLine, ...] = ()
        self.drafts: dict[tuple[int, str | None], Draft] = {}
        self._field.committed.connect(self._commit)
        self._field.began.connect(self._begin)
        self._field.textChanged.connect(self._show_hint)
        self._field.last_asked.connect(self._edit_last)
        self._field.escaped.connect(self._leave)

    def show_form(self, form: Form) -> None:
        """Another oral comes, with what was typed for it before and could not be recorded."""
        self._field.show_form(form)
        self._before = ""
        self._take_up(self.drafts.pop((self._presenter.number, self._presenter.juror), NO_DRAFT))
        self._show_hint()

    def follow_turn(self) -> None:
        """The juror in turn finds the line that waited for them."""
        presenter = self._presenter
        draft = self.drafts.pop((presenter.number, presenter.juror), None) if presenter.juror else None
        if draft is not None:
            self._take_up(draft)

    def _taken(self) -> None:
        """The line was recorded: the field is free again."""
        self._before = ""
        self._take_up(NO_DRAFT)

    @property
    def unrecorded(self) -> bool:
        """Whether something is typed and not recorded; an edited remark left as it was is recorded."""
        text = self._field.text()
        return bool(text.strip()) and text != self._before

    def put_aside(self, *, record: bool) -> None:
        """What is typed is recorded, or else waits until the oral, and the juror in turn, are back: nobody
        else reads it.
        """
        if record:
            self.flush()
        if self.unrecorded:
            key = self._presenter.number, self._presenter.juror
            self.drafts[key] = Draft(self._field.text(), self._edited, self._began)
        self._take_up(NO_DRAFT)

    @property
    def watched(self) -> QWidget:
        return self._field

    def typed(self, oral: int) -> Iterable[kept.Draft]:
        """The line in the field, and those that wait for a juror's turn."""
        there = {key: draft for key, draft in self.drafts.items() if key[0] == oral}
        if self.unrecorded and oral == self._presenter.number:
            there[oral, self._presenter.juror] = Draft(self._field.text(), self._edited, self._began)
        for (_, juror), draft in there.items():
            yield kept.Draft(oral, kept.REMARK, juror or "", draft.text, draft.edited, draft.began)

    def give_back(self, drafts: tuple[kept.Draft, ...]) -> tuple[kept.Draft, ...]:
        """Lines of an earlier run of the program, but for those that were recorded just before it stopped."""
        presenter = self._presenter
        mine = [each for each in drafts if each.place == kept.REMARK]
        for each in mine:
            remarks = presenter.oral.remarks
            edited = None if each.remark is None else remarks.get(each.remark)
            entered = any(each.began == remark.began for remark in remarks.values())
            if entered or (edited is not None and write(edited.content) == each.text):
                continue
            number = None if edited is None else edited.number
            self.drafts[each.oral, each.juror or None] = Draft(each.text, number, each.began)
        here = presenter.number, presenter.juror
        if mine and here in self.drafts and not self.unrecorded and not self._field.isReadOnly():
            self._take_up(self.drafts.pop(here))
            words = "Retrouvé après l’arrêt du programme, pas encore consigné\u202f: Entrée le consigne"
            self._entry.show_hint(words, needed=True)
        elif any(each.oral == presenter.number and each.juror for each in mine):
            words = "Une remarque commencée attend son auteur\u202f: elle revient avec son tour"
            self._entry.show_hint(words, needed=True)
        return tuple(each for each in drafts if each.place != kept.REMARK)

    def _take_up(self, draft: Draft) -> None:
        self._edited, self._began = draft.edited, draft.began
        self._field.set_line(draft.text)
        self._show_hint()

    def edit(self, remark: int) -> None:
        """Put a remark back in the field."""
        line = next((each for each in self.remarks if each.number == remark), None)
        if line is None or self._field.isReadOnly():
            return
        self._edited = remark
        self._before = write(line.content)
        self._field.set_line(self._before)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_hint()

    def flush(self) -> bool:
        """Record what is typed, as a first Enter does; whether nothing is left unrecorded. What was refused
        is kept as it stands by Enter alone, which the reason names.
        """
        if self.unrecorded:
            self._doubted = self._turnless = ""
            self._commit(self._field.text())
        return not self.unrecorded

    def _commit(self, text: str) -> None:
        """The line leaves the field only once it is durable; otherwise it stays, with the reason."""
        self.refused = ""
        if not text.strip():
            if self._edited is not None:
                self._presenter.act(ev.RemarkRemoved(self._edited))
                self._taken()
            return
        if problem := messages.unfit(text.strip(), TEXT_LIMIT):
            self._refuse(problem)
            return
        changed, signer = self._changed_remark(), self._entry.signer
        try:
            typed = self._read(text, signer.author if changed is None else changed.content.author)
        except Refusal as refused:
            self._doubted = text
            why = messages.refusal(refused, self._presenter.oral.form.assessed)
            self._refuse(f"{why} Entrée encore garde la ligne telle quelle.")
            return
        if self._without_turn(typed):
            if text != self._turnless:
                self._turnless = text
                self._refuse(_TURN_FIRST)
                return
            typed = replace(typed, level=None)
        if self._presenter.act(self._command(typed), self._refuse):
            self._taken()
        elif not self.refused:
            self._refuse(_NOT_RECORDED)

    def _without_turn(self, typed: Typed) -> bool:
        """Whether a level was typed with a remark while opinions are separate and nobody is in turn."""
        blind = self._presenter.oral.debate.hidden and self._presenter.juror is None
        return bool(blind and typed.level and typed.content.text and typed.content.author is None)

    def _read(self, text: str, author: str | None) -> Typed:
        """What looks like a level and isn't is asked about once; the same line again is words alone, as an
        edited remark left as it was stays what it is. Raises ``Refusal``.
        """
        form, changed = self._presenter.oral.form, self._changed_remark()
        if changed is not None and text == self._before:
            return Typed(changed.content, None)
        if text == self._doubted:
            return plain(text, author)
        return parse(meant(text, form), form, author)

    def _refuse(self, reason: str) -> None:
        self.refused = reason
        self._field.refuse(reason)
        self._entry.show_hint(reason, refused=True)

    def _command(self, typed: Typed) -> do.Command:
        """A note changed stays as private as it was."""
        changed, chosen = self._changed_remark(), self._entry.signer.personal.isChecked()
        personal = chosen if self._edited is None else changed is not None and changed.content.personal
        content = replace(typed.content, personal=personal)
        if self._edited is not None:
            return do.ChangeRemark(self._edited, content, typed.level)
        if not content.text and typed.level and content.criterion:
            return ev.Rated(content.criterion, typed.level)
        return do.AddRemark(self._began or self._presenter.office.now(), content, typed.level)

    def _changed_remark(self) -> RemarkLine | None:
        return next((each for each in self.remarks if each.number == self._edited), None)

    def _edit_last(self) -> None:
        if self.remarks:
            self.edit(max(self.remarks, key=lambda each: each.number).number)

    def _leave(self) -> None:
        if self._edited is not None:
            self._taken()

    def _begin(self) -> None:
        self._began = self._presenter.office.now()

    def _called(self, text: str) -> str:
        form = self._field.form
        return text if form is None else form.assessed.named(text)

    def _show_hint(self) -> None:
        self.refused = ""
        editing = self._edited is not None
        if editing:
            text = "Modification\u202f: Entrée garde, Échap laisse, vide + Entrée retire"
        elif is_question(self._field.text()):
            text = "? garde la question pour l’entretien"
        else:
            text = self._called("Entrée ajoute · #13 critère · #13=S niveau · + − ? en tête")
        self._entry.show_hint(text, needed=editing)


_QUEUE_SHARE = 0.45
"""Of the height, at most, for the questions in waiting; the list scrolls beyond."""


class RemarksPanel(QWidget):
    """``page``: the screen, over which the proposals of criteria appear and whose keys work here; ``echo``:
    of its acts. ``signed``: several write, and remarks have their author.
    """

    def __init__(
        self,
        theme: Theme,
        presenter: OralPresenter,
        page: QWidget,
        echo: EchoLine,
        *,
        signed: bool = True,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self._titled = False
        self._extent = RemarksExtent.ALL
        self.queue = QuestionQueue(theme, presenter, page)
        self.list = RemarkList(theme)
        self._title = QWidget()
        self.entry = RemarkEntry(theme, page, echo)
        self.field = self.entry.field
        self.signer = self.entry.signer
        self.writing = Writing(self.entry, presenter)
        Action("questions.turn", page, self._turn_line)
        if signed:
            Action("questions.queue", page, self._to_queue)
            Action("opinions.personal", page, self.signer.toggle_personal)
        else:
            self.signer.hide()
        self._build()

    def show_form(self, form: Form, authors: Iterable[tuple[str, str]]) -> None:
        """Another oral comes."""
        self.signer.show_authors(authors)
        self.list.call_lines(form.assessed)
        self.queue.list.call_lines(form.assessed)
        self.writing.show_form(form)

    def show_remarks(self) -> None:
        """What was noted and asked, as whoever is in turn may see it; questions in waiting stand above."""
        office, oral, juror = self._presenter.office, self._presenter.number, self._presenter.juror
        self.writing.remarks = remark_lines(office, oral, juror)
        questions, lines = questions_view(office, oral, juror), timeline(office, oral, juror)
        self.queue.show_view(questions)
        self._titled = bool(questions.waiting and lines)
        self._fit()
        self.list.show_lines(lines)

    def show_remarks_of(self, criterion: int) -> None:
        """Go to the last remark about a criterion."""
        about = [each.number for each in self.writing.remarks if each.content.criterion == criterion]
        if about:
            self.list.reveal(about[-1])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow_turn(self, *, hidden: bool) -> None:
        """``hidden``: opinions are, so that the juror in turn signs."""
        self.signer.follow_turn(self._presenter.juror, hidden=hidden)
        self.writing.follow_turn()

    def least_height(self, extent: RemarksExtent) -> int:
        """Under which something would be cut, in pixels."""
        tight = extent is not RemarksExtent.ALL
        queue = self.queue.least_height(tight=tight) if self._queued(extent) else 0
        rows = 0 if tight else self._theme.space(_LEAST_LIST)
        return self.entry.least_height(tight=tight) + rows + queue

    def set_extent(self, extent: RemarksExtent) -> None:
        if extent is not self._extent:
            self._extent = extent
            self.queue.set_tight(tight=extent is not RemarksExtent.ALL)
            self.entry.set_tight(tight=extent is not RemarksExtent.ALL)
        self._fit()

    def _queued(self, extent: RemarksExtent) -> bool:
        return extent is not RemarksExtent.FIELD and self.queue.holding

    def _turn_line(self) -> None:
        if self.field.isVisible():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.turn()

    def _to_queue(self) -> None:
        if self.queue.list.hasFocus() or not self.queue.enter():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _remove(self, remark: int) -> None:
        self._presenter.act(ev.RemarkRemoved(remark))
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.list.edit_asked.connect(self.writing.edit)
        self.list.remove_asked.connect(self._remove)
        self.field.remarks_asked.connect(self.list.go_to_last)
        self.list.left.connect(self.field.setFocus)
        self.list.wait_asked.connect(
            lambda remark: self._presenter.act(ev.QuestionTicked(remark, asked=False))
        )
        self.queue.list.edit_asked.connect(self.writing.edit)
        self.queue.list.remove_asked.connect(self._remove)
        self.queue.list.left.connect(self.field.setFocus)
        row(self._theme, label("Remarques", "muted strong small"), margins=(16, 6, 16, 2), within=self._title)
        parts = (self.queue, self._title, (self.list, 1000), 1, self.entry)
        column(self._theme, *parts, gap=0, within=self)
        self.list.setMinimumHeight(1)
        QWidget.setTabOrder(self.signer.personal, self.signer.choice)
        QWidget.setTabOrder(self.signer.choice, self.list)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, it is the rows' and the field's."""
        queued = self._queued(self._extent)
        left = self.height() - self.least_height(self._extent)
        one = self._theme.space(_LEAST_LIST)
        beside = self.height() - self.entry.least_height(tight=self._extent is not RemarksExtent.ALL)
        # The latest remark is whole before a second question is.
        self.queue.hold_within(min(round(self.height() * _QUEUE_SHARE), beside - one))
        self.queue.setVisible(queued)
        self.list.setVisible(self._extent is RemarksExtent.ALL or left >= self._theme.px(_SLIVER))
        rows = beside - min(self.queue.maximumHeight(), self.queue.sizeHint().height())
        title = self._title.sizeHint().height()
        self._title.setVisible(self._titled and queued and rows - title >= one)
