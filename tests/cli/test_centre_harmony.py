"""``centre harmonisation``: figures, pages, and what is lacking."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import fmean, stdev

import pytest

from btstc_jury.application.agreement import Alpha, NoLibrary
from btstc_jury.application.centre.collecting import collect
from btstc_jury.centre_tools import LateAgreement
from tests.cli.printed import Printed
from tests.collected_files import TestTools
from tests.documents.reading import page_texts
from tests.harmony_centres import SIZES, brought, forget_gleaned, marked_centre, open_centre

Run = Callable[..., Printed]


def a_centre(folder: Path, *commissions: int, older: bool = False) -> Path:
    with closing(open_centre(folder)) as office:
        collect(office, brought(folder, commissions), TestTools(office.file.path))
        if older:
            forget_gleaned(office)
        return office.file.path


@pytest.fixture(autouse=True)
def half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LateAgreement, "alpha", lambda *_asked: Alpha(0.5, (0.4, 0.6)))


def test_its_figures_are_those_of_the_books(tmp_path: Path, run: Run) -> None:
    said = run(["centre", "harmonisation", str(a_centre(tmp_path, *SIZES)), "--json"])
    assert said.status == 0, said.errors
    told = json.loads(said.out)
    assert (told["schema"], told["schema_version"]) == ("btstc-jury/centre-harmonisation", 1)
    assert (told["not_counted"], told["unread"]) == ({}, [])
    (form,) = told["forms"]
    assert (form["form"], form["orals"], form["out_of"]) == ("E4 · ponctuel", 20, 20)
    for each in form["commissions"]:
        sheets = marked_centre().sheets.values()
        marks = [float(one.mark) for one in sheets if str(one.commission) == each["commission"]]
        assert (each["n"], each["mean"]) == (len(marks), pytest.approx(fmean(marks)))
        assert each["deviation"] == pytest.approx(stdev(marks))
        assert each["small"] == (len(marks) < 8) == (each["difference"]["interval"] is None)
    assert len(form["jurors"]) == 9
    assert form["agreement"]["marks"] == {"orals": 20, "units": 20, "alpha": 0.5, "interval": [0.4, 0.6]}
    assert [each["commission"] for each in form["times"]][:1] == [None]


def test_older_receipts_are_read_again_and_the_file_is_left_as_it_is(tmp_path: Path, run: Run) -> None:
    path, out = a_centre(tmp_path, 3, older=True), tmp_path / "h.pdf"
    before = path.read_bytes()
    said = run(["centre", "harmonisation", str(path), "--out", str(out)])
    assert said.status == 1
    words = said.out.decode()
    assert "3 interrogations avec leur note, de 1 des 3 commissions de cette forme." in words
    assert "17 pas revenues" in words
    assert "Avant délibération" in "".join(page_texts(out.read_bytes()))
    assert path.read_bytes() == before


def test_what_is_asked_must_be_something_and_there_must_be_something(tmp_path: Path, run: Run) -> None:
    path = a_centre(tmp_path)
    assert run(["centre", "harmonisation", str(path)]).status == 2
    nothing = run(["centre", "harmonisation", str(path), "--json"])
    assert nothing.status == 2
    assert "Aucune note proposée" in nothing.errors


def test_without_the_library_the_rest_is_told(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_asked: object) -> Alpha:
        raise NoLibrary

    monkeypatch.setattr(LateAgreement, "alpha", missing)
    told = json.loads(run(["centre", "harmonisation", str(a_centre(tmp_path, *SIZES)), "--json"]).out)
    marks = told["forms"][0]["agreement"]["marks"]
    assert (marks["alpha"], marks["why"]) == (None, "no_library")
