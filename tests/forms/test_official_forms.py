"""The official forms hold the values of the arrêté, and say where the others come from."""

from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import AbsentProfessional, CommissionRule, Role
from btstc_jury.domain.form import Authority, Form, LimitKind, SettingKind, Situation
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.playing import Playing
from btstc_jury.exchange.form_library import FormLibrary

FORMS = Path(__file__).parents[2] / "forms" / "bts-tc-2006"
KEYS = (
    "e1-ccf-3",
    "e1-ccf-4",
    "e2-ponctuel",
    "e2-ccf-1",
    "e2-ccf-2",
    "e3-ccf-1",
    "e3-ccf-2",
    "e4-ponctuel",
    "e4-ccf-1",
    "e4-ccf-2",
    "e6-ponctuel",
    "e6-ccf-1",
    "e6-ccf-2",
    "e6-ccf-unique",
    "ef1",
)
ONE_INTERROGATOR = {
    "E1": Role("Professeur de lettres"),
    "E2": Role("Professeur de langue vivante étrangère"),
    "E3": Role("Interrogateur"),
    "EF1": Role("Professeur de langue vivante étrangère"),
}
"""Of the orals before which the arrêté puts no commission."""
NONE, FIXED, AT_OPENING = SettingKind.NONE, SettingKind.FIXED, SettingKind.AT_OPENING
ARRETE, CIRCULAR, DEFAULT = Authority.ARRETE, Authority.CIRCULAR, Authority.DEFAULT

LIBRARY = FormLibrary([FORMS])


@pytest.fixture(params=KEYS)
def form(request: pytest.FixtureRequest) -> Form:
    return LIBRARY.get(request.param)


def minutes(length: Duration | None) -> float | None:
    return None if length is None else length.total_seconds / 60


def test_every_oral_of_the_arrete_is_a_form_in_official_order() -> None:
    assert LIBRARY.keys() == KEYS
    assert tuple(form.key for form in LIBRARY.all()) == KEYS


def test_every_form_survives_its_canonical_content(form: Form) -> None:
    assert decode_form(encode_form(form)) == form
    assert len(form.hash) == 64


HASHES = {
    "e4-ccf-1": "87a5a1908bfa9715f7c6de67f8d425ce69a16f1175a845fec2c3cbdfdd33e5f1",
    "e4-ccf-2": "48364d28fc703ef2de122e7ef2bae3f275ae091b481d9ce7360bc75297b9ffbd",
    "e4-ponctuel": "b529c4d36e10a6651899bc0bafe030fbc2843369fd6b77c49a77aa2309bfa8bc",
    "e6-ccf-1": "067a028d08c92ea59e758ba7363cb4866a4a16b1da691490ad30be80ffec7e00",
    "e6-ccf-2": "800d79a3e3b1c4f8bdba734d2c1489e6f17dd3b9b4bef5263d32b1684588ee98",
    "e6-ccf-unique": "a330e6231a86b100af551569d30bee34093bd2b5963f9b943ca7e668a1750fab",
    "e6-ponctuel": "b91c6c4816160e13f1b6bf06f5895511d123e615e91867ec30b9b1bb626638ea",
}
"""What exam files already pin. A form of the next year is another version, with another hash."""


@pytest.mark.parametrize("key", HASHES)
def test_what_a_form_may_say_since_does_not_change_those_that_do_not_say_it(key: str) -> None:
    assert LIBRARY.get(key).hash == HASHES[key]


