"""The official forms quote the arrêté word for word."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from btstc_jury.exchange.form_library import FormLibrary
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
        assert f"l.{first}" in remarks[code]


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
