"""The folder of a teacher's cases, through the files and the use cases."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from btstc_jury.application.case_bank import Bank, BankObjection
from btstc_jury.application.case_variation import HarderLimits
from btstc_jury.application.cases import Cases, Standing, Taking, UnusableCase, with_case
from btstc_jury.application.fiche_reading import ReadFiche
from btstc_jury.application.problems import FileProblem
from btstc_jury.domain.case import Objection, ObjectionKind
from tests.cases import PLAN, case_folder, full_case, full_file
from tests.exchange.form_folder import FormFolder


class FewEntries:
    """A bank of one objection."""

    def bank(self) -> Bank:
        entry = BankObjection("o1", "Équipement industriel", Objection("Et le SAV ?", ObjectionKind.SERVICE))
        return Bank((entry,))


class CountingReader:
    """Three pages in whatever file."""

    def read(self, path: Path, rubrics: object) -> ReadFiche:
        raise NotImplementedError

    def annex(self, path: Path) -> tuple[bytes, int]:
        return path.read_bytes(), 3


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    keys = (f"key-{number}" for number in count(1))
    return Cases(case_folder(tmp_path / "cas"), FewEntries(), CountingReader(), lambda: next(keys))  # type: ignore[arg-type]


def titles(cases: Cases) -> list[str]:
    return [each.title for each in cases.listing().lines]


def test_a_folder_that_is_not_there_is_empty(cases: Cases) -> None:
    assert cases.listing().lines == ()
    assert cases.listing().faults == ()
    assert not cases.store.folder.exists()


def test_what_is_kept_is_listed_and_opened_whole(cases: Cases) -> None:
    cases.keep(full_file("b", "Étagères"))
    cases.keep(full_file("a", "Zinc"))
    cases.keep(full_file("c", "auvent"))
    assert titles(cases) == ["auvent", "Étagères", "Zinc"]
    line = cases.listing().line("b")
    assert line is not None
    assert (line.exam, line.trade) == ("E4", "Équipement industriel")
    assert (line.filled, line.rubrics, line.complete) == (1, 2, False)
    assert (line.objections, line.changes, line.annexes) == (2, 1, 2)
    assert line.path.name == "Étagères.btscas"
    assert cases.open("b") == full_file("b", "Étagères")


def test_an_edited_case_stays_in_its_file_and_is_listed_anew(cases: Cases) -> None:
    cases.keep(full_file())
    file = cases.open("case-1")
    cases.keep(with_case(file, replace(file.case, title="Portes rapides", trade="")))
    assert titles(cases) == ["Portes rapides"]
    assert [each.name for each in cases.store.folder.iterdir()] == ["Portes-isothermes.btscas"]
    assert cases.open("case-1").case.title == "Portes rapides"


def test_two_cases_of_one_title_have_two_files(cases: Cases) -> None:
    cases.keep(full_file("a", "Portes : 2/3 ?"))
    cases.keep(full_file("b", "Portes : 2/3 ?"))
    cases.keep(full_file("c", "???"))
    names = sorted(each.name for each in cases.store.folder.iterdir())
    assert names == ["Portes-2-3-2.btscas", "Portes-2-3.btscas", "cas.btscas"]
    assert cases.store.keep(full_file("d", "Aux")).name == "cas-Aux.btscas"
    assert cases.store.keep(full_file("e", "x" * 200)).name == f"{'x' * 60}.btscas"


def test_a_faulty_file_is_told_and_hides_no_other(cases: Cases) -> None:
    cases.keep(full_file())
    folder = cases.store.folder
    (folder / "abîmé.btscas").write_bytes(b"PK rien")
    (folder / "copie.btscas").write_bytes((folder / "Portes-isothermes.btscas").read_bytes())
    (folder / "notes.txt").write_text("rien")
    listing = cases.listing()
    assert [each.key for each in listing.lines] == ["case-1"]
    told = {each.path.name: each.words for each in listing.faults}
    assert sorted(told) == ["abîmé.btscas", "copie.btscas"]
    assert "endommagée" in told["abîmé.btscas"]
    assert "est le même cas que" in told["copie.btscas"]


def test_a_file_brought_or_mended_while_the_program_runs_is_seen(cases: Cases) -> None:
    cases.keep(full_file())
    path = cases.store.folder / "Portes-isothermes.btscas"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    assert len(cases.listing().faults) == 1
    path.write_bytes(whole)
    assert titles(cases) == ["Portes isothermes"]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "fichier"
    path.write_text("rien")
    with pytest.raises(UnusableCase, match="Le dossier des cas ne peut pas être lu"):
        case_folder(path).listing()


def test_what_is_deleted_can_be_kept_again(cases: Cases) -> None:
    cases.keep(full_file())
    gone = cases.delete("case-1")
    assert gone == full_file()
    assert cases.listing().lines == ()
    with pytest.raises(UnusableCase, match="n’est plus dans le dossier des cas"):
        cases.open("case-1")
    assert gone is not None
    cases.keep(gone)
    assert cases.open("case-1") == full_file()
    assert cases.delete("absent") is None


def test_a_case_whose_annex_is_damaged_can_be_deleted(cases: Cases) -> None:
    cases.keep(full_file())
    (path,) = cases.store.folder.iterdir()
    path.write_bytes(path.read_bytes().replace(PLAN, PLAN[::-1]))
    assert titles(cases) == ["Portes isothermes"]
    with pytest.raises(UnusableCase, match="endommagée"):
        cases.open("case-1")
    assert cases.delete("case-1") is None
    assert titles(cases) == []


def test_a_copy_is_a_case_of_its_own(cases: Cases) -> None:
    cases.keep(full_file())
    copy = cases.duplicate("case-1")
    assert (copy.case.key, copy.case.parent) == ("key-1", "case-1")
    assert copy.annexes == full_file().annexes
    cases.duplicate("case-1")
    assert titles(cases) == ["Portes isothermes", "Portes isothermes (copie)", "Portes isothermes (copie) 2"]
    line = cases.listing().line("key-1")
    assert line is not None
    assert line.parent_title == "Portes isothermes"
    cases.delete("case-1")
    line = cases.listing().line("key-1")
    assert line is not None
    assert (line.parent, line.parent_title) == ("case-1", "")


def test_a_variant_holds_what_was_chosen_and_leaves_its_parent(cases: Cases) -> None:
    cases.keep(full_file())
    proposed = cases.propose_harder(full_case())
    assert proposed == cases.propose_harder(full_case())
    variant = cases.vary("case-1", [HarderLimits("Jusqu’à 10 000 €", "")])
    assert variant.case.title == "Portes isothermes, plus difficile"
    assert variant.case.buyer.limits == "Jusqu’à 10 000 €"
    assert variant.case.parent == "case-1"
    assert cases.open("case-1") == full_file()
    assert cases.open(variant.case.key) == variant
    assert cases.vary("case-1", proposed, "Autre").case.title == "Autre"


def test_the_same_file_brought_twice_is_nothing(cases: Cases, tmp_path: Path) -> None:
    cases.keep(full_file())
    path = tmp_path / "reçu.btscas"
    cases.export("case-1", path)
    before = {each: each.stat().st_mtime_ns for each in cases.store.folder.iterdir()}
    incoming = cases.look_at(path)
    assert incoming.standing is Standing.SAME
    assert cases.take(incoming) == full_file().case
    assert {each: each.stat().st_mtime_ns for each in cases.store.folder.iterdir()} == before


def test_a_new_file_is_kept(cases: Cases, tmp_path: Path) -> None:
    path = tmp_path / "reçu.btscas"
    cases.store.write(path, full_file())
    incoming = cases.look_at(path)
    assert incoming.standing is Standing.NEW
    cases.take(incoming)
    assert cases.open("case-1") == full_file()


def test_another_content_is_asked_about(cases: Cases, tmp_path: Path) -> None:
    cases.keep(full_file())
    path = tmp_path / "reçu.btscas"
    edited = replace(full_file(), case=replace(full_file().case, trade="Autre métier"))
    cases.store.write(path, edited)
    incoming = cases.look_at(path)
    assert (incoming.standing, incoming.own_title) == (Standing.OTHER, "Portes isothermes")
    with pytest.raises(ValueError, match="replace or keep both"):
        cases.take(incoming)
    both = cases.take(incoming, Taking.KEEP_BOTH)
    assert (both.title, both.parent) == ("Portes isothermes 2", "case-1")
    assert cases.open("case-1") == full_file()
    assert cases.open(both.key).case.trade == "Autre métier"
    cases.take(incoming, Taking.REPLACE)
    assert cases.open("case-1") == edited
    assert len(cases.listing().lines) == 2


def test_a_damaged_case_can_be_replaced_by_a_whole_one(cases: Cases, tmp_path: Path) -> None:
    cases.keep(full_file())
    received = tmp_path / "reçu.btscas"
    cases.export("case-1", received)
    (path,) = cases.store.folder.iterdir()
    path.write_bytes(path.read_bytes().replace(PLAN, PLAN[::-1]))
    incoming = cases.look_at(received)
    assert incoming.standing is Standing.OTHER
    cases.take(incoming, Taking.REPLACE)
    assert cases.open("case-1") == full_file()


def test_a_failed_writing_leaves_the_case_of_before(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    cases.keep(full_file())

    def full_disk(*_args: object) -> None:
        raise OSError(28, "")

    monkeypatch.setattr("btstc_jury.system.files.write_new", full_disk)
    with pytest.raises(FileProblem):
        cases.keep(replace(full_file(), case=replace(full_file().case, trade="x")))
    monkeypatch.undo()
    assert cases.open("case-1") == full_file()
    assert len([*cases.store.folder.iterdir()]) == 1


def test_an_annex_comes_with_its_pages_and_goes_with_its_last_name(cases: Cases, tmp_path: Path) -> None:
    path = tmp_path / "catalogue.pdf"
    path.write_bytes(b"%PDF catalogue")
    file = cases.attach(cases.attach(full_file(), path), path)
    assert [(each.name, each.pages) for each in file.case.annexes][-1] == ("catalogue.pdf", 3)
    assert len(file.case.annexes) == 3
    without = with_case(file, replace(file.case, annexes=file.case.annexes[:1]))
    assert [*without.annexes.values()] == [PLAN]
    cases.keep(without)


def test_a_new_case_has_the_rubrics_of_its_form(cases: Cases, folder: FormFolder) -> None:
    form = folder.load("e4-ponctuel")
    case = cases.new(form, "Neuf", "Équipement industriel").case
    assert (case.key, case.title, case.exam, case.sheet_name) == ("key-1", "Neuf", "E4", "fiche descriptive")
    assert tuple(each.title for each in case.rubrics) == form.dossier.rubrics
    assert len(case.missing) == 11
    assert cases.listing().lines == ()


def test_an_empty_library_offers_the_cases_it_is_delivered_with_until_they_are_kept(tmp_path: Path) -> None:
    delivered = Path(__file__).parents[2] / "resources" / "rehearsal"
    store = case_folder(tmp_path / "cas", delivered)
    cases = Cases(store, FewEntries(), CountingReader(), lambda: "key")  # type: ignore[arg-type]
    assert [each.case.title for each in cases.ready()] == ["Chariots Valdor", "Comptoir Brénoux"]
    kept = cases.take_ready()
    assert titles(cases) == [each.title for each in kept] == ["Chariots Valdor", "Comptoir Brénoux"]
    assert cases.ready() == ()
    cases.delete(kept[0].key)
    assert [each.case.title for each in cases.ready()] == ["Chariots Valdor"]
