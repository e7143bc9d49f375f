"""The exam files that a centre hands out: each with its own candidates, their times and their jurors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from btstc_jury.application.centre.naming import rename
from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.application.centre.sending import (
    CantHandOut,
    HandOut,
    HandOutState,
    exam_candidate,
    hand_outs,
    make_hand_out,
    new_passphrase,
)
from btstc_jury.application.passphrases import Grade, passphrase_key, strength
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.application.views.centre.sending import again_words, hand_out_line
from btstc_jury.application.views.day_told import day_told
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import SlotKey, SlotState
from btstc_jury.domain.events import Planned
from btstc_jury.domain.moments import Duration
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.files import remove_file
from tests.centres import a_pictured_centre, an_office, picture_day
from tests.fakes import FakeClock

KEY = "une phrase de passe du centre"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[CentreOffice]:
    """Encrypted, with the day of the picture."""
    with closing(an_office(a_pictured_centre(tmp_path, passphrase_key(KEY)))) as opened:
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


def exams(office: CentreOffice) -> Desk:
    return Desk(SqliteExamFiles(), office.library, office.clock)


def pass_a_minute(office: CentreOffice) -> None:
    assert isinstance(office.clock, FakeClock)
    office.clock.advance(Duration(60_000_000))


def of(office: CentreOffice, commission: int) -> HandOut:
    found = hand_outs(office.timetable, office.file.collection.sent())
    return next(each for each in found if each.commission.identity == commission)


def test_each_file_holds_its_commission_s_candidates_and_no_other(office: CentreOffice, stick: Path) -> None:
    made = make_hand_out(office, exams(office), of(office, 1), stick, "bako dire", remove_file)
    assert made.path.name == "BTS TC 2027 commission 1.btsjury"
    exam = SqliteExamFiles().open(made.path, passphrase_key("bako dire"))
    with closing(exam):
        session = exam.session()
        assert (session.year, session.centre, session.commission, session.room) == (
            2027,
            "Lycée Fictif",
            "1",
            "B12",
        )
        assert [each.name for each in session.jurors] == ["Mme Weiss", "M. Ferrand"]
        listed = exam.index.all()
        assert [each.last_name for each in listed] == [
            "MOREAU",
            "BENALI",
            "DIALLO",
            "FAURE",
            "GARNIER",
            "HAMEL",
        ]
        assert [f"{each.scheduled:%H:%M}" for each in listed][:3] == ["08:50", "09:50", "11:10"]
        identity = exam.proofs.origin().hex()
    (sent,) = office.file.collection.sent()
    assert (sent.file, sent.commission, sent.passphrase) == (identity, 1, "bako dire")
    assert sent.orals == {each.oral: SlotKey(number, "E4") for number, each in enumerate(listed, 1)}


def test_who_lacks_in_a_commission_is_said_with_its_file(office: CentreOffice) -> None:
    told = hand_out_line(of(office, 1)).told
    assert told.endswith(" · il manque un professeur de sciences et techniques industrielles")
    before = office.timetable
    full = replace(before.commissions[1], jurors=(3, 2, 4))
    office.replan(replace(before, commissions={**before.commissions, 1: full}), "Complète")
    assert "manque" not in hand_out_line(of(office, 1)).told


def test_extra_time_goes_with_the_candidate(office: CentreOffice, stick: Path) -> None:
    made = make_hand_out(office, exams(office), of(office, 1), stick, "", remove_file)
    exam = SqliteExamFiles().open(made.path)
    with closing(exam):
        number = next(each.oral for each in exam.index.all() if each.last_name == "DIALLO")
        event = exam.entries(number)[0].event
    assert isinstance(event, Planned)
    given = event.plan.accommodation
    assert [given.preparation, given.phases, given.total] == [Fraction(1, 3)] * 3


def test_another_juror_asks_for_a_new_file(office: CentreOffice, stick: Path) -> None:
    make_hand_out(office, exams(office), of(office, 2), stick, "", remove_file)
    before = office.timetable
    (first, *_) = before.commissions[2].jurors
    renamed = replace(before.jurors[first], name="Mme Inconnue")
    after = replace(before, jurors={**before.jurors, first: renamed})
    office.replan(after, "Remplacée")
    again = of(office, 2)
    assert (again.state, again.more, again.fewer, again.reseated) == (HandOutState.CHANGED, 0, 0, True)
    assert " · autres examinateurs · " in hand_out_line(again).told
    assert (
        again_words(before, after, office.file.collection.sent()) == "Fichier à refaire\u202f: commission 2."
    )
    # What was made before jurors were kept says nothing of them.
    known = [replace(each, jurors=None) for each in office.file.collection.sent()]
    assert hand_outs(after, known)[1].state is HandOutState.DONE


def test_another_hour_asks_for_a_new_file(office: CentreOffice, stick: Path) -> None:
    make_hand_out(office, exams(office), of(office, 1), stick, "", remove_file)
    before, sent = office.timetable, office.file.collection.sent()
    first, second = sorted(
        (each for each in before.slots.values() if each.commission == 1), key=lambda each: each.oral
    )[:2]
    later = replace(first, oral=first.oral + timedelta(minutes=5))
    after = replace(before, slots={**before.slots, first.key: later})
    assert again_words(before, after, sent) == "Fichier à refaire\u202f: commission 1."
    office.replan(after, "Cinq minutes plus tard")
    again = of(office, 1)
    assert (again.state, again.more, again.fewer, again.moved) == (HandOutState.CHANGED, 0, 0, 1)
    assert " · 1 autre horaire · " in hand_out_line(again).told
    # Moved once more, it is told once more.
    last = replace(after, slots={**after.slots, second.key: replace(second, oral=later.oral)})
    assert again_words(after, last, sent) == "Fichier à refaire\u202f: commission 1."
    # What has begun at another hour than was planned needs no file, nor what was made
    # before hours were kept.
    begun = replace(after, slots={**after.slots, first.key: replace(later, state=SlotState.BEGUN)})
    known = [replace(each, hours=None) for each in sent]
    assert hand_outs(begun, sent)[0].state is hand_outs(after, known)[0].state is HandOutState.DONE
    make_hand_out(office, exams(office), again, stick, "", remove_file)
    made = [each for each in office.file.collection.sent() if each not in sent]
    assert hand_outs(after, made)[0].state is HandOutState.DONE


def test_another_name_of_the_centre_asks_for_a_new_file(office: CentreOffice, stick: Path) -> None:
    make_hand_out(office, exams(office), of(office, 1), stick, "", remove_file)
    sent, name = office.file.collection.sent(), office.centre.name
    assert hand_outs(office.timetable, sent, name)[0].state is HandOutState.DONE
    again = hand_outs(office.timetable, sent, "Lycée d’à côté")[0]
    assert (again.state, again.renamed) == (HandOutState.CHANGED, True)
    assert " · autre nom du centre · " in hand_out_line(again).told
    known = [replace(each, centre=None) for each in sent]
    assert hand_outs(office.timetable, known, "Lycée d’à côté")[0].state is HandOutState.DONE


def test_who_has_begun_or_is_absent_is_left_out_and_a_move_asks_for_a_new_file(
    office: CentreOffice, stick: Path
) -> None:
    make_hand_out(office, exams(office), of(office, 2), stick, "", remove_file)
    assert of(office, 2).state is HandOutState.DONE
    before = office.timetable
    moved = replace(before.slots[SlotKey(7, "E4")], commission=1)
    begun = replace(before.slots[SlotKey(8, "E4")], state=SlotState.BEGUN)
    office.replan(
        replace(before, slots={**before.slots, moved.key: moved, begun.key: begun}), "Une absence à midi"
    )
    again = of(office, 2)
    assert (again.state, again.more, again.fewer) == (HandOutState.CHANGED, 0, 1)
    assert [each.candidate for each in again.slots] == [9, 10]
    second = make_hand_out(office, exams(office), again, stick, "", remove_file)
    assert second.path.name == "BTS TC 2027 commission 2 suite.btsjury"
    assert len(office.file.collection.sent()) == 2


def test_files_that_a_change_makes_wrong_are_told(office: CentreOffice, stick: Path) -> None:
    for each in (1, 2):
        make_hand_out(office, exams(office), of(office, each), stick, "", remove_file)
    before, sent = office.timetable, office.file.collection.sent()
    one = replace(before.slots[SlotKey(7, "E4")], commission=1)
    after = replace(before, slots={**before.slots, one.key: one})
    assert again_words(before, after, sent) == "Fichiers à refaire\u202f: commissions 1 et 2."
    assert again_words(before, after, [each for each in sent if each.commission == 1]) == (
        "Fichier à refaire\u202f: commission 1."
    )
    # Not what was to be made again in any case, nor what nobody was given.
    assert again_words(after, after, sent) == again_words(before, after, ()) == ""


def test_a_commission_without_candidate_or_juror_gets_no_file(office: CentreOffice, stick: Path) -> None:
    before = office.timetable
    unmanned = replace(before.commissions[3], jurors=())
    alone = replace(before, commissions={**before.commissions, 3: unmanned}, slots={})
    office.replan(replace(alone, slots=before.slots), "Sans examinateur")
    assert hand_out_line(of(office, 3)).told.endswith(" · aucun examinateur")
    with pytest.raises(CantHandOut, match="pas d’examinateur"):
        make_hand_out(office, exams(office), of(office, 3), stick, "", remove_file)
    office.replan(alone, "Personne")
    assert {each.state for each in hand_outs(office.timetable, ())} == {HandOutState.EMPTY}
    with pytest.raises(CantHandOut, match="plus de candidat"):
        make_hand_out(office, exams(office), of(office, 3), stick, "", remove_file)
    assert list(stick.glob("[!.]*")) == []


def test_a_file_that_the_centre_could_not_note_is_taken_away(
    office: CentreOffice, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_deposit: object) -> None:
        raise FileProblem(ProblemKind.DISK_FULL, office.file.path)

    monkeypatch.setattr(office.file.collection, "keep", full)
    with pytest.raises(FileProblem):
        make_hand_out(office, exams(office), of(office, 1), stick, "bako dire", remove_file)
    assert list(stick.glob("[!.]*")) == []


def test_a_plain_centre_file_keeps_no_passphrase(tmp_path: Path, stick: Path) -> None:
    with closing(an_office(a_pictured_centre(tmp_path))) as office:
        make_hand_out(office, exams(office), of(office, 1), stick, "bako dire", remove_file)
        assert office.file.collection.sent()[0].passphrase == ""
        assert b"bako dire" not in office.file.path.read_bytes()


def test_passphrases_are_strong_and_never_twice_the_same() -> None:
    made = {new_passphrase() for _ in range(200)}
    assert len(made) == 200
    for each in made:
        assert [len(group) for group in each.split(" ")] == [4] * 6
        assert strength(each).grade is Grade.STRONG


def test_who_has_no_number_yet_is_known_by_another() -> None:
    person = CentreCandidate(ine="0123456789A", last_name="KERN", specialty_code="31213")
    assert (exam_candidate(person).number, exam_candidate(person).specialty) == ("0123456789A", "31213")


def test_hand_outs_of_a_day_nobody_is_placed_on() -> None:
    day = picture_day()
    assert [each.state for each in hand_outs(day, ())] == [HandOutState.NEVER] * 3
    gone = replace(day, candidates={})
    assert {each.state for each in hand_outs(gone, ())} == {HandOutState.EMPTY}


def test_what_has_begun_is_not_awaited_in_the_next_file(office: CentreOffice, stick: Path) -> None:
    make_hand_out(office, exams(office), of(office, 1), stick, "", remove_file)
    before = office.timetable
    first, second, *_ = (each for each in before.slots.values() if each.commission == 1)
    begun = replace(first, state=SlotState.BEGUN)
    later = replace(second, oral=second.oral + timedelta(minutes=5))
    office.replan(
        replace(before, slots={**before.slots, first.key: begun, second.key: later}),
        "Commencée, puis plus tard",
    )
    again = of(office, 1)
    assert again.state is HandOutState.CHANGED
    pass_a_minute(office)
    make_hand_out(office, exams(office), again, stick, "", remove_file)
    follows = of(office, 1)
    assert (follows.state, follows.more, follows.begun) == (HandOutState.DONE, 0, 1)
    line = hand_out_line(follows)
    assert not line.wanted
    assert " · préparé\u202f: fait le " in line.told


def test_what_a_file_says_of_a_candidate_makes_it_old(office: CentreOffice, stick: Path) -> None:
    make_hand_out(office, exams(office), of(office, 1), stick, "", remove_file)
    assert of(office, 1).state is HandOutState.DONE
    waiting = of(office, 1).slots[0].candidate
    before = next(each.candidate for each in office.candidates if each.identity == waiting)
    after = before._replace(birth=date(2006, 5, 14))
    office.carry_out(Step("Candidat corrigé", {waiting: (before, after)}))
    again = of(office, 1)
    assert (again.state, again.corrected, again.more, again.moved) == (HandOutState.CHANGED, 1, 0, 0)
    assert hand_out_line(again).told.split(" · ")[2] == "1 candidat corrigé"
    sent = office.file.collection.sent()
    (card,) = day_told(office.timetable, office.centre, sent).files
    assert card.words == "Fichier à refaire\u202f: commission 1."
    # What was made before this was kept is believed.
    known = [replace(each, people=None) for each in sent]
    assert hand_outs(office.timetable, known)[0].state is HandOutState.DONE
    assert day_told(office.timetable, office.centre, known).files == ()


def test_a_next_file_bears_the_name_of_its_time(office: CentreOffice, stick: Path) -> None:
    make_hand_out(office, exams(office), of(office, 1), stick, "", remove_file)
    for name in ("Lycée Corrigé", "Lycée Corrigé, Roubaix"):
        pass_a_minute(office)
        rename(office, replace(office.centre, name=name))
        found = hand_outs(office.timetable, office.file.collection.sent(), name)[0]
        assert found.renamed
        assert " · autre nom du centre" in hand_out_line(found).told
        make_hand_out(office, exams(office), found, stick, "", remove_file)
        again = hand_outs(office.timetable, office.file.collection.sent(), name)[0]
        assert again.state is HandOutState.DONE
