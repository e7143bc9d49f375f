"""Each fault of a referential is placed and told."""

import pytest

from btstc_jury.exchange.referential_files import load_referential
from btstc_jury.exchange.toml_files import FormErrors
from tests.exchange.form_folder import FormFolder

MISSING_TEXT = "valeur manquante ; attendu : un texte entre guillemets"

REFERENTIAL_FAULTS = [
    (
        'diploma = "Brevet',
        'diplome = "Brevet',
        [
            ("diploma", MISSING_TEXT),
            ("diplome", "clé inconnue ; clés admises : diploma, exams"),
        ],
    ),
    (
        'number = 2\ntext = "L’identification du circuit',
        'number = 3\ntext = "L’identification du circuit',
        [
            ("exams.E4.criteria.2.number", "attendu : 2, les critères sont numérotés à la suite depuis 1"),
        ],
    ),
    (
        'competences = ["C1.1.2"]',
        'competences = ["C112"]',
        [
            (
                "exams.E4.criteria.5.competences",
                "compétence « C112 » inconnue ; attendu : C1.1.1, C1.1.2, C1.2.1, C1.2.2, C1.2.3, C1.2.4",
            ),
        ],
    ),
    (
        'competences = ["C1.1.2"]',
        "competences = []",
        [
            (
                "exams.E4.criteria.5.competences",
                "attendu : une liste de textes entre guillemets ; trouvé : une liste vide",
            ),
        ],
    ),
    (
        'code = "C1.2.3"',
        'code = "C1.2.4"',
        [
            ("exams.E4.competences.6.code", "la compétence « C1.2.4 » figure déjà dans la liste"),
            (
                "exams.E4.criteria.15.competences",
                "compétence « C1.2.3 » inconnue ; attendu : C1.1.1, C1.1.2, C1.2.1, C1.2.2, C1.2.4",
            ),
        ],
    ),
    (
        "line = 5305",
        'line = "5305"',
        [
            ("exams.E4.criteria.1.line", "attendu : un nombre entier de 1 à 99999 ; trouvé : « 5305 »"),
        ],
    ),
    (
        '  "résultats obtenus",',
        '  "conditions de déroulement",',
        [
            ("exams.E4.sheet.rubrics.10", "« conditions de déroulement » figure déjà dans la liste"),
        ],
    ),
    (
        "[exams.E4.sheet]",
        "[exams.E4.fiche]",
        [
            (
                "exams.E4.fiche",
                (
                    "clé inconnue ; clés admises : "
                    "title, unit, coefficient, competences, criteria, sheet, origins"
                ),
            ),
        ],
    ),
    (
        '"criteria" = { authority = "arrete", place = "annexe V, E4, § 3", lines = "l.5305-5327" }',
        "",
        [
            (
                "exams.E4.origins.criteria",
                'origine manquante ; attendu : "criteria" = { authority = "…", place = "…", note = "…" }',
            ),
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "faults"), REFERENTIAL_FAULTS)
def test_a_fault_of_the_referential_is_placed_and_told(
    folder: FormFolder, old: str, new: str, faults: list[tuple[str, str]]
) -> None:
    folder.edit("referential", old, new)
    expected = [("referential", path, message) for path, message in faults]
    assert folder.problems("e4-ponctuel") == expected
    with pytest.raises(FormErrors) as raised:
        load_referential(folder.file("referential"))
    assert len(raised.value.problems) == len(expected)


@pytest.mark.parametrize(
    ("content", "path", "message"),
    [
        ('diploma = "BTS"\n[exams]', "exams", "aucune épreuve ; attendu : une table [exams.E4] par épreuve"),
        ('diploma = "BTS"\nexams = 3', "exams", "attendu : une table [exams] ; trouvé : 3"),
        ('diploma = "BTS"', "exams", "valeur manquante ; attendu : une table [exams]"),
        ('diploma = "BTS"\n[exams]\nE4 = 3', "exams.E4", "attendu : une table [exams.E4] ; trouvé : 3"),
    ],
)
def test_a_referential_holds_exams(folder: FormFolder, content: str, path: str, message: str) -> None:
    folder.file("referential").write_text(content, encoding="utf-8")
    assert folder.problems("e6-ponctuel") == [("referential", path, message)]


def test_the_name_of_an_exam_is_short(folder: FormFolder) -> None:
    folder.edit("referential", "[exams.E4", "[exams.'E4 oral'", count=99)
    assert folder.problems("e6-ponctuel") == [
        ("referential", "exams.« E4 oral »", "attendu : un nom d’épreuve court, comme « E4 »")
    ]
