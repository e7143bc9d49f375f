"""What the tables beside the closed sets say, by examples from the arrêté and the rules of the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from btstc_jury.domain.assessment import Sign, TextField, Verdict
from btstc_jury.domain.commission import Role
from btstc_jury.domain.dossier import Outcome
from btstc_jury.domain.proceedings import AbsenceKind, Attendance, Countersignature
from btstc_jury.domain.session import FileKind, opinion_kind, prepared_session
from btstc_jury.domain.signing import Means
from btstc_jury.domain.standing import Stage, Status, Symbol, Tone

_STAGES: list[tuple[Callable[[Stage], bool], set[Stage]]] = [
    (lambda stage: stage.facts.waiting, {Stage.PLANNED, Stage.OPENED}),
    (lambda stage: stage.facts.under_way, {Stage.RUNNING, Stage.PAUSED}),
    (lambda stage: stage.facts.over, {Stage.ENDED, Stage.FINALISED}),
    (lambda stage: stage.begun, {Stage.RUNNING, Stage.PAUSED, Stage.ENDED, Stage.FINALISED}),
    (lambda stage: stage.facts.seated, set(Stage) - {Stage.PLANNED, Stage.CLOSED, Stage.WITHDRAWN}),
    (lambda stage: stage.facts.settled, {Stage.FINALISED, Stage.CLOSED, Stage.WITHDRAWN}),
    (lambda stage: stage.facts.listed, set(Stage) - {Stage.WITHDRAWN}),
]


@pytest.mark.parametrize(("asked", "those"), _STAGES)
def test_each_question_is_answered_by_its_stages(asked: Callable[[Stage], bool], those: set[Stage]) -> None:
    assert {stage for stage in Stage if asked(stage)} == those


def test_an_oral_waits_goes_on_is_over_or_does_not_take_place() -> None:
    for stage in Stage:
        none = stage in {Stage.CLOSED, Stage.WITHDRAWN}
        course = (stage.facts.waiting, stage.facts.under_way, stage.facts.over, none)
        assert course.count(True) == 1
        assert stage.facts.label
        assert stage.facts.action


def test_absence_and_a_dossier_found_wrong_give_no_mark() -> None:
    without = {status for status in Status if not status.worth.held}
    assert without == {Status.ABSENT, Status.ABSENT_JUSTIFIED, Status.NOT_VALIDATED}


def test_the_president_is_given_a_report_on_reserve_and_fraud() -> None:
    waiting, ruled = {Status.RESERVED, Status.WITHHELD}, {Status.RESERVE_UPHELD, Status.FRAUD_UPHELD}
    assert {status for status in Status if status.worth.report} == waiting | ruled
    assert {status for status in Status if status.worth.open} == waiting
    assert {status for status in Status if status.worth.withheld} == {Status.WITHHELD}


def test_no_two_statuses_read_alike() -> None:
    assert len({status.worth.label for status in Status}) == len(Status)
    assert len({status.worth.symbol for status in Status}) == len(Status)


def test_only_what_is_normal_leaves_the_last_word_to_the_signatures() -> None:
    assert {status for status in Status if not status.worth.state} == {Status.NORMAL}


def test_a_sign_counts_one_and_several() -> None:
    assert Symbol.WITHHELD.counted == ("résultat retenu", "résultats retenus")
    assert all(one and several for one, several in (symbol.counted for symbol in Symbol))


def test_each_kind_of_absence_has_a_status_of_its_own_without_mark() -> None:
    statuses = {kind.facts.status for kind in AbsenceKind}
    assert len(statuses) == len(AbsenceKind)
    assert not any(status.worth.held for status in statuses)


def test_a_justified_absence_alone_needs_its_document() -> None:
    assert {kind for kind in AbsenceKind if kind.facts.documented} == {AbsenceKind.JUSTIFIED}


def test_what_stops_an_oral_is_told_to_the_candidate_and_explained() -> None:
    for outcome in Outcome:
        assert bool(outcome.facts.stops) is bool(outcome.facts.told)
        assert not outcome.facts.stops or outcome.facts.explained
    assert {outcome for outcome in Outcome if outcome.facts.doubt} == {Outcome.DOUBT}
    assert {outcome for outcome in Outcome if not outcome.facts.concluded} == {Outcome.PENDING}
    assert {outcome for outcome in Outcome if outcome.facts.tone is Tone.DONE} == {Outcome.COMPLIANT}


def test_an_attendance_sheet_is_signed_somewhere_or_not_at_all() -> None:
    assert {each for each in Attendance if not each.where} == {Attendance.NOT_SIGNED}


def test_who_refuses_to_countersign_is_named_so_under_the_report() -> None:
    signers = {each.words.signer for each in Countersignature if each is not Countersignature.REFUSED}
    assert signers == {"Candidat"}
    assert Countersignature.REFUSED.words.signer == "Candidat (refus de signer)"


def test_a_file_that_is_no_exam_says_so_on_every_page_and_screen() -> None:
    for kind in FileKind:
        exam = kind is FileKind.EXAM
        assert bool(kind.facts.watermark) is bool(kind.facts.strip) is not exam
    opinions = {opinion_kind(kind) for kind in FileKind if not kind.facts.opinion}
    assert {kind for kind in FileKind if kind.facts.opinion} == opinions
    assert {kind for kind in FileKind if not kind.facts.kept} == {FileKind.DEMONSTRATION, *opinions}
    for kind in (FileKind.TRAINING, FileKind.DEMONSTRATION):
        assert "sans valeur d’examen" in opinion_kind(kind).facts.strip
        assert "sans valeur d’examen" in opinion_kind(kind).facts.watermark
    for kind in opinions:
        with pytest.raises(ValueError, match=kind.value):
            opinion_kind(kind)


def test_only_a_hand_on_paper_leaves_no_trace_in_the_document() -> None:
    assert {means for means in Means if not means.facts.in_pdf} == {Means.PAPER}
    assert all("{when}" in means.facts.state for means in Means)


def test_an_eg_professor_alone_may_take_the_professionals_seat() -> None:
    assert {role for role in Role if role.facts.replaces} == {Role.EG}
    assert {role for role in Role if not role.facts.teaches} == {Role.PROFESSIONAL}


def test_a_sign_is_read_as_it_is_typed_but_for_the_minus() -> None:
    assert [each.shown for each in Sign] == ["", "+", "\u2212", "?"]


def test_each_text_of_a_deliberation_has_its_words_and_its_place() -> None:
    verdict = Verdict(None, "Appréciation", "Points forts", "Points à améliorer", "Remarques")
    assert all(verdict.text(field) == field.label for field in TextField)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2026), (date(2026, 9, 1), 2027), (date(2027, 1, 4), 2027)]
)
def test_from_september_on_the_next_session_is_prepared(day: date, year: int) -> None:
    assert prepared_session(day) == year
