"""What happened on the day, as it is entered: a juror, a candidate or a room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.columns import heading_key
from btstc_jury.application.centre.hours import (
    AFTERNOON,
    Unreadable,
    window_of,
)
from btstc_jury.application.centre.setup import save_juror
from btstc_jury.application.views.centre.setup import heard_exams, juror_line
from btstc_jury.application.views.formats import clock, short_day
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import Timetable, Window
from btstc_jury.domain.centre.upheaval import (
    CandidateAbsent,
    CandidateAdded,
    CandidateLate,
    Change,
    JurorAway,
    JurorLeft,
    JurorReplaced,
    PreparationRoomChanged,
    RoomChanged,
    RoomLost,
)
from btstc_jury.ui.centre.hour_fields import day_in, hour_in, write_out
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import Radio, TickBox
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.layouts import AT_TOP, column, row
from btstc_jury.ui.widgets.steady import NumberBox


class MomentFields(QWidget):
    """A day and an hour, both needed."""

    def __init__(self, theme: Theme, caption: str, moment: datetime, year: int) -> None:
        super().__init__()
        self._year = year
        bare = caption.replace("&", "")
        self.day = LineField(theme, caption, short_day(moment.date()), placeholder="jj/mm/aaaa", limit=20)
        self.hour = LineField(theme, "à", clock(moment.time()), placeholder="8h30", limit=10)
        self.day.line.setAccessibleName(f"{bare}, jour")
        self.hour.line.setAccessibleName(f"{bare}, heure")
        row(theme, (self.day, 3), (self.hour, 2), gap=8, within=self, at=AT_TOP)
        write_out((self.day,), (self.hour,), year)

    @property
    def fields(self) -> tuple[LineField, ...]:
        return self.day, self.hour

    def read(self) -> datetime | None:
        """``None`` where it can't be read, which stands beside it then."""
        day, hour = day_in(self.day, self._year), hour_in(self.hour)
        return None if day is None or hour is None else datetime.combine(day, hour)


class SpanFields(QWidget):
    """From when until when, on one day."""

    def __init__(self, theme: Theme, begins: datetime, ends: time, year: int) -> None:
        super().__init__()
        self._year = year
        first, last = clock(begins.time()), clock(max(ends, begins.time()))
        self.day = LineField(theme, "&Jour", short_day(begins.date()), placeholder="jj/mm/aaaa", limit=20)
        self.begins = LineField(theme, "D&e", first, placeholder="8h30", limit=10)
        self.ends = LineField(theme, "J&usqu’à", last, placeholder="12h30", limit=10)
        parts = ((self.day, 3), (self.begins, 2), (self.ends, 2))
        row(theme, *parts, gap=8, within=self, at=AT_TOP)
        write_out((self.day,), (self.begins, self.ends), year)

    @property
    def fields(self) -> tuple[LineField, ...]:
        return self.day, self.begins, self.ends

    def read(self) -> Window | None:
        """The same."""
        day, begins, ends = day_in(self.day, self._year), hour_in(self.begins), hour_in(self.ends)
        if day is None or begins is None or ends is None:
            return None
        try:
            return window_of(day, begins, ends)
        except Unreadable as why:
            self.ends.set_error(f"Attendu\u202f: {why}.")
            return None


class Part(QWidget):
    """Of one kind of event. ``edited``: something else is entered; ``fields``: those that can be wrong;
    ``year``: of days typed without.
    """

    edited = Signal()

    def __init__(self, theme: Theme, timetable: Timetable, caption: str, names: Mapping[int, str]) -> None:
        super().__init__()
        self.theme, self.timetable = theme, timetable
        self.fields: tuple[LineField, ...] = ()
        self.who = self._choice(names)
        self.about = Field(theme, caption, self.who)

    def ground(self, timetable: Timetable) -> Timetable:
        """The days with whom or what the change brings in, before it."""
        return timetable

    def read(self, now: datetime) -> Change | None:
        """After ``ground``; ``None`` where it can't be, which stands beside its field then."""
        raise NotImplementedError

    def choose(self, identity: int) -> None:
        """Whom or what it is about."""
        self.who.setCurrentIndex(max(self.who.findData(identity), 0))

    def identity(self) -> int:
        """0 where there is nobody to choose; that stands beside the field then."""
        known = self.who.currentData()
        self.about.set_error("" if known is not None else "Il n’y a personne à choisir.")
        return int(known or 0)

    def entries(self) -> tuple[object, ...]:
        return self.who.currentIndex(), *(each.line.text() for each in self.fields)

    def _choice(self, names: Mapping[int, str]) -> Choice:
        made = Choice(self.theme)
        for identity, name in names.items():
            made.addItem(name, identity)
        made.currentIndexChanged.connect(lambda _place: self.edited.emit())
        return made

    def _follow(self, *boxes: Radio | TickBox) -> None:
        for each in self.fields:
            each.line.textEdited.connect(lambda _text: self.edited.emit())
        for box in boxes:
            box.toggled.connect(lambda _on: self.edited.emit())


