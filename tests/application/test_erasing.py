"""Erasing working remarks: nothing of their words stays in the file, all the rest does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.erasing import erase_remarks, erasing_view
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.views.history import history_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.events import Erased, RemarksErased, Topic
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.standing import Stage
from btstc_jury.storage import SqliteExamFiles
from tests.application.offices import bring, complete, plan, remark, wait
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import make_form, make_plan, make_session

WORDS = (
    "quasi-muette au début",
    "quasi-bavarde ensuite",
    "remarque ôtée",
    "remarque annulée",
    "quelle marge",
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A file on the disk with one oral that has just started."""
    desk = Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())
    made = create_file(desk, tmp_path / "session.btsjury", make_session())
    made.plan(make_plan(), "essai")
    bring(made, 1, Stage.RUNNING)
    yield made
    made.close()


def fill(office: Office, oral: int = 1) -> None:
    """Notes written, changed, removed and taken back, with a level that one of them gave."""
    changed = remark(office, oral, WORDS[0], criterion=1)
    wait(office, 5)
    office.act(oral, do.ChangeRemark(changed, RemarkText(WORDS[1], Sign.STRENGTH, 1)))
    office.act(oral, ev.RemarkRemoved(remark(office, oral, WORDS[2])))
    remark(office, oral, WORDS[3])
    office.act(oral, do.Undo())
    asked = remark(office, oral, WORDS[4], Sign.QUESTION)
    office.act(oral, do.AddRemark(office.now(), RemarkText("contre-argument", criterion=2), "TS"))
    assert asked in office.oral(oral).remarks


def settle(office: Office, oral: int = 1) -> None:
    office.act(oral, do.NextPhase())
    office.act(oral, ev.Ended())
    complete(office, oral)
    office.act(oral, ev.Finalised())


def bytes_of(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


def test_nothing_of_the_words_stays_in_the_file_nor_beside_it(office: Office, tmp_path: Path) -> None:
    fill(office)
    settle(office)
    before = office.oral(1)
    assert all(words.encode() in bytes_of(tmp_path) for words in WORDS)
    changes = erase_remarks(office, 1)
    assert changes.topics == {Topic.PROOF, Topic.REMARKS}
    left = bytes_of(tmp_path)
    assert not any(words.encode() in left for words in (*WORDS, "contre-argument"))
    after = office.oral(1)
    assert replace(after, remarks=before.remarks, proof=before.proof) == before
    assert not after.remarks
    assert after.proof.remarks_erased


def test_the_file_opens_again_with_a_whole_chain_and_says_what_was(office: Office, tmp_path: Path) -> None:
    fill(office)
    settle(office)
    erase_remarks(office, 1)
    heads, state = office.file.index.head(1), office.oral(1)
    office.file.close()
    desk = Desk(SqliteExamFiles(), office.library, FakeClock())
    again, _ = open_file(desk, tmp_path / "session.btsjury")
    assert (again.file.index.head(1), again.oral(1)) == (heads, state)
    kinds = [each.event for each in again.history(1).entries if isinstance(each.event, Erased)]
    assert {each.was for each in kinds} == {"note-added", "note-changed", "note-removed"}
    words = [line.words for line in history_view(again, 1).lines]
    assert "Remarques de travail effacées" in words
    assert "Contenu effacé · Critère 2\u202f: TS" in words
    again.close()


def test_remarks_written_after_a_reopening_are_erased_too_even_if_removed(
    office: Office, tmp_path: Path
) -> None:
    fill(office)
    settle(office)
    erase_remarks(office, 1)
    office.act(1, ev.Reopened("niveau à revoir"))
    office.act(1, ev.RemarkRemoved(remark(office, 1, "après coup")))
    office.act(1, ev.Finalised())
    erase_remarks(office, 1)
    assert "après coup".encode() not in bytes_of(tmp_path)


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.ENDED])
def test_only_a_settled_proposal_loses_its_remarks(office: Office, stage: Stage) -> None:
    fill(office)
    if stage is Stage.ENDED:
        settle(office)
        office.act(1, ev.Reopened("à revoir"))
    assert refused(office, 1) is Reason.NOT_FINALISED
    assert office.oral(1).remarks


def test_without_remarks_nothing_is_written(office: Office) -> None:
    settle(office)
    length = office.history(1).last_sequence
    assert refused(office, 1) is Reason.NO_REMARKS
    assert office.history(1).last_sequence == length
    assert erasing_view(office, 1).obstacle == "Il n’y a pas de remarque de travail à effacer."


def test_remarks_of_a_sheet_received_are_erased_like_any_others(office: Office, tmp_path: Path) -> None:
    """Where they were written first, they are that oral's to erase."""
    fill(office)
    other = plan(office, "Petit")
    office.transfer(1, other, "mauvais candidat")
    settle(office, other)
    assert erasing_view(office, other).obstacle == ""
    assert "d’abord été saisie" in erasing_view(office, other).beyond
    erase_remarks(office, other)
    assert office.oral(other).proof.remarks_erased
    kept = [entry.event for entry in office.file.entries(other) if entry.event.erasable]
    assert kept == []
    bring(office, 1, Stage.RUNNING)
    settle(office)
    erase_remarks(office, 1)
    assert not any(words.encode() in bytes_of(tmp_path) for words in WORDS)


def test_a_sheet_received_without_remarks_is_no_obstacle(office: Office) -> None:
    office.act(1, ev.Rated(1, "S"))
    other = plan(office, "Petit")
    office.transfer(1, other, "mauvais candidat")
    fill(office, other)
    settle(office, other)
    erase_remarks(office, other)
    assert isinstance(office.history(other).entries[-1].event, RemarksErased)


def test_the_confirmation_says_what_goes_and_what_stays(office: Office) -> None:
    fill(office)
    settle(office)
    view = erasing_view(office, 1)
    assert view.obstacle == ""
    assert "5 remarques de travail" in view.goes
    assert any("empreinte" in line for line in view.stays)
    assert "sauvegarde" in view.beyond


def refused(office: Office, oral: int) -> Reason:
    with pytest.raises(Refusal) as caught:
        erase_remarks(office, oral)
    return caught.value.reason