@pytest.mark.parametrize(
    ("key", "preparation", "total"),
    [
        ("e1-ccf-3", (NONE, None, DEFAULT), (FIXED, 30, None, ARRETE)),
        ("e1-ccf-4", (NONE, None, DEFAULT), (FIXED, 30, None, ARRETE)),
        ("e2-ponctuel", (FIXED, 30, ARRETE), (FIXED, 30, None, ARRETE)),
        ("e2-ccf-1", (AT_OPENING, 30, DEFAULT), (AT_OPENING, 30, None, DEFAULT)),
        ("e2-ccf-2", (AT_OPENING, 30, DEFAULT), (AT_OPENING, 30, None, DEFAULT)),
        ("e3-ccf-1", (NONE, None, DEFAULT), (FIXED, 20, None, ARRETE)),
        ("e3-ccf-2", (NONE, None, DEFAULT), (FIXED, 20, None, ARRETE)),
        ("ef1", (FIXED, 20, ARRETE), (FIXED, 20, None, ARRETE)),
        ("e4-ponctuel", (FIXED, 50, ARRETE), (FIXED, 50, None, ARRETE)),
        ("e4-ccf-1", (NONE, None, CIRCULAR), (FIXED, 20, None, CIRCULAR)),
        ("e4-ccf-2", (AT_OPENING, None, CIRCULAR), (AT_OPENING, 30, 50, CIRCULAR)),
        ("e6-ponctuel", (NONE, None, ARRETE), (FIXED, 60, None, ARRETE)),
        ("e6-ccf-1", (NONE, None, DEFAULT), (AT_OPENING, None, None, DEFAULT)),
        ("e6-ccf-2", (NONE, None, DEFAULT), (AT_OPENING, None, None, DEFAULT)),
        ("e6-ccf-unique", (NONE, None, CIRCULAR), (FIXED, 50, None, CIRCULAR)),
    ],
)
def test_preparation_and_total(
    key: str,
    preparation: tuple[SettingKind, float | None, Authority],
    total: tuple[SettingKind, float | None, float | None, Authority],
) -> None:
    form = LIBRARY.get(key)
    rule = form.preparation
    assert (rule.kind, minutes(rule.duration), form.origins["preparation"].authority) == preparation
    rule = form.total
    authority = form.origins["total"].authority
    assert (rule.kind, minutes(rule.duration), minutes(rule.complement_of), authority) == total


@pytest.mark.parametrize(
    ("key", "phases"),
    [
        (
            "e4-ponctuel",
            [("Présentation", 10), ("Simulation", 25), ("Entretien", 5), ("Élargissement", "remainder")],
        ),
        ("e1-ccf-3", [("Relevé", "free"), ("Entretien", "free")]),
        ("e1-ccf-4", [("Compte rendu", "free"), ("Entretien", "free")]),
        ("e2-ponctuel", [("Entretien", "remainder")]),
        ("e2-ccf-1", [("Entretien", "remainder")]),
        ("e3-ccf-1", [("Exposé", 10), ("Entretien", 10)]),
        ("e3-ccf-2", [("Exposé", 10), ("Entretien", 10)]),
        ("ef1", [("Entretien", "remainder")]),
        ("e4-ccf-1", [("Présentation", "free"), ("Entretien", "free")]),
        ("e4-ccf-2", [("Simulation", "free"), ("Entretien", "free"), ("Élargissement", "free")]),
        ("e6-ponctuel", [("Contexte", 10), ("Missions et projet", 15), ("Entretien", "remainder")]),
        ("e6-ccf-1", [("Exposé", "free"), ("Entretien", "free")]),
        ("e6-ccf-2", [("Exposé", "free"), ("Entretien", "free")]),
        ("e6-ccf-unique", [("Exposé", "free"), ("Entretien", "free")]),
    ],
)
def test_phases(key: str, phases: list[tuple[str, object]]) -> None:
    form = LIBRARY.get(key)
    assert [(phase.short, minutes(phase.maximum) or str(phase.limit)) for phase in form.phases] == phases


def test_only_the_presentations_of_e6_ponctuel_are_uninterrupted() -> None:
    uninterrupted = {
        (form.key, place)
        for form in LIBRARY.all()
        for place, phase in enumerate(form.phases, 1)
        if phase.uninterrupted
    }
    assert uninterrupted == {("e6-ponctuel", 1), ("e6-ponctuel", 2)}
    origins = LIBRARY.get("e6-ponctuel").origins
    assert origins["phases.1.uninterrupted"].authority is DEFAULT
    assert (origins["phases.2.uninterrupted"].authority, origins["phases.2.uninterrupted"].lines) == (
        ARRETE,
        "l.5744",
    )