_NEW = -1
"""Of the choice: somebody who isn't in the centre yet."""


def _candidates(timetable: Timetable) -> dict[int, str]:
    """In the order of their names."""

    def told(candidate: CentreCandidate) -> str:
        number = f", n° {candidate.number}" if candidate.number else ""
        return f"{candidate.full_name}{number}"

    names = {key: told(each) for key, each in timetable.candidates.items()}
    return dict(sorted(names.items(), key=lambda each: heading_key(each[1])))


def _commissions(timetable: Timetable) -> dict[int, str]:
    return {
        key: f"Commission {each.number}{f', salle {each.room}' if each.room else ''}"
        for key, each in timetable.commissions.items()
    }


class JurorPart(Part):
    """Absent or late: his commissions stop meanwhile, somebody replaces him, or they go on without."""

    def __init__(self, theme: Theme, timetable: Timetable, now: datetime, year: int) -> None:
        names = {key: juror_line(each) for key, each in timetable.jurors.items()}
        super().__init__(theme, timetable, "E&xaminateur", names)
        self.stops = Radio(theme, "Ses commissions s’&arrêtent pendant ce temps")
        self.replaced = Radio(theme, "Quelqu’un le &remplace, dès maintenant")
        self.without = Radio(theme, "Elles &continuent sans lui, dès maintenant")
        self.span = SpanFields(theme, now, AFTERNOON[1], year)
        self.by = self._choice({_NEW: "Quelqu’un d’autre, à nommer"} | names)
        self._by = Field(theme, "Re&mplacé par", self.by)
        self.name = LineField(theme, "&Nom du remplaçant", "")
        self._new = 0
        by = QWidget()
        row(theme, (self._by, 1), (self.name, 1), gap=12, within=by, at=AT_TOP)
        self._where = label("", "small muted", wrap=True)
        self.fields = (*self.span.fields, self.name)
        parts = (self.about, self._where, self.stops, self.span, self.replaced, by, self.without)
        column(theme, *parts, 1, gap=8, within=self)
        self._follow(self.stops, self.replaced, self.without)
        self.stops.toggled.connect(self.span.setVisible)
        self.replaced.toggled.connect(by.setVisible)
        self.by.currentIndexChanged.connect(lambda place: self.name.setVisible(place == 0))
        self.who.currentIndexChanged.connect(lambda _place: self._tell())
        self.stops.setChecked(True)
        by.hide()
        self._tell()

    def entries(self) -> tuple[object, ...]:
        chosen = (self.stops.isChecked(), self.replaced.isChecked(), self.by.currentIndex())
        return (*super().entries(), *chosen)

    def read(self, now: datetime) -> Change | None:
        identity = self.identity()
        if not identity:
            return None
        if self.without.isChecked():
            return JurorLeft(identity)
        if self.replaced.isChecked():
            return self._replaced(identity)
        away = self.span.read()
        return None if away is None else JurorAway(identity, away)

    def ground(self, timetable: Timetable) -> Timetable:
        """Who replaces takes the role of whom he replaces."""
        away = timetable.jurors.get(int(self.who.currentData() or 0))
        named = self.replaced.isChecked() and self.by.currentData() == _NEW
        if away is None or not named or not self.name.text():
            return timetable
        made = replace(away, identity=0, name=self.name.text(), school="", school_code="", hours=())
        after = save_juror(timetable, replace(made, quality=""), ()).after
        self._new = max(after.jurors)
        return after

    def _replaced(self, identity: int) -> Change | None:
        by = int(self.by.currentData())
        self._by.set_error("Choisissez quelqu’un d’autre." if by == identity else "")
        if by != _NEW:
            return JurorReplaced(identity, by) if by != identity else None
        self.name.need("Indiquez le nom du remplaçant.")
        return None if self.name.error else JurorReplaced(identity, self._new)

    def _tell(self) -> None:
        """Where he sits, without which nothing changes."""
        juror = self.who.currentData()
        numbers = [each.number for each in self.timetable.commissions.values() if juror in each.jurors]
        where = "Ne siège dans aucune commission."
        if numbers:
            where = f"Siège\u202f: commission{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}."
        self._where.setText(where)


class LatePart(Part):
    """A candidate who comes later."""

    def __init__(self, theme: Theme, timetable: Timetable, now: datetime, year: int) -> None:
        super().__init__(theme, timetable, "&Candidat", _candidates(timetable))
        self.there = MomentFields(theme, "Là à &partir de", now, year)
        self.fields = self.there.fields
        column(theme, self.about, self.there, 1, gap=8, within=self)
        self._follow()

    def read(self, now: datetime) -> Change | None:
        moment, identity = self.there.read(), self.identity()
        return CandidateLate(identity, moment) if identity and moment is not None else None


