"""Random work in the room, as commands that may or may not be allowed where they come."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain import room_commands as room
from btstc_jury.domain.assessment import NoteText, Sign
from btstc_jury.domain.commands import Command
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.presence import (
    Absence,
    AbsenceKind,
    Attendance,
    Countersignature,
    Fraud,
    Interruption,
    Lateness,
    Presence,
)
from btstc_jury.domain.standing import Stage
from tests.domain.courses import Wish, always, conduct, courses, forward, picked, settle, stop
from tests.domain.courses import undoable as alone
from tests.domain.sitting import Sitting

__all__ = ["Wish", "courses", "follow", "in_the_room", "undoable"]

follow = conduct

ranks = st.integers(0, 5)
jurors = st.sampled_from(["a", "b", "c", "x"])
levels = st.sampled_from([None, "TI", "S", "TS", "NE", "X"])
numbers = st.sampled_from([1, 2, 3, 9])
targets = st.sampled_from([None, 1, 2, 3, 9])
texts = st.sampled_from(["", " ", "car l’épreuve le montre"])
arrivals = st.one_of(
    st.builds(
        room.CheckPresence, st.builds(Presence, st.booleans(), st.booleans(), st.sampled_from(Attendance))
    ),
    st.builds(
        room.RecordAbsence,
        st.builds(Absence, st.sampled_from(AbsenceKind), st.sampled_from(["", "certificat"])),
    ),
    st.builds(
        room.AdmitLate, st.builds(Lateness, st.integers(-1, 20), texts, st.sampled_from(["", "Sacha"]))
    ),
    st.builds(
        room.CheckDossier,
        st.builds(DossierCheck, st.sampled_from(Outcome), st.just((Sheet("Vente", (0,), 12),)), reason=texts),
    ),
)
incidents = st.one_of(
    st.just(room.InformCandidate()),
    st.just(room.HandOverReport()),
    st.builds(room.ReportFraud, st.builds(Fraud, texts, texts, st.sampled_from(Countersignature))),
    st.builds(room.WithdrawFraud, texts),
    st.builds(room.ReportInterruption, st.builds(Interruption, texts, texts)),
    st.just(do.Pause("fatigue", granted=True)),
)
opinions = st.one_of(
    st.builds(room.ChooseMode, st.sampled_from(OpinionMode)),
    st.builds(room.RateOpinion, jurors, numbers, levels),
    st.builds(
        room.MarkOpinion, jurors, st.sampled_from([None, Decimal(8), Decimal("12.5"), Decimal("12.3")])
    ),
    st.builds(room.GiveOpinion, jurors),
    st.builds(room.TakeBackOpinion, jurors),
    st.builds(room.Reveal, texts),
    st.builds(room.GiveReason, targets, texts),
    st.builds(room.Dissent, jurors, targets, texts),
)


def questions(sitting: Sitting) -> list[int]:
    return [number for number, each in sitting.oral.notes.items() if each.content.sign is Sign.QUESTION]


def ask(text: str, author: str, level: str | None) -> Wish:
    content = NoteText(text, Sign.QUESTION, 2, author, personal=True)
    return lambda sitting: do.AddNote(sitting.now, content, level)


def opinion_of(juror: str, level: str) -> Wish:
    """A whole opinion, which chance alone would hardly ever complete; the last command gives it."""

    def wish(sitting: Sitting) -> Command:
        if sitting.oral.debate.hidden and not sitting.oral.debate.of(juror).given:
            criteria = sitting.oral.form.criteria
            sitting.act(*(room.RateOpinion(juror, each.number, level) for each in criteria))
            sitting.act(room.MarkOpinion(juror, Decimal(11)))
        return room.GiveOpinion(juror)

    return wish


asking: st.SearchStrategy[Wish] = st.one_of(
    st.builds(ask, st.sampled_from(["pourquoi ?", "combien ?"]), jurors, levels),
    st.builds(
        lambda rank, asked: lambda s: room.TickQuestion(picked(questions(s), rank), asked),
        ranks,
        st.booleans(),
    ),
    st.builds(lambda rank: lambda s: room.OrderQuestions((picked(questions(s), rank),)), ranks),
    st.just(lambda s: room.OrderQuestions(tuple(reversed(questions(s))))),
)


def separate_first(sitting: Sitting) -> Command:
    early = sitting.oral.stage in {Stage.PLANNED, Stage.OPENED}
    return room.ChooseMode(OpinionMode.SEPARATE) if early else forward(sitting)


undoable = st.one_of(
    alone,
    st.one_of(arrivals, incidents, opinions).map(always),
    opinions.map(always),
    asking,
    st.just(separate_first),
)
"""What an undo can take back."""

in_the_room = st.one_of(
    undoable,
    undoable,
    st.builds(opinion_of, st.sampled_from(["a", "b", "c"]), st.sampled_from(["TI", "S"])),
    st.sampled_from([always(do.Undo()), always(do.Redo()), stop, settle]),
)
"""All that can happen in one oral."""
