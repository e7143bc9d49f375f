"""Every fault of a form file is found, placed and told."""

from btstc_jury.domain.form import LimitKind, SettingKind
from btstc_jury.domain.moments import Duration
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.referential_files import load_referential
from tests.exchange.form_folder import FormFolder

MISSING_DURATION = (
    'valeur manquante ; attendu : une durée de 0:01 à 600:00, écrite "mm:ss", ou un nombre entier de minutes'
)


def test_a_removed_maximum_is_missed_and_its_origin_with_it(folder: FormFolder) -> None:
    folder.edit("e4-ponctuel", 'maximum = "10:00"\n', "")
    assert folder.problems("e4-ponctuel") == [
        ("e4-ponctuel", "phases.1.maximum", MISSING_DURATION),
        ("e4-ponctuel", "origins.phases.1.maximum", "origine d’une valeur que cette forme n’a pas"),
        (
            "e4-ponctuel",
            "origins.phases.1.limit",
            'origine manquante ; attendu : "phases.1.limit" = { authority = "…", place = "…", note = "…" }',
        ),
    ]


def test_what_is_left_of_the_total_goes_to_the_last_phase_only(folder: FormFolder) -> None:
    folder.edit("e4-ponctuel", 'limit = "maximum"\nmaximum = "25:00"', 'limit = "remainder"')
    message = "« remainder » est réservé à la dernière phase, qui prend ce qui reste du total"
    assert folder.problems("e4-ponctuel")[0] == ("e4-ponctuel", "phases.2.limit", message)


def test_there_is_no_rest_without_a_total(folder: FormFolder) -> None:
    folder.edit("e4-ponctuel", '[total]\nkind = "fixed"\nduration = "50:00"', '[total]\nkind = "none"')
    message = "« remainder » suppose un total ; or total.kind vaut « none »"
    assert folder.problems("e4-ponctuel") == [("e4-ponctuel", "phases.4.limit", message)]


def test_a_proposed_time_fits_in_what_it_complements(folder: FormFolder) -> None:
    folder.edit("e4-ccf-2", 'duration = "30:00"', 'duration = "51:00"')
    assert folder.problems("e4-ccf-2") == [
        ("e4-ccf-2", "total.duration", "plus long que complement_of (50:00)")
    ]


def test_only_a_total_set_at_opening_complements(folder: FormFolder) -> None:
    folder.edit("e4-ccf-2", 'kind = "at_opening"\nduration', 'kind = "fixed"\nduration')
    folder.edit(
        "e4-ccf-2",
        '[preparation]\nkind = "at_opening"',
        '[preparation]\nkind = "at_opening"\ncomplement_of = 5',
    )
    assert folder.problems("e4-ccf-2") == [
        ("e4-ccf-2", "preparation.complement_of", "clé inconnue ; clés admises : kind, duration, indicative"),
        ("e4-ccf-2", "total.complement_of", "de trop : admis avec kind = « at_opening » seulement"),
    ]


def test_a_situation_must_assess_at_least_one_criterion(folder: FormFolder) -> None:
    folder.edit("e6-ccf-1", '["C4.2.1", "C3.1.1", "C4.4.1", "C3.3.1", "C4.3.1"]', '["C3.3.1"]')
    message = "aucun critère de l’épreuve n’est rattaché à ces compétences"
    assert folder.problems("e6-ccf-1") == [("e6-ccf-1", "competences", message)]


def test_the_scale_has_at_least_two_levels(folder: FormFolder) -> None:
    text = folder.file("e6-ponctuel").read_text(encoding="utf-8")
    scale = text[text.index("levels = [") : text.index("scale_note")]
    folder.edit("e6-ponctuel", scale, 'levels = [{ letters = "A", label = "acquis" }]\n')
    assert folder.problems("e6-ponctuel") == [
        ("e6-ponctuel", "levels", "1 niveau ; attendu : de 2 à 9 niveaux")
    ]


def test_the_scale_has_at_most_nine_levels(folder: FormFolder) -> None:
    more = "".join(f'  {{ letters = "{letter}", label = "niveau" }},\n' for letter in "ABCDEF")
    folder.edit("e6-ponctuel", "levels = [\n", f"levels = [\n{more}")
    assert folder.problems("e6-ponctuel") == [
        ("e6-ponctuel", "levels", "10 niveaux ; attendu : de 2 à 9 niveaux")
    ]


def test_a_form_has_twelve_phases_at_most(folder: FormFolder) -> None:
    phase = folder.file("e6-ccf-unique").read_text(encoding="utf-8").partition("[[phases]]")[2]
    phase = "[[phases]]" + phase.partition("[[phases]]")[0]
    folder.edit("e6-ccf-unique", "[mark]\n", f"{phase * 11}[mark]\n")
    assert ("e6-ccf-unique", "phases", "13 phases ; 12 au plus") in folder.problems("e6-ccf-unique")


