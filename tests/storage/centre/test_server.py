"""Centres on a real server: listed, opened, written by several at once, never twice and never half."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from btstc_jury.application.centre.ports import CentreAct, ChangedMeanwhile, Enrolled, Enrolment, GivenUp
from btstc_jury.application.centre.receipts import Deposit
from btstc_jury.application.centre.server import parsed
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import messages
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.collected import Tie
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.storage.centre.files import CENTRE_SCHEMA
from btstc_jury.storage.centre.server_centres import PostgresServer, ServerCentre
from btstc_jury.storage.centre.server_link import Link
from btstc_jury.storage.centre.tables import METADATA
from btstc_jury.storage.probe import Schema
from tests.centres import MADE
from tests.served_centres import Stations, address, made, stations
from tests.servers import OWNER, PASSWORD, Server, own_server
from tests.storage.centre.test_centre_file import ACT, OTHER, SEAN, ZOE
from tests.storage.centre.test_collection import BYTES, DEPOSIT, HELD, SHA, all_of
from tests.storage.centre.test_days import whole_day

DAY = whole_day()


def kind_of(act: Callable[[], object]) -> ProblemKind:
    with pytest.raises(FileProblem) as caught:
        act()
    told_words = messages.problem_of_centre(caught.value)
    assert told_words.body
    assert "fichier" not in told_words.title or caught.value.kind is ProblemKind.ON_SERVER
    return caught.value.kind


def test_what_is_written_is_read_elsewhere(there: Stations) -> None:
    file = there.first
    file.enrol(Enrolment(ACT, [ZOE, SEAN], mapping=("abc", ("number", "", "last_name"))))
    file.replan(file.timetable(), DAY, OTHER)
    file.collection.keep(DEPOSIT)
    for centre in (file, there.open()):
        assert centre.centre() == there.centre
        assert centre.candidates() == (Enrolled(1, 1, ZOE), Enrolled(2, 1, SEAN))
        assert centre.timetable() == DAY
        assert all_of(centre) == HELD
        assert centre.collection.content(SHA) == BYTES
        assert centre.acts() == (MADE, ACT, OTHER, DEPOSIT.act)
    (listed,) = (each for each in there.served.centres() if each.identity == there.identity)
    assert (listed.centre, listed.last) == (there.centre, DEPOSIT.act.utc)
    assert (listed.candidates, listed.commissions, listed.slots) == (2, len(DAY.commissions), len(DAY.slots))
    assert (listed.receipts, listed.acts) == (1, 4)


def test_everything_is_read_and_what_is_not_as_written_is_told(there: Stations) -> None:
    file = there.filled([ZOE], DAY)
    file.collection.keep(DEPOSIT)
    found = there.served.check(there.identity)
    assert found.findings == ()
    assert found.held == {"candidates": 1, "commissions": 3, "slots": 14, "receipts": 1, "acts": 4}
    where = f"WHERE centre = {file._data.centre}"
    there.server.run(f"UPDATE slot SET commission = 9 {where} AND candidate = 1", there.base)
    there.server.run(f"UPDATE content SET content = 'x' {where}", there.base)
    assert len(there.served.check(there.identity).findings) == 2
    there.server.run(f"DELETE FROM candidate {where}", there.base)
    assert kind_of(there.open) is ProblemKind.DAMAGED
    # That of another centre of the base isn't concerned.
    with closing(there.at().create(Centre("Autre", 2027, f"{there.centre.uai}x"), MADE)) as other:
        assert other.candidates() == ()


def test_what_others_did_is_followed(there: Stations) -> None:
    mine, theirs = there.filled([ZOE], DAY), there.open()
    assert mine.sharing.follow() == ()
    assert not mine.sharing.is_behind()
    assert len(mine.candidates()) == 1
    theirs.enrol(Enrolment(OTHER, [SEAN]))
    assert mine.candidates() == (Enrolled(1, 1, ZOE),), "all that is told is of one moment"
    assert mine.sharing.is_behind()
    assert mine.sharing.follow() == (OTHER,)
    assert len(mine.candidates()) == 2
    assert not mine.sharing.is_behind()
    theirs.replan(theirs.timetable(), replace(DAY, slots={}), OTHER)
    mine.enrol(Enrolment(ACT, [SEAN]))
    # One's own act came after, and what the other did isn't told yet.
    assert mine.sharing.is_behind()
    assert mine.timetable().slots == {}
    assert mine.sharing.follow() == (OTHER,)
    assert theirs.sharing.follow() == (ACT,)
    assert mine.sharing.follow() == ()


def test_a_centre_is_made_once(there: Stations) -> None:
    assert kind_of(lambda: there.served.create(there.centre, MADE)) is ProblemKind.EXISTS
    later = Centre(there.centre.name, 2028, there.centre.uai)
    with closing(there.served.create(later, MADE)) as made:
        assert made.centre() == later
        # Nor is one called as another is.
        before = there.first.centre()
        with closing(there.served.create(Centre("Autre", 2027, "0759999Z"), MADE)) as other:
            taken = Centre("Autre", 2027, "0759999Z")
            assert kind_of(lambda: there.first.rename(before, taken, OTHER)) is ProblemKind.EXISTS
            assert there.first.centre() == before
            other.rename(taken, Centre("Autre encore", 2027, "0759999Z"), OTHER)
            assert other.centre().name == "Autre encore"
    assert kind_of(lambda: there.served.open("inconnu")) is ProblemKind.NOT_FOUND


def test_who_calls_it_otherwise_second_is_told(there: Stations) -> None:
    theirs, before = there.open(), there.centre
    assert theirs.centre() == before
    named = replace(before, name="Lycée Premier")
    there.first.rename(before, named, ACT)
    assert theirs.centre() == before
    with pytest.raises(ChangedMeanwhile) as met:
        theirs.rename(before, replace(before, name="Lycée Second"), OTHER)
    assert (met.value.acts, [each.theirs for each in met.value.clashes]) == ((ACT,), [named])
    assert theirs.sharing.follow() == (ACT,)
    assert theirs.centre() == named
    assert there.served.check(there.identity).findings == ()


def test_tables_are_those_of_files_made_by_the_same_migrations(server: Server, base: str) -> None:
    served = PostgresServer(address(server, base), "")
    assert served.revision() == ""
    assert kind_of(served.centres) is ProblemKind.NOT_SET_UP
    first = Schema(CENTRE_SCHEMA.revisions[:1], CENTRE_SCHEMA.scripts)
    older = PostgresServer(address(server, base), "", first)
    older.upgrade()
    assert kind_of(served.centres) is ProblemKind.OLDER
    served.upgrade()
    served.upgrade()
    assert served.revision() == CENTRE_SCHEMA.head
    assert kind_of(older.upgrade) is ProblemKind.NEWER
    assert served.centres() == ()
    columns = server.run(
        "SELECT DISTINCT table_name FROM information_schema.columns WHERE column_name = 'centre'", base
    )

    assert {name for (name,) in columns} == set(METADATA.tables) - {"centre"}
    for each in (served, older):
        each.close()


ACTS: dict[str, Callable[[ServerCentre], object]] = {
    "rename": lambda file: file.rename(file.centre(), replace(file.centre(), name="Autre nom"), OTHER),
    "enrol": lambda file: file.enrol(
        Enrolment(OTHER, [SEAN], [(file.candidates()[0], ZOE._replace(school="x"))])
    ),
    "replan": lambda file: file.replan(file.timetable(), replace(file.timetable(), slots={}), OTHER),
    "receive": lambda file: file.collection.keep(Deposit(OTHER, DEPOSIT.receipt, BYTES, DEPOSIT.versions)),
    "decide": lambda file: file.collection.keep(Deposit(OTHER, ties=(Tie("aa", SlotKey(1, "E4"), "x", 1),))),
}


def written(file: ServerCentre) -> list[object]:
    return [file.centre(), file.candidates(), file.timetable(), *all_of(file)]


class Breaking:
    """The connection of a workstation, ended by the server's administrator at a moment of its next act."""

    def __init__(self, there: Stations, file: ServerCentre, monkeypatch: pytest.MonkeyPatch) -> None:
        self._there, self._link = there, file._data.link
        self._patch = monkeypatch
        self.reached = False

    def at_statement(self, number: int) -> None:
        real, count = self._link.write, 0

        def write(*given: object) -> int:
            nonlocal count
            count += 1
            if count == number:
                self._cut()
            return real(*given)  # type: ignore[arg-type]

        self._patch.setattr(self._link, "write", write)

    def at_the_end(self, *, after: bool) -> None:
        real = self._link._execute

        def execute(sql: str) -> None:
            if sql == "COMMIT" and not self.reached:
                if after:
                    real(sql)
                self._cut()
                # Whatever was carried out, the answer doesn't come.
                self._link._connected().execute(b"SELECT 1")
            real(sql)

        self._patch.setattr(self._link, "_execute", execute)

    def _cut(self) -> None:
        self.reached = True
        assert self._there.cut() >= 1


