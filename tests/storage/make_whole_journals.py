"""Writes the files of ``data`` that hold every kind of event, one pair for each change of what is stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path

import msgspec

from btstc_jury.application.erasing import erase_remarks
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.views.history import history_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.aligning import Shift
from btstc_jury.domain.assessment import Noted, RemarkText, Sign, TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Course
from btstc_jury.domain.case import (
    Annex,
    Buyer,
    Case,
    Change,
    Concession,
    Motive,
    Objection,
    ObjectionKind,
    Parameter,
    Rubric,
    Step,
)
from btstc_jury.domain.commission import JurorPin, Role, Vacancy
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet
from btstc_jury.domain.elsewhere import Elsewhere, Source
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Form, Situation
from btstc_jury.domain.guest import Invitation, Moment
from btstc_jury.domain.marking import PartialMark
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.playing import Handed, Played, Scenario
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
from btstc_jury.domain.rehearsal import Handling, Scope, Speaker
from btstc_jury.domain.rulings import Ruling
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.domain.timing import MarkKind
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session
from tests.storage.keyed import KEY

DATA = Path(__file__).parent / "data"
ORALS = (1, 2, 3, 4, 5, 6)
SITUATIONS = tuple(make_form(key=f"essai-ccf-{n}", situation=Situation(n, "E4")) for n in (1, 2))
TWO_MARKS = make_form(
    key="essai-notes",
    marks=(
        PartialMark("Oral", Decimal(12), Decimal("0.5")),
        PartialMark("Dossier", Decimal(8), Decimal("0.5")),
    ),
    mark=replace(make_form().mark, summed=True),
)
STROKES = ((0, 0, 500, 250), (10, 20))
REPORTED = Fraud("un téléphone allumé", "le jury", Countersignature.SIGNED, "lu")


def make_file(path: Path, key: FileKey | None) -> None:
    """One oral through everything, its remarks erased at last; a sheet handed over twice; one absent; one who
    had prepared on their own and received a sheet.
    """
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form(), *SITUATIONS, TWO_MARKS), clock)
    office = create_file(desk, path, make_session(), key)
    office.keep_pins((JurorPin("a", "ab" * 8, "cd" * 16),))
    third = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, "lecteur", Duration.minutes(5))
    for number in ORALS:
        accommodation = third if number in {1, 3} else Accommodation()
        office.plan(make_plan(f"000{number}", f"Fictif{number}", "Zoé", accommodation=accommodation), "essai")
    whole = _Course(office, clock, 1)
    _arrive(whole)
    _speak(whole)
    _settle(whole)
    erase_remarks(office, 1)
    whole.act(ev.Reopened("faute de frappe"))
    source = _Course(office, clock, 2)
    _arrive(source)
    _speak(source)
    office.transfer(2, 3, "fiche ouverte au mauvais nom")
    _go_on(_Course(office, clock, 3))
    office.transfer(3, 4, "encore un autre")
    _Course(office, clock, 5).act(
        ev.Withdrawn("inscrit deux fois"),
        do.Undo(),
        ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)),
        ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat du 1er juin")),
    )
    own = _Course(office, clock, 6)
    own.act(do.StartPreparation())
    office.transfer(4, 6, "celui-ci avait préparé")
    _tie(office, clock)
    _Course(office, clock, 4).act(do.Open(JURORS), do.Start(), ev.Ended(), ev.PartExplained(1, "malaise"))
    _mark_in_parts(office, clock)
    _rehearse(office, clock)
    _invite(office, clock)
    _be_invited(office, clock)
    office.close()


def _mark_in_parts(office: Office, clock: FakeClock) -> None:
    """A grid of two marks, of which jurors who think apart gave each."""
    office.plan(replace(make_plan("0009", "Fictif9", "Zoé"), subject="anglais"), TWO_MARKS.key)
    course = _Course(office, clock, 9)
    course.act(do.Open(JURORS), ev.ModeChosen(OpinionMode.SEPARATE), do.Start(), ev.Ended())
    course.act(
        do.ProposeMarks(((1, Decimal(7)), (2, Decimal("6.5"))), "a"),
        ev.OpinionPartialMarked("b", 2, Decimal(5)),
        ev.OpinionPartialMarked("b", 2, None),
        ev.Revealed("deux membres attendent leur train"),
        ev.PartialMarked(1, Decimal("7.5")),
        ev.PartialMarked(2, Decimal(6)),
        ev.PartialMarked(1, None),
    )


TOKEN, SECRET = "ab" * 16, "cd" * 32


def _invite(office: Office, clock: FakeClock) -> None:
    """A juror on a laptop, whose opinion comes back, and then another version of it."""
    office.plan(make_plan("0011", "Fictif11", "Zoé"), "essai")
    course = _Course(office, clock, 11)
    course.act(ev.JurorInvited("b", TOKEN, SECRET), do.Open(JURORS), do.Start(), ev.Ended())
    for number, mark in ((1, Decimal("9.5")), (2, None)):
        opinion = ev.OpinionBrought(
            "b",
            TOKEN,
            number,
            "0a" * 32,
            f"{number:02}" * 32,
            clock.now().utc,
            ((1, "S"), (2, "NE")),
            mark,
            shifts=(Shift(0, Duration.seconds(-12)),),
        )
        noted = Noted(TOKEN, clock.now().utc, 0, Duration.seconds(4))
        content = RemarkText("hésite", Sign.WEAKNESS, 2, "b", personal=True)
        course.act(do.BringOpinion(opinion, (ev.RemarkAdded(clock.now(), content, noted),)))


def _be_invited(office: Office, clock: FakeClock) -> None:
    """What the journal of a juror's own file holds; no oral of another file does, but for this test."""
    office.plan(make_plan("0012", "Fictif12", "Zoé"), "essai")
    session = office._session
    office._session = replace(session, kind=FileKind.OPINION)
    begun = Moment(MarkKind.PHASE, clock.now().utc, 0)
    clock.advance(Duration.seconds(90))
    invitation = Invitation(
        token=TOKEN,
        secret=SECRET,
        host="0b" * 32,
        oral=11,
        juror="b",
        form=make_form().hash,
        by="Lycée fictif",
        made=clock.now().utc,
        total=Duration.minutes(30),
        moments=(begun, Moment(MarkKind.PAUSE, clock.now().utc, granted=True)),
    )
    course = _Course(office, clock, 12)
    course.act(
        ev.Invited(invitation, JURORS[1]),
        ev.ClockTaken(Duration.seconds(3)),
        ev.Resumed(),
        ev.Ended(),
        *(ev.OpinionRated("b", each.number, "S") for each in make_form().criteria),
        ev.OpinionMarked("b", Decimal(12)),
        ev.OpinionGiven("b"),
        ev.OpinionSealed(1, "ef" * 32),
        ev.SealTakenBack(),
    )
    office._session = session