def test_e4_is_presented_without_the_modifications_then_played_with_them() -> None:
    first, second, *_ = LIBRARY.get("e4-ponctuel").phases
    assert "sans tenir compte des modifications apportées à la situation" in first.candidate
    assert "situation modifiée" in second.candidate


def test_competences_shown_first() -> None:
    shown = {form.key: [phase.competences for phase in form.phases] for form in LIBRARY.all()}
    assert shown["e4-ponctuel"] == [
        ("C1.1.1", "C1.1.2"),
        ("C1.2.1", "C1.2.2", "C1.2.3"),
        ("C1.2.4",),
        ("C1.2.2",),
    ]
    assert shown["e6-ponctuel"] == [("C4.2.1", "C3.1.1"), (), ()]


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("e1-ccf-3", [1, 2]),
        ("e1-ccf-4", [*range(1, 6)]),
        ("e2-ponctuel", [*range(1, 5)]),
        ("e2-ccf-1", [*range(1, 5)]),
        ("e2-ccf-2", [*range(1, 5)]),
        ("e3-ccf-1", [*range(1, 5)]),
        ("e3-ccf-2", [*range(1, 5)]),
        ("ef1", [*range(1, 5)]),
        ("e4-ponctuel", [*range(1, 18)]),
        ("e4-ccf-1", [*range(1, 10)]),
        ("e4-ccf-2", [*range(10, 18)]),
        ("e6-ponctuel", [*range(1, 29)]),
        ("e6-ccf-1", [11, 12, 23, 24, 25, 28]),
        ("e6-ccf-2", [*range(1, 11), *range(13, 23), *range(24, 29)]),
        ("e6-ccf-unique", [*range(1, 29)]),
    ],
)
def test_criteria_of_each_form(key: str, numbers: list[int]) -> None:
    assert [criterion.number for criterion in LIBRARY.get(key).criteria] == numbers


def test_a_situation_keeps_only_its_own_competences_of_a_criterion() -> None:
    shared = {
        key: criterion.competences
        for key in ("e6-ponctuel", "e6-ccf-1", "e6-ccf-2")
        if (criterion := LIBRARY.get(key).criterion(24))
    }
    assert shared == {
        "e6-ponctuel": ("C4.3.1", "C4.3.2"),
        "e6-ccf-1": ("C4.3.1",),
        "e6-ccf-2": ("C4.3.2",),
    }


def test_every_code_used_has_its_label(form: Form) -> None:
    used = {code for criterion in form.criteria for code in criterion.competences}
    used |= {code for phase in form.phases for code in phase.competences}
    assert all(form.competence(code) for code in used)


def test_scale_and_mark(form: Form) -> None:
    assert form.level_letters == ("TI", "I", "S", "TS", "NE")
    assert form.scale_note == "échelle par défaut, non fixée par l’arrêté"
    mark = form.mark
    assert (mark.maximum, mark.step, mark.guide) == (Decimal(20), Decimal("0.5"), True)
    assert (mark.divergence_levels, mark.divergence_points) == (1, Decimal(2))
    for path in ("levels", "mark.step", "mark.guide", "mark.divergence"):
        assert form.origins[path].authority is DEFAULT


def test_commission(form: Form) -> None:
    if alone := ONE_INTERROGATOR.get(form.exam):
        assert form.commission == CommissionRule((alone,), None, "", any_quality=True)
        return
    assert form.commission.members == (Role.EG, Role.STI, Role.PROFESSIONAL)
    absent = {"E4": AbsentProfessional.REPLACED_BY_EG, "E6": AbsentProfessional.TWO_TEACHERS_ALONE}
    assert form.commission.absent_professional is absent[form.exam]
    from_another_school = "autre établissement" in form.commission.replacement_note
    assert from_another_school is form.key.startswith("e4-ccf")


