"""What the form editor shows: its pages and their fields, the bar of phases, places of faults."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Any

from btstc_jury.application.form_editing import Fault, FormDraft, KeptDraft, Values
from btstc_jury.application.views import formats
from btstc_jury.application.views.clock import CellState, PhaseCell
from btstc_jury.application.views.form_words import LABELS, WORDS
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.candidate import Course
from btstc_jury.domain.commission import AbsentProfessional, Role
from btstc_jury.domain.form import Authority, LimitKind, SettingKind, WithoutDossier
from btstc_jury.domain.marking import NotAssessed, Rounding
from btstc_jury.domain.playing import Playing


class Kind(Enum):
    """``PARAGRAPH``: a text too long for one line; ``LINES``: a text a line; ``ROLES``: the same, of
    roles; ``BY_ROLE``: a line for each of some roles, « Professionnel : son texte »; ``LEVELS``: a line for
    each level, or an empty one; ``NUMBERS``: several on one line; ``RANK``: another row of the form, by its
    title; ``CODES``: some of the form's own competences.
    """

    TEXT = auto()
    PARAGRAPH = auto()
    NUMBER = auto()
    TIME = auto()
    FLAG = auto()
    CHOICE = auto()
    LINES = auto()
    ROLES = auto()
    BY_ROLE = auto()
    LEVELS = auto()
    NUMBERS = auto()
    RANK = auto()
    CODES = auto()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """``path``: of the value in the form, or in the row; ``set``: the closed set of a ``CHOICE``;
    ``optional``: it may be left out, or « aucun » chosen.
    """

    path: str
    caption: str
    kind: Kind = Kind.TEXT
    set: type[StrEnum] | None = None
    optional: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PageSpec:
    """``rows``: the list of the form that the page edits, "" for none; ``of_row``: fields of one of them;
    ``new``: what a new one has.
    """

    title: str
    fields: tuple[FieldSpec, ...] = ()
    rows: str = ""
    of_row: tuple[FieldSpec, ...] = ()
    named: str = ""
    new: Values = field(default_factory=dict)


def _flag(path: str, caption: str) -> FieldSpec:
    return FieldSpec(path, caption, Kind.FLAG)


def _time(path: str, caption: str) -> FieldSpec:
    return FieldSpec(
        path, caption, Kind.TIME, hint="Par exemple «\u202f10:00\u202f», ou un nombre de minutes"
    )


def _number(path: str, caption: str, hint: str = "") -> FieldSpec:
    return FieldSpec(path, caption, Kind.NUMBER, hint=hint)


def _paragraph(path: str, caption: str, hint: str = "") -> FieldSpec:
    return FieldSpec(path, caption, Kind.PARAGRAPH, hint=hint)


_TIMES = tuple(
    spec
    for path, name in (("preparation", "Préparation"), ("total", "Total"))
    for spec in (
        FieldSpec(f"{path}.kind", f"{name}, comment elle est fixée", Kind.CHOICE, SettingKind)
        if path == "preparation"
        else FieldSpec(f"{path}.kind", f"{name}, comment il est fixé", Kind.CHOICE, SettingKind),
        _time(f"{path}.duration", f"{name}, durée"),
        _flag(f"{path}.indicative", f"{name}, à titre indicatif"),
    )
)

_COMPLEMENT = FieldSpec(
    "total.complement_of",
    "Temps commun à deux situations de CCF",
    Kind.TIME,
    hint="Par exemple «\u202f60:00\u202f»\u202f: ce que l’autre situation en a pris se retire du total,"
    " fixé à l’ouverture",
)

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "Épreuve",
        (
            FieldSpec("key", "Clé", hint="Minuscules, chiffres et tirets\u202f: le nom du fichier"),
            FieldSpec("version", "Version"),
            FieldSpec("diploma", "Diplôme"),
            FieldSpec("exam", "Épreuve", hint="Par exemple «\u202fE4\u202f»"),
            FieldSpec("title", "Titre de l’épreuve"),
            FieldSpec("unit", "Unité", hint="Par exemple «\u202fU4\u202f»"),
            _number("coefficient", "Coefficient"),
            FieldSpec("name", "Nom de la forme", hint="Par exemple «\u202fE4 · ponctuel\u202f»"),
            _paragraph("source", "Source", "Le texte qui la fixe"),
            _paragraph("secrecy", "Pied de la grille, confidentialité"),
            FieldSpec("assessed", "Ce qui est évalué", Kind.CHOICE, Assessed, optional=True),
            FieldSpec("subject.label", "À consigner\u202f: ce sur quoi porte l’interrogation"),
            _paragraph("subject.note", "Ce que le texte en dit"),
            FieldSpec("playing", "À consigner\u202f: ce qui est joué", Kind.CHOICE, Playing, optional=True),
            _number(
                "situation.number",
                "CCF\u202f: laquelle des situations est-ce",
                "Par exemple «\u202f2\u202f» pour la deuxième\u202f; rien pour une épreuve ponctuelle",
            ),
            FieldSpec(
                "situation.of",
                "CCF\u202f: de quelle épreuve",
                hint="Par exemple «\u202fE4\u202f», comme plus haut",
            ),
            _number(
                "situation.count",
                "CCF\u202f: combien de situations l’épreuve a",
                "Par exemple «\u202f2\u202f»",
            ),
            FieldSpec(
                "situation.written",
                "CCF\u202f: lesquelles sont écrites, sans oral",
                Kind.NUMBERS,
                hint="Par exemple «\u202f1, 2\u202f»\u202f; rien si toutes sont des oraux",
            ),
            _number(
                "situation.weight",
                "CCF\u202f: part de cette situation dans la note, en %",
                "Par exemple «\u202f50\u202f»",
            ),
            _flag("situation.weights_on", "CCF\u202f: la note de l’épreuve se calcule avec cette part"),
            _flag("parts_due", "Une partie non tenue demande un motif"),
            _flag("motivated", "Appréciation motivée"),
        ),
    ),
    PageSpec(
        "Temps et phases",
        (*_TIMES, _COMPLEMENT),
        "phases",
        (
            FieldSpec("title", "Titre"),
            FieldSpec("short", "Titre court"),
            FieldSpec("limit", "Limite", Kind.CHOICE, LimitKind),
            _time("maximum", "Durée maximale"),
            _flag("indicative", "À titre indicatif"),
            _flag("uninterrupted", "Sans interruption"),
            _paragraph("candidate", "Le candidat"),
            _paragraph("commission", "La commission"),
            FieldSpec("competences", "Compétences montrées d’abord", Kind.CODES),
        ),
        "title",
        {"limit": "free", "uninterrupted": False},
    ),
    PageSpec(
        "Compétences",
        rows="competences",
        of_row=(
            FieldSpec("code", "Code"),
            _paragraph("label", "Libellé"),
            _paragraph("remark", "Remarque sur la compétence"),
        ),
        named="code",
    ),
    PageSpec(
        "Blocs",
        rows="blocks",
        of_row=(
            FieldSpec("title", "Titre"),
            _number("points", "Points du bloc"),
            FieldSpec("mark", "Note partielle", Kind.RANK, optional=True),
        ),
        named="title",
    ),
    PageSpec(
        "Critères",
        rows="criteria",
        of_row=(
            _paragraph("text", "Texte du critère"),
            FieldSpec("competences", "Compétences", Kind.CODES),
            FieldSpec("block", "Bloc", Kind.RANK, optional=True),
            _number("points", "Points"),
            FieldSpec("descriptors", "Descripteurs", Kind.LEVELS, hint="Une ligne par niveau, du plus bas"),
        ),
        named="text",
    ),
    PageSpec(
        "Niveaux",
        (FieldSpec("scale_note", "Remarque sur l’échelle"),),
        "levels",
        (
            FieldSpec("letters", "Lettres"),
            FieldSpec("label", "Libellé"),
            _number("share", "Part des points, en %"),
        ),
        "label",
    ),
    PageSpec(
        "Note",
        (
            _number("mark.maximum", "Note maximale"),
            _number("mark.step", "Pas"),
            _flag("mark.guide", "Repère indicatif"),
            _number("mark.divergence.levels", "Divergence dès, en niveaux"),
            _number("mark.divergence.points", "Divergence au-delà de, en points"),
            FieldSpec("mark.rounding", "Arrondi du total calculé", Kind.CHOICE, Rounding, optional=True),
            FieldSpec("mark.not_assessed", "Critère non évalué", Kind.CHOICE, NotAssessed, optional=True),
            _flag("mark.summed", "La note est la somme des notes partielles"),
            _number("mark.counted_above", "Seuls comptent les points au-dessus de"),
        ),
        "marks",
        (FieldSpec("title", "Titre"), _number("maximum", "Note maximale"), _number("step", "Pas")),
        "title",
    ),
    PageSpec(
        "Commission",
        (
            FieldSpec("commission.members", "Membres", Kind.ROLES, hint="Une qualité par ligne"),
            FieldSpec(
                "commission.absent_professional",
                "Professionnel absent",
                Kind.CHOICE,
                AbsentProfessional,
                optional=True,
            ),
            _paragraph("commission.replacement_note", "Remarque sur le remplacement"),
            FieldSpec(
                "commission.qualities",
                "Ce qui est demandé à un membre",
                Kind.BY_ROLE,
                hint="«\u202fMembre\u202f: ce que dit le texte\u202f», un par ligne",
            ),
            _flag("commission.any_quality", "Autre qualité ou nombre admis"),
        ),
    ),
    PageSpec(
        "Dossier",
        (
            FieldSpec("dossier.documents", "Pièces", Kind.LINES, hint="Une par ligne"),
            FieldSpec("dossier.sheet_name", "Nom de la fiche"),
            _number("dossier.minimum_sheets", "Fiches au moins"),
            FieldSpec("dossier.rubrics", "Rubriques de chaque fiche", Kind.LINES, hint="Une par ligne"),
            _flag("dossier.rubrics_compulsory", "Rubriques obligatoires"),
            _number("dossier.annex_pages", "Pages d’annexes au plus"),
            _number("dossier.experience_pages", "Pages au titre de l’expérience au plus"),
            FieldSpec("dossier.permissions", "Peut apporter ou recevoir", Kind.LINES, hint="Un par ligne"),
            _paragraph("dossier.tools", "Outils"),
            _flag("dossier.marked", "Le dossier donne lieu à une note"),
            _flag("dossier.told_of_reserve", "Candidat informé d’un doute"),
            FieldSpec("dossier.without", "Sans dossier", Kind.CHOICE, WithoutDossier, optional=True),
        ),
    ),
    PageSpec(
        "Attestations demandées",
        tuple(_paragraph(f"dossier.attestations.{each}", each.facts.label) for each in Course),
    ),
)

AUTHORITIES: Mapping[Authority, str] = WORDS[Authority]


@dataclass(frozen=True, slots=True)
class Place:
    """``page``: from 0; ``row``: from 1, 0 for none; ``path``: of the field, "" where no field has it."""

    page: int
    row: int = 0
    path: str = ""


def place_of(path: str) -> Place:
    """Where a value of that key path is edited."""
    path = path.removeprefix("origins.")
    for number, page in enumerate(PAGES):
        found = re.match(rf"{page.rows}\.(\d+)(?:\.|$)", path) if page.rows else None
        if found:
            head = found[0].removesuffix(".")
            paths = [f"{head}.{each.path}" for each in page.of_row]
            return Place(number, int(found[1]), _nearest(path, paths))
        near = _nearest(path, [each.path for each in page.fields])
        if near:
            return Place(number, 0, near)
        if page.rows and page.rows == path:
            return Place(number)
    return Place(0)


def reading_order(path: str) -> tuple[int, int, int]:
    """Sorts key paths as their fields follow each other in the editor."""
    place = place_of(path)
    page = PAGES[place.page]
    head = f"{page.rows}.{place.row}." if place.row else ""
    paths = [f"{head}{each.path}" for each in (page.of_row if place.row else page.fields)]
    return place.page, place.row, paths.index(place.path) if place.path in paths else 0


def _nearest(path: str, paths: list[str]) -> str:
    """The field that holds it, or the first of those that it holds."""
    holding = [each for each in paths if path == each or path.startswith(f"{each}.")]
    held = [each for each in paths if path and each.startswith(f"{path}.")]
    return next(iter((*holding, *held)), "")


def fault_words(fault: Fault) -> str:
    """« Phases 2, maximum : … »."""
    where, said = value_words(fault.path.removeprefix("origins.")), field_words(fault)
    if fault.path.startswith("origins."):
        where = f"{where}, origine"
    return f"{where}\u202f: {said}" if where else said


def field_words(fault: Fault) -> str:
    """As said beside its field, where nobody writes TOML."""
    said = fault.words
    for pattern, words in _WITHOUT_TOML:
        said = re.sub(pattern, words, said)
    return said


_PARTS: Mapping[str, str] = {**LABELS, **{str(each): each.facts.label.lower() for each in Course}}


def value_words(path: str) -> str:
    """« Phases 2, maximum »."""
    place = place_of(path)
    page = PAGES[place.page]
    head = f"{page.rows}.{place.row}."
    of_row = next((each.caption for each in page.of_row if path == f"{head}{each.path}"), "")
    if of_row:
        return f"{LABELS[page.rows].capitalize()} {place.row}, {of_row[:1].lower()}{of_row[1:]}"
    named = next((each.caption for each in page.fields if each.path == path), "")
    if named:
        return named
    parts = [part if part.isdigit() else _PARTS.get(part, part) for part in path.split(".") if part]
    where = re.sub(r", (\d+)", r" \1", ", ".join(parts))
    return f"{where[:1].upper()}{where[1:]}"


_RANKED: Mapping[str, str] = {"block": "blocks", "mark": "marks"}
_EMPTY: Mapping[str, str] = {
    "block": "La forme n’a pas de blocs\u202f: page Blocs",
    "mark": "La forme n’a pas de notes partielles\u202f: page Note",
    "competences": "La forme n’a pas de compétences\u202f: page Compétences",
}


def offered(draft: FormDraft, spec: FieldSpec) -> tuple[tuple[str, object], ...]:
    """What a ``RANK`` or ``CODES`` may be chosen from, in words, as the rest of the form makes it."""
    if spec.kind is Kind.RANK:
        rows = draft.rows(_RANKED[spec.path])
        return tuple((f"{place}. {each.get('title', '…')}", place) for place, each in enumerate(rows, 1))
    if spec.kind is Kind.CODES:
        rows = [each for each in draft.rows("competences") if each.get("code")]
        return tuple(
            (" ".join(str(each.get(key, "")) for key in ("code", "label")), each["code"]) for each in rows
        )
    return ()


def hint_of(draft: FormDraft, spec: FieldSpec) -> str:
    """What the field asks for, as the rest of the form makes it."""
    if spec.kind is Kind.LEVELS:
        letters = ", ".join(str(each.get("letters", "…")) for each in draft.rows("levels"))
        return f"Une ligne par niveau\u202f: {letters}"
    if spec.kind in {Kind.RANK, Kind.CODES} and not offered(draft, spec):
        return _EMPTY[spec.path]
    return spec.hint


def draft_words(draft: KeptDraft) -> str:
    """« « E6 du centre » (e6-centre), laissée le 28/11/2026 à 14:12 »."""
    name, key = (str(draft.values.get(each, "")) for each in ("name", "key"))
    said = f"«\u202f{name}\u202f»" if name else "une forme sans nom"
    known = f"{said} ({key})" if key else said
    return f"{known}, laissée le {formats.short_moment(draft.at)}" if draft.at else known


def row_words(page: PageSpec, row: Values, number: int) -> str:
    """« 2. Entretien »."""
    return f"{number}. {row.get(page.named) or '…'}"


def origin_words(draft: FormDraft, path: str) -> str:
    """« arrêté, l’endroit »; "" for what has none."""
    said = draft.origin(path)
    if said is None:
        return ""
    words = [AUTHORITIES.get(each, str(each)) for each in (said.get("authority"),) if each]
    return ", ".join([*words, *(str(said[key]) for key in ("place", "note") if said.get(key))])


def bar_cells(draft: FormDraft) -> tuple[PhaseCell, ...]:
    """The phases to scale, as the live screen will show them before the oral begins."""
    rows = draft.rows("phases")
    total = _seconds(draft.get("total.duration")) or _USUAL
    given = [_seconds(row.get("maximum")) if row.get("limit") == LimitKind.MAXIMUM else None for row in rows]
    free = max(total - sum(each or 0 for each in given), 0)
    share = max(free / max(given.count(None), 1), total / 20)
    return tuple(
        PhaseCell(
            number,
            str(row.get("short") or row.get("title") or "…"),
            _bar_time(row),
            CellState.FUTURE,
            share if seconds is None else seconds,
            0.0,
            1.0,
            uninterrupted=row.get("uninterrupted") is True,
            overrun=False,
            closing=False,
        )
        for number, (row, seconds) in enumerate(zip(rows, given, strict=True), 1)
    )


def _bar_time(row: Values) -> str:
    if row.get("limit") == LimitKind.MAXIMUM:
        seconds = _seconds(row.get("maximum"))
        if seconds is None:
            return str(row.get("maximum", "…"))
        return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
    return "reste du total" if row.get("limit") == LimitKind.REMAINDER else "libre"


def _seconds(said: object) -> float | None:
    """Of a time as a file has it; ``None`` where it is none."""
    found = re.fullmatch(r"(\d{1,4})(?::([0-5]?\d))?", str(said))
    return (int(found[1]) * 60 + int(found[2] or 0) or None) if found else None


_USUAL = 1800.0

_WITHOUT_TOML = (
    (r"un texte entre guillemets", "un texte"),
    (r"des textes entre guillemets", "des textes"),
    (r"(?:des|plusieurs) tables \[\[\w+\]\]", "au moins une ligne"),
    (r'écrite "mm:ss"', "écrite mm:ss"),
    (
        r"admis avec limit = «\u202fmaximum\u202f» seulement(?:, ici «\u202f\w+\u202f»)?",
        "pour «\u202fune durée maximale\u202f» seulement",
    ),
    (
        r"admis avec kind = «\u202fat_opening\u202f» seulement",
        "pour un temps fixé «\u202fà l’ouverture\u202f» seulement",
    ),
    (r"«\u202fnone\u202f» veut dire que ce temps n’existe pas", "«\u202faucun temps\u202f» est choisi"),
    (r"«\u202fremainder\u202f»", "«\u202fce qui reste du total\u202f»"),
    (r"or total\.kind vaut «\u202fnone\u202f»", "or le total est «\u202faucun temps\u202f»"),
    (r"plus long que complement_of", "plus long que ce dont il se retire"),
    (r"weights_on = true le demande", "une part comptée le demande"),
    (r", selon count", ", leur nombre"),
    (r"; attendu\u202f: \"[^\n]*$", ""),
)
"""What the readers say of the file, and what they say of a field."""

_TITLES: Mapping[str, str] = {role.facts.title: str(role) for role in Role}


def role_words(role: object) -> str:
    """A role as it is typed: its title."""
    return next((title for title, word in _TITLES.items() if word == role), str(role))


def role_of(words: str) -> str:
    """What the form has for what is typed."""
    return _TITLES.get(words, words)


def by_role_lines(said: Mapping[str, object]) -> list[str]:
    """« Professionnel : son texte », one for each."""
    return [f"{role_words(role)}\u202f: {text}" for role, text in said.items()]


def by_role_of(lines: Sequence[str]) -> Values | None:
    """What these lines say; the texts of a role that has several follow each other."""
    said: Values = {}
    for line in lines:
        head, _, text = (part.strip() for part in line.partition(":"))
        role = role_of(head)
        said[role] = f"{said[role]} {text}" if role in said else text
    return said or None


def numbers_of(text: str) -> list[object] | None:
    """« 1, 2 » or « 1 et 2 »; what is no number stays, for the readers to refuse."""
    parts = re.split(r"[\s,;]+|\bet\b", text)
    return [
        int(each) if each.isdecimal() and len(each) < len("10000") else each for each in parts if each
    ] or None


def choice_words(spec: FieldSpec) -> tuple[tuple[str, str | None], ...]:
    """Words and values of a ``CHOICE``, in their order."""
    members: list[Any] = list(spec.set or ())
    said = tuple((WORDS[type(each)][each], str(each)) for each in members)
    return ((("non précisé", None),) if spec.optional else ()) + said