CASE = Case(
    "0f1e",
    "Chariots",
    "E4",
    "fiche descriptive",
    (Rubric("contexte", "Un entrepôt"), Rubric("résultats")),
    (Annex("tarif.pdf", "ab" * 32, 1200, 2),),
    (Change(Parameter.PRICE, "118 k€", "124 k€", "voir s’il défend sa marge"),),
    "Le prix est de 124 k€.",
    Buyer(
        "Mme Roux",
        "directrice",
        "un contrat",
        (Motive.MONEY,),
        "12",
        "118",
        "124",
        "6",
        (Concession("a", "b"),),
    ),
    (Objection("Trop cher.", ObjectionKind.PRICE, True, 2, Step.ARGUMENT, "le coût d’usage"),),
    (1, 2),
    "manutention",
    "0f1d",
)


def _rehearse(office: Office, clock: FakeClock) -> None:
    """A student's attempt: nobody keeps such a one in an exam, the journal knows it all the same."""
    plan = make_plan("0010", "Fictif10", "Zoé")
    student = replace(plan.candidate, class_name="TC2", group="A")
    office.plan(replace(plan, candidate=student), "essai")
    course = _Course(office, clock, 10)
    scope = Scope((0, 1), ((0, Duration.minutes(4)),))
    course.act(ev.RehearsalSet(None, Scope()), ev.RehearsalSet(CASE, scope), do.Open(JURORS[:1]), do.Start())
    course.act(
        ev.SpeakerChanged(Speaker.STUDENT),
        ev.StepReached(Step.CONTACT),
        ev.PhaseRestarted(0),
        ev.SpeakerChanged(Speaker.BUYER),
        ev.BuyerCut(),
        ev.ObjectionThrown(0),
        ev.ObjectionHandled(0, Handling.TURNED),
        ev.ObjectionAdded(Objection("Pas maintenant.", ObjectionKind.MOMENT)),
        ev.ObjectionThrown(1),
        ev.ObjectionHandled(1, Handling.EVADED),
        ev.ObjectionHandled(1, None),
        ev.Ended(),
        ev.OwnOpinionGiven(((1, "S"), (2, "NE"))),
        ev.Observed("Lou", ((1, "TS"),), on_paper=True),
        ev.FeedbackWritten(("écoute",), ("parler moins", "conclure")),
        ev.TrainingMarkGiven(Decimal("12.5")),
    )


