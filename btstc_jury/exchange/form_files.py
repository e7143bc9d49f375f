"""Reads a form of an exam from its TOML file and the referential beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

from btstc_jury.application.form_content import with_hash
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import ROLE_LIMIT, AbsentProfessional, CommissionRule, Role, RoleWords
from btstc_jury.domain.form import (
    NO_DOSSIER,
    NOT_ASSESSED,
    Competence,
    Criterion,
    DossierRule,
    Form,
    Level,
    MarkRule,
    Origin,
    Situation,
    Subject,
    WithoutDossier,
)
from btstc_jury.domain.playing import Playing
from btstc_jury.exchange import form_points, form_times
from btstc_jury.exchange import form_values as read
from btstc_jury.exchange.form_values import MISSING, Fault, Faults, Reader, Rule, join, shown, wrong
from btstc_jury.exchange.referential_files import (
    COMPETENCE,
    EXAM_PATHS,
    REFERENTIAL_NAME,
    ExamReferential,
    Referential,
    differing_codes,
    load_referential,
    read_origins,
    unknown_codes,
)
from btstc_jury.exchange.toml_files import FormErrors, FormProblem, parse_toml, read_text

_Choice = TypeVar("_Choice", bound=StrEnum)
_Said = TypeVar("_Said")

_FEWEST_LEVELS, _MOST_LEVELS = 2, 9
"""A level is rated by its digit, and 0 is « non évalué »."""
_RESERVED_LETTERS = frozenset({NOT_ASSESSED, "N"})
"""``N`` is the key of « non évalué »."""
_HIGHEST_MARK = 1000
MOST_CRITERIA = 99
_MOST_MEMBERS = 9
_LONGEST_SHORT, _LONGEST_LETTERS = 24, 6
_MOST_SITUATIONS = 9
_WHOLE = ("diploma", "title", "unit")
"""What a form says by itself where it doesn't take its exam from a referential."""
_REQUIRED_ORIGINS = (
    "preparation",
    "total",
    "levels",
    "mark.maximum",
    "mark.step",
    "mark.guide",
    "mark.divergence",
    "commission.members",
    "secrecy",
)
_ORIGINS_IF_THERE = (
    "assessed",
    "coefficient",
    "competences",
    "criteria",
    "commission.absent_professional",
    "commission.any_quality",
    "commission.qualities",
    "dossier",
    "dossier.rubrics",
    "dossier.rubrics_compulsory",
    "dossier.permissions",
    "dossier.tools",
    "dossier.attestations",
    "dossier.without",
    "parts_due",
    "playing",
    "situation",
    "situation.weight",
    "subject",
    "mark.counted_above",
    *form_points.ORIGINS,
)


def load_form(path: Path, referential: Referential | None = None) -> Form:
    """Read a form; its referential is the one beside it, unless it is given.

    Raises ``FormErrors`` with every fault of the form and of its referential.
    """
    return read_form(path, load_referential if referential is None else lambda _path: referential)


def read_form(path: Path, referential_at: Callable[[Path], Referential], *, named: bool = True) -> Form:
    """As ``load_form``, with the referentials from elsewhere. A form that names its diploma is whole by
    itself, and needs none. ``named``: the form's key must be the name of the file.
    """
    found: list[FormProblem] = []
    text = read_text(path)
    try:
        values = parse_toml(text, path)
    except FormErrors as errors:
        values, found = {}, list(errors.problems)
    unread = bool(found)
    referential: Referential | None = None
    whole = "diploma" in values
    if not whole:
        try:
            referential = referential_at(path.with_name(REFERENTIAL_NAME))
        except FormErrors as errors:
            found = [*errors.problems, *found]
    if unread:
        raise FormErrors(found)
    try:
        reader = _form_reader(values, path.stem if named else None, referential, whole=whole)
        form = read.read_values(reader, values, path)
    except FormErrors as errors:
        raise FormErrors([*found, *errors.problems]) from errors
    if found:
        raise FormErrors(found)
    return with_hash(form if referential is None else _completed(form, referential))


def parse_form(text: str, path: Path) -> Form:
    """A form whole by itself, from the text that ``path`` is to hold. Raises ``FormErrors``."""
    values = parse_toml(text, path)
    return with_hash(read.read_values(_form_reader(values, path.stem, None, whole=True), values, path))


