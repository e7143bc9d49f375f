"""What a carried file must not tell, and that no file that somebody changed gets into a journal."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application import laptops
from btstc_jury.application.laptops import Outcome
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.person_export import export_person
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.history import history_view
from btstc_jury.application.views.person_events import LeftOut, person_events
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.journal import Row
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.session import FileKind
from btstc_jury.storage.examination import examine
from tests.forms_for_tests import make_plan
from tests.laptops import Laptop, commission, finish, note, rate, sealed, sit
from tests.signed_file import READ, appended, cut, exchanged, rewritten

Change = Callable[[sqlite3.Connection], object]


@pytest.fixture
def main(tmp_path: Path) -> Laptop:
    return Laptop.at(tmp_path / "main")


@pytest.fixture
def host(main: Laptop) -> Iterator[Office]:
    """The oral is over; b's opinion, 12, is sealed in ``b.btsjury``."""
    office = commission(main)
    sit(office)
    finish(office)
    office_of(main, office, "b")
    yield office
    office.close()


def office_of(main: Laptop, host: Office, juror: str, mark: str = "12") -> Path:
    """A juror's sealed file, on the commission's own machine."""
    path = main.folder / f"{juror}.btsjury"
    laptops.invite(host, main.desk, 1, juror, path)
    return sealed_again(main, path, juror, mark)


def sealed_again(main: Laptop, path: Path, juror: str, mark: str) -> Path:
    guest = main.open(path)
    if laptops.guest_of(guest) is not None and guest.oral(1).debate.of(juror).given:
        laptops.unseal(guest)
    note(guest, f"remarque {mark}", juror)
    rate(guest, juror, "S", mark)
    laptops.seal(guest)
    guest.close()
    return path


def changed(path: Path, change: Change) -> Path:
    with closing(sqlite3.connect(path)) as database, database:
        change(database)
    return path


def refused(host: Office, main: Laptop, path: Path, choice: do.Choice | None = None) -> Reason:
    """Nothing is changed in the commission's file."""
    before = [host.file.index.head(each.oral) for each in host.file.index.all()]
    with pytest.raises(Refusal) as caught:
        laptops.bring(host, sealed(main, path), choice)
    assert [host.file.index.head(each.oral) for each in host.file.index.all()] == before
    return caught.value.reason


def test_an_invitation_tells_nothing_of_others(main: Laptop, tmp_path: Path) -> None:
    host = commission(main)
    choose_pin(host, "a", "473812")
    sit(host)
    host.act(1, ev.ModeChosen(OpinionMode.SEPARATE))
    note(host, "hésite sur le tarif", "a")
    rate(host, "a", "TS", "17.5")
    host.act(1, do.AddRemark(host.now(), RemarkText("remarque partagée", author="c")))
    host.act(1, do.AddRemark(host.now(), RemarkText("personnelle de b", author="b", personal=True)))
    path = tmp_path / "avis.btsjury"
    laptops.invite(host, main.desk, 1, "b", path)
    pins = host.session.pins
    host.close()
    content = path.read_bytes()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(path.name)] == [path.name]
    known = ("Durand", "Dominique Fictif", "essai")
    hidden = ("Camille", "Claude", "Second", "0002", "tarif", "partagée", "personnelle", "17.5", "2004-02-29")
    for text in known:
        assert text.encode() in content, text
    for text in (
        *hidden,
        "Énergie",
        '"Lycée fictif"',
        pins[0].salt,
        pins[0].digest,
        "opinion-rated",
        "pkcs12\x00",
    ):
        assert text.encode() not in content, text
    guest = main.open(path)
    assert guest.session.pins == ()
    assert guest.file.proofs.authority() is None
    assert guest.file.proofs.identity("a") is None
    guest.close()


