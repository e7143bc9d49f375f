"""Backups: consistent, private, durable, whole or not there at all; restored without losing anything."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from btstc_jury.application.backups import BackupStopped, BackupStore, Holding, Order, backup_name
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.storage.backup import SqliteBackups
from btstc_jury.storage.cipher import Access
from tests.forms_for_tests import JURORS, make_plan, make_session
from tests.storage.keyed import earlier_version
from tests.storage.small_disks import mounted, read_only_disk
from tests.storage.test_damage import tamper

NOW = datetime(2026, 11, 21, 23, 10, 5)  # noqa: DTZ001 - wall time


def holding(store: BackupStore, path: Path) -> Holding:
    """Of an exam file."""
    found = store.holding(path)
    assert isinstance(found, Holding)
    return found


@pytest.fixture
def store(key: FileKey | None) -> SqliteBackups:
    """Of each kind of file there is."""
    return SqliteBackups(Access(key) if key else None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Clé d’à côté"
    made.mkdir()
    return made


def always(done: int, total: int) -> bool:
    return True


def order(path: Path, folder: Path, now: datetime = NOW, touched: tuple[int, ...] = ()) -> Order:
    return Order(path, folder, frozenset(touched), now)


def problem_of(act: Callable[[], object]) -> FileProblem:
    with pytest.raises(FileProblem) as caught:
        act()
    return caught.value


def content(desk: Desk, path: Path) -> tuple[object, ...]:
    file = desk.files.open(path)
    try:
        return file.entries(1), file.session(), file.forms(), file.index.all(), file.heart.last_beat()
    finally:
        file.close()


def test_a_copy_made_while_the_file_is_open_holds_every_act(
    office: Office, desk: Desk, path: Path, folder: Path, store: SqliteBackups
) -> None:
    office.act(1, ev.Rated(1, "S"))
    made = store.make(order(path, folder, touched=(1,)), always)
    assert made.name == "session d’été – 2026-11-21 23h10m05.btsjury"
    assert list(folder.iterdir()) == [made]
    if os.name == "posix":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
    entries = office.history(1).entries
    office.act(1, ev.Rated(2, "S"))
    file = desk.files.open(made)
    try:
        assert file.entries(1) == entries
        assert file.session() == office.session
    finally:
        file.close()


def test_acts_go_on_during_a_copy_that_has_one_state(
    office: Office, path: Path, folder: Path, store: SqliteBackups
) -> None:
    for number in range(600):
        office.act(1, do.AddRemark(office.now(), RemarkText(f"{number} " + "é" * 900)))
    entries = office.history(1).entries
    steps: list[int] = []

    def go_on(done: int, total: int) -> bool:
        steps.append(done)
        office.act(1, do.AddRemark(office.now(), RemarkText(f"pendant {len(steps)}")))
        return True

    made = store.make(order(path, folder, touched=(1,)), go_on)
    assert len(steps) > 1
    assert steps == sorted(steps), "the copy began anew"
    assert holding(store, made).heads[1][0] == len(entries)
    assert len(office.file.entries(1)) == len(entries) + len(steps)


def test_a_copy_given_up_leaves_none(office: Office, path: Path, folder: Path, store: SqliteBackups) -> None:
    with pytest.raises(BackupStopped):
        store.make(order(path, folder), lambda _done, _total: False)
    assert list(folder.iterdir()) == []


def test_copies_of_one_second_do_not_replace_each_other(
    office: Office, path: Path, folder: Path, store: SqliteBackups
) -> None:
    made = {store.make(order(path, folder), always) for _ in range(3)}
    assert made == set(folder.iterdir())
    assert len(made) == 3
    assert {each.path for each in store.found(folder)} == made


def test_older_copies_are_thinned_and_others_left_alone(
    office: Office, desk: Desk, path: Path, folder: Path, tmp_path: Path, store: SqliteBackups
) -> None:
    other_path = tmp_path / path.name
    create_file(desk, other_path, make_session()).close()
    old = NOW - timedelta(days=5)
    first = store.make(order(path, folder, old.replace(hour=9)), always)
    last = store.make(order(path, folder, old.replace(hour=17)), always)
    foreign = store.make(order(other_path, folder, old.replace(hour=10)), always)
    broken = folder / backup_name(path.stem, old.replace(hour=11))
    broken.write_bytes(b"half")
    mine = folder / "mon fichier.txt"
    mine.write_text("à moi")
    remains = folder / f".{path.stem} – 2026-11-01 10h00m00.btsjury.{'ab' * 16}"
    remains.write_bytes(b"half made")
    os.utime(remains, (0, 0))
    made = store.make(order(path, folder), always)
    assert not first.exists()
    assert not remains.exists()
    assert set(folder.iterdir()) == {last, foreign, broken, mine, made}


@pytest.mark.parametrize(
    ("statement", "touched"),
    [
        ("UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-1' AND sequence = 2", (1,)),
        ("DELETE FROM journal WHERE journal = 'oral-1' AND sequence = 3", ()),
        ("UPDATE journal SET author = 'x' WHERE journal = 'session'", ()),
    ],
)
def test_a_damaged_file_is_not_copied_over_good_copies(
    office: Office,
    path: Path,
    folder: Path,
    store: SqliteBackups,
    statement: str,
    touched: tuple[int, ...],
    key: FileKey | None,
) -> None:
    good = store.make(order(path, folder, NOW - timedelta(hours=1)), always)
    office.close()
    tamper(path, key, statement)
    problem = problem_of(lambda: store.make(order(path, folder, touched=touched), always))
    assert (problem.kind, problem.path) == (ProblemKind.DAMAGED, path)
    assert list(folder.iterdir()) == [good]


def test_no_folder(office: Office, path: Path, folder: Path, store: SqliteBackups) -> None:
    folder.rmdir()
    problem = problem_of(lambda: store.make(order(path, folder), always))
    assert (problem.kind, problem.path) == (ProblemKind.NOT_FOUND, folder)


def test_a_full_disk(office: Office, path: Path, folder: Path, store: SqliteBackups) -> None:
    for number in range(40):
        office.act(1, do.AddRemark(office.now(), RemarkText(f"{number} " + "é" * 3000)))
    with mounted(folder, "200k") as disk:
        assert problem_of(lambda: store.make(order(path, disk), always)).kind is ProblemKind.DISK_FULL
        assert list(disk.iterdir()) == []
    office.act(1, ev.Rated(1, "S"))
    assert store.make(order(path, folder), always).exists()


def test_a_read_only_disk(office: Office, path: Path, folder: Path, store: SqliteBackups) -> None:
    with mounted(folder, "4m") as disk:
        good = store.make(order(path, disk), always)
        with read_only_disk(disk):
            problem = problem_of(lambda: store.make(order(path, disk, NOW + timedelta(hours=1)), always))
            assert problem.kind is ProblemKind.READ_ONLY
            assert holding(store, good).orals == 1
        assert list(disk.iterdir()) == [good]


def test_what_a_backup_holds(office: Office, path: Path, folder: Path, store: SqliteBackups) -> None:
    made = store.make(order(path, folder), always)
    office.plan(make_plan("2", "Zola"), "essai")
    kept, now = holding(store, made), holding(store, path)
    assert (kept.orals, now.orals) == (1, 2)
    assert (kept.settled, kept.signed) == (0, 0)
    assert kept.session == office.session
    assert kept.origin == now.origin
    assert kept.heads[1] == now.heads[1] == (len(office.history(1).entries), office.file.index.head(1))
    assert kept.last_act == office.history(1).entries[-1].reading.utc


def test_restoring_keeps_what_it_replaces(
    office: Office, desk: Desk, path: Path, folder: Path, store: SqliteBackups
) -> None:
    made = store.make(order(path, folder), always)
    office.act(1, ev.Rated(1, "S"))
    office.close()
    later, before = content(desk, path), content(desk, made)
    made_bytes = made.read_bytes()
    aside = store.restore(made, path, NOW).aside
    assert aside is not None
    assert aside.name == "session d’été – remplacé le 2026-11-21 23h10m05.btsjury"
    assert content(desk, path) == before != later
    assert content(desk, aside) == later
    assert made.read_bytes() == made_bytes


def test_acts_still_in_the_wal_go_aside_with_their_file(
    office: Office, desk: Desk, path: Path, folder: Path, store: SqliteBackups, tmp_path: Path
) -> None:
    made = store.make(order(path, folder), always)
    office.close()
    died = tmp_path / "mort.btsjury"
    with earlier_version():
        earlier, _ = open_file(desk, path)
        earlier.act(1, ev.Rated(1, "S"))
        entries = earlier.history(1).entries
        died.write_bytes(path.read_bytes())
        died.with_name(f"{died.name}-wal").write_bytes(path.with_name(f"{path.name}-wal").read_bytes())
        earlier.close()
    aside = store.restore(made, died, NOW).aside
    assert aside is not None
    file = desk.files.open(aside)
    try:
        assert file.entries(1) == entries
    finally:
        file.close()
    assert holding(store, died).heads[1][0] == len(entries) - 1


def test_restoring_where_there_is_nothing(
    office: Office, desk: Desk, path: Path, folder: Path, store: SqliteBackups, tmp_path: Path
) -> None:
    made = store.make(order(path, folder), always)
    assert store.restore(made, tmp_path / "neuf.btsjury", NOW).aside is None
    assert content(desk, tmp_path / "neuf.btsjury") == content(desk, made)


def test_an_open_file_is_not_replaced(office: Office, path: Path, folder: Path, store: SqliteBackups) -> None:
    made = store.make(order(path, folder), always)
    assert problem_of(lambda: store.restore(made, path, NOW)).kind is ProblemKind.BUSY
    office.act(1, ev.Rated(1, "S"))


def test_a_damaged_backup_is_not_restored(
    office: Office, path: Path, folder: Path, store: SqliteBackups, key: FileKey | None
) -> None:
    made = store.make(order(path, folder), always)
    office.close()
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    tamper(made, key, "UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-1' AND sequence = 1")
    problem = problem_of(lambda: store.restore(made, path, NOW))
    assert (problem.kind, problem.path) == (ProblemKind.DAMAGED, made)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_a_full_disk_leaves_the_file_to_be_replaced(
    desk: Desk, folder: Path, tmp_path: Path, store: SqliteBackups
) -> None:
    big = tmp_path / "grand.btsjury"
    office = create_file(desk, big, make_session())
    office.plan(make_plan(), "essai")
    office.act(1, do.Open(JURORS))
    office.act(1, do.Start())
    for number in range(60):
        office.act(1, do.AddRemark(office.now(), RemarkText(f"{number} " + "é" * 3000)))
    made = store.make(order(big, folder), always)
    office.close()
    small = tmp_path / "disque"
    small.mkdir()
    with mounted(small, "400k") as disk:
        path = disk / "petit.btsjury"
        create_file(desk, path, make_session()).close()
        before = path.read_bytes()
        assert problem_of(lambda: store.restore(made, path, NOW)).kind is ProblemKind.DISK_FULL
        assert path.read_bytes() == before
        assert {each for each in disk.iterdir() if "grand" in each.name or "remplacé" in each.name} == set()
        office, _ = open_file(desk, path)
        office.close()


def test_a_flipped_byte_in_a_backup_is_seen_before_it_is_restored(
    office: Office, desk: Desk, path: Path, folder: Path, store: SqliteBackups, tmp_path: Path
) -> None:
    made = store.make(order(path, folder), always)
    whole, sound = made.read_bytes(), content(desk, made)
    used = [place for place, byte in enumerate(whole) if byte]
    told = 0
    for step in range(60):
        damaged = bytearray(whole)
        damaged[used[step * len(used) // 60]] ^= 0x15
        made.write_bytes(damaged)
        to = tmp_path / f"{step}.btsjury"
        try:
            store.restore(made, to, NOW)
            # What the copy's check leaves to the reading is seen at the reading, or changes nothing.
            assert content(desk, to) == sound
        except FileProblem:
            told += 1
    assert told > 30
