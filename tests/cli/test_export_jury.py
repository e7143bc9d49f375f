"""``btstc-jury export ccf`` and ``export bordereau``: annexe V, E4, § 4.A (l.5398-5406)."""

from __future__ import annotations

import io
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, typed_key
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.signing import SigningWish, begin, carry_out, record
from btstc_jury.bootstrap import form_folders
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT, JURORS, make_plan, make_session
from tests.signed_file import TOOLS, evaluate

PASSPHRASE = "quatre mots pour ouvrir"


def status(*arguments: object) -> int:
    try:
        return cli.main([str(each) for each in arguments])
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else -1


def held(path: Path, form: str, key: FileKey | None = None, *, signed: bool = True) -> Path:
    """A file with one oral of Adam of that form, ``signed`` by all in the PDF."""
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, path, make_session(FileKind.EXAM), key)
    office.plan(make_plan("0213456789", "Adam", "Jo", datetime(2026, 6, 1, 9, 0)), form)  # noqa: DTZ001
    conduct(office)
    for juror in JURORS if signed else ():
        choose_pin(office, juror.key, f"code {juror.key}")
        wish = SigningWish(juror.key, Means.INTERNAL, secret=f"code {juror.key}")
        record(office, carry_out(begin(office, 1, wish, evaluate), TOOLS))
    office.close()
    return path


def conduct(office: Office) -> None:
    phases = len(office.oral(1).form.phases)
    commands: tuple[do.Command, ...] = (
        do.Open(JURORS, Duration.minutes(20)),
        do.Start(),
        *(do.NextPhase() for _ in range(phases - 1)),
        ev.Ended(),
        COMPLIANT,
        *(ev.Rated(each.number, "S") for each in office.oral(1).form.criteria),
        ev.MarkProposed(Decimal(13)),
        ev.TextWritten(TextField.APPRECIATION, "Solide."),
        ev.Finalised(),
    )
    for command in commands:
        office.act(1, command)


def test_a_file_and_the_signed_grid_of_the_other_situation_make_a_whole_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = held(tmp_path / "un.btsjury", "e4-ccf-1")
    second = held(tmp_path / "deux.btsjury", "e4-ccf-2", typed_key(PASSPHRASE), signed=False)
    words = tmp_path / "phrases.txt"
    words.write_text(f"une autre phrase de passe\n{PASSPHRASE}\n", encoding="utf-8")
    assert status("export", "grids", first, "--out", tmp_path / "grilles") == 0
    (grid,) = (tmp_path / "grilles").glob("*ADAM*.pdf")
    capsys.readouterr()

    out = tmp_path / "dossier"
    command = ("export", "ccf", second, grid, "--out", out, "--passphrase-file", words)
    assert status(*command, "--zip", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["complete"]) == ("btstc-jury/jury-export", False)
    ((lacking,),) = [each["missing"] for each in told["missing"]]
    assert lacking.startswith("situation 2\u202f: signatures de ")
    assert told["zip"] == str(tmp_path / "dossier.zip")
    assert sorted(told["files"]) == sorted(each.name for each in out.iterdir())
    (line,) = told["lines"]
    assert (line["note proposée situation 1"], line["note proposée situation 2"]) == ("13", "13")

    assert status("export", "bordereau", first, "--out", tmp_path / "bordereau") == 1
    said = capsys.readouterr().out
    assert "bordereau de 1 ligne" in said
    assert "Manque — ADAM Jo, n°\u202f0213456789" in said
    assert "situation 2, qui n’est dans aucun des fichiers" in said


def test_what_is_wrong_is_said_in_french_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "dossier"
    pdf = tmp_path / "grille.pdf"
    pdf.write_bytes(b"%PDF-1.7 rien")
    assert status("export", "ccf", pdf, "--out", out) == 2
    assert "n’est pas une grille signée dont le contenu soit sûr" in capsys.readouterr().err
    assert status("export", "bordereau", tmp_path / "absent.btsjury", "--out", out) == 2
    assert "absent.btsjury" in capsys.readouterr().err
    assert status("export", "ccf", pdf, "--out", out, "--trust", pdf) == 2
    assert "certificat" in capsys.readouterr().err
    locked = tmp_path / "un.btsjury"
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    create_file(desk, locked, make_session(FileKind.EXAM), typed_key(PASSPHRASE)).close()
    words = tmp_path / "phrases.txt"
    words.write_text("une autre phrase de passe\n", encoding="utf-8")
    assert status("export", "ccf", locked, "--out", out, "--passphrase-file", words) == 2
    assert "phrase de passe" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert status("export", "ccf", locked, "--out", out) == 2
    assert "est chiffré" in capsys.readouterr().err
    assert not out.exists()