def _row_edited(database: sqlite3.Connection) -> None:
    """As somebody with a tool for databases does it, no hash mended."""
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE journal SET utc = utc + 1 WHERE kind = 'note-added'")
    for _, sql in triggers:
        database.execute(sql)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_row_edited, Reason.FORGED_OPINION),
        (exchanged("opinion-marked", b'"12"', b'"18"'), Reason.FORGED_OPINION),
        (exchanged("note-added", b"remarque", b"remarkue"), Reason.FORGED_OPINION),
        (exchanged("invited", b'"oral":1', b'"oral":2'), Reason.UNKNOWN_INVITATION),
        (exchanged("invited", b'"juror":"b"', b'"juror":"c"'), Reason.UNKNOWN_INVITATION),
        (exchanged("opinion-sealed", b'"number":1', b'"number":7'), Reason.FORGED_OPINION),
        (cut(1), Reason.NOT_SEALED),
        (appended(ev.OpinionMarked("b", None)), Reason.NOT_SEALED),
        (appended(ev.RemarksErased()), Reason.NOT_SEALED),
    ],
    ids=["row", "mark", "remark", "oral", "juror", "number", "cut", "added", "erased"],
)
def test_what_was_altered_is_refused(host: Office, main: Laptop, change: Change, reason: Reason) -> None:
    assert refused(host, main, changed(main.folder / "b.btsjury", change)) is reason


def test_an_opinion_for_training_is_none_for_an_exam(host: Office, main: Laptop, tmp_path: Path) -> None:
    """The same journal of the oral, put into a session that says otherwise."""
    found = sealed(main, main.folder / "b.btsjury")
    with pytest.raises(Refusal) as caught:
        laptops.bring(host, replace(found, kind=FileKind.TRAINING_OPINION))
    assert caught.value.reason is Reason.FORGED_OPINION


def test_a_token_of_somebody_else_opens_nothing(host: Office, main: Laptop) -> None:
    """c, whose own invitation is genuine, seals under b's token, by a chain made anew."""
    path = office_of(main, host, "c", "3")
    tokens = {each.juror: token.encode() for token, each in host.oral(1).debate.called.items()}
    taken = path.with_name("c-as-b.btsjury")
    shutil.copy(path, taken)
    changed(taken, exchanged("invited", tokens["c"], tokens["b"]))
    assert refused(host, main, taken) in {Reason.UNKNOWN_INVITATION, Reason.FORGED_OPINION}
    assert laptops.bring(host, sealed(main, path)).juror == "c"


def test_a_version_of_before_or_after_the_reveal_is_not_replayed(host: Office, main: Laptop) -> None:
    path = main.folder / "b.btsjury"
    first = path.with_name("first.btsjury")
    shutil.copy(path, first)
    laptops.bring(host, sealed(main, path))
    sealed_again(main, path, "b", "14")
    again = laptops.bring(host, sealed(main, path))
    assert again.outcome is Outcome.REPLACED
    assert [each.content.text for each in host.oral(1).remarks.values()] == ["remarque 12", "remarque 14"]
    assert refused(host, main, first) is Reason.OLDER_OPINION
    assert refused(host, main, first, do.Choice.LAPTOP) is Reason.OLDER_OPINION
    host.act(1, ev.Revealed("pressés"))
    assert refused(host, main, first) is Reason.ALREADY_REVEALED
    before = host.history(1).entries
    assert laptops.bring(host, sealed(main, path)).outcome is Outcome.ALREADY
    assert host.history(1).entries == before


def test_what_is_not_sealed_or_not_an_opinion_is_refused(host: Office, main: Laptop, tmp_path: Path) -> None:
    path = main.folder / "b.btsjury"
    guest = main.open(path)
    laptops.unseal(guest)
    guest.close()
    assert refused(host, main, path) is Reason.NOT_SEALED
    letter = tmp_path / "lettre.btsjury"
    letter.write_text("bonjour", encoding="utf-8")
    assert refused(host, main, letter) is Reason.NOT_AN_OPINION
    copy = tmp_path / "examen.btsjury"
    host.file.protection.rescue(copy)
    assert refused(host, main, copy) is Reason.NOT_AN_OPINION


def test_a_newer_version_s_opinion_is_told_as_such(host: Office, main: Laptop) -> None:
    def newer(row: Row) -> Row:
        return row._replace(kind="lent") if row.kind == "note-added" else row

    path = changed(main.folder / "b.btsjury", rewritten(newer))
    with pytest.raises(FileProblem) as caught:
        sealed(main, path)
    assert caught.value.kind is ProblemKind.NEWER
    assert not host.oral(1).debate.brought