@pytest.mark.parametrize("kind", ACTS)
@pytest.mark.parametrize("moment", ["before", "1", "2", "last", "committing", "committed"])
def test_a_killed_connection_never_halves_nor_doubles_an_act(
    there: Stations, monkeypatch: pytest.MonkeyPatch, kind: str, moment: str
) -> None:
    file = there.filled([ZOE], DAY)
    expected = written(there.open())
    assert written(file) == expected
    breaking = Breaking(there, file, monkeypatch)
    match moment:
        case "before":
            breaking._cut()
        case "committing" | "committed":
            breaking.at_the_end(after=moment == "committed")
        case "last":
            # What the centre's row says.
            breaking.at_statement({"rename": 3, "enrol": 4, "replan": 3, "receive": 7, "decide": 4}[kind])
        case _:
            breaking.at_statement(int(moment))
    ACTS[kind](file)
    assert breaking.reached
    now = there.open()
    assert now.acts()[3:] == (OTHER,)
    assert written(now) == written(file) != expected
    assert there.served.check(there.identity).findings == ()
    assert not file.sharing.is_behind()


def test_what_was_told_as_done_survives_the_fall_of_the_server() -> None:
    """The server is one that itself would not wait for its disk."""
    with own_server() as server:
        base = server.new()
        made(server, base)
        with stations(server, base) as there:
            assert server.run("SHOW synchronous_commit", base) == [("off",)]
            there.first.enrol(Enrolment(ACT, [ZOE]))
            server.stop("immediate")
            server.start()
            assert there.open().candidates() == (Enrolled(1, 1, ZOE),)


