"""``btstc-jury export``: what it writes, what it says, its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.application.grid_export import Choice, GridExport
from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.bootstrap import SystemFiles, form_folders
from btstc_jury.cli.terminal import INTERRUPTED
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means
from btstc_jury.domain.standing import Status
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.centre import SqliteCentreFiles
from tests.centre_days import CENTRE
from tests.centres import MADE
from tests.each_status import Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session
from tests.signed_grids import sign

ALL = (Means.INTERNAL,) * 3

pytestmark = pytest.mark.usefixtures("plain_documents")


def status(*arguments: object) -> int:
    try:
        return cli.main([str(each) for each in arguments])
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else -1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with an oral of each status, none signed yet."""
    path = tmp_path / "session.btsjury"
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, path, make_session(FileKind.EXAM))
    made = Orals(office, clock).each()
    sign(office, made[Status.NORMAL], *ALL)
    sign(office, made[Status.RESERVED], *ALL)
    office.close()
    return path


def test_what_is_missing_is_said_and_is_status_1(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "centre"
    before = path.read_bytes()
    assert status("export", "grids", path, "--out", out) == 1
    said = capsys.readouterr()
    assert "5 documents exportés, index.csv et index.pdf" in said.out
    assert "RETENU Anaïs (E6 · ponctuel)\u202f: signatures de Camille Fictif" in said.out
    assert said.err == ""
    assert (out / "0213456789 NORMAL E4 v1.pdf").exists()
    assert not list(out.glob("*RETENU*"))
    assert status("export", "grids", path, "--out", out, "--unsigned", "--pattern", "{last_name}") == 1
    assert (out / "RETENU (non signée).pdf").exists()
    assert path.read_bytes() == before


def test_all_signed_is_status_0(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office, _ = open_file(SystemFiles().desk(), path)
    withheld = next(each.oral for each in office.file.index.all() if each.status is Status.WITHHELD)
    sign(office, withheld, *ALL)
    office.close()
    assert status("export", "grids", path, "--out", tmp_path / "centre") == 0
    assert "6 documents exportés" in capsys.readouterr().out


@pytest.mark.parametrize("pattern", ["{surnom}", "{number", "grille"])
def test_a_wrong_pattern_is_status_2(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], pattern: str
) -> None:
    assert status("export", "grids", path, "--out", tmp_path / "centre", "--pattern", pattern) == 2
    assert "modèle de nom" in capsys.readouterr().err
    assert not (tmp_path / "centre").exists()


def test_what_can_not_be_read_or_written_is_status_2(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "centre"
    assert status("export", "grids", tmp_path / "absent.btsjury", "--out", out) == 2
    assert "introuvable" in capsys.readouterr().err
    (tmp_path / "faux.btsjury").write_bytes(b"pas un fichier d'examen")
    assert status("export", "grids", tmp_path / "faux.btsjury", "--out", out) == 2
    assert "n’est pas un fichier d’examen" in capsys.readouterr().err
    out.write_bytes(b"x")
    assert status("export", "grids", path, "--out", out) == 2
    said = capsys.readouterr().err
    assert "Rien n’a été écrit" in said
    assert "Traceback" not in said
    assert status("export", "grids", path) == 2
    assert status("export") == 2


def test_an_interruption_leaves_nothing(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C comes while the third oral is read."""
    out = tmp_path / "centre"

    begins = SystemFiles.grid_export

    def begin(files: SystemFiles, office: Office, choice: Choice, folder: Path) -> GridExport:
        export = begins(files, office, choice, folder)
        read = export.read

        def interrupted() -> object:
            if export.done == 2:
                raise KeyboardInterrupt
            return read()

        vars(export)["read"] = interrupted
        return export

    monkeypatch.setattr(SystemFiles, "grid_export", begin)
    assert status("export", "grids", path, "--out", out) == INTERRUPTED
    assert "rien n’a été écrit" in capsys.readouterr().err
    assert not out.exists()


def test_help_tells_fields_and_statuses(capsys: pytest.CaptureFixture[str]) -> None:
    assert status("export", "grids", "--help") == 0
    said = capsys.readouterr().out
    for words in ("{numéro}", "{version}", "--unsigned", "code de sortie", "apostrophe"):
        assert words in said
    assert status("export", "--help") == 0
    assert "grids" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("export", "instead"),
    [("grids", "grids"), ("attendance", "papers"), ("ccf", "ccf"), ("bordereau", "slips")],
)
def test_a_centre_file_is_sent_to_the_command_of_centres(
    export: str, instead: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    centre = tmp_path / "centre.btscentre"
    SqliteCentreFiles().create(centre, CENTRE, MADE).close()
    assert status("export", export, centre, "--out", tmp_path / "out") in {1, 2}
    said = capsys.readouterr().err
    assert f"btstc-jury centre {instead} «\u202fcentre.btscentre\u202f»" in said
    assert "Rendez-lui un nom" not in said
    assert not (tmp_path / "out").exists()


def test_a_person_is_asked_of_an_exam_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    centre = tmp_path / "centre.btscentre"
    SqliteCentreFiles().create(centre, CENTRE, MADE).close()
    assert status("export", "person", centre, "--number", "1", "--out", tmp_path / "out") == 1
    assert "Choisissez un fichier .btsjury." in capsys.readouterr().err