def _spoiled(main: Laptop, path: Path, key: FileKey, place: int) -> bool:
    """Whether a byte that was changed is seen; where it isn't, it is of no part of the opinion."""
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    spoiled = path.with_name("spoiled.btsjury")
    spoiled.write_bytes(content)
    try:
        found = sealed(main, spoiled, key)
    except Refusal as refused:
        return refused.reason is Reason.FORGED_OPINION
    except FileProblem:
        return True
    assert replace(found, path=path) == sealed(main, path, key)
    return False


def test_an_encrypted_opinion_is_opened_by_its_key_alone(host: Office, main: Laptop) -> None:
    key, other = FileKey(raw=bytes(32)), FileKey(raw=bytes(range(32)))
    path = main.folder / "c.btsjury"
    laptops.invite(host, main.desk, 1, "c", path, key)
    guest = main.open(path, key)
    rate(guest, "c", "S", "11")
    laptops.seal(guest)
    guest.close()
    assert b"Durand" not in path.read_bytes()
    for given, kind in ((None, ProblemKind.LOCKED), (other, ProblemKind.WRONG_KEY)):
        with pytest.raises(FileProblem) as caught:
            sealed(main, path, given)
        assert caught.value.kind is kind
    assert {_spoiled(main, path, key, place) for place in range(100, path.stat().st_size, 4096)} >= {True}
    assert laptops.bring(host, sealed(main, path, key)).outcome is Outcome.TAKEN


def test_an_opinion_of_another_file_or_oral_is_refused(host: Office, main: Laptop, tmp_path: Path) -> None:
    elsewhere = Laptop.at(tmp_path / "elsewhere")
    other = commission(elsewhere)
    sit(other)
    finish(other)
    assert refused(other, main, main.folder / "b.btsjury") is Reason.OTHER_FILE_OPINION
    other.close()
    with pytest.raises(Refusal) as caught:
        laptops.bring(host, sealed(main, main.folder / "b.btsjury"), expected=2)
    assert (caught.value.reason, caught.value.detail) == (Reason.OTHER_ORAL_OPINION, "DURAND Élodie")


def test_a_juror_who_left_brings_nothing(host: Office, main: Laptop) -> None:
    host.act(1, ev.JurorLeft("b", "train"))
    assert refused(host, main, main.folder / "b.btsjury") is Reason.JUROR_GONE


def test_an_opinion_follows_the_sheet_to_the_right_candidate(host: Office, main: Laptop) -> None:
    host.transfer(1, 2, "fiche ouverte au mauvais nom")
    brought = laptops.bring(host, sealed(main, main.folder / "b.btsjury"))
    assert (brought.oral, host.oral(2).debate.of("b").given) == (2, True)
    assert host.oral(1).debate.opinions == {}


def test_what_came_goes_with_the_sheet(host: Office, main: Laptop) -> None:
    laptops.bring(host, sealed(main, main.folder / "b.btsjury"))
    before = host.oral(1)
    host.transfer(1, 2, "fiche ouverte au mauvais nom")
    after = host.oral(2)
    assert after.debate.of("b") == before.debate.of("b")
    assert [each.noted for each in after.remarks.values()] == [each.noted for each in before.remarks.values()]
    assert laptops.bring(host, sealed(main, main.folder / "b.btsjury")).outcome is Outcome.ALREADY


def test_files_with_laptops_in_them_are_sound(host: Office, main: Laptop) -> None:
    path = main.folder / "b.btsjury"
    laptops.bring(host, sealed(main, path))
    copy = main.folder / "copie.btsjury"
    host.file.protection.rescue(copy)
    for each in (path, copy):
        assert examine(each, None, read=READ).findings == ()


def test_nobody_reads_an_opinion_before_the_reveal(host: Office, main: Laptop) -> None:
    laptops.bring(host, sealed(main, main.folder / "b.btsjury"))
    lines = [each.words for each in history_view(host, 1).lines]
    assert any(each.startswith("Avis de Dominique Fictif") for each in lines)
    assert not any("remarque 12" in each or "12" in each.split() for each in lines)
    told = {each.event.kind: each for each in person_events(host, 1) if each.event is not None}
    assert "opinion-brought" not in told
    assert any(each.left_out is LeftOut.HIDDEN for each in person_events(host, 1))
    invited = told["juror-invited"].event
    assert isinstance(invited, ev.JurorInvited)
    assert (invited.secret, invited.token) == ("", "")


