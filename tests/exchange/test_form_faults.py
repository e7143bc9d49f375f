"""Each fault of a form file is placed and told, and nothing else with it."""

import pytest

from tests.exchange.form_folder import FormFolder

MISSING_TEXT = "valeur manquante ; attendu : un texte entre guillemets"
DURATION = 'une durée de 0:01 à 600:00, écrite "mm:ss", ou un nombre entier de minutes'
MARK = "attendu : un nombre au-dessus de 0, de 1000 au plus, avec deux décimales au plus"
FIRST_ORIGIN = '"preparation" = { authority = "arrete", place = "annexe V, E4, § 4.B", lines = "l.5410" }'

FORM_FAULTS = [
    # Keys, texts and codes.
    ('key = "e4-ponctuel"\n', "", "key", MISSING_TEXT),
    (
        'key = "e4-ponctuel"',
        'key = "e4"',
        "key",
        (
            "attendu : le nom du fichier, « e4-ponctuel » ; trouvé : « e4 ». Renommez le fichier e4.toml, "
            'ou écrivez ici key = "e4-ponctuel"'
        ),
    ),
    (
        'version = "2006.2"',
        "version = 2006.2",
        "version",
        "attendu : un texte entre guillemets ; trouvé : 2006,2",
    ),
    (
        'version = "2006.2"',
        'version = "2006 bis"',
        "version",
        "attendu : des lettres sans accent, des chiffres, « . » et « - » ; trouvé : « 2006 bis »",
    ),
    (
        'exam = "E4"',
        'exam = "E5"',
        "exam",
        (
            "attendu : une épreuve du référentiel, « E1 », « E2 », « E3 », « E4 », « E6 » ou « EF1 » ; "
            "trouvé : « E5 »"
        ),
    ),
    ('name = "E4 · ponctuel"', 'name = ""', "name", "texte vide"),
    ('name = "E4 · ponctuel"', 'name = "\\u0007"', "name", "le texte contient un caractère de contrôle"),
    ('name = "E4 · ponctuel"', f'name = "{"E" * 61}"', "name", "61 caractères ; 60 au plus"),
    (
        'name = "E4 · ponctuel"',
        "name = 1979-05-27",
        "name",
        "attendu : un texte entre guillemets ; trouvé : une date ou une heure",
    ),
    (
        "secrecy = ",
        "secrecy = [] #",
        "secrecy",
        "attendu : un texte entre guillemets ; trouvé : une liste vide",
    ),
    # Times.
    (
        'duration = "50:00"',
        'duration = "0:00"',
        "preparation.duration",
        f"attendu : {DURATION} ; trouvé : « 0:00 »",
    ),
    ('duration = "50:00"', "duration = -5", "preparation.duration", f"attendu : {DURATION} ; trouvé : -5"),
    ('duration = "50:00"', "duration = 7.5", "preparation.duration", f"attendu : {DURATION} ; trouvé : 7,5"),
    (
        'duration = "50:00"',
        "duration = true",
        "preparation.duration",
        f"attendu : {DURATION} ; trouvé : true",
    ),
    ('duration = "50:00"\n', "", "preparation.duration", f"valeur manquante ; attendu : {DURATION}"),
    (
        'kind = "fixed"',
        'kind = "never"',
        "preparation.kind",
        "attendu : « none », « fixed » ou « at_opening » ; trouvé : « never »",
    ),
    (
        'kind = "fixed"',
        'kind = "none"',
        "preparation.duration",
        "de trop : « none » veut dire que ce temps n’existe pas",
    ),
    (
        '[preparation]\nkind = "fixed"\nduration = "50:00"',
        'preparation = "50:00"',
        "preparation",
        "attendu : une table [preparation] ; trouvé : « 50:00 »",
    ),
    # Phases.
    (
        'maximum = "25:00"',
        'maximum = "36:00"',
        "phases",
        "durées maximales : 51:00 ensemble, plus que le total (50:00)",
    ),
    ('maximum = "10:00"', 'maximum = "dix"', "phases.1.maximum", f"attendu : {DURATION} ; trouvé : « dix »"),
    (
        'limit = "maximum"\n',
        'limit = "free"\n',
        "phases.1.maximum",
        "de trop : admis avec limit = « maximum » seulement, ici « free »",
    ),
    (
        'limit = "maximum"\n',
        "limit = 10\n",
        "phases.1.limit",
        "attendu : « maximum », « remainder » ou « free » ; trouvé : 10",
    ),
    (
        "uninterrupted = false",
        'uninterrupted = "non"',
        "phases.1.uninterrupted",
        "attendu : true ou false ; trouvé : « non »",
    ),
    ('short = "Présentation"', f'short = "{"P" * 21}"', "phases.1.short", "21 caractères ; 20 au plus"),
    (
        'competences = ["C1.2.4"]',
        'competences = ["C9.9.9"]',
        "phases.3.competences",
        "compétence « C9.9.9 » inconnue ; attendu : C1.1.1, C1.1.2, C1.2.1, C1.2.2, C1.2.3, C1.2.4",
    ),
    (
        '["C1.1.1", "C1.1.2"]',
        '["C1.1.1", "C1.1.1"]',
        "phases.1.competences.2",
        "« C1.1.1 » figure déjà dans la liste",
    ),
    (
        '["C1.1.1", "C1.1.2"]',
        '["C1.1.1", 2]',
        "phases.1.competences.2",
        "attendu : un texte entre guillemets ; trouvé : 2",
    ),
    (
        '["C1.1.1", "C1.1.2"]',
        '"C1.1.1"',
        "phases.1.competences",
        "attendu : une liste de textes entre guillemets ; trouvé : « C1.1.1 »",
    ),
    # Scale and mark.
    (
        'letters = "I"',
        'letters = "NE"',
        "levels.2.letters",
        "« NE » est réservé à « non évalué », qui s’ajoute toujours",
    ),
    (
        'letters = "I"',
        'letters = "n"',
        "levels.2.letters",
        "« n » est réservé à « non évalué », qui s’ajoute toujours",
    ),
    (
        'letters = "I"',
        'letters = "2"',
        "levels.2.letters",
        "attendu : de 1 à 3 caractères sans espace, pas seulement des chiffres ; trouvé : « 2 »",
    ),
    ('letters = "I"', 'letters = "ti"', "levels.2.letters", "le niveau « ti » figure déjà dans l’échelle"),
    ('letters = "I"', 'letters = "INSUF"', "levels.2.letters", "5 caractères ; 3 au plus"),
    ('{ letters = "I", label = "insuffisant" }', '"I"', "levels.2", "attendu : une table ; trouvé : « I »"),
    ("step = 0.5", "step = 0.3", "mark.step", "le pas 0,3 ne divise pas la note maximale 20"),
    ("step = 0.5", "step = 0", "mark.step", f"{MARK} ; trouvé : 0"),
    ("step = 0.5", "step = 0.125", "mark.step", f"{MARK} ; trouvé : 0,125"),
    ("step = 0.5", "step = nan", "mark.step", f"{MARK} ; trouvé : NaN"),
    ("step = 0.5", "step = 1e99999999999999999999", "mark.step", f"{MARK} ; trouvé : NaN"),
    ("step = 0.5", "step = true", "mark.step", f"{MARK} ; trouvé : true"),
    ("step = 0.5", 'step = "un demi"', "mark.step", f"{MARK} ; trouvé : « un demi »"),
    ("maximum = 20", "maximum = inf", "mark.maximum", f"{MARK} ; trouvé : Infinity"),
    ("maximum = 20", f"maximum = 0x{'f' * 5000}", "mark.maximum", f"{MARK} ; trouvé : un nombre démesuré"),
    (
        "levels = 1 ",
        "levels = 4 ",
        "mark.divergence.levels",
        "attendu : un nombre entier de 1 à 3 ; trouvé : 4",
    ),
    ("points = 2 ", "points = 21 ", "mark.divergence.points", "plus que la note maximale 20"),
    # Commission and dossier.
    (
        '["eg", "sti", "professional"]',
        '["eg", "sti", "professional", ""]',
        "commission.members.4",
        "texte vide",
    ),
    (
        '["eg", "sti", "professional"]',
        '["eg", "sti", "Professeur de lettres"]',
        "commission.absent_professional",
        "de trop : aucun professionnel parmi les membres",
    ),
    (
        '["eg", "sti", "professional"]',
        "[]",
        "commission.members",
        (
            "attendu : une liste de « eg », « sti » ou « professional », ou d’autres qualités ; "
            "trouvé : une liste vide"
        ),
    ),
    (
        '"replaced_by_eg"',
        '"personne"',
        "commission.absent_professional",
        "attendu : « replaced_by_eg » ou « two_teachers_alone » ; trouvé : « personne »",
    ),
    (
        "minimum_sheets = 3",
        "minimum_sheets = 3.0",
        "dossier.minimum_sheets",
        "attendu : un nombre entier de 0 à 99 ; trouvé : 3,0",
    ),
    (
        "annex_pages = 10",
        "annex_pages = -1",
        "dossier.annex_pages",
        "attendu : un nombre entier de 0 à 999 ; trouvé : -1",
    ),
    # Origins.
    (
        FIRST_ORIGIN,
        "",
        "origins.preparation",
        'origine manquante ; attendu : "preparation" = { authority = "…", place = "…", note = "…" }',
    ),
    (
        FIRST_ORIGIN,
        f'{FIRST_ORIGIN}\n"mark.weights" = {{ authority = "default", note = "n" }}',
        "origins.mark.weights",
        "origine d’une valeur que cette forme n’a pas",
    ),
    (FIRST_ORIGIN, '"preparation" = { authority = "arrete" }', "origins.preparation.place", MISSING_TEXT),
    (FIRST_ORIGIN, '"preparation" = { authority = "default" }', "origins.preparation.note", MISSING_TEXT),
    (
        FIRST_ORIGIN,
        '"preparation" = { authority = "moi", note = "n" }',
        "origins.preparation.authority",
        "attendu : « arrete », « circular », « workbook » ou « default » ; trouvé : « moi »",
    ),
    (
        FIRST_ORIGIN,
        '"preparation" = { authority = "arrete", place = "annexe V", lines = "ligne 5410" }',
        "origins.preparation.lines",
        "attendu : des lignes de l’arrêté, comme « l.5410 » ou « l.5452-5469, l.5472 »",
    ),
    (
        FIRST_ORIGIN,
        '"preparation" = { authority = "arrete", place = "l.5410" }',
        "origins.preparation.place",
        "attendu : un endroit de l’arrêté, comme « annexe V, E4, § 4.B »",
    ),
    (
        FIRST_ORIGIN,
        '"preparation" = "arrete"',
        "origins.preparation",
        "attendu : une table [origins.preparation] ; trouvé : « arrete »",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "message"), FORM_FAULTS)