@pytest.mark.parametrize("carried_out", [True, False])
@pytest.mark.parametrize("again", [True, False])
def test_it_is_found_out_later_whether_an_act_was_carried_out(
    there: Stations, monkeypatch: pytest.MonkeyPatch, carried_out: bool, again: bool
) -> None:
    file = there.filled([ZOE], DAY)
    before = file.timetable()
    after = replace(before, slots={})
    with monkeypatch.context() as patch:
        Breaking(there, file, patch).at_the_end(after=carried_out)
        patch.setattr(file._data.link, "connect", unreachable(file._data.link))
        assert kind_of(lambda: file.replan(before, after, OTHER)) is ProblemKind.UNREACHABLE
        # What was read is still told, and nothing more is done.
        assert file.timetable() == before
        assert kind_of(lambda: file.replan(before, after, OTHER)) is ProblemKind.UNREACHABLE
    if again:
        file.replan(before, after, OTHER)
    else:
        file.enrol(Enrolment(ACT, [SEAN]))
    acts = there.open().acts()[3:]
    assert acts == ((OTHER,) if again else (OTHER, ACT) if carried_out else (ACT,))
    assert (there.open().timetable() == file.timetable() == after) is (again or carried_out)


def unreachable(link: Link) -> Callable[[], object]:
    def connect() -> object:
        link.down = True
        raise FileProblem(ProblemKind.UNREACHABLE, link.where)

    return connect


def test_an_act_that_waits_for_another_is_told_or_given_up(there: Stations) -> None:
    file, other = there.first, there.open()
    file._data.link.run("SELECT set_config('lock_timeout', '50ms', false)")
    with other._data.transaction():
        other._data.link.run("SELECT 1 FROM centre WHERE id = %s FOR UPDATE", other._data.centre)
        assert kind_of(lambda: file.enrol(Enrolment(ACT, [ZOE]))) is ProblemKind.OCCUPIED
        file._data.link.run("SELECT set_config('lock_timeout', '30s', false)")
        giving_up = threading.Timer(0.1, file.sharing.give_up)
        giving_up.start()
        with pytest.raises(GivenUp):
            file.enrol(Enrolment(ACT, [ZOE]))
        giving_up.join()
        # Another centre's writers wait for nobody.
        with closing(there.at().create(Centre("Autre", 2027, f"{there.centre.uai}y"), MADE)) as elsewhere:
            elsewhere._data.link.run("SELECT set_config('lock_timeout', '50ms', false)")
            elsewhere.enrol(Enrolment(ACT, [ZOE]))
    file.enrol(Enrolment(ACT, [ZOE]))
    assert file.acts() == (MADE, ACT)


def test_no_passphrase_is_kept_nor_offered(there: Stations) -> None:
    file = there.first
    sent = replace(DEPOSIT.sent[0], passphrase="quatre mots au hasard")
    assert not file.collection.keeps_passphrases
    with pytest.raises(ValueError, match="plain"):
        file.collection.keep(Deposit(ACT, sent=(sent,)))
    assert not file.protection.encrypted
    assert kind_of(lambda: file.protection.change(None)) is ProblemKind.ON_SERVER
    assert kind_of(lambda: file.protection.rescue(file.path)) is ProblemKind.ON_SERVER


def test_what_is_read_beside_goes_with_it(there: Stations) -> None:
    file = there.open()
    folder = file.path.parent
    assert folder.stat().st_mode & 0o777 == 0o700
    file.path.with_name(".copie").write_bytes(b"x")
    file.close()
    assert not folder.exists()


