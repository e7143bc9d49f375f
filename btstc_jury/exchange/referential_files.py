"""The referential that the forms of a folder share: competences, criteria and rubrics of each exam."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from btstc_jury.domain.form import Competence, Criterion, Origin
from btstc_jury.exchange.form_origins import read_origins
from btstc_jury.exchange.form_problems import FormErrors, ProblemList, shown
from btstc_jury.exchange.form_table import FormTable, shown_key
from btstc_jury.exchange.toml_files import read_toml

REFERENTIAL_NAME = "referential.toml"

EXAM_PATHS = frozenset(
    {
        "title",
        "unit",
        "coefficient",
        "competences",
        "criteria",
        "criteria.competences",
        "dossier.sheet_name",
        "dossier.rubrics",
    }
)
"""Key paths of a form whose value comes from the referential."""

_REQUIRED_ORIGINS = ("coefficient", "competences", "criteria", "criteria.competences", "dossier.rubrics")


@dataclass(frozen=True, slots=True)
class ExamReferential:
    """What every form of one exam shares. ``criteria`` are in official order, numbered from 1."""

    key: str
    title: str
    unit: str
    coefficient: int
    competences: tuple[Competence, ...]
    criteria: tuple[Criterion, ...]
    sheet_name: str
    rubrics: tuple[str, ...]
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Referential:
    """``exams`` by key, such as ``E4``."""

    diploma: str
    exams: Mapping[str, ExamReferential]


def load_referential(path: Path) -> Referential:
    """Read a referential; raise ``FormErrors`` with every fault of the file."""
    problems = ProblemList(path)
    table = FormTable(read_toml(path), "", problems)
    diploma = table.text("diploma", 200)
    exams_table = table.table("exams")
    exams: dict[str, ExamReferential] = {}
    if exams_table is not None:
        if not exams_table.values:
            exams_table.fault("", "aucune épreuve ; attendu : une table [exams.E4] par épreuve")
        for key in exams_table.values:
            exam = _read_exam(exams_table, key)
            if exam is not None:
                exams[key] = exam
    table.close()
    if problems.found or diploma is None:
        raise FormErrors(problems.found)
    return Referential(diploma, exams)


def _read_exam(exams: FormTable, key: str) -> ExamReferential | None:
    if shown_key(key) != key:
        exams.fault(key, "attendu : un nom d’épreuve court, comme « E4 »")
    table = exams.table(key)
    if table is None:
        return None
    title = table.text("title", 120)
    unit = table.text("unit", 20)
    coefficient = table.integer("coefficient", 1, 20)
    competences = _read_competences(table)
    criteria = _read_criteria(table, [competence.code for competence in competences])
    sheet = table.table("sheet")
    sheet_name = rubrics = None
    if sheet is not None:
        sheet_name = sheet.text("name", 80)
        rubrics = sheet.texts("rubrics", 300)
        sheet.close()
    origins = read_origins(table, EXAM_PATHS, _REQUIRED_ORIGINS)
    table.close()
    if title is None or unit is None or coefficient is None or sheet_name is None or rubrics is None:
        return None
    return ExamReferential(key, title, unit, coefficient, competences, criteria, sheet_name, rubrics, origins)


def _read_competences(exam: FormTable) -> tuple[Competence, ...]:
    read: dict[str, Competence] = {}
    for table in exam.tables("competences"):
        code = table.code("code", 20)
        label = table.text("label", 200)
        remark = table.text("remark", 300, required=False)
        table.close()
        if code in read:
            table.fault("code", f"la compétence {shown(code)} figure déjà dans la liste")
        elif code is not None:
            read[code] = Competence(code, label or "", remark or "")
    return tuple(read.values())


def _read_criteria(exam: FormTable, codes: Sequence[str]) -> tuple[Criterion, ...]:
    read: list[Criterion] = []
    for place, table in enumerate(exam.tables("criteria"), 1):
        number = table.integer("number", 1, 99)
        text = table.text("text", 500)
        competences = table.texts("competences", 20)
        line = table.integer("line", 1, 99_999)
        table.close()
        if number is not None and number != place:
            table.fault("number", f"attendu : {place}, les critères sont numérotés à la suite depuis 1")
        report_unknown_codes(table, "competences", competences, codes)
        read.append(Criterion(place, text or "", competences, line or 0))
    return tuple(read)


def report_unknown_codes(table: FormTable, key: str, used: Sequence[str], codes: Sequence[str]) -> None:
    """Add a fault for each code used that isn't among ``codes``; without any code, there is no telling."""
    for code in used:
        if codes and code not in codes:
            table.fault(key, f"compétence {shown(code)} inconnue ; attendu : {', '.join(codes)}")