def test_a_fault_is_placed_and_told(folder: FormFolder, old: str, new: str, path: str, message: str) -> None:
    folder.edit("e4-ponctuel", old, new)
    assert folder.problems("e4-ponctuel") == [("e4-ponctuel", path, message)]


SITUATION_FAULTS = [
    (
        "number = 1",
        "number = 3",
        "situation.number",
        "attendu : un nombre de 1 à 2, selon count ; trouvé : 3",
    ),
    (
        'of = "E4"',
        'of = "E6"',
        "situation.of",
        "attendu : l’épreuve de la forme, « E4 » ; trouvé : « E6 »",
    ),
    (
        "weight = 40\nweights_on = false",
        "weight = 101\nweights_on = false",
        "situation.weight",
        "attendu : un nombre au-dessus de 0, de 100 au plus, avec deux décimales au plus ; trouvé : 101",
    ),
    (
        '"situation" = { authority',
        '"title" = { authority',
        "origins.situation",
        'origine manquante ; attendu : "situation" = { authority = "…", place = "…", note = "…" }',
    ),
    (
        'eg = "membre',
        'prof = "membre',
        "commission.qualities.prof",
        "qualité qu’aucun membre n’a",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "message"), SITUATION_FAULTS)
def test_a_fault_of_a_situation_is_placed_and_told(
    folder: FormFolder, old: str, new: str, path: str, message: str
) -> None:
    folder.edit("e4-ccf-1", old, new)
    assert folder.problems("e4-ccf-1") == [("e4-ccf-1", path, message)]


def test_weights_that_count_are_given(folder: FormFolder) -> None:
    folder.edit("e6-ccf-1", "weights_on = false", "weights_on = true")
    assert folder.problems("e6-ccf-1") == [
        (
            "e6-ccf-1",
            "situation.weight",
            (
                "valeur manquante ; attendu : un nombre au-dessus de 0, de 100 au plus, avec deux décimales"
                " au plus ; weights_on = true le demande"
            ),
        )
    ]
