"""What every event says: for the history, and where the screen alone isn't plain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from btstc_jury.application.views import formats, people
from btstc_jury.domain import events as ev
from btstc_jury.domain.aligning import Shift
from btstc_jury.domain.assessment import RemarkText, Sign, TextField
from btstc_jury.domain.case import Case, Objection, ObjectionKind, Step
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.elsewhere import Elsewhere
from btstc_jury.domain.events import Erased, GridSigned, JuryDecided, RemarksErased
from btstc_jury.domain.form import Subject
from btstc_jury.domain.guest import Invitation, Moment
from btstc_jury.domain.marking import PartialMark
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import Opinion, OpinionMode
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.playing import Attachment, Handed, Played, Playing, Scenario
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
from btstc_jury.domain.signing import JuryDecision, Means, Signature
from btstc_jury.domain.timing import MarkKind
from tests.domain.sitting import running
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_form, make_plan, make_session

NOW = FakeClock().now()
FORM = make_form(
    marks=(
        PartialMark("Oral", Decimal(12), Decimal("0.5")),
        PartialMark("Dossier", Decimal(8), Decimal("0.25")),
    )
)
NOTE = RemarkText("Écoute réelle", Sign.STRENGTH, 2, "a")
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
CASE = Case("1", "Chariots", "E4", "fiche descriptive")
RULING = Ruling(
    upheld=False, by="le service des examens", on=date(2027, 7, 12), found="attestation retrouvée"
)

INVITATION = Invitation(
    token="ab",
    secret="cd",
    host="ef",
    oral=1,
    juror="a",
    form=FORM.hash,
    by="Lycée fictif · commission 3",
    made=NOW.utc,
    total=Duration.minutes(30),
)


def brought(*shifts: Shift, remarks: int = 0, taken: bool = True) -> ev.OpinionBrought:
    return ev.OpinionBrought(
        "a", "ab", 1, "cd", "ef", NOW.utc, ((1, "S"),), None, shifts=shifts, remarks=remarks, taken=taken
    )


WORDS: tuple[tuple[ev.Event, str], ...] = (
    (
        ev.ClockTaken(Duration.seconds(0), (Moment(MarkKind.PHASE, NOW.utc, 0),)),
        "Temps repris à l’écran de la commission, en phase 1",
    ),
    (ev.SessionDescribed(make_session()), "Session décrite"),
    (ev.Planned(make_plan(), FORM.key, FORM.hash), "Candidat inscrit"),
    (ev.PlanChanged(make_plan(), FORM.key, FORM.hash), "Inscription modifiée"),
    (ev.Withdrawn("inscrit deux fois"), "Retiré de la liste : inscrit deux fois"),
    (ev.PreparationStarted(Duration.minutes(50)), "Préparation commencée : 50:00 accordées"),
    (ev.PreparationEnded(), "Préparation terminée"),
    (
        ev.PreparationReceived(Duration.minutes(50), NOW, None),
        "Préparation reçue avec la feuille : 50:00 accordées",
    ),
    (
        ev.JurorInvited("a", "ab", "cd"),
        "Invitation faite pour le portable de Camille Fictif : avis séparés",
    ),
    (ev.Invited(INVITATION, JURORS[0]), "Invitation de la commission : Lycée fictif · commission 3"),
    (ev.ClockTaken(Duration(0)), "Temps repris de la commission, horloge à l’heure"),
    (
        ev.ClockTaken(Duration.seconds(-3725)),
        "Temps repris de la commission, horloge en retard de 1\u202fh 02\u202fmin 05\u202fs",
    ),
    (ev.OpinionSealed(1, "ef"), "Avis scellé, à rapporter dans le fichier de la commission"),
    (ev.OpinionSealed(2, "ef"), "Avis scellé, version 2, à rapporter dans le fichier de la commission"),
    (ev.SealTakenBack(), "Scellé retiré : l’avis se modifie à nouveau"),
    (
        brought(Shift(0, Duration.seconds(12)), remarks=2),
        "Avis de Camille Fictif, de son portable : 2 remarques, horloge en avance de 12\u202fs, corrigé",
    ),
    (
        brought(Shift(0, Duration.seconds(0)), Shift(1, Duration.seconds(70)), taken=False),
        (
            "Remarques (avis d’ici gardé) de Camille Fictif, de son portable : sans remarque, phases"
            " commencées, à l’heure du portable, à l’heure en phase 1, 1\u202fmin 10\u202fs après en"
            " phase 2 : moments replacés"
        ),
    ),
    (
        brought(Shift(0, Duration(100)), remarks=1),
        "Avis de Camille Fictif, de son portable : 1 remarque, horloge à l’heure",
    ),
    (
        brought(),
        (
            "Avis de Camille Fictif, de son portable : sans remarque, sans phase commune : moments gardés"
            " tels quels"
        ),
    ),
    (
        ev.Opened(Duration.minutes(30), JURORS[:1]),
        "Interrogation ouverte, 30:00 : Camille Fictif (Éco-gestion)",
    ),
    (ev.PhaseStarted(1), "Phase 2 commencée : Entretien"),
    (ev.Paused("alarme"), "Suspension : alarme"),
    (ev.Paused(""), "Suspension"),
    (ev.Paused("", granted=True), "Pause accordée commencée"),
    (ev.PauseExplained(3, "alarme"), "Motif de la suspension : alarme"),
    (ev.Resumed(), "Reprise"),
    (ev.Ended(), "Interrogation terminée"),
    (ev.GapDecided(3, counted=True), "Décision sur l’arrêt : temps compté"),
    (ev.GapDecided(3, counted=False), "Décision sur l’arrêt : temps non compté"),
    (ev.RemarkAdded(NOW, NOTE), "Remarque ajoutée : + Écoute réelle (n° 2)"),
    (ev.RemarkChanged(4, RemarkText("Hésite", Sign.WEAKNESS)), "Remarque modifiée : − Hésite"),
    (ev.RemarkRemoved(4), "Remarque retirée : + Écoute réelle (n° 2)"),
    (ev.Rated(13, "S"), "Critère 13 : S"),
    (ev.Rated(13, "NE"), "Critère 13 : non évalué"),
    (ev.Rated(13, None), "Critère 13 : niveau effacé"),
    (ev.MarkProposed(Decimal("12.50")), "Note proposée : 12,5"),
    (ev.MarkProposed(None), "Note effacée"),
    (ev.PartialMarked(2, Decimal("7.50")), "Note «\u202fDossier\u202f» : 7,5"),
    (ev.PartialMarked(2, None), "Note «\u202fDossier\u202f» : effacée"),
    (ev.TextWritten(TextField.APPRECIATION, "Oral maîtrisé"), "Appréciation : Oral maîtrisé"),
    (ev.TextWritten(TextField.OBSERVATIONS, ""), "Remarques : texte effacé"),
    (ev.Finalised(), "Proposition validée"),
    (ev.Reopened("erreur"), "Proposition rouverte : erreur"),
    (ev.JurorLeft("c", "malaise"), "Départ de Claude Fictif : malaise"),
    (ev.CodeRenewed("a", "b"), "Nouveau code de Camille Fictif, attesté par Dominique Fictif"),
    (
        ev.CodeRenewed("a", reason="seul devant l’écran"),
        "Nouveau code de Camille Fictif, sans attestation : seul devant l’écran",
    ),
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
        ev.PlayedRecorded(Played(1, "Chauffage bois", "budget réduit", Handed.SOME)),
        "Situation jouée : n° 2, Chauffage bois, modifié : budget réduit, annexes remises : une partie",
    ),
    (ev.PlayedRecorded(Played(handed=Handed.ALL)), "Situation jouée : annexes remises : la totalité"),
    (
        ev.ScenarioWritten(Scenario("Client pressé", attached=Attachment("sujet.pdf", 9, "ab" * 32, 1))),
        "Situation à remettre : Client pressé, document joint sujet.pdf",
    ),
    (ev.ScenarioWritten(Scenario()), "Situation à remettre retirée"),
    (ev.PlayedRecorded(Played()), "Situation jouée : rien de consigné"),
    (
        ev.DossierChecked(DossierCheck(Outcome.DOUBT, reason="2 fiches")),
        "Dossier : doute de la commission (2 fiches)",
    ),
    (ev.CandidateInformed(), "Candidat informé de la réserve"),
    (ev.ReportHandedOver(), "Rapport remis au président du jury"),
    (ev.FraudReported(FRAUD), "Suspicion de fraude : Oreillette · contreseing refusé (conteste)"),
    (ev.FraudWithdrawn("une calculatrice"), "Suspicion de fraude retirée : une calculatrice"),
    (
        ev.ReserveVerified(RULING),
        "Réserve levée le 12/07/2027 par le service des examens : attestation retrouvée",
    ),
    (ev.ReserveVerified(None), "Résultat de la vérification retiré"),
    (
        ev.FraudRuled(replace(RULING, upheld=True)),
        "Fraude établie le 12/07/2027 par le service des examens : attestation retrouvée",
    ),
    (ev.FraudRuled(None), "Décision de l’autorité retirée"),
    (ev.PartExplained(1, "alarme"), f"Partie non tenue, {FORM.phases[1].title} : alarme"),
    (ev.PartExplained(1, ""), f"Partie non tenue, {FORM.phases[1].title} : motif effacé"),
    (ev.Interrupted(Interruption("M. Tiers", "bruit"), NOW), "Interruption par M. Tiers : bruit"),
    (ev.ModeChosen(OpinionMode.SEPARATE), "Avis : séparés"),
    (ev.OpinionRated("b", 3, "TS"), "Avis de Dominique Fictif, critère 3 : TS"),
    (ev.OpinionMarked("b", Decimal(14)), "Avis de Dominique Fictif, note : 14"),
    (ev.OpinionPartialMarked("b", 1, Decimal(11)), "Avis de Dominique Fictif, note «\u202fOral\u202f» : 11"),
    (ev.OpinionPartialMarked("b", 1, None), "Avis de Dominique Fictif, note «\u202fOral\u202f» : effacée"),
    (ev.OpinionGiven("b"), "Avis rendu par Dominique Fictif"),
    (ev.OpinionTakenBack("b"), "Avis repris par Dominique Fictif"),
    (ev.Revealed(""), "Avis révélés"),
    (ev.Revealed("malaise d’un membre"), "Avis révélés : malaise d’un membre"),
    (ev.ReasonGiven(3, "débat"), "Motif du critère 3 : débat"),
    (ev.ReasonGiven(None, ""), "Motif de la note : effacé"),
    (ev.Dissented("c", None, "trop bas"), "Désaccord de Claude Fictif sur la note : trop bas"),
    (ev.QuestionTicked(4, asked=True), "Question posée : Écoute réelle"),
    (ev.QuestionTicked(99, asked=False), "Question remise en attente"),
    (ev.QuestionsOrdered((4,)), "Questions remises en ordre"),
    (ev.Undone(3), ""),
    (GridSigned(Signature("a", Means.PAPER)), "Grille signée par Camille Fictif, à la main, sur papier"),
    (RemarksErased(), "Remarques de travail effacées"),
    (
        JuryDecided(JuryDecision(Decimal("12.5"), date(2027, 6, 30))),
        "Note arrêtée par le jury le 30/06/2027 : 12,5",
    ),
    (
        JuryDecided(JuryDecision(Decimal(13), date(2027, 6, 30), "Dossier consulté.", "E4"), 2),
        "Note de l’épreuve E4 arrêtée par le jury le 30/06/2027 : 13. Remarque du jury : Dossier consulté.",
    ),
    (
        ev.SituationElsewhere(Elsewhere(1, date(2026, 11, 20))),
        "Situation 1, tenue le 20/11/2026 : saisie d’après sa grille",
    ),
    (ev.SituationElsewhere(None), "Renseignements sur l’autre situation retirés"),
    (ev.SituationElsewhere(None, 1), "Renseignements sur la situation 1 retirés"),
    (ev.DecisionFell("erreur"), "Note arrêtée annulée, l’autre situation est rouverte : erreur"),
    (ev.RehearsalSet(CASE, Scope()), "Essai préparé : Chariots"),
    (ev.RehearsalSet(None, Scope()), "Essai préparé, sans cas"),
    (ev.PhaseRestarted(1), f"Phase 2 recommencée : {FORM.phases[1].title}"),
    (ev.SpeakerChanged(Speaker.BUYER), "Parole : acheteur"),
    (ev.BuyerCut(), "Acheteur interrompu par l’étudiant"),
    (ev.StepReached(Step.DISCOVERY), "Étape : Découverte"),
    (ev.ObjectionAdded(Objection("Trop cher.", ObjectionKind.PRICE)), "Objection ajoutée : Trop cher."),
    (ev.ObjectionThrown(1), "Objection B lancée"),
    (ev.ObjectionHandled(1, Handling.EVADED), "Objection B : éludée"),
    (ev.ObjectionHandled(1, None), "Objection B : à apprécier"),
    (ev.OwnOpinionGiven(((1, "S"),)), "Auto-évaluation : 1 niveau"),
    (ev.Observed("Lou", ((1, "S"), (2, "I"))), "Avis de l’observateur Lou : 2 niveaux"),
    (ev.FeedbackWritten((), ()), "Réussites et objectifs écrits"),
    (ev.TrainingMarkGiven(Decimal("12.5")), "Note d’entraînement : 12,5"),
    (ev.TrainingMarkGiven(None), "Note d’entraînement effacée"),
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


def told(event: ev.Event, before: Oral, after: Oral) -> str:
    words = event.told(before, after, CONTEXT)
    return words.replace("\u202f:", " :").replace("n°\u202f", "n° ")


TOLD: tuple[tuple[ev.Event, str], ...] = (
    (ev.PhaseStarted(1), "Phase 2 commencée : Entretien"),
    (ev.GapFound(NOW, ev.GapCause.STOP), ""),
    (ev.GapDecided(3, counted=True), "Ce temps est compté."),
    (ev.GapDecided(3, counted=False), "Ce temps n’est pas compté."),
    (ev.PauseExplained(3, "alarme"), ""),
    (ev.TextWritten(TextField.APPRECIATION, "Bien"), ""),
    (ev.FraudReported(FRAUD), "Suspicion de fraude consignée"),
    (ev.CodeRenewed("a", "b"), "Nouveau code consigné : l’historique et la grille le disent."),
    (ev.Finalised(), "Proposition validée. La grille porte PROVISOIRE jusqu’à la première signature."),
    (ev.OpinionGiven("b"), "Avis rendu. Son auteur peut le reprendre, à son tour, avant la révélation."),
    (ev.Revealed(""), "Avis révélés : ce qui fait accord est décidé, les écarts viennent d’abord."),
    (
        ev.SheetReceived(7, "erreur"),
        "La feuille est maintenant celle de ce candidat. Les deux journaux le disent.",
    ),
)


@pytest.mark.parametrize(("event", "words"), TOLD, ids=lambda value: str(value)[:30])
def test_what_is_said_of_an_act_as_soon_as_it_is_done(event: ev.Event, words: str) -> None:
    oral = running().oral
    assert told(event, oral, oral) == words


def test_a_partial_mark_tells_its_name() -> None:
    marks = (PartialMark("Dossier", Decimal(8), Decimal(1)),)
    none = replace(running().oral, form=make_form(marks=marks))
    six = replace(none, verdict=replace(none.verdict, partial={1: Decimal(6)}))
    assert told(ev.PartialMarked(1, Decimal(6)), none, six) == "Dossier : 6"
    assert told(ev.PartialMarked(1, None), six, none) == "Dossier : 6 → effacée"


def test_a_level_and_a_mark_tell_what_they_change() -> None:
    none = running().oral
    ts, ne = replace(none, ratings={2: "TS"}), replace(none, ratings={2: "NE"})
    rated = ev.Rated(2, "NE")
    assert told(rated, none, ne) == "n° 2 : NE"
    assert told(rated, ts, ne) == "n° 2 : TS → NE"
    assert told(rated, ne, ts) == "n° 2 : NE → TS"
    assert told(rated, ne, none) == "n° 2 : NE → effacé"
    ten, twelve = (
        replace(none, verdict=replace(none.verdict, mark=Decimal(each))) for each in ("10", "12.5")
    )
    marked = ev.MarkProposed(Decimal("12.5"))
    assert told(marked, none, twelve) == "Note proposée : 12,5"
    assert told(marked, ten, twelve) == "Note proposée : 10 → 12,5"
    assert told(marked, ten, none) == "Note proposée : 10 → effacée"
    own = replace(none, debate=replace(none.debate, opinions={"b": Opinion({2: "S"}, Decimal(9))}))
    assert told(ev.OpinionRated("b", 2, "S"), none, own) == "n° 2 : S"
    assert told(ev.OpinionRated("b", 2, None), own, none) == "n° 2 : S → effacé"
    assert told(ev.OpinionMarked("b", None), own, none) == "Votre note : 9 → effacée"
    named = replace(none, form=FORM)
    opinions = {"b": Opinion(partial={2: Decimal(7)})}
    parted = replace(named, debate=replace(none.debate, opinions=opinions))
    part = ev.OpinionPartialMarked("b", 2, Decimal(7))
    assert told(part, named, parted) == "Votre note «\u202fDossier\u202f» : 7"
    assert told(part, parted, named) == "Votre note «\u202fDossier\u202f» : 7 → effacée"


def test_the_last_signature_says_that_the_grid_is_no_longer_provisional() -> None:
    oral = running().oral
    signed = replace(
        oral, proof=replace(oral.proof, signatures=tuple(Signature(j.key, Means.PAPER) for j in oral.jurors))
    )
    event = ev.GridSigned(Signature(oral.jurors[-1].key, Means.PAPER))
    assert told(event, oral, oral).endswith(".")
    assert "définitive" not in told(event, oral, oral)
    assert told(event, oral, signed).endswith(" Toutes les signatures sont là : la grille est définitive.")


def test_who_is_no_juror_any_more_is_a_member_of_the_commission() -> None:
    assert ev.OpinionGiven("x").words(CONTEXT) == "Avis rendu par un membre de la commission"


def test_what_is_only_in_the_journal_leaves_the_oral_as_it_is() -> None:
    oral = running().oral
    place = ev.Place(9, NOW, {})
    planned = ev.Planned(make_plan(), FORM.key, FORM.hash)
    assert planned.apply(oral, place) is oral
    assert Erased("note-added").apply(oral, place) is oral


@pytest.mark.parametrize(
    ("playing", "played", "words"),
    [
        (None, Played(subject="anglais"), "Langue : anglais"),
        (None, Played(), "Langue : rien de consigné"),
        (
            Playing.DOCUMENTS,
            Played(title="article", subject="anglais"),
            "Langue : anglais ; Documents remis : article",
        ),
    ],
)
def test_what_the_oral_is_about_is_told(playing: Playing | None, played: Played, words: str) -> None:
    context = replace(CONTEXT, form=make_form(playing=playing, subject=Subject("Langue")))
    assert ev.PlayedRecorded(played).words(context).replace("\u202f", " ") == words