def test_a_persons_copy_holds_no_secret(host: Office, main: Laptop, tmp_path: Path) -> None:
    secrets = [each.secret for each in host.oral(1).debate.called.values()]
    laptops.bring(host, sealed(main, main.folder / "b.btsjury"))
    host.act(1, ev.Revealed("pressés"))
    files = SystemFiles()
    out = tmp_path / "copie"
    out.mkdir()
    written = export_person(host, "0012", out, files.person_files, files.write_private)
    assert secrets
    assert all(secrets)
    assert len(written) == 2
    for path in written:
        content = path.read_bytes()
        assert not any(each.encode() in content for each in secrets)
    guest = main.open(main.folder / "b.btsjury")
    told = [each.event for each in person_events(guest, 1) if isinstance(each.event, ev.Invited)]
    assert [each.invitation.secret for each in told] == [""]
    guest.close()


def test_a_guests_file_holds_one_oral_and_its_session_stays(host: Office, main: Laptop) -> None:
    guest = main.open(main.folder / "b.btsjury")
    for act in (
        lambda: guest.plan(make_plan("0009", "Autre", "Zoé"), guest.oral(1).form),
        lambda: guest.describe(replace(guest.session, room="B 14")),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.reason is Reason.OF_A_COMMISSION
    with pytest.raises(Refusal) as again:
        laptops.invite(guest, main.desk, 1, "b", main.folder / "encore.btsjury")
    assert again.value.reason is Reason.OF_A_COMMISSION
    with pytest.raises(Refusal) as elsewhere:
        host.act(2, ev.Invited(guest.oral(1).guest.invitation, guest.session.jurors[0]))  # type: ignore[union-attr]
    assert elsewhere.value.reason is Reason.OPINION_FILE_ONLY
    guest.close()


@pytest.mark.parametrize(
    ("kind", "theirs"),
    [
        (FileKind.TRAINING, FileKind.TRAINING_OPINION),
        (FileKind.DEMONSTRATION, FileKind.DEMONSTRATION_OPINION),
    ],
)
def test_an_invitation_says_what_its_file_is_worth(main: Laptop, kind: FileKind, theirs: FileKind) -> None:
    office = commission(main, kind)
    sit(office)
    finish(office)
    path = office_of(main, office, "b")
    guest = main.open(path)
    assert guest.session.kind is theirs
    guest.close()
    assert laptops.bring(office, sealed(main, path)).outcome is Outcome.TAKEN
    office.close()


def test_no_invitation_is_made_over_a_file_or_for_nobody(host: Office, main: Laptop) -> None:
    before = host.file.index.head(1)
    with pytest.raises(FileProblem) as there:
        laptops.invite(host, main.desk, 1, "b", main.folder / "b.btsjury")
    assert there.value.kind is ProblemKind.EXISTS
    with pytest.raises(Refusal) as nobody:
        laptops.invite(host, main.desk, 1, "z", main.folder / "z.btsjury")
    assert nobody.value.reason is Reason.UNKNOWN_JUROR
    with pytest.raises(FileProblem) as nowhere:
        laptops.invite(host, main.desk, 1, "c", main.folder / "absent" / "c.btsjury")
    assert nowhere.value.kind is ProblemKind.NOT_FOUND
    with pytest.raises(FileProblem) as long:
        laptops.invite(host, main.desk, 1, "c", main.folder / f"{'c' * 300}.btsjury")
    assert long.value.kind is ProblemKind.NAME_TOO_LONG
    assert host.file.index.head(1) == before


def test_an_invitation_that_the_journal_refuses_leaves_no_file(host: Office, main: Laptop) -> None:
    host.act(1, ev.Revealed("pressés"))
    before = sorted(main.folder.iterdir())
    with pytest.raises(Refusal) as late:
        laptops.invite(host, main.desk, 1, "c", main.folder / "c.btsjury")
    assert late.value.reason is Reason.ALREADY_REVEALED
    assert sorted(main.folder.iterdir()) == before
