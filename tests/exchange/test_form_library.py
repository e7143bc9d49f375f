"""Forms are found by key and read when they are asked for."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.exchange.form_library import FormLibrary, UnknownForm
from btstc_jury.exchange.form_writing import form_toml
from btstc_jury.exchange.toml_files import FormErrors
from tests.exchange.form_folder import OFFICIAL_FORMS, FormFolder, plain


def test_an_unknown_key_is_told_with_the_known_ones(folder: FormFolder) -> None:
    with pytest.raises(UnknownForm) as raised:
        FormLibrary([folder.path]).get("e2")
    assert raised.value.key == "e2"
    assert raised.value.known[0] == "e1-ccf-3"
    assert plain(str(raised.value)).startswith("forme inconnue : « e2 » ; formes disponibles : e1-ccf-3, ")


def test_an_empty_library_has_no_form(tmp_path: Path) -> None:
    library = FormLibrary([tmp_path])
    assert (library.keys(), library.all()) == ((), ())
    with pytest.raises(UnknownForm, match="aucune"):
        library.get("e4-ponctuel")


def test_a_faulty_form_harms_only_those_who_ask_for_it(folder: FormFolder) -> None:
    folder.edit("e6-ccf-1", "[mark]", "[note]")
    folder.edit("e6-ccf-2", "[mark]", "[note]")
    library = FormLibrary([folder.path])
    assert len(library.keys()) == 15
    assert library.get("e4-ponctuel").key == "e4-ponctuel"
    with pytest.raises(FormErrors):
        library.get("e6-ccf-1")
    with pytest.raises(FormErrors) as raised:
        library.all()
    assert {problem.file.stem for problem in raised.value.problems} == {"e6-ccf-1", "e6-ccf-2"}


def test_the_faults_of_a_shared_referential_are_told_once(folder: FormFolder) -> None:
    folder.edit("referential", "coefficient = 4", "coefficient = 0")
    with pytest.raises(FormErrors) as raised:
        FormLibrary([folder.path]).all()
    assert [problem.key_path for problem in raised.value.problems] == ["exams.E4.coefficient"]


def test_a_form_is_read_once(folder: FormFolder) -> None:
    library = FormLibrary([folder.path])
    form = library.get("e4-ccf-1")
    folder.file("e4-ccf-1").write_text("", encoding="utf-8")
    assert library.get("e4-ccf-1") is form


def test_a_centre_adds_its_own_forms(folder: FormFolder) -> None:
    for key in OFFICIAL_FORMS.glob("e*.toml"):
        if key.stem != "e4-ponctuel":
            folder.file(key.stem).unlink()
    folder.file("e4-ponctuel").rename(folder.file("e4-lycee"))
    folder.edit("e4-lycee", 'key = "e4-ponctuel"', 'key = "e4-lycee"')
    library = FormLibrary([OFFICIAL_FORMS, folder.path])
    assert library.keys()[7:11] == ("e4-ponctuel", "e4-ccf-1", "e4-ccf-2", "e4-lycee")
    assert library.get("e4-lycee").hash != library.get("e4-ponctuel").hash


def test_two_forms_of_one_key_are_refused(folder: FormFolder) -> None:
    with pytest.raises(FormErrors) as raised:
        FormLibrary([OFFICIAL_FORMS, folder.path])
    assert {problem.file.parent for problem in raised.value.problems} == {folder.path}
    assert len(raised.value.problems) == 15
    first = raised.value.problems[0]
    expected = f"une autre forme a cette clé : {OFFICIAL_FORMS / first.file.name}"
    assert (first.key_path, plain(first.expected)) == ("key", expected)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(FormErrors) as raised:
        FormLibrary([tmp_path / "absent"])
    (problem,) = raised.value.problems
    assert problem.file == tmp_path / "absent"
    assert problem.expected.startswith("dossier illisible (")


def test_the_centre_is_looked_at_each_time(folder: FormFolder, tmp_path: Path) -> None:
    centre = tmp_path / "formes"
    library = FormLibrary([OFFICIAL_FORMS], centre)
    assert not any(map(library.of_centre, library.keys()))
    centre.mkdir()
    text = form_toml(replace(folder.load("e4-ccf-1"), key="e4-lycee"))
    (centre / "e4-lycee.toml").write_text(text, encoding="utf-8")
    assert library.of_centre("e4-lycee")
    first = library.get("e4-lycee")
    assert library.get("e4-lycee") is first
    (centre / "e4-lycee.toml").write_text(text.replace("step = 0.5", "step = 0.25"), encoding="utf-8")
    assert library.get("e4-lycee").mark.step == Decimal("0.25")
    (centre / "e4-lycee.toml").unlink()
    assert library.keys() == FormLibrary([OFFICIAL_FORMS]).keys()


def test_the_centre_hides_no_official_form(folder: FormFolder) -> None:
    library = FormLibrary([OFFICIAL_FORMS], folder.path)
    forms, problems = library.usable()
    assert [form.key for form in forms] == list(FormLibrary([OFFICIAL_FORMS]).keys())
    assert {problem.file.parent for problem in problems} == {folder.path}
    assert plain(problems[0].expected).startswith("c’est la clé d’une forme officielle (")


@pytest.mark.parametrize("key", ["e4-ponctuel", "E4-Ponctuel"])
def test_no_form_of_the_centre_passes_for_an_official_one(tmp_path: Path, key: str) -> None:
    library = FormLibrary([OFFICIAL_FORMS], tmp_path)
    assert "(e4-ponctuel)" in library.taken(key)
    assert library.taken("e4-ponctuel-2") == ""
