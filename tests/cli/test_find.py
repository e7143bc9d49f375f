"""``btstc-jury find``: words and states in a whole file, told and in JSON."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from btstc_jury.application.centre.collecting import Wanted, collect
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.session import FileKind
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.application.centre.test_collecting import written
from tests.centres import a_pictured_centre, an_office
from tests.cli.test_export import status
from tests.collected_files import TestTools, desk
from tests.each_status import Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
from tests.harmony_centres import forget_texts

Said = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with an oral of each status, and a remark in one that is under way."""
    path = tmp_path / "session.btsjury"
    clock = FakeClock()
    office = create_file(
        Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock), path, make_session(FileKind.EXAM)
    )
    with closing(office):
        orals = Orals(office, clock)
        orals.each()
        number = orals.plan("Lefèbvre")
        office.act(number, do.Open(office.session.jurors))
        office.act(number, do.Start())
        office.act(number, do.AddRemark(office.now(), RemarkText("Oublie la remise de fin d’année")))
    return path


def test_words_are_found_and_where_is_told(path: Path, capsys: Said) -> None:
    assert status("find", path, "REMISE", "annee") == 0
    said = capsys.readouterr().out
    assert "LEFÈBVRE" in said
    assert "Remarque, 00:00, " in said
    assert "Oublie la remise de fin d’année" in said
    assert "1 résultat." in said


def test_what_is_found_is_told_in_json(path: Path, capsys: Said) -> None:
    assert status("find", path, "«\u202fde fin\u202f»", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    (only,) = told["found"]
    assert (told["schema"], told["more"], told["unread"]) == ("btstc-jury/find", False, 0)
    assert (only["name"], only["marked"]) == ("LEFÈBVRE Anaïs", ["de fin"])


def test_a_state_alone_is_enough(path: Path, capsys: Said) -> None:
    assert status("find", path, "--state", "absent") == 0
    assert "2 résultats." in capsys.readouterr().out
    assert status("find", path, "remise", "--state", "absent") == 1
    assert "Aucune interrogation ne contient «\u202fremise\u202f»." in capsys.readouterr().out
    assert status("find", path, "--state", "en-cours", "--limit", "1") == 0
    assert "1 résultat." in capsys.readouterr().out


def test_nothing_asked_for_is_refused(path: Path, capsys: Said) -> None:
    assert status("find", path) == 2
    assert "un mot, ou un état" in capsys.readouterr().err
    assert status("find", path, "x", "--limit", "0") == 2


def test_a_centre_is_searched_by_words_and_states_of_its_board(tmp_path: Path, capsys: Said) -> None:
    a_pictured_centre(tmp_path).close()
    path = tmp_path / "centre.btscentre"
    assert status("find", path, "joly") == 0
    assert "JOLY" in capsys.readouterr().out
    assert status("find", path, "joly", "--state", "pas-recue", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {(each["state"], each["exam"]) for each in told["found"]} == {("not_received", "E4")}
    assert status("find", path, "joly", "--state", "a-signer") == 1
    assert status("find", path, "--state", "prevue") == 2
    assert "n’est pas un état de ce fichier" in capsys.readouterr().err


def test_what_came_before_there_was_a_search_is_read_or_named(tmp_path: Path, capsys: Said) -> None:
    key = passphrase_key("trois petits chats")
    office = an_office(a_pictured_centre(tmp_path))
    (received,) = written(tmp_path, "evening")
    with closing(open_file(desk(), received)[0]) as made:
        made.file.protection.change(key)
    collect(office, [received], TestTools(office.file.path), Wanted([key]))
    forget_texts(office)
    office.close()
    path = tmp_path / "centre.btscentre"
    before = path.read_bytes()
    assert status("find", path, "telephone", "table") == 1
    said = capsys.readouterr()
    assert "Textes pas relus\u202f: evening.btsjury (chiffré" in f"{said.out}{said.err}"
    given = tmp_path / "phrase.txt"
    given.write_text("trois petits chats\n", "utf-8")
    assert status("find", path, "telephone", "table", "--passphrase-file", given, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["unread"], [each["name"] for each in told["found"]]) == (0, ["KERN Odile"])
    assert path.read_bytes() == before
