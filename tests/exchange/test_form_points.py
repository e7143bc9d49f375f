"""What a form file says of points, blocks, descriptors and several marks, and what is wrong in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.application.views.points import points_views
from btstc_jury.domain.marking import Block, NotAssessed, PartialMark, Rounding
from btstc_jury.domain.points import points_of
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_text import form_lines
from btstc_jury.exchange.toml_files import FormErrors
from tests.drawn import examples
from tests.exchange.test_form_fuzz import spoiled_values
from tests.forms.fictional import FICTIONAL

TEXT = FICTIONAL.read_text(encoding="utf-8")
MARKS = """
[[marks]]
title = "Chantier"
maximum = 8
step = 0.5

[[marks]]
title = "Compte rendu"
maximum = 12
step = 1

[mark]
"""
ORIGINS_OF_MARKS = """[origins]
"marks" = { authority = "default", note = "essai" }
"mark.summed" = { authority = "default", note = "essai" }
"""
OF_MARKS = (
    ("[mark]\n", MARKS),
    ("points = 8\n", "points = 8\nmark = 1\n"),
    ('"Conduire et rendre compte"\n', '"Conduire et rendre compte"\nmark = 2\n'),
    ('rounding = "half_up"', 'rounding = "unit_up"\nsummed = true'),
    ("[origins]\n", ORIGINS_OF_MARKS),
)


def spoiled(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = TEXT
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after, 1)
    path = tmp_path / "mf-oral.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(FormErrors) as caught:
        load_form(path)
    return [(each.key_path, each.expected.replace("\u202f", " ")) for each in caught.value.problems]


def test_it_says_all_of_it() -> None:
    form = load_form(FICTIONAL)
    assert form.blocks == (Block("Préparer le chantier", Decimal(8)), Block("Conduire et rendre compte"))
    assert points_of(form) == {1: 4, 2: 4, 3: 5, 4: 4, 5: 3}
    assert form.mark.rounding is Rounding.HALF_UP
    assert form.mark.not_assessed is NotAssessed.IN_BLOCK
    assert form.motivated
    assert [len(each.descriptors) for each in form.criteria] == [4] * 5
    assert decode_form(encode_form(form)) == form


def test_several_marks_are_read_with_the_blocks_that_make_them(tmp_path: Path) -> None:
    form = load_form(spoiled(tmp_path, *OF_MARKS))
    assert form.marks == (
        PartialMark("Chantier", Decimal(8), Decimal("0.5")),
        PartialMark("Compte rendu", Decimal(12), Decimal(1)),
    )
    assert form.mark.summed
    assert [each.mark for each in form.blocks] == [1, 2]


def test_the_command_line_shows_them(tmp_path: Path) -> None:
    told = "\n".join(form_lines(load_form(spoiled(tmp_path, *OF_MARKS))))
    for words in (
        "Le plan est lu et compris (bloc 1), 4 points",
        "NM : Le plan n’est pas lu, ou à contresens.",
        "Bloc 1 : Préparer le chantier, 8 points, note partielle 1 (circulaire)",
        "Part des points : NM 0\u202f%, F 1/3, M 2/3, TM 100\u202f%",
        "Total : arrondi au point supérieur (circulaire)",
        "Note partielle 2 : Compte rendu, sur 12, par pas de 1 (défaut)",
        "La note est leur somme (défaut)",
        "Appréciation motivée (circulaire)",
    ):
        assert words in told, words


FAULTS = [
    (
        ("block = 1\n", "block = 3\n"),
        "criteria.1.block",
        "attendu : le rang d’un bloc, de 1 à 2 ; trouvé : 3",
    ),
    (("points = 8", "points = -1"), "blocks.1.points", None),
    (
        ('"Conduire et rendre compte"\n', '"Conduire et rendre compte"\npoints = 13\n'),
        "blocks.2.points",
        "13, mais ses critères font 12",
    ),
    (("points = 5\n", ""), "criteria.3.points", "valeur manquante : les autres critères ont des points"),
    (
        ('  "Le plan n’est pas lu, ou à contresens.",\n', ""),
        "criteria.1.descriptors",
        "3 descripteurs pour 4 niveaux ; un par niveau, ou aucun",
    ),
    (("descriptors = [", "descriptors = [7, "), "criteria.1.descriptors.1", None),
    (
        ('label = "non maîtrisé" }', 'label = "non maîtrisé", share = 10 }'),
        "levels.2.share",
        None,
    ),
    (('rounding = "half_up"', 'rounding = "vers le haut"'), "mark.rounding", None),
    (
        ("step = 0.5\n", "step = 1\n"),
        "mark.rounding",
        "arrondi au demi-point supérieur : le total pourrait tomber entre deux pas de 1",
    ),
    (("points = 8\n", "points = 8\nmark = 1\n"), "blocks.1.mark", None),
    (('title = "Conduire et rendre compte"', 'title = "Préparer le chantier"'), "blocks.2.title", None),
    (("motivated = true", 'motivated = "oui"'), "motivated", None),
]


@pytest.mark.parametrize(("change", "path", "expected"), FAULTS)
def test_each_fault_is_placed_and_told(
    tmp_path: Path, change: tuple[str, str], path: str, expected: str | None
) -> None:
    found = faults(spoiled(tmp_path, change))
    assert path in [where for where, _ in found]
    if expected is not None:
        assert dict(found)[path] == expected


def test_a_share_never_falls_and_somebody_gets_points(tmp_path: Path) -> None:
    labels = ("non maîtrisé", "fragile", "maîtrisé", "très bien maîtrisé")

    def shared(*shares: int) -> Path:
        changes = [
            (f'label = "{a}" }}', f'label = "{a}", share = {b} }}')
            for a, b in zip(labels, shares, strict=True)
        ]
        return spoiled(tmp_path, *changes)

    assert [each.share for each in load_form(shared(0, 30, 70, 100)).levels] == [0, 30, 70, 100]
    assert dict(faults(shared(0, 70, 30, 100)))["levels.3.share"] == "moins que celle du niveau précédent, 70"
    assert dict(faults(shared(0, 0, 0, 0)))["levels"] == "aucun niveau ne donne de points"


def test_marks_that_make_a_sum_make_the_whole_mark(tmp_path: Path) -> None:
    too_much = (*OF_MARKS, ("maximum = 8", "maximum = 9"))
    assert dict(faults(spoiled(tmp_path, *too_much)))["mark.maximum"] == (
        "les notes partielles font 21, la note va jusqu’à 20"
    )
    finer = (*OF_MARKS, ("maximum = 8\nstep = 0.5", "maximum = 8\nstep = 0.25"))
    assert "marks.1.step" in dict(faults(spoiled(tmp_path, *finer)))
    none = (OF_MARKS[3], OF_MARKS[4], ('"marks" = { authority = "default", note = "essai" }\n', ""))
    assert dict(faults(spoiled(tmp_path, *none)))["mark.summed"] == (
        "de trop : la forme n’a pas de notes partielles"
    )
    one = [(before, after.replace(MARKS[: MARKS.rindex("[[marks]]")], "\n")) for before, after in OF_MARKS]
    assert "1 note ; attendu : de 2 à 9" in dict(faults(spoiled(tmp_path, *one)))["marks"]


def test_rules_of_points_want_points(tmp_path: Path) -> None:
    without = [(f"points = {each}\n", "") for each in (8, 5, 4, 3)]
    found = dict(faults(spoiled(tmp_path, *without)))
    assert found["mark.rounding"] == found["mark.not_assessed"] == "de trop : la forme ne donne pas de points"


@settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_the_file_says_there_are_points_or_faults(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "mf-oral.toml"
    path.write_text(data.draw(spoiled_values(TEXT)), encoding="utf-8")
    try:
        form = load_form(path)
    except FormErrors:
        return
    assert decode_form(encode_form(form)) == form
    levels = {each.number: data.draw(st.sampled_from(form.level_letters)) for each in form.criteria}
    for view in points_views(form, levels):
        assert view.outcome
    assert list(form_lines(form))
