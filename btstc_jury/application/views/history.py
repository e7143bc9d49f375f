"""Every act of an oral in the order in which it was done, with those taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.events import Entry
from btstc_jury.domain.history import History, oral_before
from btstc_jury.domain.opinions import Debate
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import position_at

_TOLD = 3
"""Phrases of one act; the rest is counted."""
_LONGEST = 160
"""Characters of one phrase; the whole text is on the screens."""
_UNSEEN = "un acte qui n’est pas montré ici"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """``hour``: « 14:21:03 »; ``stamp``: « 2 · 11:58 », "" before the first phase; ``author``: a name or "".

    ``undone``: taken back by the act that says so further on.
    """

    act: int
    hour: str
    stamp: str
    author: str
    words: str
    undone: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """``undo``, ``redo``: what the next one would take back or bring back, "" for nothing."""

    lines: tuple[HistoryLine, ...]
    undo: str
    redo: str
    editable: bool


def history_view(office: Office, number: int) -> HistoryView:
    """The history that everybody in the room may read: opinions not yet revealed and personal remarks are
    left out, their acts and the undoing of them as well.
    """
    history = office.history(number)
    oral = history.oral
    editable = oral.stage is not Stage.FINALISED and not office.read_only
    words = _Words(office, history)
    undoable = history.undoable()
    redoable = history.redoable[-1] if history.redoable else None
    return HistoryView(
        tuple(_lines(history, words)),
        words.of(undoable) or _UNSEEN if editable and undoable is not None else "",
        words.of(redoable) or _UNSEEN if editable and redoable is not None else "",
        editable,
    )


def words_context(
    office: Office, oral: Oral, texts: Mapping[int, RemarkText], oral_name: Callable[[int], str]
) -> ev.Context:
    """``texts``, ``oral_name``: as in ``Context``."""
    jurors = {juror.key: juror for juror in (*office.session.jurors, *oral.jurors)}

    def seat(juror: Juror) -> str:
        return people.seat_short(juror, oral.form.commission)

    return ev.Context(oral.form, jurors, texts, oral_name, seat, formats)


class _Words:
    """The phrases of the acts of one oral; "" for what isn't shown."""

    def __init__(self, office: Office, history: History) -> None:
        oral = history.oral
        texts: dict[int, RemarkText] = {}
        index = office.file.index
        self._context = words_context(office, oral, texts, lambda other: index.summary(other).full_name)
        self._acts: dict[int, list[str]] = {}
        received = {e.act for e in history.entries if isinstance(e.event, ev.SheetReceived)}
        for entry in history.entries:
            came_along = entry.act in received and entry.sequence != entry.act
            # On a juror's own laptop there is nobody to hide it from.
            shown = not came_along and (oral.guest is not None or not hidden(entry.event, oral.debate, texts))
            self._acts.setdefault(entry.act, [])
            if shown and (words := entry.event.words(self._context)):
                self._acts[entry.act].append(clipped(words))
                if isinstance(entry.event, ev.JuryDecided):
                    before = oral_before(history, entry.sequence, office.file.forms())
                    self._acts[entry.act] += filter(
                        None, [people.lacking_words(people.unsigned_names(before))]
                    )
            remember(texts, entry)

    def of(self, act: int) -> str:
        phrases = self._acts.get(act, [])
        more = len(phrases) - _TOLD
        told = " · ".join(phrases[:_TOLD])
        return f"{told} · et {formats.count(more, 'autre')}" if more > 0 else told

    def author(self, entry: Entry) -> str:
        event = entry.event
        if isinstance(event, ev.RemarkAdded | ev.RemarkChanged) and event.content.author:
            return self._context.juror(event.content.author)
        return self._context.juror(entry.author) if entry.author else ""


def _lines(history: History, words: _Words) -> Iterator[HistoryLine]:
    oral = history.oral
    for entry in history.entries:
        if entry.sequence != entry.act:
            continue
        told = _told(entry, words)
        if not told:
            continue
        phase, at = position_at(oral.marks, oral.allotment, entry.reading)
        yield HistoryLine(
            entry.act,
            formats.hour_second(entry.reading.utc),
            "" if phase is None else formats.stamp(phase, at),
            words.author(entry),
            told,
            entry.act in history.undone,
        )


def _told(entry: Entry, words: _Words) -> str:
    event = entry.event
    if isinstance(event, ev.Undone | ev.Redone):
        about = words.of(event.act)
        head = "Annulé" if isinstance(event, ev.Undone) else "Rétabli"
        return f"{head}{formats.NARROW}: {about}" if about else ""
    return words.of(entry.act)


def hidden(event: ev.Event, debate: Debate, remarks: Mapping[int, RemarkText]) -> bool:
    """Whether only its author may know of it now. ``remarks``: the texts before the event."""
    match event:
        case ev.OpinionRated() | ev.OpinionMarked() | ev.OpinionPartialMarked():
            return debate.hidden
        case ev.RemarkAdded(_, content):
            return content.personal and not debate.revealed
        case ev.RemarkChanged(remark, content):
            return (content.personal or _personal(remarks, remark)) and not debate.revealed
        case ev.RemarkRemoved(remark) | ev.QuestionTicked(remark, _):
            return _personal(remarks, remark) and not debate.revealed
        case _:
            return False


def _personal(remarks: Mapping[int, RemarkText], remark: int) -> bool:
    return remark in remarks and remarks[remark].personal


def remember(texts: dict[int, RemarkText], entry: Entry) -> None:
    """Add to ``texts`` what the entry says of remarks."""
    match entry.event:
        case ev.RemarkAdded(_, content):
            texts[entry.sequence] = content
        case ev.RemarkChanged(remark, content):
            texts[remark] = content
        case _:
            pass


def clipped(words: str) -> str:
    line = words.replace("\n", " / ")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"
