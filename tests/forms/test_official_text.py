"""The official forms quote the arrêté word for word."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from btstc_jury.application.form_content import encode_form
from btstc_jury.application.old_forms import place_of
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.form import Authority, Form, Origin
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_text import form_lines
from btstc_jury.exchange.referential_files import ExamReferential, load_referential

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "forms" / "bts-tc-2006"
REFERENCE = ROOT.parent / "shared" / "reference" / "arrete-bts-technico-commercial-2006.txt"
EXTRACT = Path(__file__).parent / "reference" / "arrete-2006-extraits.txt"

COMPETENCES_OF_CRITERIA = {
    "E4": [
        *["C1.1.1"] * 4,
        *["C1.1.2"] * 3,
        *["C1.2.1"] * 2,
        *["C1.2.2"] * 5,
        "C1.2.3",
        *["C1.2.4"] * 2,
    ],
    "E6": [
        *["C2.1.3"] * 5,
        *["C2.2.1 C2.2.2"] * 5,
        *["C3.1.1"] * 2,
        "C3.1.3",
        "C3.1.2 C3.3.2",
        "C3.3.3",
        *["C3.3.4"] * 2,
        *["C4.1.2"] * 3,
        *["C4.1.3"] * 2,
        "C4.2.1",
        "C4.3.1 C4.3.2",
        "C4.4.1 C4.4.2",
        *["C4.4.2"] * 2,
        "C4.4.1 C4.4.2",
    ],
}
LAST_LINES = {"E4": 5327, "E6": 5674}


@pytest.fixture(scope="module")
def extract() -> dict[int, str]:
    lines = (line for line in EXTRACT.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {int(number): text for number, text in (line.split("\t") for line in lines)}


@pytest.fixture(scope="module", params=["E4", "E6"])
def exam(request: pytest.FixtureRequest) -> ExamReferential:
    return load_referential(FORMS / "referential.toml").exams[request.param]


def joined(extract: dict[int, str], first: int, last: int) -> str:
    """The lines of a passage that hold text, without their dashes, on one line."""
    lines = [extract[number].removeprefix("- ") for number in range(first, last + 1) if number in extract]
    return " ".join(lines)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the arrêté's text is not beside the clone")
def test_the_extract_is_the_arrete(extract: dict[int, str]) -> None:
    arrete = REFERENCE.read_text(encoding="utf-8").split("\n")
    assert extract == {number: arrete[number - 1].strip() for number in extract}


def test_every_criterion_is_quoted_from_its_line(exam: ExamReferential, extract: dict[int, str]) -> None:
    lines = [criterion.line for criterion in exam.criteria] + [LAST_LINES[exam.key] + 1]
    official = [joined(extract, first, following - 1).rstrip(",") for first, following in pairwise(lines)]
    assert [criterion.text for criterion in exam.criteria] == official


def test_no_criterion_is_missing(exam: ExamReferential, extract: dict[int, str]) -> None:
    first = exam.criteria[0].line
    passage = joined(extract, first, LAST_LINES[exam.key])
    assert " ".join(criterion.text for criterion in exam.criteria) == re.sub(r",(?= L’| Des|$)", "", passage)
    assert len(exam.criteria) == {"E4": 17, "E6": 28}[exam.key]
    assert first == {"E4": 5305, "E6": 5633}[exam.key]


def test_criteria_bear_their_competences(exam: ExamReferential) -> None:
    borne = [" ".join(criterion.competences) for criterion in exam.criteria]
    assert borne == COMPETENCES_OF_CRITERIA[exam.key]


def test_competences_are_those_of_the_unit(exam: ExamReferential, extract: dict[int, str]) -> None:
    passage = {"E4": range(5289, 5295), "E6": range(5596, 5621)}[exam.key]
    official = [extract[number] for number in passage if number in extract]
    assert [f"{each.code} {each.label}" for each in exam.competences] == official
    assert len(official) == {"E4": 6, "E6": 17}[exam.key]


def test_remarks_quote_annexe_i(exam: ExamReferential, extract: dict[int, str]) -> None:
    remarks = {each.code: each.remark for each in exam.competences if each.remark}
    if exam.key == "E4":
        assert remarks == {}
        return
    assert set(remarks) == {"C2.2.1", "C2.2.2"}
    for code, (first, last) in {"C2.2.1": (1288, 1290), "C2.2.2": (1363, 1364)}.items():
        label = joined(extract, first, last).removeprefix(f"{code} ")
        assert f"«\u202f{label}\u202f»" in remarks[code]
        assert remarks[code].startswith("Annexe I :")


def test_rubrics_are_quoted(exam: ExamReferential, extract: dict[int, str]) -> None:
    first, last = {"E4": (5420, 5430), "E6": (5695, 5705)}[exam.key]
    assert ", ".join(exam.rubrics) + "." == joined(extract, first, last)
    assert len(exam.rubrics) == {"E4": 11, "E6": 7}[exam.key]


def test_the_heading_gives_title_unit_and_coefficient(exam: ExamReferential, extract: dict[int, str]) -> None:
    heading = extract[{"E4": 5276, "E6": 5568}[exam.key]]
    assert heading.startswith(f"{exam.key} - {exam.title.upper()} (Coef")
    assert f" {exam.coefficient})" in heading
    assert heading.endswith(exam.unit)


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("e4-ccf-1", (5338, 5338)),
        ("e4-ccf-2", (5367, 5367)),
        ("e6-ccf-1", (5754, 5754)),
        ("e6-ccf-2", (5755, 5756)),
    ],
)
def test_situations_assess_the_competences_of_the_arrete(
    key: str, lines: tuple[int, int], extract: dict[int, str]
) -> None:
    codes = re.findall(r"C(\d)\.?(\d) ?\.?(\d)", joined(extract, *lines))
    official = {f"C{'.'.join(digits)}" for digits in codes}
    assert {each.code for each in FormLibrary([FORMS]).get(key).competences} == official


ALL_FORMS = FormLibrary([FORMS]).all()


def lines_of(origin: Origin, extract: dict[int, str]) -> str:
    """What the arrêté says at the lines of an origin."""
    spans = re.findall(r"l\.(\d+)(?:-(\d+))?", origin.lines)
    return " ".join(joined(extract, int(first), int(last or first)) for first, last in spans)


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.key)
def test_what_is_said_of_each_part_quotes_the_arrete_or_says_that_it_does_not(
    form: Form, extract: dict[int, str]
) -> None:
    for number, phase in enumerate(form.phases, 1):
        for key, text in (("candidate", phase.candidate), ("commission", phase.commission)):
            origin = form.origins[f"phases.{number}.{key}"]
            if origin.authority is not Authority.ARRETE:
                assert origin.note, (number, key)
                continue
            for piece in text.removesuffix(".").split(" […]"):
                assert piece.removeprefix(",").strip() in lines_of(origin, extract), (number, key)


@pytest.mark.parametrize(
    "form", [each for each in ALL_FORMS if each.commission.absent_professional], ids=lambda form: form.key
)
def test_the_rule_for_an_absent_professional_is_quoted(form: Form, extract: dict[int, str]) -> None:
    """Annexe V, E4, § 4.A and § 4.B; E6, § 5."""
    said = lines_of(form.origins["commission.absent_professional"], extract)
    note = form.commission.replacement_note
    assert note in said or note.replace("du professionnel", "de ce dernier") in said


def test_tools_and_permissions_of_the_candidate(extract: dict[int, str]) -> None:
    """Annexe V, E4, § 4.B and § 4.A (situation 2); E6, § 4.A."""
    forms = {form.key: form for form in ALL_FORMS}
    e4, second, e6 = forms["e4-ponctuel"], forms["e4-ccf-2"], forms["e6-ponctuel"]
    assert e4.dossier.tools == extract[5474]
    on_tools = joined(extract, 5738, 5742)
    assert e6.dossier.tools.removesuffix(".") in on_tools
    assert len(second.dossier.permissions) == 2
    assert extract[5371].endswith("tout support à sa convenance.")
    assert not forms["e4-ccf-1"].dossier.permissions
    rules = {form.key: form.origins["dossier.tools"].authority for form in ALL_FORMS if form.dossier.tools}
    assert {key for key, authority in rules.items() if authority is Authority.ARRETE} == {
        "e4-ponctuel",
        "e6-ponctuel",
    }


@pytest.mark.parametrize("key", ["e1-ccf-3", "e1-ccf-4", "e2-ponctuel", "e3-ccf-1", "ef1"])
def test_what_is_assessed_is_quoted_where_no_competence_is(key: str, extract: dict[int, str]) -> None:
    """Each line stands in its passage, in the order of the arrêté, and of E1 and E3 nothing is left out."""
    form = next(each for each in ALL_FORMS if each.key == key)
    passage = " ".join(lines_of(form.origins["criteria"], extract).replace("'", "’").split())
    place = 0
    for criterion in form.criteria:
        place = passage.index(criterion.text, place)
        assert criterion.text.split()[0] in joined(extract, criterion.line, criterion.line + 1).replace(
            "'", "’"
        )
    if form.assessed is Assessed.AIMS:
        return
    bare = passage.replace("b) Compétences à évaluer :", "")
    for criterion in form.criteria:
        bare = bare.replace(criterion.text, "", 1)
    assert not bare.strip(" ;,.")


@pytest.mark.parametrize(
    ("exam", "line", "words"),
    [
        ("E1", 5054, "E1 FRANÇAIS (Coef 3) U1"),
        ("E2", 5183, "E2 COMMUNICATION EN LANGUE VIVANTE ÉTRANGÈRE (coef 3) U2"),
        ("E3", 5216, "E3 - ENVIRONNEMENT ÉCONOMIQUE ET JURIDIQUE (coef. 2) U3"),
        ("EF1", 5770, "EF1 – LANGUE VIVANTE ETRANGERE - EPREUVE FACULTATIVE"),
    ],
)
def test_the_headings_of_the_other_orals(exam: str, line: int, words: str, extract: dict[int, str]) -> None:
    said = load_referential(FORMS / "referential.toml").exams[exam]
    assert " ".join(extract[line].split()) == words
    plain = str.maketrans("ÉÈ", "EE")
    assert said.title.partition(",")[0].upper().translate(plain) in words.translate(plain)
    assert str(said.coefficient or "FACULTATIVE") in words
    assert words.endswith(said.unit) or exam == "EF1"


HEADINGS = {
    5054: ("E1 FRANÇAIS", "annexe V, E1"),
    5138: ("3° Troisième", "annexe V, E1, § 2.2, 3°"),
    5163: ("4° Quatrième", "annexe V, E1, § 2.2, 4°"),
    5183: ("E2 ", "annexe V, E2"),
    5186: ("1. Objectifs", "annexe V, E2, § 1"),
    5197: ("2.1. Ponctuelle", "annexe V, E2, § 2.1"),
    5208: ("2.2. Contrôle", "annexe V, E2, § 2.2"),
    5216: ("E3 - ", "annexe V, E3"),
    5238: ("3. Critères", "annexe V, E3, § 3"),
    5263: ("B. Contrôle en cours", "annexe V, E3, § 4.B"),
    5770: ("EF1", "annexe V, EF1"),
    5772: ("1. Objectifs", "annexe V, EF1, § 1"),
    5781: ("2. Forme", "annexe V, EF1, § 2"),
    5276: ("E4 - NÉGOCIATION", "annexe V, E4"),
    5278: ("1. Finalité", "annexe V, E4, § 1"),
    5283: ("2. Contenu", "annexe V, E4, § 2"),
    5300: ("3. Critères", "annexe V, E4, § 3"),
    5331: ("4. Modalités", "annexe V, E4, § 4"),
    5333: ("A. Contrôle en cours", "annexe V, E4, § 4.A"),
    5408: ("B. Le contrôle ponctuel", "annexe V, E4, § 4.B"),
    5481: ("E5 - ", "annexe V, E5"),
    5568: ("E6 - PROJET", "annexe V, E6"),
    5570: ("1. Finalités", "annexe V, E6, § 1"),
    5591: ("2. Contenu", "annexe V, E6, § 2"),
    5626: ("3. Critères", "annexe V, E6, § 3"),
    5676: ("4. Modalités", "annexe V, E6, § 4"),
    5678: ("A. Forme ponctuelle", "annexe V, E6, § 4.A"),
    5750: ("B. Contrôle en cours", "annexe V, E6, § 4.B"),
    5765: ("5. Composition", "annexe V, E6, § 5"),
}


def test_a_line_of_the_arrete_has_a_place(extract: dict[int, str]) -> None:
    for line, (heading, place) in HEADINGS.items():
        assert extract[line].startswith(heading)
        assert place_of(f"l.{line}") == place.replace("§ ", "§\u202f")
        assert place_of(f"l.{line - 1}") != place_of(f"l.{line}")
    assert place_of("") == ""
    assert place_of("l.5412-5450, l.5472") == "annexe V, E4, §\u202f4.B"
    assert place_of("l.5371-5373, l.5412") == "annexe V, E4, §\u202f4.A et annexe V, E4, §\u202f4.B"


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.key)
def test_each_source_is_given_by_its_place(form: Form) -> None:
    for path, origin in form.origins.items():
        assert origin.place == place_of(origin.lines), path
        assert origin.place if origin.authority is Authority.ARRETE else origin.note, path


@pytest.mark.parametrize("form", ALL_FORMS, ids=lambda form: form.key)
def test_no_word_of_a_form_cites_a_line_of_our_copy(form: Form) -> None:
    without_lines = {path: replace(origin, lines="") for path, origin in form.origins.items()}
    assert not re.search(rb"l\.\s*[0-9]{3}", encode_form(replace(form, origins=without_lines)))
    assert not re.search(r"l\.\s*[0-9]{3}", "\n".join(form_lines(form)))


def test_the_competence_without_criterion_is_told() -> None:
    """C3.3.1 (annexe V, E6, § 2) has no criterion of its own in § 3."""
    told = {form.key: [each.code for each in form.without_criterion] for form in ALL_FORMS}
    assert {key for key, codes in told.items() if codes} == {"e6-ponctuel", "e6-ccf-1", "e6-ccf-unique"}
    assert told["e6-ccf-1"] == ["C3.3.1"]
    assert "      Aucun critère pour C3.3.1 Préparer la communication" in form_lines(
        next(form for form in ALL_FORMS if form.key == "e6-ccf-1")
    )
