"""Reads a form of an exam from its TOML file and the referential beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import AbsentProfessional, CommissionRule, Role
from btstc_jury.domain.form import (
    NOT_ASSESSED,
    Competence,
    Criterion,
    DossierRule,
    Form,
    Level,
    LimitKind,
    MarkRule,
    Phase,
    SettingKind,
    Situation,
    TimeRule,
    WithoutDossier,
)
from btstc_jury.domain.moments import ZERO
from btstc_jury.domain.playing import Playing
from btstc_jury.exchange import form_values as read
from btstc_jury.exchange.form_values import Fault, Reader, shown, wrong
from btstc_jury.exchange.referential_files import (
    EXAM_PATHS,
    REFERENTIAL_NAME,
    ExamReferential,
    Referential,
    load_referential,
    read_origins,
    unknown_codes,
)
from btstc_jury.exchange.toml_files import FormErrors, FormProblem, read_toml

_Choice = TypeVar("_Choice", bound=StrEnum)

_MOST_PHASES = 12
_FEWEST_LEVELS, _MOST_LEVELS = 2, 9
"""A level is rated by its digit, and 0 is « non évalué »."""
_RESERVED_LETTERS = frozenset({NOT_ASSESSED, "N"})
"""``N`` is the key of « non évalué »."""
_HIGHEST_MARK = 1000
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
_ORIGINS_IF_THERE = (
    "competences",
    "commission.qualities",
    "dossier.rubrics_compulsory",
    "dossier.permissions",
    "dossier.tools",
    "dossier.attestations",
    "dossier.without",
    "parts_due",
    "playing",
    "situation",
    "situation.weight",
)


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
    try:
        values = read_toml(path)
        file = read.read_values(_form_reader(values, path.stem, referential), values, path)
    except FormErrors as errors:
        raise FormErrors([*found, *errors.problems]) from errors
    if found or referential is None:
        raise FormErrors(found)
    return with_hash(_completed(file, referential))


def _form_reader(values: Mapping[str, object], stem: str, referential: Referential | None) -> Reader[Form]:
    """What the file says by itself: of its competences the codes only, none for all of the exam's.

    ``stem``: the name of the file; without ``referential``, what depends on it goes unchecked.
    """
    paths = _value_paths(values)
    return read.table(
        partial(Form, diploma="", unit="", title="", coefficient=0, criteria=(), hash=""),
        partial(_form_rules, stem, referential),
        key=read.code(40),
        version=read.code(20),
        name=read.text(60),
        source=read.text(300),
        secrecy=read.text(300),
        scale_note=read.text(200),
        exam=read.text(20),
        competences=read.optional(_coded, ()),
        levels=read.tables(_LEVEL, _scale_rules),
        preparation=_PREPARATION,
        total=_TOTAL,
        phases=read.tables(_PHASE, _sequence_rules),
        mark=_MARK,
        commission=_COMMISSION,
        dossier=_DOSSIER,
        situation=read.optional(_SITUATION, None),
        parts_due=read.optional(read.flag, False),
        playing=read.optional(read.choice(Playing), None),
        origins=partial(read_origins, paths | EXAM_PATHS | set(_REQUIRED_ORIGINS), _required_origins(paths)),
    )


def _coded(value: object, at: str) -> tuple[Competence, ...]:
    return tuple(Competence(each, "") for each in read.texts(20)(value, at))


def _level_rules(level: Level) -> Iterator[Fault]:
    letters = level.letters
    if letters.upper() in _RESERVED_LETTERS:
        yield "letters", f"{shown(letters)} est réservé à «\u202fnon évalué\u202f», qui s’ajoute toujours"
    elif " " in letters or letters.isdigit():
        yield "letters", wrong("de 1 à 3 caractères sans espace, pas seulement des chiffres", letters)


_LEVEL = read.table(Level, _level_rules, letters=read.text(3), label=read.text(60))


def _scale_rules(levels: Sequence[Level]) -> Iterator[Fault]:
    """Letters differ even without regard to case."""
    capitals = [each.letters.upper() for each in levels]
    for place, level in enumerate(levels, 1):
        if capitals[place - 1] in capitals[: place - 1]:
            yield f"{place}.letters", f"le niveau {shown(level.letters)} figure déjà dans l’échelle"
    if not _FEWEST_LEVELS <= len(levels) <= _MOST_LEVELS:
        found = read.counted(len(levels), "niveau", "niveaux")
        yield "", f"{found}\u202f; attendu\u202f: de {_FEWEST_LEVELS} à {_MOST_LEVELS} niveaux"


def _time_rules(time: TimeRule) -> Iterator[Fault]:
    if time.kind is SettingKind.FIXED and time.duration is None:
        yield "duration", read.missing(read.duration)
    if time.kind is SettingKind.NONE and time.duration is not None:
        yield "duration", "de trop\u202f: «\u202fnone\u202f» veut dire que ce temps n’existe pas"
    if time.complement_of is None:
        return
    if time.kind is not SettingKind.AT_OPENING:
        yield "complement_of", "de trop\u202f: admis avec kind = «\u202fat_opening\u202f» seulement"
    if time.duration is not None and time.duration > time.complement_of:
        yield "duration", f"plus long que complement_of ({read.minutes(time.complement_of)})"


_TIME: dict[str, Reader[object]] = {
    "kind": read.choice(SettingKind),
    "duration": read.optional(read.duration, None),
}
_PREPARATION = read.table(TimeRule, _time_rules, **_TIME)
_TOTAL = read.table(TimeRule, _time_rules, **_TIME, complement_of=read.optional(read.duration, None))


def _phase_rules(phase: Phase) -> Iterator[Fault]:
    if phase.limit is LimitKind.MAXIMUM and phase.maximum is None:
        yield "maximum", read.missing(read.duration)
    if phase.limit is not LimitKind.MAXIMUM and phase.maximum is not None:
        expected = "de trop\u202f: admis avec limit = «\u202fmaximum\u202f» seulement"
        yield "maximum", f"{expected}, ici «\u202f{phase.limit}\u202f»"


_PHASE = read.table(
    Phase,
    _phase_rules,
    title=read.text(120),
    short=read.text(20),
    limit=read.choice(LimitKind),
    maximum=read.optional(read.duration, None),
    uninterrupted=read.flag,
    candidate=read.text(300),
    commission=read.text(300),
    competences=read.optional(read.texts(20), ()),
)


def _make_mark(divergence: Mapping[str, object], **values: object) -> MarkRule:
    beyond = {f"divergence_{key}": each for key, each in divergence.items()}
    return MarkRule(**values, **beyond)  # type: ignore[arg-type]


def _mark_rules(mark: MarkRule) -> Iterator[Fault]:
    if mark.maximum % mark.step:
        yield "step", f"le pas {shown(mark.step)} ne divise pas la note maximale {shown(mark.maximum)}"
    if mark.divergence_points > mark.maximum:
        yield "divergence.points", f"plus que la note maximale {shown(mark.maximum)}"


_MARK = read.table(
    _make_mark,
    _mark_rules,
    maximum=read.decimal(_HIGHEST_MARK),
    step=read.decimal(_HIGHEST_MARK),
    guide=read.flag,
    divergence=read.table(dict, points=read.decimal(_HIGHEST_MARK), levels=read.integer(1, _MOST_LEVELS)),
)


def _texts_by(choices: type[_Choice]) -> Reader[dict[_Choice, str]]:
    """A table of one text for each of some members of a closed set; it may be left out."""

    def make(**said: object) -> dict[_Choice, str]:
        return {choices(key): str(each) for key, each in said.items() if each}

    texts = {str(each): read.optional(read.text(200), "") for each in choices}
    return read.optional(read.table(make, **texts), {})


_COMMISSION = read.table(
    CommissionRule,
    members=read.several(read.choice(Role), f"une liste de {read.join_choices(Role)}"),
    absent_professional=read.choice(AbsentProfessional),
    replacement_note=read.text(300),
    qualities=_texts_by(Role),
)

_DOSSIER = read.table(
    partial(DossierRule, sheet_name="", rubrics=()),
    minimum_sheets=read.integer(0, 99),
    annex_pages=read.optional(read.integer(0, 999), None),
    experience_pages=read.optional(read.integer(0, 999), None),
    rubrics_compulsory=read.optional(read.flag, False),
    documents=read.optional(read.texts(200), ()),
    permissions=read.optional(read.texts(200), ()),
    tools=read.optional(read.text(300), ""),
    attestations=_texts_by(Course),
    without=read.optional(read.choice(WithoutDossier), WithoutDossier.NOT_VALIDATED),
    marked=read.flag,
    told_of_reserve=read.flag,
)


def _situation_rules(situation: Situation) -> Iterator[Fault]:
    if situation.weights_on and situation.weight is None:
        yield "weight", f"{read.missing(_WEIGHT)}\u202f; weights_on = true le demande"


_WEIGHT = read.decimal(100)
_SITUATION = read.table(
    Situation,
    _situation_rules,
    number=read.integer(1, 2),
    of=read.text(20),
    weight=read.optional(_WEIGHT, None),
    weights_on=read.optional(read.flag, False),
)


def _form_rules(stem: str, referential: Referential | None, form: Form) -> Iterator[Fault]:
    if form.key != stem:
        yield "key", wrong(f"le nom du fichier, {shown(stem)}", form.key)
    steps = len(form.levels) - 1
    if form.mark.divergence_levels > steps:
        yield "mark.divergence.levels", wrong(f"un nombre entier de 1 à {steps}", form.mark.divergence_levels)
    if form.situation is not None and form.situation.of != form.exam:
        yield "situation.of", wrong(f"l’épreuve de la forme, {shown(form.exam)}", form.situation.of)
    yield from _total_rules(form.phases, form.total)
    if referential is None:
        return
    exam = referential.exams.get(form.exam)
    if exam is None:
        expected = f"une épreuve du référentiel, {read.join_choices(referential.exams)}"
        yield "exam", wrong(expected, form.exam)
        return
    official = tuple(each.code for each in exam.competences)
    codes = tuple(each.code for each in form.competences) or official
    yield from unknown_codes("competences", codes, official)
    if not _borne(exam, codes):
        yield "competences", "aucun critère de l’épreuve n’est rattaché à ces compétences"
    for place, phase in enumerate(form.phases, 1):
        yield from unknown_codes(f"phases.{place}.competences", phase.competences, codes)


def _sequence_rules(phases: Sequence[Phase]) -> Iterator[Fault]:
    if len(phases) > _MOST_PHASES:
        yield "", f"{read.counted(len(phases), 'phase', 'phases')}\u202f; {_MOST_PHASES} au plus"
    for place, phase in enumerate(phases[:-1], 1):
        if phase.limit is LimitKind.REMAINDER:
            rest = "«\u202fremainder\u202f» est réservé à la dernière phase, qui prend ce qui reste du total"
            yield f"{place}.limit", rest


def _total_rules(phases: Sequence[Phase], total: TimeRule) -> Iterator[Fault]:
    for place, phase in enumerate(phases, 1):
        if phase.limit is LimitKind.REMAINDER and total.kind is SettingKind.NONE:
            none = "«\u202fremainder\u202f» suppose un total\u202f; or total.kind vaut «\u202fnone\u202f»"
            yield f"phases.{place}.limit", none
    together = sum((phase.maximum for phase in phases if phase.maximum is not None), ZERO)
    if total.kind is SettingKind.FIXED and total.duration is not None and together > total.duration:
        found = f"durées maximales\u202f: {read.minutes(together)} ensemble"
        yield "phases", f"{found}, plus que le total ({read.minutes(total.duration)})"


def _value_paths(values: Mapping[str, object], prefix: str = "") -> set[str]:
    """The key path of every value of a form file: tables, their keys, list entries that are tables."""
    paths: set[str] = set()
    for key, value in values.items():
        path = f"{prefix}{key}"
        if path == "origins":
            continue
        paths.add(path)
        if isinstance(value, dict):
            paths |= _value_paths(value, f"{path}.")
        elif isinstance(value, list):
            entries = {str(number): each for number, each in enumerate(value, 1) if isinstance(each, dict)}
            paths |= _value_paths(entries, f"{path}.")
    return paths


def _required_origins(paths: Collection[str]) -> list[str]:
    required = [path for path in (*_REQUIRED_ORIGINS, *_ORIGINS_IF_THERE) if path in paths]
    for number in range(1, _MOST_PHASES + 1):
        phase = f"phases.{number}"
        if phase not in paths:
            break
        limit = "maximum" if f"{phase}.maximum" in paths else "limit"
        required += [f"{phase}.{limit}", f"{phase}.uninterrupted"]
        if f"{phase}.competences" in paths:
            required.append(f"{phase}.competences")
    return required


def _borne(exam: ExamReferential, codes: Collection[str]) -> tuple[Criterion, ...]:
    """Criteria that bear one of these competences, each with those of its competences that are among them."""
    kept = (
        replace(each, competences=tuple(code for code in each.competences if code in codes))
        for each in exam.criteria
    )
    return tuple(each for each in kept if each.competences)


def _completed(form: Form, referential: Referential) -> Form:
    """With what the referential says of its exam."""
    exam = referential.exams[form.exam]
    codes = {each.code for each in form.competences or exam.competences}
    return replace(
        form,
        diploma=referential.diploma,
        unit=exam.unit,
        title=exam.title,
        coefficient=exam.coefficient,
        competences=tuple(each for each in exam.competences if each.code in codes),
        criteria=_borne(exam, codes),
        dossier=replace(form.dossier, sheet_name=exam.sheet_name, rubrics=exam.rubrics),
        origins={**exam.origins, **form.origins},
    )
