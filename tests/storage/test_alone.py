"""The exam file is the file: alone it holds every acknowledged act, and nothing beside it changes it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Document
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.events import Entry
from btstc_jury.storage.cipher import unlock
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.examination import examine
from tests.forms_for_tests import make_plan, make_session
from tests.storage.conftest import Refused
from tests.storage.keyed import earlier_version, interrupted, raw, undo_journal
from tests.storage.test_one_writer import answer, start


def entries_of(desk: Desk, path: Path) -> tuple[Entry, ...]:
    file = desk.files.open(path)
    try:
        assert file.read_only == ""
        return file.entries(1)
    finally:
        file.close()


def remark(office: Office, number: int) -> None:
    office.act(1, do.AddRemark(office.now(), RemarkText(f"remarque {number} " + "é" * (number * 97 % 900))))


def problem_of(act: Callable[[], object]) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        act()
    return caught.value


def test_a_plain_copy_between_two_acts_holds_all_of_them(office: Office, desk: Desk, path: Path) -> None:
    for number in range(30):
        remark(office, number)
        copy = path.with_name(f"copie {number}.btsjury")
        shutil.copy(path, copy)
        assert entries_of(desk, copy) == office.history(1).entries


def test_the_file_alone_after_a_crash_and_under_another_name(
    office: Office, desk: Desk, path: Path, key: FileKey | None
) -> None:
    office.close()
    with start(path, key) as other:
        assert answer(other) == "writing 3"
        other.kill()
    renamed = path.rename(path.with_name("renommé.btsjury"))
    assert len(entries_of(desk, renamed)) >= 3
    assert examine(renamed, unlock(renamed, key)).findings == ()


def test_what_a_crash_left_half_written_is_undone(
    office: Office, desk: Desk, path: Path, tmp_path: Path
) -> None:
    remark(office, 1)
    crashed = tmp_path / "session.btsjury"
    interrupted(office, path, crashed)
    assert crashed.read_bytes() != path.read_bytes()
    assert entries_of(desk, crashed) == office.history(1).entries
    assert {each.name for each in tmp_path.iterdir() if each.is_file()} == {
        crashed.name,
        f".{crashed.name}.lock",
    }


def test_a_file_half_written_is_never_taken_for_a_whole_one_without_its_journal(
    office: Office,
    desk: Desk,
    path: Path,
    tmp_path: Path,
    refused: Refused,
) -> None:
    remark(office, 1)
    crashed = tmp_path / "session.btsjury"
    interrupted(office, path, crashed)
    renamed = crashed.rename(tmp_path / "renommé.btsjury")
    before = renamed.read_bytes()
    problem = refused(renamed)
    assert (problem.kind, problem.detail) == (ProblemKind.APART, crashed.name)
    shutil.move(f"{crashed}-journal", tmp_path / "ailleurs")
    assert refused(renamed).kind is ProblemKind.DAMAGED
    assert renamed.read_bytes() == before
    shutil.move(tmp_path / "ailleurs", f"{renamed}-journal")
    assert entries_of(desk, renamed) == office.history(1).entries


def test_a_link_to_a_file_half_written_is_judged_by_what_lies_beside_the_file(
    office: Office, desk: Desk, path: Path, tmp_path: Path, key: FileKey | None
) -> None:
    crashed = tmp_path / "session.btsjury"
    interrupted(office, path, crashed)
    folder = tmp_path / "bureau"
    folder.mkdir()
    link = folder / "lien.btsjury"
    link.symlink_to(crashed)
    problem = problem_of(lambda: examine(link, unlock(link, key)))
    assert (problem.kind, problem.detail) == (ProblemKind.UNFINISHED, f"{crashed.name}-journal")
    assert entries_of(desk, link) == office.history(1).entries
    assert examine(link, unlock(link, key)).findings == ()


def test_acts_in_the_wal_of_an_earlier_version_are_recovered_whole(
    office: Office, desk: Desk, path: Path, tmp_path: Path
) -> None:
    office.close()
    crashed = tmp_path / "session.btsjury"
    with earlier_version():
        earlier, _ = open_file(desk, path)
        for number in range(40):
            remark(earlier, number)
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{crashed}{suffix}")
        entries = earlier.history(1).entries
        earlier.close()
    renamed = tmp_path / "renommé.btsjury"
    shutil.copy(crashed, renamed)
    shutil.move(crashed, tmp_path / "de côté")
    problem = problem_of(lambda: desk.files.open(renamed))
    assert (problem.kind, problem.detail) == (ProblemKind.APART, crashed.name)
    shutil.move(tmp_path / "de côté", crashed)
    assert entries_of(desk, crashed) == entries
    assert not Path(f"{crashed}-wal").exists()


@pytest.fixture
def leftovers(office: Office, desk: Desk, path: Path) -> dict[str, Path]:
    """A -wal and a journal of this very file, of two earlier states; the file is closed, and has gone on."""
    kept = {suffix: path.parent / f"reste{suffix}" for suffix in ("-wal", "-journal")}
    remark(office, 1)
    interrupted(office, path, path.parent / "reste")
    (path.parent / "reste").unlink()
    office.close()
    with earlier_version():
        earlier, _ = open_file(desk, path)
        remark(earlier, 2)
        shutil.copy(f"{path}-wal", kept["-wal"])
        earlier.close()
    again, _ = open_file(desk, path)
    for number in range(3, 9):
        remark(again, number)
    again.close()
    return kept


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_companion_of_another_state_is_set_aside(
    leftovers: dict[str, Path], desk: Desk, path: Path, key: FileKey | None, suffix: str
) -> None:
    whole, content = path.read_bytes(), leftovers[suffix].read_bytes()
    companion = path.with_name(path.name + suffix)
    shutil.copy(leftovers[suffix], companion)
    assert examine(path, unlock(path, key)).findings == ()
    assert (path.read_bytes(), companion.read_bytes()) == (whole, content)
    assert len(entries_of(desk, path)) > 9
    assert path.read_bytes() == whole
    aside = [each for each in path.parent.iterdir() if each.name.startswith(f"{companion.name} – écarté le ")]
    assert not companion.exists()
    assert [each.read_bytes() for each in aside] == [content]


def test_an_undo_of_acknowledged_acts_is_set_aside(
    office: Office, desk: Desk, path: Path, tmp_path: Path, key: FileKey | None
) -> None:
    """SQLite by itself would take it, and the file be whole as it was before."""
    earlier = path.read_bytes()
    remark(office, 1)
    office.close()
    now = path.read_bytes()
    undo = undo_journal(earlier, now)
    taken = tmp_path / "pris.btsjury"
    taken.write_bytes(now)
    side_file(taken, "-journal").write_bytes(undo)
    with closing(raw(taken, key)) as undone:
        undone.execute("SELECT count(*) FROM journal").fetchone()
    assert taken.read_bytes() == earlier
    journal = side_file(path, "-journal")
    journal.write_bytes(undo)
    found = examine(path, unlock(path, key))
    assert (found.findings, found.beside) == ((), (journal.name,))
    again, _ = open_file(desk, path)
    (aside,) = again.file.aside
    assert aside.read_bytes() == undo
    again.close()
    assert path.read_bytes() == now
    assert examine(path, unlock(path, key)).beside == ()


def test_an_act_written_by_half_is_undone_where_only_its_document_tells(
    office: Office, desk: Desk, path: Path, key: FileKey | None
) -> None:
    """As after a power cut: the journal is on the disk, one page of the file isn't."""
    remark(office, 1)
    earlier, entries = path.read_bytes(), office.history(1).entries
    document = Document(1, 1, 0, b"%PDF-1.7" + b"x" * 90_000)
    office.act(1, do.AddRemark(office.now(), RemarkText("signée")), documents=(document,))
    now = bytearray(path.read_bytes())
    crashed = path.with_name("panne.btsjury")
    # One of the pages that were added last holds nothing but a part of the document.
    middle = (len(earlier) + (len(now) - len(earlier)) // 2) // 4096 * 4096
    now[middle + 100 : middle + 200] = b"y" * 100
    crashed.write_bytes(now)
    side_file(crashed, "-journal").write_bytes(undo_journal(earlier, bytes(now)))
    again = desk.files.open(crashed)
    assert (again.entries(1), again.aside) == (entries, ())
    again.close()
    assert examine(crashed, unlock(crashed, key)).findings == ()


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_companion_of_another_file_is_set_aside(
    office: Office,
    desk: Desk,
    path: Path,
    tmp_path: Path,
    leftovers: dict[str, Path],
    suffix: str,
) -> None:
    other = tmp_path / "autre.btsjury"
    made = create_file(desk, other, make_session())
    for number in range(200):
        made.plan(make_plan(str(number)), "essai")
    made.close()
    whole = other.read_bytes()
    companion = Path(f"{other}{suffix}")
    shutil.copy(leftovers[suffix], companion)
    desk.files.open(other).close()
    assert other.read_bytes() == whole
    assert not companion.exists()
    assert len(list(tmp_path.glob(f"{companion.name} – écarté le *"))) == 1


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_new_file_takes_nothing_that_lies_there(
    leftovers: dict[str, Path], desk: Desk, tmp_path: Path, suffix: str
) -> None:
    new = tmp_path / "neuf.btsjury"
    shutil.copy(leftovers[suffix], f"{new}{suffix}")
    made = create_file(desk, new, make_session())
    told = made.file.aside
    made.plan(make_plan(), "essai")
    made.close()
    assert len(entries_of(desk, new)) == 1
    (aside,) = tmp_path.glob(f"{new.name}{suffix} – écarté le *")
    assert told == (aside,)
    assert aside.read_bytes() == leftovers[suffix].read_bytes()


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_what_is_put_beside_an_open_file_is_none_of_it(
    leftovers: dict[str, Path], desk: Desk, path: Path, suffix: str
) -> None:
    office, _ = open_file(desk, path)
    remark(office, 20)
    for number in range(21, 24):
        shutil.copy(leftovers[suffix], path.with_name(path.name + suffix))
        remark(office, number)
    assert len(office.file.aside) == 3
    shutil.copy(leftovers[suffix], path.with_name(path.name + suffix))
    entries = office.file.entries(1)
    office.close()
    assert entries_of(desk, path) == entries


def test_a_hard_link_gives_no_second_writer(
    office: Office, desk: Desk, path: Path, key: FileKey | None
) -> None:
    link = path.with_name("autre nom.btsjury")
    link.hardlink_to(path)
    before = sorted(path.parent.iterdir())
    second = desk.files.open(link)
    assert second.read_only == "busy"
    second.close()
    with start(link, key) as other:
        assert answer(other) == "busy 3"
        office.act(1, ev.Rated(1, "S"))
        other.communicate("\n")
    assert sorted(path.parent.iterdir()) == before or path.with_name(f"{path.name}-journal").exists()
    assert not link.with_name(f".{link.name}.lock").exists()
    office.close()
    with start(link, key) as other:
        assert answer(other) == "writing 4"
        first = desk.files.open(path)
        assert first.read_only == "busy"
        first.close()
        other.communicate("\n")


def test_a_file_renamed_while_open_keeps_its_one_writer(
    office: Office, desk: Desk, path: Path, key: FileKey | None
) -> None:
    remark(office, 1)
    entries = office.history(1).entries
    renamed = path.rename(path.with_name("renommé.btsjury"))
    assert problem_of(lambda: remark(office, 2)).kind is ProblemKind.MOVED
    with start(renamed, key) as other:
        assert answer(other) == f"busy {len(entries)}"
        other.communicate("\n")
    renamed.rename(path)
    remark(office, 3)
    office.close()
    assert entries_of(desk, path)[:-1] == entries


def test_a_deleted_file_is_told_as_such_and_can_be_saved(
    office: Office, desk: Desk, path: Path, tmp_path: Path
) -> None:
    remark(office, 1)
    entries = office.history(1).entries
    path.unlink()
    assert problem_of(lambda: remark(office, 2)).kind is ProblemKind.DELETED
    saved = tmp_path / "sauvée.btsjury"
    office.file.protection.rescue(saved)
    assert problem_of(lambda: office.file.protection.rescue(saved)).kind is ProblemKind.EXISTS
    office.close()
    assert not path.exists()
    assert entries_of(desk, saved) == entries


def test_a_file_replaced_while_open_is_left_to_whoever_replaced_it(
    office: Office, desk: Desk, path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "autre.btsjury"
    create_file(desk, other, make_session()).close()
    Path(other).replace(path)
    content = path.read_bytes()
    problem = problem_of(lambda: remark(office, 2))
    assert problem.kind is ProblemKind.DELETED
    assert "a pris sa place" in problem.detail
    office.close()
    assert path.read_bytes() == content


def test_erased_words_are_gone_from_beside_the_file_too(office: Office, path: Path) -> None:
    office.file._database.pragma("journal_size_limit = 1000000")  # type: ignore[attr-defined]
    remark(office, 1)
    office.file._database.forget_before()  # type: ignore[attr-defined]
    assert not path.with_name(f"{path.name}-journal").exists()