def test_dossier() -> None:
    dossiers = {form.key: form.dossier for form in LIBRARY.all()}
    e4, e6 = dossiers["e4-ponctuel"], dossiers["e6-ponctuel"]
    assert (e4.sheet_name, e4.minimum_sheets, e4.annex_pages, e4.experience_pages) == (
        "fiche descriptive",
        3,
        10,
        None,
    )
    assert (e6.sheet_name, e6.minimum_sheets, e6.annex_pages, e6.experience_pages) == (
        "fiche de synthèse",
        1,
        None,
        10,
    )
    assert not any(dossier.marked for dossier in dossiers.values())
    assert {key for key, dossier in dossiers.items() if dossier.told_of_reserve} == {
        "e4-ponctuel",
        "e4-ccf-1",
        "e4-ccf-2",
    }
    assert {len(dossier.rubrics) for key, dossier in dossiers.items() if key.startswith("e4")} == {11}
    assert {len(dossier.rubrics) for key, dossier in dossiers.items() if key.startswith("e6")} == {7}


def test_rubrics_are_compulsory_in_e4_ponctuel_only() -> None:
    """« Impérativement » (annexe V, E4, § 4.B); « notamment » (E6, § 4.A); a default in CCF."""
    compulsory = {form.key for form in LIBRARY.all() if form.dossier.rubrics_compulsory}
    assert compulsory == {"e4-ponctuel"}
    authorities = {
        key: LIBRARY.get(key).origins["dossier.rubrics"].authority
        for key in KEYS
        if LIBRARY.get(key).dossier.rubrics
    }
    assert {key for key, each in authorities.items() if each is ARRETE} == {"e4-ponctuel", "e6-ponctuel"}


def test_situations() -> None:
    """Four for E1, of which two are written, « de poids identiques »; two for E2, « de coefficient égal »;
    three for E3, the last written; two for E4 and for E6 (annexe V, § 4.A and § 4.B); the circular's single
    one is the whole épreuve.
    """
    told = {form.key: form.situation for form in LIBRARY.all() if form.situation}
    assert told == {
        "e1-ccf-3": Situation(3, "E1", Decimal(25), weights_on=True, count=4, written=(1, 2)),
        "e1-ccf-4": Situation(4, "E1", Decimal(25), weights_on=True, count=4, written=(1, 2)),
        "e2-ccf-1": Situation(1, "E2", Decimal(50), weights_on=True),
        "e2-ccf-2": Situation(2, "E2", Decimal(50), weights_on=True),
        "e3-ccf-1": Situation(1, "E3", count=3, written=(3,)),
        "e3-ccf-2": Situation(2, "E3", count=3, written=(3,)),
        "e4-ccf-1": Situation(1, "E4", Decimal(40)),
        "e4-ccf-2": Situation(2, "E4", Decimal(60)),
        "e6-ccf-1": Situation(1, "E6"),
        "e6-ccf-2": Situation(2, "E6"),
    }
    assert LIBRARY.get("e4-ccf-1").origins["situation.weight"].authority is CIRCULAR
    for key in ("e1-ccf-3", "e1-ccf-4", "e2-ccf-1", "e2-ccf-2"):
        assert LIBRARY.get(key).origins["situation.weight"].authority is ARRETE


def test_only_e1_has_indicative_times() -> None:
    """« Durée indicative 30 minutes » (annexe V, E1, § 2.2)."""
    assert {form.key for form in LIBRARY.all() if form.total.indicative} == {"e1-ccf-3", "e1-ccf-4"}
    assert not any(form.preparation.indicative for form in LIBRARY.all())


def test_what_the_lines_of_the_grid_are() -> None:
    """Aims for E2 and EF1 (§ 1), « compétences à évaluer » for E1 (§ 2.2), criteria for the others (§ 3)."""
    for form in LIBRARY.all():
        known = {"E1": Assessed.COMPETENCES, "E2": Assessed.AIMS, "EF1": Assessed.AIMS}
        assert form.assessed is known.get(form.exam, Assessed.CRITERIA)
        if form.assessed is not Assessed.CRITERIA:
            assert form.origins["assessed"].authority is ARRETE


