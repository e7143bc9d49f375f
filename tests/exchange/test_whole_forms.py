"""A form that names its diploma is whole by itself: it takes nothing from a referential, and may say of its
oral what those of the arrêté's E4 and E6 don't.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import CommissionRule, Role, RoleWords
from btstc_jury.domain.form import NO_DOSSIER, Form, Situation, Subject
from btstc_jury.domain.moments import Duration
from btstc_jury.exchange.form_files import load_form, parse_form
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_text import form_lines
from btstc_jury.exchange.toml_files import FormErrors

WHOLE = """
key = "essai"
version = "1"
diploma = "BTS d’essai"
exam = "U9"
title = "Oral d’essai"
unit = "U9"
name = "Essai"
source = "Circulaire d’essai"
secrecy = "Rien n’est communiqué."
scale_note = "échelle d’essai"
assessed = "aims"
levels = [{ letters = "A", label = "acquis" }, { letters = "N1", label = "non acquis" }]

[subject]
label = "Langue"
note = "différente de l’autre"

[preparation]
kind = "none"

[total]
kind = "fixed"
duration = "30:00"
indicative = true

[[phases]]
title = "Entretien"
short = "Entretien"
limit = "maximum"
maximum = "20:00"
indicative = true
uninterrupted = false
candidate = "répond"
commission = "interroge"

[mark]
maximum = 20
step = 0.5
guide = false
counted_above = 10

[mark.divergence]
levels = 1
points = 2

[commission]
members = ["Professeur de lettres"]

[commission.qualities]
"Professeur de lettres" = "enseignant dans la section"

[commission.roles."Professeur de lettres"]
short = "Lettres"
letters = "LET"

[situation]
number = 3
of = "U9"
count = 4
written = [1, 2]

[[criteria]]
text = "S’exprimer avec clarté"

[[criteria]]
text = "Répondre aux questions"

[origins]
"""
_PATHS = (
    *("assessed", "criteria", "levels", "subject", "preparation", "total", "mark.maximum", "mark.step"),
    *("mark.guide", "mark.divergence", "mark.counted_above", "commission.members", "commission.qualities"),
    *("secrecy", "situation", "phases.1.maximum", "phases.1.uninterrupted"),
)
_LETTRES = "commission.roles.«\u202fProfesseur de lettres\u202f»"
TEXT = WHOLE + "".join(f'"{each}" = {{ authority = "circular", note = "essai" }}\n' for each in _PATHS)


def write(folder: Path, text: str = TEXT) -> Path:
    path = folder / "essai.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def form(tmp_path: Path) -> Form:
    return load_form(write(tmp_path))


def test_it_says_all_of_its_exam(form: Form) -> None:
    assert (form.diploma, form.title, form.unit, form.coefficient) == (
        "BTS d’essai",
        "Oral d’essai",
        "U9",
        None,
    )
    assert [(each.number, each.text, each.competences) for each in form.criteria] == [
        (1, "S’exprimer avec clarté", ()),
        (2, "Répondre aux questions", ()),
    ]
    assert (form.competences, form.assessed) == ((), Assessed.AIMS)
    assert decode_form(encode_form(form)) == form


def test_it_says_how_its_oral_is_held(form: Form) -> None:
    lettres = Role("Professeur de lettres")
    words = {lettres: RoleWords(short="Lettres", letters="LET")}
    asked = {lettres: "enseignant dans la section"}
    assert form.commission == CommissionRule((lettres,), None, "", asked, roles=words)
    told = "Professeur de lettres : Lettres en court, LET en tête de colonne"
    assert told in [line.strip() for line in form_lines(form)]
    assert form.dossier is NO_DOSSIER
    assert form.subject == Subject("Langue", "différente de l’autre")
    assert form.total.duration == Duration.minutes(30)
    assert form.total.indicative
    assert form.phases[0].indicative
    assert form.mark.counted_above == Decimal(10)
    assert form.situation == Situation(3, "U9", count=4, written=(1, 2))


def test_it_is_told_in_its_own_words(form: Form) -> None:
    told = "\n".join(form_lines(form))
    assert "Objectifs évalués (circulaire)" in told
    assert "critère" not in told.lower()
    assert "Compétences" not in told
    for words in (
        "Unité U9, sans coefficient",
        "Total : 30:00, indicatif",
        ": 20:00, indicatif",
        "seuls comptent les points au-dessus de 10",
        "Situation d’évaluation 3 sur 4 de l’épreuve U9",
        "Écrites, tenues ailleurs : 1, 2",
        "Dossier : aucun",
        "Langue : à consigner",
        "Commission : professeur de lettres",
    ):
        assert words in told
    assert "Professionnel absent" not in told


def test_a_folder_needs_no_referential_for_it(tmp_path: Path, form: Form) -> None:
    assert FormLibrary([tmp_path]).all() == (form,)


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('diploma = "BTS d’essai"\n', "", {"", "title", "unit"}),
        ('title = "Oral d’essai"\n', "", {"title"}),
        ("counted_above = 10", "counted_above = 20", {"mark.counted_above"}),
        ("written = [1, 2]", "written = [1, 3]", {"situation.written.2"}),
        ("count = 4", "count = 2", {"situation.number"}),
        ('kind = "none"', 'kind = "none"\nindicative = true', {"preparation.indicative"}),
        (
            'limit = "maximum"\nmaximum = "20:00"',
            'limit = "free"',
            {"phases.1.indicative", "origins.phases.1.limit", "origins.phases.1.maximum"},
        ),
        ("Répondre aux questions", "S’exprimer avec clarté", {"criteria.2.text"}),
        ('avec clarté"', 'avec clarté"\ncompetences = ["C1"]', {"criteria.1.competences"}),
        ('"Professeur de lettres" = "ens', '"Autre" = "ens', {"commission.qualities.Autre"}),
        ('roles."Professeur de lettres"', 'roles."Autre"', {"commission.roles.Autre"}),
        (
            'letters = "LET"',
            'letters = "LETTRES"',
            {f"{_LETTRES}.letters"},
        ),
        (
            'letters = "LET"',
            'letres = "LET"',
            {f"{_LETTRES}.letres"},
        ),
        ('["Professeur de lettres"]', "[" + '"Professeur de lettres",' * 10 + "]", {"commission.members"}),
        (
            '["Professeur de lettres"]',
            '["Professeur de lettres", "professional"]',
            {"commission.absent_professional"},
        ),
        ('assessed = "aims"', 'assessed = "buts"', {"assessed"}),
    ],
)
def test_its_faults_are_placed(tmp_path: Path, old: str, new: str, faults: set[str]) -> None:
    assert old in TEXT
    with pytest.raises(FormErrors) as raised:
        load_form(write(tmp_path, TEXT.replace(old, new, 1)))
    assert {each.key_path for each in raised.value.problems} == faults


def test_without_a_diploma_it_is_not_whole(tmp_path: Path) -> None:
    without = "".join(line for line in TEXT.splitlines(keepends=True) if not line.startswith("diploma"))
    assert without != TEXT
    with pytest.raises(FormErrors) as raised:
        parse_form(without, write(tmp_path, TEXT))
    assert [each.key_path for each in raised.value.problems] == ["diploma"]