def test_what_a_killed_program_left_goes_when_one_is_opened(
    there: Stations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, strange = tmp_path / "btstc-jury-mort", tmp_path / "btstc-jury-autre"
    for each in (left, strange):
        each.mkdir()
        (each / ".copie").write_bytes(b"x")
    (left / ".lock").touch()
    os.utime(left / ".lock", (0, time.time() - 3600))
    making = tmp_path / "btstc-jury-en-cours"
    making.mkdir()
    (making / ".lock").touch()
    kept = tmp_path / "précieux"
    kept.write_text("x", encoding="utf-8")
    (strange / ".lock").symlink_to(kept)
    one, two = there.open(), there.open()
    assert not left.exists()
    assert strange.exists()
    assert making.exists(), "whoever makes it doesn't hold it yet"
    assert kept.read_text("utf-8") == "x"
    assert one.path.parent.exists(), "one that is open is left alone"
    assert two.path.parent.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [("btstc_lecture", set()), ("btstc_collecte", {"receive"}), ("btstc_decision", set(ACTS))],
)
def test_the_server_refuses_what_a_role_may_not(there: Stations, role: str, may: set[str]) -> None:
    there.filled([ZOE], DAY)
    user = there.server.login(role)
    for name, act in ACTS.items():
        file = there.open(user)
        before = written(file), file.acts()
        if name in may:
            act(file)
            continue
        with pytest.raises(FileProblem) as caught:
            act(file)
        assert caught.value.kind is ProblemKind.DENIED
        assert "rôle" in messages.problem_of_centre(caught.value).title
        assert (written(file), file.acts()) == before == (written(there.open()), there.open().acts())
    if role != "btstc_decision":
        other = Centre("Autre", 2029, there.centre.uai)
        assert kind_of(lambda: there.at(user).create(other, MADE)) is ProblemKind.DENIED
    assert there.served.check(there.identity).findings == ()


def test_a_stranger_is_let_in_nowhere(there: Stations) -> None:
    nobody, server, base = there.server.login(), there.server, there.base
    tcp = parsed(server.tcp(base, nobody)).address
    ours = parsed(server.tcp(base, OWNER, f"sslmode=verify-full&sslrootcert={server.root}")).address
    with closing(PostgresServer(ours, PASSWORD)) as served:
        assert served.centres()
    foreign = {**ours.files, "sslrootcert": "system"}
    for tried, password, kind in (
        (address(server, base, nobody), "", ProblemKind.DENIED),
        (address(server, "absente"), "", ProblemKind.NO_BASE),
        (tcp, "faux", ProblemKind.LOGIN),
        (tcp, PASSWORD, ProblemKind.DENIED),
        (replace(tcp, port=1), PASSWORD, ProblemKind.UNREACHABLE),
        (replace(ours, files=foreign), PASSWORD, ProblemKind.NO_TLS),
    ):
        with closing(PostgresServer(tried, password)) as served:
            assert kind_of(served.centres) is kind, tried


def test_three_hundred_centres_are_listed_by_one_query(
    there: Stations, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.filled([ZOE], DAY)
    asked: list[str] = []
    served = there.at()
    served.centres()
    real = psycopg.Connection.execute

    def execute(self: psycopg.Connection[Any], query: bytes, *given: Any) -> object:  # noqa: ANN401
        asked.append(query.decode())
        return real(self, query, *given)

    monkeypatch.setattr(psycopg.Connection, "execute", execute)
    found = served.centres()
    assert len(asked) == 1
    assert any(each.identity == there.identity and each.slots == len(DAY.slots) for each in found)


def test_a_problem_of_the_server_says_which_table(there: Stations) -> None:
    user = there.server.login("btstc_lecture")
    with pytest.raises(FileProblem) as caught:
        there.open(user).enrol(Enrolment(ACT, [ZOE]))
    assert caught.value.detail == told(Fault.SERVER_TABLE, table="centre") or "42501" in caught.value.detail
    assert PASSWORD not in str(caught.value)


def test_an_act_nobody_wants_any_more_is_not_written(there: Stations) -> None:
    file = there.first
    real = file._note

    def give_up(act: CentreAct, before: object, identity: str) -> None:
        file.sharing.give_up()
        real(act, before, identity)  # type: ignore[arg-type]

    file._note = give_up  # type: ignore[method-assign]
    with pytest.raises(GivenUp):
        file.enrol(Enrolment(ACT, [ZOE]))
    file._note = real  # type: ignore[method-assign]
    assert there.open().candidates() == ()
    file.enrol(Enrolment(ACT, [ZOE]))
    with pytest.raises(ChangedMeanwhile):
        file.enrol(Enrolment(ACT, (), [(Enrolled(1, 9, ZOE), SEAN)]))
    assert there.open().candidates() == (Enrolled(1, 1, ZOE),)