class AbsentPart(Part):
    """A candidate who doesn't come, to all that is left or to one exam."""

    def __init__(self, theme: Theme, timetable: Timetable, now: datetime, year: int) -> None:
        super().__init__(theme, timetable, "&Candidat", _candidates(timetable))
        self.exam = self._choice({})
        column(theme, self.about, Field(theme, "Absent &à", self.exam), 1, gap=8, within=self)
        self.who.currentIndexChanged.connect(lambda _place: self._offer())
        self._offer()

    def entries(self) -> tuple[object, ...]:
        return (*super().entries(), self.exam.currentIndex())

    def read(self, now: datetime) -> Change | None:
        identity = self.identity()
        return CandidateAbsent(identity, str(self.exam.currentData() or "")) if identity else None

    def _offer(self) -> None:
        self.exam.clear()
        self.exam.addItem("Tout ce qui reste", "")
        for key in self.timetable.slots:
            if key.candidate == self.who.currentData():
                self.exam.addItem(key.exam, key.exam)


class AddedPart(Part):
    """A candidate of the list who takes something more here."""

    def __init__(self, theme: Theme, timetable: Timetable, now: datetime, year: int) -> None:
        super().__init__(theme, timetable, "&Candidat", _candidates(timetable))
        self.about.set_hint("Qui n’est pas dans la liste s’ajoute d’abord à la page Candidats.")
        self.exams = {each: TickBox(theme, each) for each in heard_exams(timetable)}
        boxes = row(theme, *self.exams.values(), 1, gap=12)
        self._wrong = label("", "small overrun", wrap=True)
        self._wrong.hide()
        caption = label("À interroger ici", "small strong")
        column(theme, self.about, caption, boxes, self._wrong, 1, gap=8, within=self)
        self._follow(*self.exams.values())

    def entries(self) -> tuple[object, ...]:
        return (*super().entries(), tuple(box.isChecked() for box in self.exams.values()))

    def read(self, now: datetime) -> Change | None:
        identity = self.identity()
        chosen = tuple(exam for exam, box in self.exams.items() if box.isChecked())
        tell(self._wrong, "" if chosen else "Cochez au moins une épreuve.")
        return CandidateAdded(identity, chosen) if identity and chosen else None


class RoomPart(Part):
    """The room of a commission: another one, or none for a time."""

    def __init__(self, theme: Theme, timetable: Timetable, now: datetime, year: int) -> None:
        super().__init__(theme, timetable, "C&ommission", _commissions(timetable))
        self.other = Radio(theme, "Elle &va dans une autre salle")
        self.none = Radio(theme, "Aucune autre\u202f: elle s’&arrête")
        self.room = LineField(theme, "&Nouvelle salle", "")
        self.span = SpanFields(theme, now, AFTERNOON[1], year)
        self.fields = (self.room, *self.span.fields)
        column(theme, self.about, self.other, self.room, self.none, self.span, 1, gap=8, within=self)
        self._follow(self.other, self.none)
        self.other.toggled.connect(self.room.setVisible)
        self.none.toggled.connect(self.span.setVisible)
        self.other.setChecked(True)
        self.span.hide()

    def entries(self) -> tuple[object, ...]:
        return (*super().entries(), self.other.isChecked())

    def read(self, now: datetime) -> Change | None:
        identity = self.identity()
        if self.other.isChecked():
            self.room.need("Indiquez la nouvelle salle.")
            room = self.room.text()
            return RoomChanged(identity, room) if identity and room and not self.room.error else None
        lost = self.span.read()
        return RoomLost(identity, lost) if identity and lost is not None else None


class PreparationPart(Part):
    """A room to prepare in: another one, or fewer seats."""

    def __init__(self, theme: Theme, timetable: Timetable, now: datetime, year: int) -> None:
        names = {key: f"{each.name} ({each.seats} places)" for key, each in timetable.rooms.items()}
        super().__init__(theme, timetable, "&Salle de préparation", names)
        self.name = LineField(theme, "&Remplacée par", "")
        self.seats = NumberBox(minimum=1, maximum=500)
        self.fields = (self.name,)
        inside = row(theme, (self.name, 2), (Field(theme, "&Places", self.seats), 1), gap=12, at=AT_TOP)
        column(theme, self.about, inside, 1, gap=8, within=self)
        self._follow()
        self.who.currentIndexChanged.connect(lambda _place: self._fill())
        self.seats.valueChanged.connect(lambda _seats: self.edited.emit())
        self._fill()

    def entries(self) -> tuple[object, ...]:
        return (*super().entries(), self.seats.value())

    def read(self, now: datetime) -> Change | None:
        identity = self.identity()
        self.name.need("Indiquez le nom de la salle.")
        name = self.name.text()
        fits = identity and name and not self.name.error
        return PreparationRoomChanged(identity, name, self.seats.value()) if fits else None

    def _fill(self) -> None:
        room = self.timetable.rooms.get(int(self.who.currentData() or 0))
        if room is not None:
            self.name.line.setText(room.name)
            self.seats.setValue(room.seats)
