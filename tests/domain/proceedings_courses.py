"""Random work in the room, as commands that may or may not be allowed where they come."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.commands import Command
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.proceedings import (
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
        ev.PresenceChecked, st.builds(Presence, st.booleans(), st.booleans(), st.sampled_from(Attendance))
    ),
    st.builds(
        ev.AbsenceRecorded,
        st.builds(Absence, st.sampled_from(AbsenceKind), st.sampled_from(["", "certificat"])),
    ),
    st.builds(
        ev.LatenessAdmitted, st.builds(Lateness, st.integers(-1, 20), texts, st.sampled_from(["", "Sacha"]))
    ),
    st.builds(
        ev.DossierChecked,
        st.builds(DossierCheck, st.sampled_from(Outcome), st.just((Sheet("Vente", (0,), 12),)), reason=texts),
    ),
)
incidents = st.one_of(
    st.just(ev.CandidateInformed()),
    st.just(ev.ReportHandedOver()),
    st.builds(ev.FraudReported, st.builds(Fraud, texts, texts, st.sampled_from(Countersignature))),
    st.builds(ev.FraudWithdrawn, texts),
    st.builds(ev.Interrupted, st.builds(Interruption, texts, texts)),
    st.just(ev.Paused("fatigue", granted=True)),
)
opinions = st.one_of(
    st.builds(ev.ModeChosen, st.sampled_from(OpinionMode)),
    st.builds(ev.OpinionRated, jurors, numbers, levels),
    st.builds(
        ev.OpinionMarked, jurors, st.sampled_from([None, Decimal(8), Decimal("12.5"), Decimal("12.3")])
    ),
    st.builds(ev.OpinionGiven, jurors),
    st.builds(ev.OpinionTakenBack, jurors),
    st.builds(ev.Revealed, texts),
    st.builds(ev.ReasonGiven, targets, texts),
    st.builds(ev.Dissented, jurors, targets, texts),
)


def questions(sitting: Sitting) -> list[int]:
    return [number for number, each in sitting.oral.remarks.items() if each.content.sign is Sign.QUESTION]


def ask(text: str, author: str, level: str | None) -> Wish:
    content = RemarkText(text, Sign.QUESTION, 2, author, personal=True)
    return lambda sitting: do.AddRemark(sitting.now, content, level)


def opinion_of(juror: str, level: str) -> Wish:
    """A whole opinion, which chance alone would hardly ever complete; the last command gives it."""

    def wish(sitting: Sitting) -> Command:
        if sitting.oral.debate.hidden and not sitting.oral.debate.of(juror).given:
            criteria = sitting.oral.form.criteria
            sitting.act(*(ev.OpinionRated(juror, each.number, level) for each in criteria))
            sitting.act(ev.OpinionMarked(juror, Decimal(11)))
        return ev.OpinionGiven(juror)

    return wish


asking: st.SearchStrategy[Wish] = st.one_of(
    st.builds(ask, st.sampled_from(["pourquoi ?", "combien ?"]), jurors, levels),
    st.builds(
        lambda rank, asked: lambda s: ev.QuestionTicked(picked(questions(s), rank), asked),
        ranks,
        st.booleans(),
    ),
    st.builds(lambda rank: lambda s: ev.QuestionsOrdered((picked(questions(s), rank),)), ranks),
    st.just(lambda s: ev.QuestionsOrdered(tuple(reversed(questions(s))))),
)


def separate_first(sitting: Sitting) -> Command:
    early = sitting.oral.stage in {Stage.PLANNED, Stage.OPENED}
    return ev.ModeChosen(OpinionMode.SEPARATE) if early else forward(sitting)


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
