"""The referential that the forms of a folder share: competences, criteria and rubrics of each exam."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from btstc_jury.domain.form import Authority, Competence, Criterion, Origin
from btstc_jury.exchange import form_values as read
from btstc_jury.exchange.form_values import Fault, Faults, Reader, join, shown
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

_LINES = re.compile(r"l\.[0-9]+(?:-[0-9]+)?(?:, l\.[0-9]+(?:-[0-9]+)?)*")


@dataclass(frozen=True, slots=True)
class ExamReferential:
    """What every form of one exam shares. ``criteria`` are in official order, numbered from 1; none where
    each situation has its own, in the form (E1).
    """

    key: str
    title: str
    unit: str
    coefficient: int | None
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
    return read.read_values(
        read.table(Referential, diploma=read.text(200), exams=_exams), read_toml(path), path
    )


def _exams(value: object, at: str) -> dict[str, ExamReferential]:
    values = read.table_at(value, at)
    if not values:
        raise Faults([(at, "aucune épreuve\u202f; attendu\u202f: une table [exams.E4] par épreuve")])
    exams: dict[str, ExamReferential] = {}
    found: list[Fault] = []
    for key, each in values.items():
        path = join(at, key)
        if path != f"{at}.{key}":
            found.append((path, "attendu\u202f: un nom d’épreuve court, comme «\u202fE4\u202f»"))
        try:
            exams[key] = _exam_reader(key, read.table_at(each, path))(each, path)
        except Faults as faults:
            found += faults.found
    if found:
        raise Faults(found)
    return exams


COMPETENCE = read.table(
    Competence, code=read.code(20), label=read.text(200), remark=read.optional(read.text(300), "")
)


def _exam_reader(key: str, values: Mapping[str, object]) -> Reader[ExamReferential]:
    """``values``: of the exam; what is there needs its origin."""

    def make(*, sheet: tuple[str, tuple[str, ...]], **values: object) -> ExamReferential:
        return ExamReferential(key, sheet_name=sheet[0], rubrics=sheet[1], **values)  # type: ignore[arg-type]

    needed = {
        "coefficient": ("coefficient",),
        "competences": ("competences", "criteria.competences"),
        "criteria": ("criteria",),
        "sheet": ("dossier.rubrics",),
    }
    required = [path for there, paths in needed.items() if there in values for path in paths]
    return read.table(
        make,
        _exam_rules,
        title=read.text(120),
        unit=read.text(20),
        coefficient=read.optional(read.integer(1, 20), None),
        competences=read.optional(read.tables(COMPETENCE), ()),
        criteria=read.optional(
            read.tables(
                read.table(
                    Criterion,
                    number=read.integer(1, 99),
                    text=read.text(500),
                    competences=read.optional(read.texts(20), ()),
                    line=read.integer(1, 99_999),
                )
            ),
            (),
        ),
        sheet=read.optional(
            read.table(lambda name, rubrics: (name, rubrics), name=read.text(80), rubrics=read.texts(300)),
            ("", ()),
        ),
        origins=partial(read_origins, EXAM_PATHS, required),
    )


def _exam_rules(exam: ExamReferential) -> Iterator[Fault]:
    codes = [each.code for each in exam.competences]
    yield from ((f"competences.{path}", fault) for path, fault in differing_codes(exam.competences))
    for place, criterion in enumerate(exam.criteria, 1):
        path = f"criteria.{place}"
        if criterion.number != place:
            yield f"{path}.number", f"attendu\u202f: {place}, les critères sont numérotés à la suite depuis 1"
        if codes and not criterion.competences:
            yield f"{path}.competences", read.missing(read.texts(20))
        yield from unknown_codes(f"{path}.competences", criterion.competences, tuple(dict.fromkeys(codes)))


def differing_codes(competences: Sequence[Competence]) -> Iterator[Fault]:
    codes = [each.code for each in competences]
    for place, each in enumerate(codes, 1):
        if each in codes[: place - 1]:
            yield f"{place}.code", f"la compétence {shown(each)} figure déjà dans la liste"


def unknown_codes(path: str, used: Sequence[str], codes: Sequence[str]) -> Iterator[Fault]:
    for each in used:
        if each not in codes:
            expected = f"attendu\u202f: {', '.join(codes)}" if codes else "cette épreuve n’en a aucune"
            yield path, f"compétence {shown(each)} inconnue\u202f; {expected}"


def read_origins(
    known: Collection[str], required: Collection[str], value: object, at: str
) -> dict[str, Origin]:
    """Origins by key path. One for a path outside ``known``, and none for one of ``required``, are faults."""
    origins: dict[str, Origin] = {}
    found: list[Fault] = []
    values = read.table_at(value, at)
    for path, each in values.items():
        if path not in known:
            found.append((join(at, path), "origine d’une valeur que cette forme n’a pas"))
        try:
            origins[path] = _origin(each, join(at, path))
        except Faults as faults:
            found += faults.found
    for path in required:
        if path not in values:
            example = f'"{path}" = {{ authority = "…", place = "…", note = "…" }}'
            found.append((f"{at}.{path}", f"origine manquante\u202f; attendu\u202f: {example}"))
    if found:
        raise Faults(found)
    return origins


def _origin(value: object, at: str) -> Origin:
    if "authority" not in read.table_at(value, at):
        hint = (
            "valeur manquante\u202f; un chemin en plusieurs parties se met entre guillemets\u202f: "
            '"mark.step" = { authority = "default", note = "…" }'
        )
        raise Faults([(f"{at}.authority", hint)])
    return _ORIGIN(value, at)


def _origin_rules(origin: Origin) -> Iterator[Fault]:
    needed = "place" if origin.authority is Authority.ARRETE else "note"
    placed = origin.authority is Authority.CIRCULAR and origin.place
    if not getattr(origin, needed) and not placed:
        yield needed, read.missing(read.text(1))
    if _LINES.search(origin.place):
        yield "place", "attendu\u202f: un endroit de l’arrêté, comme «\u202fannexe V, E4, §\u202f4.B\u202f»"
    if origin.lines and not _LINES.fullmatch(origin.lines):
        example = "«\u202fl.5410\u202f» ou «\u202fl.5452-5469, l.5472\u202f»"
        yield "lines", f"attendu\u202f: des lignes de l’arrêté, comme {example}"


_ORIGIN = read.table(
    Origin,
    _origin_rules,
    authority=read.choice(Authority),
    place=read.optional(read.text(120), ""),
    lines=read.optional(read.text(120), ""),
    note=read.optional(read.text(300), ""),
)