def _form_reader(
    values: Mapping[str, object], stem: str | None, referential: Referential | None, *, whole: bool
) -> Reader[Form]:
    """What the file says by itself: of its competences the codes only, none for all of the exam's.

    ``stem``: the name that the file must have, ``None`` for any; without ``referential``, what depends on it
    goes unchecked; ``whole``: nothing is taken from one.
    """
    paths = _value_paths(values)
    return read.table(
        partial(Form, hash=""),
        *_form_rules(stem, referential),
        diploma=read.text(200) if whole else read.optional(read.text(200), ""),
        title=read.text(120) if whole else _of_the_referential("title"),
        unit=read.text(20) if whole else _of_the_referential("unit"),
        coefficient=read.optional(read.integer(1, 20), None)
        if whole
        else _of_the_referential("coefficient", None),
        criteria=_own_criteria if whole else read.optional(_own_criteria, ()),
        assessed=read.optional(read.choice(Assessed), Assessed.CRITERIA),
        subject=read.optional(_SUBJECT, None),
        key=read.code(40),
        version=read.code(20),
        name=read.text(60),
        source=read.text(300),
        secrecy=read.text(300),
        scale_note=read.text(200),
        exam=read.text(20),
        competences=read.optional(_OWN_COMPETENCES if whole else _coded, ()),
        levels=read.tables(_LEVEL, _scale_rules, form_points.share_rules),
        preparation=form_times.PREPARATION,
        total=form_times.TOTAL,
        phases=form_times.PHASES,
        mark=_MARK,
        commission=_COMMISSION,
        dossier=read.optional(_DOSSIER, NO_DOSSIER),
        situation=read.optional(_SITUATION, None),
        parts_due=read.optional(read.flag, False),
        playing=read.optional(read.choice(Playing), None),
        **form_points.OF_FORM,
        origins=partial(read_origins, paths | EXAM_PATHS | set(_REQUIRED_ORIGINS), needed_origins(values)),
    )


def _of_the_referential(key: str, absent: object = "") -> Reader[object]:
    """Nothing: the value stands in the referential, unless the form is whole."""

    def read_it(value: object, at: str) -> object:
        if value is MISSING:
            return absent
        needed = ", ".join(each for each in _WHOLE if each != key)
        raise Faults(
            [(at, f"vient du référentiel\u202f; admis avec {needed} dans une forme entière seulement")]
        )

    return read_it


def _own_criteria(value: object, at: str) -> tuple[Criterion, ...]:
    """Numbered in their order from 1, or as they say, where the form takes some of an official list."""
    criteria = _CRITERIA(value, at)
    if criteria[0].number:
        return criteria
    return tuple(replace(each, number=place) for place, each in enumerate(criteria, 1))


def _numbers_rise(criteria: Sequence[Criterion]) -> Iterator[Fault]:
    """Every one has a number, or none has."""
    before = 0
    for place, each in enumerate(criteria, 1):
        if not each.number and any(other.number for other in criteria):
            yield f"{place}.number", f"{read.missing(_NUMBER)}\u202f; les autres en ont un"
        elif each.number and each.number <= before:
            yield f"{place}.number", f"attendu\u202f: plus que le numéro précédent, {before}"
        before = each.number or before


def _not_too_many(criteria: Sequence[Criterion]) -> Iterator[Fault]:
    if len(criteria) > MOST_CRITERIA:
        yield "", f"{len(criteria)} lignes\u202f; {MOST_CRITERIA} au plus"


_NUMBER = read.integer(1, MOST_CRITERIA)
_CRITERION = read.table(
    Criterion,
    number=read.optional(_NUMBER, 0),
    text=read.text(500),
    competences=read.optional(read.texts(20), ()),
    line=read.optional(read.integer(1, 99_999), 0),
    **form_points.OF_CRITERION,
)
_CRITERIA = read.tables(_CRITERION, partial(read.repeated, "text"), _not_too_many, _numbers_rise)
_OWN_COMPETENCES = read.tables(COMPETENCE, differing_codes)
_SUBJECT = read.table(Subject, label=read.text(40), note=read.optional(read.text(300), ""))


def _coded(value: object, at: str) -> tuple[Competence, ...]:
    return tuple(Competence(each, "") for each in read.texts(20)(value, at))


def _level_rules(level: Level) -> Iterator[Fault]:
    letters = level.letters
    if letters.upper() in _RESERVED_LETTERS:
        yield "letters", f"{shown(letters)} est réservé à «\u202fnon évalué\u202f», qui s’ajoute toujours"
    elif " " in letters or letters.isdigit():
        yield "letters", wrong("de 1 à 3 caractères sans espace, pas seulement des chiffres", letters)


_LEVEL = read.table(Level, _level_rules, letters=read.text(3), label=read.text(60), **form_points.OF_LEVEL)


def _scale_rules(levels: Sequence[Level]) -> Iterator[Fault]:
    """Letters differ even without regard to case."""
    capitals = [each.letters.upper() for each in levels]
    for place, level in enumerate(levels, 1):
        if capitals[place - 1] in capitals[: place - 1]:
            yield f"{place}.letters", f"le niveau {shown(level.letters)} figure déjà dans l’échelle"
    if not _FEWEST_LEVELS <= len(levels) <= _MOST_LEVELS:
        found = read.counted(len(levels), "niveau", "niveaux")
        yield "", f"{found}\u202f; attendu\u202f: de {_FEWEST_LEVELS} à {_MOST_LEVELS} niveaux"