def _tie(office: Office, clock: FakeClock) -> None:
    """Two situations of one candidate, what the jury decided on both, and what was known of another."""
    for situation in SITUATIONS:
        office.plan(make_plan("0007", "Fictif7", "Zoé"), situation.key)
    first, second = (_Course(office, clock, oral) for oral in (7, 8))
    for each in (first, second):
        each.act(ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    decision = JuryDecision(Decimal("8.5"), date(2026, 7, 3), "Au vu du dossier.", "E4")
    first.act(ev.JuryDecided(decision, 8))
    second.act(ev.DecisionFell("faute de frappe"))
    second.act(
        ev.SituationElsewhere(
            Elsewhere(
                situation=1,
                on=date(2026, 5, 4),
                mark=Decimal("12.5"),
                used=Duration.seconds(1120),
                signed=True,
                place="Lycée fictif · Commission 2",
                jurors=("Camille Fictif, professeur",),
                appreciation="Dossier précis.",
                source=Source.GRID,
                reference="grille.pdf",
            )
        )
    )


class _Course:
    """Acts on one oral, seven seconds apart."""

    def __init__(self, office: Office, clock: FakeClock, oral: int) -> None:
        self.office, self.clock, self.oral = office, clock, oral

    def act(self, *commands: do.Command) -> None:
        for command in commands:
            self.clock.advance(Duration.seconds(7))
            self.office.act(self.oral, command, author="a")

    @property
    def last(self) -> int:
        return self.office.history(self.oral).last_sequence

    @property
    def remarks(self) -> list[int]:
        return [*self.office.oral(self.oral).remarks]

    def remark(self, text: str, sign: Sign = Sign.NONE, criterion: int | None = None, **more: object) -> None:
        began = self.office.now()
        content = RemarkText(text, sign, criterion, "a", personal=bool(more.get("personal")))
        level = more.get("level")
        self.act(do.AddRemark(began, content, str(level) if level else None))


def _arrive(course: _Course) -> None:
    plan = course.office.oral(course.oral).plan
    changed = make_plan(plan.candidate.number, "D’Œuvre", "Zoé", accommodation=plan.accommodation)
    known = replace(changed, candidate=replace(changed.candidate, course=Course.APPRENTICESHIP))
    vacancy = Vacancy(Role.STI, "Sacha Fictif", "malade")
    course.act(
        do.ChangePlan(known, make_form()),
        do.StartPreparation(),
        ev.PresenceChecked(Presence(True, True, Attendance.DRAWN, STROKES)),
        ev.LatenessAdmitted(Lateness(5, "panne de train", "Sacha Fictif")),
        ev.DossierChecked(DossierCheck(Outcome.PENDING, (Sheet("Vente", (0,), 12, True),), (0,), 3)),
        ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="deux fiches se ressemblent")),
        ev.PlayedRecorded(Played(1, "Vente", "budget réduit", Handed.SOME, altered=True)),
        ev.ScenarioWritten(Scenario("Vente", "Une PME", "budget réduit", "tarif")),
        ev.PreparationEnded(),
        do.Open((JURORS[0], JURORS[2]), vacancies=(vacancy,)),
        do.Open(JURORS),
        ev.ModeChosen(OpinionMode.SEPARATE),
        do.Start(),
    )


