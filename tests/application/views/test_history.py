"""The history: words for every kind of event, acts taken back, and what stays hidden."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.history import HistoryView, hidden, history_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import NoteText, Sign, TextField
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.events import Erased, GridSigned, JuryDecided, NotesErased
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Debate, OpinionMode
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
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

NOW = FakeClock().now()
FORM = make_form()
NOTE = NoteText("Écoute réelle", Sign.STRENGTH, 2, "a")
CONTEXT = ev.Context(
    FORM,
    {juror.key: juror for juror in JURORS},
    {4: NOTE},
    lambda oral: f"CANDIDAT {oral}",
    people.seat_short,
    formats,
)
MISSED = ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat"))
LATE = ev.LatenessAdmitted(Lateness(12, "train", "M. Proviseur"))
FRAUD = Fraud("Oreillette", "M. Témoin", Countersignature.REFUSED, "conteste")

WORDS: tuple[tuple[ev.Event, str], ...] = (
    (ev.SessionDescribed(make_session()), "Session décrite"),
    (ev.Planned(make_plan(), FORM.key, FORM.hash), "Candidat inscrit"),
    (ev.PlanChanged(make_plan(), FORM.key, FORM.hash), "Inscription modifiée"),
    (ev.PreparationStarted(Duration.minutes(50)), "Préparation commencée : 50:00 accordées"),
    (ev.PreparationEnded(), "Préparation terminée"),
    (
        ev.PreparationReceived(Duration.minutes(50), NOW, None),
        "Préparation reçue avec la feuille : 50:00 accordées",
    ),
    (ev.Opened(Duration.minutes(30), JURORS[:1]), "Oral ouvert, 30:00 : Éco-gestion Camille Fictif"),
    (ev.PhaseStarted(1), "Phase 2 commencée : Entretien"),
    (ev.Paused("alarme"), "Suspension : alarme"),
    (ev.Paused(""), "Suspension"),
    (ev.Paused("", granted=True), "Pause accordée commencée"),
    (ev.PauseExplained(3, "alarme"), "Motif de la suspension : alarme"),
    (ev.Resumed(), "Reprise"),
    (ev.Ended(), "Épreuve terminée"),
    (ev.GapDecided(3, counted=True), "Décision sur l’arrêt : temps compté"),
    (ev.GapDecided(3, counted=False), "Décision sur l’arrêt : temps non compté"),
    (ev.NoteAdded(NOW, NOTE), "Note ajoutée : + Écoute réelle (n° 2)"),
    (ev.NoteChanged(4, NoteText("Hésite", Sign.WEAKNESS)), "Note modifiée : − Hésite"),
    (ev.NoteRemoved(4), "Note retirée : + Écoute réelle (n° 2)"),
    (ev.Rated(13, "S"), "Critère 13 : S"),
    (ev.Rated(13, "NE"), "Critère 13 : non évalué"),
    (ev.Rated(13, None), "Critère 13 : niveau effacé"),
    (ev.MarkProposed(Decimal("12.50")), "Note proposée : 12,5"),
    (ev.MarkProposed(None), "Note effacée"),
    (ev.TextWritten(TextField.APPRECIATION, "Oral maîtrisé"), "Appréciation : Oral maîtrisé"),
    (ev.TextWritten(TextField.REMARKS, ""), "Remarques : texte effacé"),
    (ev.Finalised(), "Proposition arrêtée"),
    (ev.Reopened("erreur"), "Proposition rouverte : erreur"),
    (ev.SheetGiven(7, "erreur de liste"), "Feuille transférée à CANDIDAT 7 : erreur de liste"),
    (ev.SheetReceived(7, "erreur de liste"), "Feuille reçue de CANDIDAT 7 : erreur de liste"),
    (
        ev.PresenceChecked(Presence(convocation=True, identity=True, attendance=Attendance.PAPER)),
        "Présence : convocation, identité, émargement signé sur papier",
    ),
    (ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)), "Candidat absent"),
    (MISSED, "Absence justifiée : certificat"),
    (LATE, "Retard de 12 min admis par M. Proviseur : train"),
    (ev.DossierChecked(DossierCheck(Outcome.COMPLIANT)), "Dossier : conforme"),
    (
        ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="2 fiches")),
        "Dossier : doute de la commission, 2 fiches",
    ),
    (ev.CandidateInformed(), "Candidat informé de la réserve"),
    (ev.ReportHandedOver(), "Rapport remis au président du jury"),
    (ev.FraudReported(FRAUD), "Suspicion de fraude : Oreillette · contreseing refusé (conteste)"),
    (ev.FraudWithdrawn("une calculatrice"), "Suspicion de fraude retirée : une calculatrice"),
    (ev.Interrupted(Interruption("M. Tiers", "bruit"), NOW), "Interruption par M. Tiers : bruit"),
    (ev.ModeChosen(OpinionMode.SEPARATE), "Avis : séparés"),
    (ev.OpinionRated("b", 3, "TS"), "Avis de Dominique Fictif, critère 3 : TS"),
    (ev.OpinionMarked("b", Decimal(14)), "Avis de Dominique Fictif, note : 14"),
    (ev.OpinionGiven("b"), "Avis rendu par Dominique Fictif"),
    (ev.OpinionTakenBack("b"), "Avis repris par Dominique Fictif"),
    (ev.Revealed(""), "Avis révélés"),
    (ev.Revealed("malaise d’un membre"), "Avis révélés : malaise d’un membre"),
    (ev.ReasonGiven(3, "débat"), "Motif du critère 3 : débat"),
    (ev.ReasonGiven(None, ""), "Motif de la note : effacé"),
    (ev.Dissented("c", None, "trop bas"), "Avis contraire de Claude Fictif sur la note : trop bas"),
    (ev.QuestionTicked(4, asked=True), "Question posée : Écoute réelle"),
    (ev.QuestionTicked(99, asked=False), "Question remise en attente"),
    (ev.QuestionsOrdered((4,)), "Questions remises en ordre"),
    (ev.Undone(3), ""),
    (GridSigned(Signature("a", Means.PAPER)), "Grille signée par Camille Fictif, à la main, sur papier"),
    (NotesErased(), "Notes de travail effacées"),
    (
        JuryDecided(JuryDecision(Decimal("12.5"), date(2027, 6, 30))),
        "Note arrêtée par le jury le 30/06/2027 : 12,5",
    ),
    (Erased("note-added"), "Contenu effacé"),
    (ev.Redone(3), ""),
)


@pytest.mark.parametrize(("event", "words"), WORDS, ids=lambda value: str(value)[:30])
def test_each_event_has_its_words(event: ev.Event, words: str) -> None:
    plain = event.words(CONTEXT).replace("\u202f:", " :").replace("n°\u202f", "n° ")
    assert plain == words


@pytest.mark.parametrize(
    ("cause", "head"), [(ev.GapCause.STOP, "Arrêt du programme"), (ev.GapCause.SLEEP, "Mise en veille")]
)
def test_a_stop_is_told_with_its_hour(cause: ev.GapCause, head: str) -> None:
    assert ev.GapFound(NOW, cause).words(CONTEXT).startswith(f"{head} depuis ")


def test_no_kind_is_without_words() -> None:
    tried = {type(event) for event, _ in WORDS} | {ev.GapFound}
    assert set(ev.KINDS.values()) - tried == set()


@pytest.fixture
def oral(office: Office) -> int:
    number = office.plan(make_plan(), "essai")[0]
    office.act(number, do.Open(JURORS))
    office.act(number, do.Start())
    return number


def told(view: HistoryView) -> list[tuple[str, bool]]:
    return [(line.words.replace("\u202f:", " :"), line.undone) for line in view.lines]


def test_an_undone_act_stays_with_the_act_that_takes_it_back(office: Office, oral: int) -> None:
    office.act(oral, ev.Rated(2, "S"), "a")
    office.act(oral, do.Undo())
    view = history_view(office, oral)
    assert told(view)[-2:] == [("Critère 2 : S", True), ("Annulé : Critère 2 : S", False)]
    assert view.lines[-2].author == "Camille Fictif"
    assert (view.undo, view.redo) == ("Phase 1 commencée\u202f: Présentation", "Critère 2\u202f: S")
    office.act(oral, do.Redo())
    assert told(history_view(office, oral))[-3:] == [
        ("Critère 2 : S", False),
        ("Annulé : Critère 2 : S", False),
        ("Rétabli : Critère 2 : S", False),
    ]


def test_each_act_says_when_and_where_in_the_oral(office: Office, oral: int, clock: FakeClock) -> None:
    clock.advance(Duration.seconds(75))
    office.act(oral, do.AddNote(clock.now(), NoteText("Écoute\nréelle" + "é" * 400)))
    line = history_view(office, oral).lines[-1]
    assert line.stamp == "1 · 01:15"
    assert line.hour.endswith(":01:15")
    assert line.words.startswith("Note ajoutée\u202f: Écoute / réelle")
    assert line.words.endswith("é…")
    assert len(line.words) < 200


def test_opinions_are_not_shown_before_the_reveal(office: Office, oral: int) -> None:
    office.act(oral, ev.Ended())
    office.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    for juror in JURORS:
        for criterion in FORM.criteria:
            office.act(oral, ev.OpinionRated(juror.key, criterion.number, "TS"), juror.key)
        office.act(oral, ev.OpinionMarked(juror.key, Decimal(14)), juror.key)
        office.act(oral, ev.OpinionGiven(juror.key), juror.key)
    office.act(oral, ev.OpinionTakenBack("c"), "c")
    office.act(oral, do.Undo())
    view = history_view(office, oral)
    words = " ".join(text for text, _ in told(view))
    assert "TS" not in words
    assert "14" not in words
    assert "Avis rendu par Claude Fictif" in words
    assert "Annulé : Avis repris par Claude Fictif" in words
    office.act(oral, ev.Revealed())
    shown = told(history_view(office, oral))
    assert ("Avis de Dominique Fictif, critère 3 : TS", False) in shown
    assert shown[-1][0] == "Avis révélés · Critère 1 : TS · Critère 2 : TS · et 2 autres"


def test_the_undoing_of_a_hidden_act_is_hidden_too(office: Office, oral: int) -> None:
    office.act(oral, ev.Ended())
    office.act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
    before = told(history_view(office, oral))
    office.act(oral, ev.OpinionRated("a", 1, "TI"), "a")
    assert history_view(office, oral).undo == "un acte qui n’est pas montré ici"
    office.act(oral, do.Undo())
    assert history_view(office, oral).redo == "un acte qui n’est pas montré ici"
    assert told(history_view(office, oral)) == before


def test_a_personal_note_stays_its_authors(office: Office, oral: int, clock: FakeClock) -> None:
    content = NoteText("avis tranché", author="a", personal=True)
    before = told(history_view(office, oral))
    office.act(oral, do.AddNote(clock.now(), content))
    (number,) = office.oral(oral).notes
    office.act(oral, do.ChangeNote(number, NoteText("avis nuancé", author="a", personal=True)))
    office.act(oral, ev.NoteRemoved(number))
    assert told(history_view(office, oral)) == before
    notes = {number: content}
    assert hidden(ev.NoteRemoved(number), Debate(), notes)
    assert not hidden(ev.NoteRemoved(number), Debate(revealed=True), notes)
    assert hidden(ev.QuestionTicked(number, asked=True), Debate(), notes)


def test_a_sheet_received_brings_its_notes(office: Office, oral: int, clock: FakeClock) -> None:
    office.act(oral, do.AddNote(clock.now(), NoteText("Qui a validé ?", Sign.QUESTION)))
    other = office.plan(make_plan("2", "Imbert"), "essai")[0]
    office.transfer(oral, other, "erreur")
    (number,) = office.oral(other).notes
    office.act(other, ev.QuestionTicked(number, asked=True))
    assert told(history_view(office, other))[-2:] == [
        ("Feuille reçue de DURAND Élodie : erreur", False),
        ("Question posée : Qui a validé ?", False),
    ]
    assert told(history_view(office, oral))[-1] == ("Feuille transférée à IMBERT Élodie : erreur", False)
    assert history_view(office, oral).undo == ""