def _make_mark(divergence: Mapping[str, object], **values: object) -> MarkRule:
    beyond = {f"divergence_{key}": each for key, each in divergence.items()}
    return MarkRule(**values, **beyond)  # type: ignore[arg-type]


def _mark_rules(mark: MarkRule) -> Iterator[Fault]:
    if mark.maximum % mark.step:
        yield "step", f"le pas {shown(mark.step)} ne divise pas la note maximale {shown(mark.maximum)}"
    if mark.divergence_points > mark.maximum:
        yield "divergence.points", f"plus que la note maximale {shown(mark.maximum)}"
    if mark.counted_above is not None and mark.counted_above >= mark.maximum:
        yield "counted_above", f"attendu\u202f: moins que la note maximale {shown(mark.maximum)}"


_MARK = read.table(
    _make_mark,
    _mark_rules,
    maximum=read.decimal(_HIGHEST_MARK),
    step=read.decimal(_HIGHEST_MARK),
    guide=read.flag,
    counted_above=read.optional(read.decimal(_HIGHEST_MARK), None),
    **form_points.OF_MARK,
    divergence=read.table(dict, points=read.decimal(_HIGHEST_MARK), levels=read.integer(1, _MOST_LEVELS)),
)


def _texts_by(choices: type[_Choice]) -> Reader[dict[_Choice, str]]:
    """A table of one text for each of some members of a closed set; it may be left out."""

    def make(**said: object) -> dict[_Choice, str]:
        return {choices(key): str(each) for key, each in said.items() if each}

    texts = {str(each): read.optional(read.text(200), "") for each in choices}
    return read.optional(read.table(make, **texts), {})


def _role(value: object, at: str) -> Role:
    return Role(read.text(ROLE_LIMIT)(value, at))


def _by_role(reader: Reader[_Said], value: object, at: str) -> dict[Role, _Said]:
    """By role; a role of several words stands in quotes."""
    found: list[Fault] = []
    by_role: dict[Role, _Said] = {}
    for key, each in read.table_at(value, at).items():
        try:
            by_role[_role(key, join(at, key))] = reader(each, join(at, key))
        except Faults as faults:
            found += faults.found
    if found:
        raise Faults(found)
    return by_role


def _qualities(value: object, at: str) -> dict[Role, str]:
    return _by_role(read.text(200), value, at)


_ROLE_WORDS = read.table(
    RoleWords,
    title=read.optional(read.text(ROLE_LIMIT), ""),
    short=read.optional(read.text(_LONGEST_SHORT), ""),
    letters=read.optional(read.text(_LONGEST_LETTERS), ""),
)


def _role_words(value: object, at: str) -> dict[Role, RoleWords]:
    return _by_role(_ROLE_WORDS, value, at)


def _commission_rules(rule: CommissionRule) -> Iterator[Fault]:
    if len(rule.members) > _MOST_MEMBERS:
        yield "members", f"{len(rule.members)} membres\u202f; {_MOST_MEMBERS} au plus"
    professional = any(not role.facts.teaches for role in rule.members)
    if professional and rule.absent_professional is None:
        yield "absent_professional", read.missing(_ABSENCE)
    if rule.absent_professional is not None and not professional:
        yield "absent_professional", "de trop\u202f: aucun professionnel parmi les membres"
    for key, said in (("qualities", rule.qualities), ("roles", rule.roles)):
        for role in said:
            if role not in rule.members:
                yield join(key, role), "qualité qu’aucun membre n’a"


_ABSENCE = read.choice(AbsentProfessional)
_COMMISSION = read.table(
    CommissionRule,
    _commission_rules,
    members=read.several(_role, f"une liste de {read.join_choices(Role)}, ou d’autres qualités"),
    absent_professional=read.optional(_ABSENCE, None),
    replacement_note=read.optional(read.text(300), ""),
    qualities=read.optional(_qualities, {}),
    any_quality=read.optional(read.flag, False),
    roles=read.optional(_role_words, {}),
)

