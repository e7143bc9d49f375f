"""Reads a form of an exam from its TOML file and the referential beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain.form import (
    CommissionRule,
    Criterion,
    DossierRule,
    Form,
    MarkRule,
    Origin,
    Phase,
    TimeRule,
)
from btstc_jury.exchange.form_origins import read_origins, value_paths
from btstc_jury.exchange.form_phases import MOST_PHASES, read_phases, read_time_rule
from btstc_jury.exchange.form_problems import FormErrors, FormProblem, ProblemList, join_choices, shown, wrong
from btstc_jury.exchange.form_rules import (
    read_commission_rule,
    read_dossier_rule,
    read_levels,
    read_mark_rule,
)
from btstc_jury.exchange.form_table import FormTable
from btstc_jury.exchange.referential_files import (
    EXAM_PATHS,
    REFERENTIAL_NAME,
    ExamReferential,
    Referential,
    load_referential,
    report_unknown_codes,
)
from btstc_jury.exchange.toml_files import read_toml

_REQUIRED_ORIGINS = (
    "preparation",
    "total",
    "levels",
    "mark.maximum",
    "mark.step",
    "mark.guide",
    "mark.divergence",
    "commission.members",
    "commission.absent_professional",
    "dossier",
    "secrecy",
)


@dataclass(frozen=True, slots=True)
class _Heading:
    key: str
    version: str
    name: str
    source: str
    secrecy: str
    scale_note: str


def load_form(path: Path, referential: Referential | None = None) -> Form:
    """Read a form; its referential is the one beside it, unless it is given.

    Raises ``FormErrors`` with every fault of the form and of its referential.
    """
    found: list[FormProblem] = []
    if referential is None:
        try:
            referential = load_referential(path.with_name(REFERENTIAL_NAME))
        except FormErrors as errors:
            found += errors.problems
    problems = ProblemList(path)
    form = None
    try:
        form = _read_form(read_toml(path), problems, referential)
    except FormErrors as errors:
        found += errors.problems
    found += problems.found
    if found or form is None:
        raise FormErrors(found)
    return with_hash(form)


@dataclass(frozen=True, slots=True)
class _Times:
    preparation: TimeRule
    total: TimeRule
    phases: tuple[Phase, ...]


def _read_times(table: FormTable, codes: tuple[str, ...]) -> _Times | None:
    preparation = read_time_rule(table, "preparation", may_complement=False)
    total = read_time_rule(table, "total", may_complement=True)
    phases = read_phases(table, total, codes)
    return None if preparation is None or total is None else _Times(preparation, total, phases)


@dataclass(frozen=True, slots=True)
class _Rules:
    mark: MarkRule
    commission: CommissionRule
    dossier: DossierRule


def _read_rules(table: FormTable, levels: int, exam: ExamReferential | None) -> _Rules | None:
    mark = read_mark_rule(table, levels)
    commission = read_commission_rule(table)
    dossier = read_dossier_rule(table, exam)
    if mark is None or commission is None or dossier is None:
        return None
    return _Rules(mark, commission, dossier)


def _read_form(
    values: Mapping[str, object], problems: ProblemList, referential: Referential | None
) -> Form | None:
    table = FormTable(values, "", problems)
    heading = _read_heading(table)
    exam = _find_exam(table, referential)
    codes = _read_codes(table, exam)
    levels = read_levels(table)
    times = _read_times(table, codes)
    rules = _read_rules(table, len(levels), exam)
    origins = _read_form_origins(table, value_paths(values))
    table.close()
    if referential is None or exam is None or heading is None or times is None or rules is None:
        return None
    return Form(
        key=heading.key,
        version=heading.version,
        diploma=referential.diploma,
        exam=exam.key,
        unit=exam.unit,
        title=exam.title,
        name=heading.name,
        coefficient=exam.coefficient,
        source=heading.source,
        preparation=times.preparation,
        total=times.total,
        phases=times.phases,
        competences=tuple(each for each in exam.competences if each.code in codes),
        criteria=_criteria_bearing(exam, codes),
        levels=levels,
        scale_note=heading.scale_note,
        mark=rules.mark,
        commission=rules.commission,
        dossier=rules.dossier,
        secrecy=heading.secrecy,
        origins={**exam.origins, **origins},
        hash="",
    )


def _read_heading(table: FormTable) -> _Heading | None:
    key = table.code("key")
    version = table.code("version", 20)
    name = table.text("name", 60)
    source = table.text("source", 300)
    secrecy = table.text("secrecy", 300)
    scale_note = table.text("scale_note", 200)
    stem = table.problems.file.stem
    if key is not None and key != stem:
        table.fault("key", wrong(f"le nom du fichier, {shown(stem)}", key))
    if key is None or version is None or name is None or source is None:
        return None
    if secrecy is None or scale_note is None:
        return None
    return _Heading(key, version, name, source, secrecy, scale_note)


def _find_exam(table: FormTable, referential: Referential | None) -> ExamReferential | None:
    key = table.text("exam", 20)
    if key is None or referential is None:
        return None
    exam = referential.exams.get(key)
    if exam is None:
        table.fault("exam", wrong(f"une épreuve du référentiel, {join_choices(referential.exams)}", key))
    return exam


def _read_codes(table: FormTable, exam: ExamReferential | None) -> tuple[str, ...]:
    """Codes of the competences that the form assesses: those it names, or all of the exam's."""
    named = table.texts("competences", 20, required=False)
    if exam is None:
        return ()
    official = tuple(each.code for each in exam.competences)
    if "competences" not in table.values:
        return official
    report_unknown_codes(table, "competences", named, official)
    if named and not _criteria_bearing(exam, named):
        table.fault("competences", "aucun critère de l’épreuve n’est rattaché à ces compétences")
    return named


def _criteria_bearing(exam: ExamReferential, codes: Sequence[str]) -> tuple[Criterion, ...]:
    """Criteria that bear one of these competences, each with those of its competences that are among them."""
    borne = (
        replace(each, competences=tuple(code for code in each.competences if code in codes))
        for each in exam.criteria
    )
    return tuple(each for each in borne if each.competences)


def _read_form_origins(table: FormTable, paths: set[str]) -> dict[str, Origin]:
    required = [path for path in (*_REQUIRED_ORIGINS, "competences") if path in paths]
    for number in range(1, MOST_PHASES + 1):
        phase = f"phases.{number}"
        if phase not in paths:
            break
        limit = "maximum" if f"{phase}.maximum" in paths else "limit"
        required += [f"{phase}.{limit}", f"{phase}.uninterrupted"]
        if f"{phase}.competences" in paths:
            required.append(f"{phase}.competences")
    return read_origins(table, paths | EXAM_PATHS | set(_REQUIRED_ORIGINS), required)