def test_every_fault_is_found_at_once(folder: FormFolder) -> None:
    for old, new in [
        ('name = "E4 · ponctuel"', "name = 4"),
        ("scale_note", "scale_notes"),
        ('maximum = "5:00"', 'maximum = "5 min"'),
        ('letters = "TS"', 'letters = "TI"'),
        ("[mark.divergence]", "[mark.ecart]"),
        ("marked = false", "marked = 0"),
        ('place = "annexe V, E4, § 4.B", lines = "l.5455" }', 'line = "l.5455" }'),
    ]:
        folder.edit("e4-ponctuel", old, new)
    folder.edit("referential", "coefficient = 4", "coefficient = 0")
    assert [(file, path) for file, path, _ in folder.problems("e4-ponctuel")] == [
        ("referential", "exams.E4.coefficient"),
        ("e4-ponctuel", "name"),
        ("e4-ponctuel", "scale_note"),
        ("e4-ponctuel", "levels.4.letters"),
        ("e4-ponctuel", "phases.3.maximum"),
        ("e4-ponctuel", "mark.divergence"),
        ("e4-ponctuel", "mark.ecart"),
        ("e4-ponctuel", "dossier.marked"),
        ("e4-ponctuel", "origins.phases.1.maximum.place"),
        ("e4-ponctuel", "origins.phases.1.maximum.line"),
        ("e4-ponctuel", "scale_notes"),
    ]


def test_a_message_holds_no_line_break_nor_control_character(folder: FormFolder) -> None:
    folder.edit("e4-ponctuel", '"preparation" =', '"a\\n\\u001bb" = 3\n"preparation" =')
    folder.edit("e4-ponctuel", 'kind = "fixed"', 'kind = "\\u001b[2J\\nfixed"')
    assert folder.problems("e4-ponctuel") == [
        (
            "e4-ponctuel",
            "preparation.kind",
            "attendu : « none », « fixed » ou « at_opening » ; trouvé : « [2J fixed »",
        ),
        (
            "e4-ponctuel",
            "origins.« a b »",
            "origine d’une valeur que cette forme n’a pas",
        ),
        (
            "e4-ponctuel",
            "origins.« a b »",
            "attendu : une table [origins.« a b »] ; trouvé : 3",
        ),
    ]


def test_the_forgotten_quotes_of_an_origin_are_guessed(folder: FormFolder) -> None:
    folder.edit("e4-ponctuel", '"mark.step" =', "mark.step =")
    hint, missing = folder.problems("e4-ponctuel")
    assert hint[1] == "origins.mark.authority"
    assert "un chemin en plusieurs parties se met entre guillemets" in hint[2]
    assert missing[1] == "origins.mark.step"


def test_a_missing_referential_is_told_with_the_faults_of_the_form(folder: FormFolder) -> None:
    folder.file("referential").unlink()
    folder.edit("e6-ponctuel", "told_of_reserve = false", "told_of_reserve = 0")
    assert folder.problems("e6-ponctuel") == [
        ("referential", "", "fichier introuvable"),
        ("e6-ponctuel", "dossier.told_of_reserve", "attendu : true ou false ; trouvé : 0"),
    ]


def test_a_given_referential_is_used(folder: FormFolder) -> None:
    referential = load_referential(folder.file("referential"))
    folder.file("referential").unlink()
    assert load_form(folder.file("e4-ccf-1"), referential).title == "Négociation technico-commerciale"


def test_a_teacher_may_write_minutes_commas_and_long_texts(folder: FormFolder) -> None:
    official = folder.load("e4-ponctuel")
    folder.edit("e4-ponctuel", 'maximum = "10:00"', "maximum = 10")
    folder.edit("e4-ponctuel", "step = 0.5", 'step = "0,50"')
    folder.edit("e4-ponctuel", "maximum = 20", "maximum = 20.0")
    folder.edit(
        "e4-ponctuel",
        'candidate = "entretien portant sur le déroulement',
        'candidate = """\nentretien portant\n    sur le déroulement',
    )
    folder.edit(
        "e4-ponctuel",
        'technico-commercial envisageable."',
        'technico-commercial envisageable."""',
    )
    assert folder.load("e4-ponctuel") == official


def test_the_hash_changes_with_the_content(folder: FormFolder) -> None:
    before = folder.load("e4-ponctuel")
    folder.edit("e4-ponctuel", 'maximum = "5:00"', 'maximum = "6:00"')
    after = folder.load("e4-ponctuel")
    assert after.phases[2].maximum == Duration.minutes(6)
    assert after.hash != before.hash


def test_a_form_may_have_no_time_at_all(folder: FormFolder) -> None:
    folder.edit("e6-ccf-1", '[total]\nkind = "at_opening"', '[total]\nkind = "none"')
    form = folder.load("e6-ccf-1")
    assert form.total.kind is SettingKind.NONE
    assert {phase.limit for phase in form.phases} == {LimitKind.FREE}