_DOSSIER = read.table(
    DossierRule,
    sheet_name=read.optional(read.text(80), ""),
    rubrics=read.optional(read.texts(300), ()),
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
    if situation.number > situation.count:
        yield "number", wrong(f"un nombre de 1 à {situation.count}, selon count", situation.number)
    for place, number in enumerate(situation.written, 1):
        if number > situation.count or number == situation.number:
            yield f"written.{place}", "attendu\u202f: une autre des situations de l’épreuve"


_WEIGHT = read.decimal(100)
_SITUATION = read.table(
    Situation,
    _situation_rules,
    number=read.integer(1, _MOST_SITUATIONS),
    count=read.optional(read.integer(1, _MOST_SITUATIONS), 2),
    written=read.optional(read.several(read.integer(1, _MOST_SITUATIONS), "une liste de numéros"), ()),
    of=read.text(20),
    weight=read.optional(_WEIGHT, None),
    weights_on=read.optional(read.flag, False),
)


def _form_rules(stem: str | None, referential: Referential | None) -> tuple[Rule[Form], ...]:
    """Each by itself: what one can't be asked of for a value that doesn't read hides nothing of another."""
    return (
        partial(_name_rules, stem),
        _divergence_rules,
        _exam_rules,
        *form_times.TIME_RULES,
        *form_points.POINTS_RULES,
        partial(_referential_rules, referential),
    )


def _name_rules(stem: str | None, form: Form) -> Iterator[Fault]:
    if stem not in {None, form.key}:
        named = wrong(f"le nom du fichier, {shown(stem)}", form.key)
        yield "key", f'{named}. Renommez le fichier {form.key}.toml, ou écrivez ici key = "{stem}"'


def _divergence_rules(form: Form) -> Iterator[Fault]:
    steps = len(form.levels) - 1
    if form.mark.divergence_levels > steps > 0:
        yield "mark.divergence.levels", wrong(f"un nombre entier de 1 à {steps}", form.mark.divergence_levels)


def _exam_rules(form: Form) -> Iterator[Fault]:
    if form.situation is not None and form.situation.of != form.exam:
        yield "situation.of", wrong(f"l’épreuve de la forme, {shown(form.exam)}", form.situation.of)


def _referential_rules(referential: Referential | None, form: Form) -> Iterator[Fault]:
    exam: ExamReferential | None = None
    if not form.diploma:
        if referential is None:
            return
        exam = referential.exams.get(form.exam)
        if exam is None:
            expected = f"une épreuve du référentiel, {read.join_choices(referential.exams)}"
            yield "exam", wrong(expected, form.exam)
            return
    yield from _code_rules(form, exam)


def _code_rules(form: Form, exam: ExamReferential | None) -> Iterator[Fault]:
    """``exam``: of the referential, ``None`` for a form whole by itself."""
    official = tuple(each.code for each in (form if exam is None else exam).competences)
    codes = tuple(each.code for each in form.competences) or official
    if exam is not None:
        yield from unknown_codes("competences", codes, official)
        if not form.criteria and not _borne(exam, codes):
            yield "competences", "aucun critère de l’épreuve n’est rattaché à ces compétences"
    for key, rows in (("criteria", form.criteria), ("phases", form.phases)):
        for place, used in enumerate(read.known(rows, "competences"), 1):
            if isinstance(used, tuple):
                yield from unknown_codes(f"{key}.{place}.competences", used, codes)


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


def needed_origins(values: Mapping[str, object]) -> list[str]:
    """The key paths of a form file of these values that must have an origin."""
    paths = _value_paths(values)
    required = [path for path in (*_REQUIRED_ORIGINS, *_ORIGINS_IF_THERE) if path in paths]
    for number in range(1, form_times.MOST_PHASES + 1):
        phase = f"phases.{number}"
        if phase not in paths:
            break
        limit = "maximum" if f"{phase}.maximum" in paths else "limit"
        required += [f"{phase}.{limit}", f"{phase}.uninterrupted"]
        if f"{phase}.competences" in paths:
            required.append(f"{phase}.competences")
    return required


def _borne(exam: ExamReferential, codes: Collection[str]) -> tuple[Criterion, ...]:
    """Criteria that bear one of these competences, each with those of its competences that are among them;
    all of an exam whose text names no competence.
    """
    if not exam.competences:
        return exam.criteria
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
        criteria=form.criteria or _borne(exam, codes),
        dossier=_dossier_of(form, exam),
        origins={**_origins_of(form, exam), **form.origins},
    )


def _dossier_of(form: Form, exam: ExamReferential) -> DossierRule:
    """With the sheets and rubrics of the exam, where the form asks for a dossier and says no other."""
    own = form.dossier
    if own == NO_DOSSIER:
        return own
    return replace(own, sheet_name=own.sheet_name or exam.sheet_name, rubrics=own.rubrics or exam.rubrics)


def _origins_of(form: Form, exam: ExamReferential) -> dict[str, Origin]:
    """Those of the exam that concern the form."""
    own = ("criteria",) if form.criteria else ()
    lacking = ("dossier",) if form.dossier == NO_DOSSIER else ()
    return {
        path: origin
        for path, origin in exam.origins.items()
        if path.partition(".")[0] not in {*own, *lacking}
    }
