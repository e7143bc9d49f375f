"""What the columns of a candidates' list are: told by their headings, corrected by the user, remembered."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from btstc_jury.application.form_proposals import column_letters


class ListField(StrEnum):
    """What a column gives of a candidate."""

    NUMBER = "number"
    REGISTRATION = "registration"
    INE = "ine"
    LAST_NAME = "last_name"
    USUAL_NAME = "usual_name"
    FIRST_NAMES = "first_names"
    USUAL_FIRST_NAME = "usual_first_name"
    FULL_NAME = "full_name"
    BIRTH = "birth"
    SCHOOL = "school"
    SCHOOL_CODE = "school_code"
    DIVISION = "division"
    CATEGORY = "category"
    SPECIALTY_CODE = "specialty_code"
    SPECIALTY = "specialty"
    STATE = "state"
    EXAMS = "exams"
    EXTRA_TIME = "extra_time"
    HOUR = "hour"

    @property
    def facts(self) -> FieldFacts:
        return _FIELDS[self]


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """``label``: as the user names it; ``aliases``: headings, as ``heading_key`` gives them."""

    label: str
    aliases: tuple[str, ...]


_FIELDS: Mapping[ListField, FieldFacts] = {
    ListField.NUMBER: FieldFacts(
        "numéro de candidat",
        (
            *("n candidat", "no candidat", "num candidat", "numero candidat", "numero de candidat", "numero"),
            *("n de candidat", "no de candidat", "n du candidat", "numero du candidat", "candidat n", "n"),
            *("no", "num", "matricule", "n anonymat", "numero candidat cyclades", "matricule candidat"),
        ),
    ),
    ListField.REGISTRATION: FieldFacts(
        "numéro d’inscription",
        ("n inscription", "no inscription", "numero inscription", "numero d inscription", "n d inscription"),
    ),
    ListField.INE: FieldFacts(
        "INE",
        (
            *("ine", "n ine", "no ine", "numero ine", "ine rnie", "identifiant national", "code ine", "bea"),
            *("identifiant national eleve", "identifiant national etudiant", "ine bea", "n national"),
        ),
    ),
    ListField.LAST_NAME: FieldFacts(
        "nom",
        (
            *("nom", "nom de famille", "nom de naissance", "nom famille", "nom patronymique", "patronyme"),
            *("nom candidat", "nom du candidat", "nom de l eleve", "nom eleve", "nom etudiant", "noms"),
            *("nom naissance", "last name", "name", "nom de l etudiant"),
        ),
    ),
    ListField.USUAL_NAME: FieldFacts(
        "nom d’usage", ("nom d usage", "nom usage", "nom usuel", "nom marital", "nom d epouse", "nom epouse")
    ),
    ListField.FIRST_NAMES: FieldFacts(
        "prénoms",
        (
            *("prenom", "prenoms", "prenom candidat", "prenom du candidat", "prenoms du candidat"),
            *("prenom de l eleve", "prenom eleve", "1er prenom", "premier prenom", "prenom 1", "first name"),
            *("prenoms candidat", "prenom etudiant"),
        ),
    ),
    ListField.USUAL_FIRST_NAME: FieldFacts(
        "prénom d’usage", ("prenom d usage", "prenom usage", "prenom usuel", "prenom d usages")
    ),
    ListField.FULL_NAME: FieldFacts(
        "nom et prénoms",
        (
            *("candidat", "candidate", "candidats", "nom et prenom", "nom et prenoms", "nom prenom", "eleve"),
            *("nom prenoms", "etudiant", "nom complet", "identite", "noms et prenoms", "eleves", "etudiants"),
            *("nom prenom du candidat", "nom et prenom du candidat", "identite du candidat", "noms prenoms"),
        ),
    ),
    ListField.BIRTH: FieldFacts(
        "date de naissance",
        (
            *("date de naissance", "date naissance", "naissance", "ne le", "nee le", "date naiss", "ddn"),
            *("date de naiss", "d naissance", "date nais", "ne e le", "ne nee le", "birth date", "dnaiss"),
            *("ne ou nee le", "jour de naissance", "date de nais"),
        ),
    ),
    ListField.SCHOOL: FieldFacts(
        "établissement",
        (
            *(
                "etablissement",
                "etab",
                "lycee",
                "ecole",
                "nom etablissement",
                "nom de l etablissement",
                "cfa",
            ),
            *(
                "etablissement d origine",
                "etablissement origine",
                "libelle etablissement",
                "centre de formation",
            ),
        ),
    ),
    ListField.SCHOOL_CODE: FieldFacts(
        "UAI",
        (
            *("uai", "rne", "code uai", "code rne", "code etablissement", "uai etablissement", "n uai"),
            *("numero etablissement", "code etab", "n etablissement", "uai rne"),
        ),
    ),
    ListField.DIVISION: FieldFacts(
        "classe", ("division de classe", "division", "classe", "groupe", "section", "classe division")
    ),
    ListField.CATEGORY: FieldFacts(
        "catégorie", ("categorie candidat", "categorie", "statut", "categorie du candidat", "regime")
    ),
    ListField.SPECIALTY_CODE: FieldFacts(
        "code de spécialité", ("code specialite", "code de specialite", "code de la specialite")
    ),
    ListField.SPECIALTY: FieldFacts(
        "spécialité", ("specialite", "option", "champ", "libelle specialite", "champ d application")
    ),
    ListField.STATE: FieldFacts("état", ("etat", "etat inscription", "etat de l inscription", "situation")),
    ListField.EXAMS: FieldFacts(
        "épreuves",
        (
            *("epreuve", "epreuves", "enseignements", "enseignement", "epreuve s", "code epreuve"),
            *("epreuves passees", "epreuves a passer", "unites", "unite"),
        ),
    ),
    ListField.EXTRA_TIME: FieldFacts(
        "temps majoré",
        (
            *("tt", "tiers temps", "temps majore", "majoration", "amenagement", "majoration de temps", "1 3"),
            *("1 3 temps", "1 3 tps", "tiers tps", "tps majore", "majoration temps", "temps supplementaire"),
            *("amenagements", "tiers temps accorde"),
        ),
    ),
    ListField.HOUR: FieldFacts(
        "heure",
        (
            *("heure", "horaire", "heure de passage", "heure passage", "heure de convocation", "horaires"),
            *("heure convocation", "convocation", "h passage", "heure d epreuve"),
        ),
    ),
}
_BY_ALIAS = {alias: field for field in ListField for alias in field.facts.aliases}
_LONGEST = 60
"""Characters of a heading that is known."""
_BETWEEN = re.compile(r"[^0-9a-z]+")


@lru_cache(4096)
def heading_key(text: str) -> str:
    """« Né(e) le » is « ne e le », « N° Candidat » « n candidat »."""
    letters = unicodedata.normalize("NFKD", text[:200].casefold().replace("n°", "n ").replace("nº", "n "))
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(_BETWEEN.sub(" ", bare.replace("(s)", "s")).split())


def field_of(heading: str) -> ListField | None:
    """``None`` for a heading that tells nothing that is kept."""
    if len(heading) > _LONGEST or heading.isdecimal():
        return None
    return _BY_ALIAS.get(heading_key(heading))


def field_named(text: str) -> ListField | None:
    """By its label, its name, or any heading that tells it."""
    key = heading_key(text)
    return next((each for each in ListField if heading_key(each.facts.label) == key), None) or field_of(text)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """``name``: the heading, told from another of the same words by « (2) », or the letters of a column
    without any; ``field``: ``None`` for a column that isn't kept.
    """

    letters: str
    name: str
    field: ListField | None


@dataclass(frozen=True, slots=True)
class ListMapping:
    """The columns of a list, in their order."""

    columns: tuple[ListColumn, ...]

    @property
    def signature(self) -> str:
        """Of the headings, whatever they are taken for: by it a correction is remembered."""
        keys = "\n".join(heading_key(each.name) for each in self.columns)
        return hashlib.sha256(keys.encode()).hexdigest()

    def place(self, field: ListField) -> int | None:
        return next((place for place, each in enumerate(self.columns) if each.field is field), None)

    def corrected(self, wanted: Mapping[int, ListField | None]) -> ListMapping:
        """``wanted``: by column, from 0. A field that another column had is taken from it."""
        given = {*wanted.values()}
        return ListMapping(
            tuple(
                replace(
                    each,
                    field=wanted.get(place, None if each.field in given else each.field),
                )
                for place, each in enumerate(self.columns)
            )
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """As they are remembered: the names of the fields, "" for none."""
        return tuple("" if each.field is None else each.field.value for each in self.columns)

    def remembered(self, fields: Sequence[str]) -> ListMapping:
        """With what was remembered of the same headings; a field of another version counts as none."""
        known = {each.value: each for each in ListField}
        pairs = zip(self.columns, fields, strict=True)
        return ListMapping(tuple(replace(column, field=known.get(field)) for column, field in pairs))


def mapping_of(headings: Sequence[str]) -> ListMapping:
    """The first column of a field gives it; one that repeats it is kept apart."""
    given: set[ListField] = set()
    names: Counter[str] = Counter()
    columns = []
    for place, heading in enumerate(headings):
        field = field_of(heading)
        letters = column_letters(place)
        name = heading or letters
        names[name] += 1
        if field in given:
            field = None
        if field is not None:
            given.add(field)
        number = names[name]
        columns.append(ListColumn(letters, name if number == 1 else f"{name} ({number})", field))
    return ListMapping(tuple(columns))


def heading_score(cells: Sequence[str]) -> int:
    """How many fields a row of headings tells; 0 for one that names nobody."""
    fields = {field_of(each) for each in cells if each} - {None}
    named = fields & {ListField.LAST_NAME, ListField.FULL_NAME}
    alone = fields <= {ListField.LAST_NAME, ListField.FULL_NAME} and sum(map(bool, cells)) > 1
    return len(fields) if named and not alone else 0