def test_coefficients() -> None:
    """Annexe IV; the optional épreuve has none, and only its points above the mean count (note 1)."""
    given = {form.exam: form.coefficient for form in LIBRARY.all()}
    assert given == {"E1": 3, "E2": 3, "E3": 2, "E4": 4, "E6": 5, "EF1": None}
    above = {form.key: form.mark.counted_above for form in LIBRARY.all() if form.mark.counted_above}
    assert above == {"ef1": Decimal(10)}
    assert LIBRARY.get("ef1").origins["mark.counted_above"].authority is ARRETE


def test_what_is_recorded_of_the_oral() -> None:
    subjects = {form.key: form.subject.label for form in LIBRARY.all() if form.subject}
    assert subjects == {
        "e1-ccf-3": "Sujet du dossier",
        "e1-ccf-4": "Activité présentée",
        "e2-ponctuel": "Langue",
        "e2-ccf-1": "Langue",
        "e2-ccf-2": "Langue",
        "e3-ccf-1": "Thèmes étudiés",
        "e3-ccf-2": "Thèmes étudiés",
        "ef1": "Langue",
    }
    handed = {form.key for form in LIBRARY.all() if form.playing is Playing.DOCUMENTS}
    assert handed == {"e1-ccf-3", "e2-ponctuel", "e2-ccf-1", "e2-ccf-2", "ef1"}


def test_qualities_beyond_the_role() -> None:
    """Annexe V, E4, § 4.A and § 4.B; E6, § 5."""
    words = {
        "e4-ponctuel": "intervenant en section de techniciens supérieurs technico-commercial",
        "e4-ccf-1": "membre de l’équipe pédagogique",
        "e4-ccf-2": "membre de l’équipe pédagogique",
        "e6-ponctuel": "chargé des enseignements de gestion de projet",
        "e6-ccf-1": "chargé des enseignements de gestion de projet",
        "e6-ccf-2": "chargé des enseignements de gestion de projet",
        "e6-ccf-unique": "chargé des enseignements de gestion de projet",
    }
    for form in map(LIBRARY.get, words):
        qualities = form.commission.qualities
        assert set(qualities) == {Role.EG, Role.STI}
        assert all(words[form.key] in quality for quality in qualities.values())
        assert form.origins["commission.qualities"].authority is ARRETE


def test_attestations_follow_the_candidate_s_way() -> None:
    """Annexe II, 1, § 4: a stage, a contract of work or certificates."""
    told = {form.key: form.dossier.attestations for form in LIBRARY.all() if form.dossier.attestations}
    (asked,) = (told[key] for key in told)
    assert set(told) == {"e6-ponctuel"}
    assert set(asked) == set(Course)
    assert asked[Course.SCHOOL] == "attestation de stage"
    assert "contrat de travail" in asked[Course.APPRENTICESHIP]
    assert "certificats de travail" in asked[Course.EXPERIENCE]


def test_the_mark_is_kept_from_the_candidate(form: Form) -> None:
    official = form.key.startswith("e4-ccf")
    assert "communiquée au candidat" in form.secrecy
    assert form.origins["secrecy"].authority is (ARRETE if official else DEFAULT)
    assert "5391" in form.origins["secrecy"].lines


def test_what_is_not_the_arrete_s_says_where_it_comes_from(form: Form) -> None:
    for path, origin in form.origins.items():
        assert origin.lines if origin.authority is ARRETE else origin.note, path
    limits = {
        path
        for place, phase in enumerate(form.phases, 1)
        for path in (
            f"phases.{place}.{'maximum' if phase.limit is LimitKind.MAXIMUM else 'limit'}",
            f"phases.{place}.uninterrupted",
        )
    }
    assert limits <= set(form.origins)