def _speak(course: _Course) -> None:
    course.remark("accroche", Sign.STRENGTH, 1, level="S")
    course.act(do.ChangeRemark(course.remarks[0], RemarkText("accroche juste", Sign.STRENGTH, 1, "a")))
    course.remark("pourquoi ce prix ?", Sign.QUESTION)
    course.remark("et le délai ?", Sign.QUESTION)
    course.remark("hésite", Sign.WEAKNESS, 2, personal=True)
    course.remark("à ôter")
    course.act(ev.RemarkRemoved(course.remarks[-1]))
    _, price, delay, *_ = course.remarks
    course.act(
        ev.QuestionsOrdered((delay, price)),
        ev.QuestionTicked(price, asked=True),
        ev.Interrupted(Interruption("surveillant", "bruit"), course.office.now()),
        ev.Interrupted(Interruption("jury", "")),
        ev.Paused("alarme"),
    )
    course.act(ev.PauseExplained(course.last, "alarme incendie"), ev.Resumed())
    alive = course.office.now()
    course.clock.restart(Duration.seconds(30))
    course.act(ev.GapFound(alive, GapCause.STOP))
    course.act(ev.GapDecided(course.last, counted=False), do.NextPhase())
    alive = course.office.now()
    course.clock.sleep(Duration.seconds(40))
    course.act(
        ev.GapFound(alive, GapCause.SLEEP),
        ev.FraudReported(Fraud("un papier", "")),
        ev.FraudWithdrawn("c’était le dossier"),
        ev.FraudReported(REPORTED),
        ev.OpinionMarked("b", Decimal("9.5")),
        ev.OpinionRated("c", 3, "NE"),
        *(ev.OpinionRated("a", number, "TS") for number in (1, 2, 3)),
        ev.OpinionMarked("a", Decimal(14)),
        ev.OpinionGiven("a"),
        ev.OpinionTakenBack("a"),
        ev.OpinionRated("a", 3, None),
        ev.OpinionRated("a", 3, "S"),
        ev.OpinionGiven("a"),
        ev.TextWritten(TextField.OBSERVATIONS, "à suivre"),
        ev.TextWritten(TextField.STRENGTHS, "écoute"),
        do.Undo(),
        do.Redo(),
    )


def _settle(course: _Course) -> None:
    gap = next(iter(course.office.oral(course.oral).pending_gaps))
    course.act(
        ev.Ended(),
        ev.CodeRenewed("b", "a"),
        ev.CodeRenewed("a", reason="les autres sont en réunion"),
        ev.JurorLeft("c", "son train part"),
        ev.GapDecided(gap, counted=True),
        ev.Revealed("le train d’un membre part"),
        *(ev.Rated(number, "TS") for number in (1, 2)),
        ev.Rated(3, "I"),
        ev.MarkProposed(Decimal("12.50")),
        ev.ReasonGiven(3, "l’entretien l’a montré"),
        ev.ReasonGiven(None, "au vu de l’ensemble"),
        ev.Dissented("b", 3, "je maintiens"),
        ev.Dissented("b", None, "trop sévère"),
        ev.Dissented("b", None, ""),
        ev.TextWritten(TextField.APPRECIATION, "Très bon échange."),
        ev.TextWritten(TextField.WEAKNESSES, "chiffres"),
        ev.CandidateInformed(),
        ev.Finalised(),
        ev.ReportHandedOver(),
        ev.ReserveVerified(Ruling(False, "le centre", date(2026, 6, 20), "attestation retrouvée")),
        ev.FraudRuled(Ruling(True, "l’autorité", date(2026, 6, 21), "note annulée")),
        ev.FraudRuled(None),
        ev.GridSigned(Signature("a", Means.INTERNAL, "ab" * 32, "cd" * 32)),
        ev.GridSigned(Signature("b", Means.PAPER)),
        ev.JuryDecided(JuryDecision(Decimal("13.25"), date(2026, 7, 3))),
    )


def _go_on(course: _Course) -> None:
    """What refers to what was received."""
    first, price, *_ = course.remarks
    (gap,) = course.office.oral(course.oral).pending_gaps
    course.act(
        do.ChangeRemark(first, RemarkText("accroche très juste", Sign.STRENGTH, 1, "a")),
        ev.QuestionTicked(price, asked=False),
        ev.GapDecided(gap, counted=False),
    )
    course.remark("conclut")
    course.act(ev.RemarkRemoved(first), do.Undo(), ev.Ended(), ev.Revealed("fin"), ev.ReportHandedOver())


UNKEPT = frozenset({"words"})
"""What screens say may be put in other words."""

GAINED = frozenset(
    {"departures", "renewals", "rulings", "part_reasons", "course", "played", "quality", "scenario"}
    | {"remark", "exam", "elsewhere", "beside", "used_before", "partial", "subject"}
    | {"rehearsal", "class_name", "group", "guest", "called", "brought", "noted"}
)
"""Fields that came later: where they are empty, what was written before comes to the same."""


def told(office: Office) -> dict[str, object]:
    """All that the orals of a file come to, as plain values."""
    return {
        "session": plain(office.session),
        "orals": {str(number): plain(office.oral(number)) for number in ORALS},
        "lists": {str(number): plain(office.file.index.summary(number)) for number in ORALS},
        "history": {str(number): plain(history_view(office, number)) for number in ORALS},
        "undone": {str(number): plain(office.history(number).undone) for number in ORALS},
    }


def plain(value: object) -> object:  # noqa: PLR0911 - one line a type
    """As JSON has it, a record by the order of its fields, whose names may change; a form is its hash, a
    mapping and a set are in the order of their keys.
    """
    if isinstance(value, Form):
        return value.hash
    if is_dataclass(value) or isinstance(value, msgspec.Struct):
        names = (each.name for each in fields(value)) if is_dataclass(value) else value.__struct_fields__
        told = {each: getattr(value, each) for each in names if each not in UNKEPT}
        return [plain(each) for name, each in told.items() if each or name not in GAINED]
    if isinstance(value, Mapping):
        return [[plain(key), plain(value[key])] for key in sorted(value)]
    if isinstance(value, frozenset):
        return [plain(each) for each in sorted(value)]
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal | Fraction):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def main(name: str) -> None:
    for suffix, key in (("", None), ("-encrypted", KEY)):
        target = DATA / f"{name}{suffix}.btsjury"
        if target.exists():
            sys.exit(f"{target.name} is there already; what was written in the past is never made anew")
        make_file(target, key)
        target.with_name(f".{target.name}.lock").unlink()
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    office = Office(desk.files.open(DATA / f"{name}.btsjury"), desk.library, desk.clock)
    state = json.dumps(told(office), ensure_ascii=False, indent=1, sort_keys=True)
    (DATA / f"{name}.json").write_text(state + "\n", encoding="utf-8")
    office.close()
    (DATA / f".{name}.btsjury.lock").unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
