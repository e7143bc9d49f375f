"""Commissions and jurors as rows of a spreadsheet, copied with their headings: all or nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from typing import Any, TypeVar

from btstc_jury.application.centre.columns import heading_key
from btstc_jury.application.centre.hours import Unreadable, read_windows
from btstc_jury.application.centre.rows import ListFault
from btstc_jury.application.centre.setup import (
    NotDone,
    Replanned,
    commission_of_number,
    save_commission,
    save_juror,
)
from btstc_jury.application.centre.values import EMPTY_MARKS, Wrong, text_of
from btstc_jury.application.views.formats import COLON, count
from btstc_jury.domain.centre.timetable import CentreCommission, CentreJuror, Timetable
from btstc_jury.domain.commission import Role
from btstc_jury.domain.form import Form
from btstc_jury.domain.wording import folded

LONGEST = 240
"""Minutes that a preparation or an oral may last."""


class Pasted(StrEnum):
    """What the rows are of."""

    COMMISSIONS = "commissions"
    JURORS = "jurors"


@dataclass(frozen=True, slots=True)
class PasteColumn:
    """``field``: of a commission or juror; ``aliases``: headings, as ``heading_key`` gives them."""

    field: str
    label: str
    aliases: tuple[str, ...]
    needed: bool = False


_COLUMNS: Mapping[Pasted, tuple[PasteColumn, ...]] = {
    Pasted.COMMISSIONS: (
        PasteColumn(
            "number",
            "commission",
            ("commission", "numero", "n", "no", "num", "numero de commission", "n commission", "jury"),
            needed=True,
        ),
        PasteColumn(
            "form",
            "épreuve",
            ("epreuve", "forme", "forme d epreuve", "epreuves", "code epreuve", "unite"),
            needed=True,
        ),
        PasteColumn(
            "room", "salle", ("salle", "salle d interrogation", "salle de passage", "lieu", "bureau")
        ),
        PasteColumn(
            "preparation_room",
            "salle de préparation",
            ("salle de preparation", "preparation", "salle preparation", "salle prepa", "prepa"),
        ),
        PasteColumn(
            "jurors",
            "examinateurs",
            ("examinateurs", "jures", "membres", "jury membres", "membres du jury", "interrogateurs"),
        ),
        PasteColumn(
            "half_days",
            "demi-journées",
            ("demi journees", "demi journee", "horaires", "dates", "jours", "creneaux", "siege"),
        ),
        PasteColumn("breaks", "pauses", ("pauses", "pause")),
        PasteColumn(
            "preparation_minutes",
            "minutes de préparation",
            ("minutes de preparation", "duree de preparation", "duree preparation", "temps de preparation"),
        ),
        PasteColumn(
            "oral_minutes",
            "minutes d’interrogation",
            (
                "minutes d oral",
                "minutes d interrogation",
                "duree de l oral",
                "duree",
                "duree oral",
                "minutes",
            ),
        ),
    ),
    Pasted.JURORS: (
        PasteColumn(
            "name",
            "nom",
            (
                *("nom", "examinateur", "jure", "membre", "nom et prenom", "nom prenom", "professeur"),
                *("nom complet", "nom et prenoms", "interrogateur", "membre du jury", "prenom nom"),
            ),
            needed=True,
        ),
        PasteColumn("first_name", "prénom", ("prenom", "prenoms")),
        PasteColumn("role", "rôle", ("role", "fonction", "discipline", "matiere", "specialite"), needed=True),
        PasteColumn("quality", "qualité", ("qualite", "grade", "corps", "titre")),
        PasteColumn(
            "school",
            "établissement",
            ("etablissement", "lycee", "etab", "ecole", "entreprise", "etablissement d exercice"),
        ),
        PasteColumn("school_code", "UAI", ("uai", "rne", "code uai", "code etablissement", "code rne")),
        PasteColumn("hours", "présences", ("presences", "presence", "horaires", "heures", "disponibilites")),
        PasteColumn(
            "commissions", "commissions", ("commissions", "commission", "jury", "numero de commission")
        ),
    ),
}


def columns_of(pasted: Pasted) -> tuple[PasteColumn, ...]:
    return _COLUMNS[pasted]


class PasteFaults(Exception):
    """Nothing was taken; why, fault by fault, in the order of the lines."""

    def __init__(self, faults: Sequence[ListFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


def taken_in(before: Timetable, pasted: Pasted, text: str, forms: Mapping[str, Form], year: int) -> Replanned:
    """``forms``: by key, all that there are; ``year``: of days written without. Who is there already,
    by number or name, takes what the row gives; an empty cell changes nothing. Raises ``PasteFaults``.
    """
    return _Taking(before, pasted, forms, year).all_of(_rows(text))


def _rows(text: str) -> list[list[str]]:
    """A spreadsheet copies with tabs; a text file may have semicolons."""
    delimiter = "\t" if "\t" in text else ";"
    return [[*row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]


_V = TypeVar("_V")
_UAI = re.compile(r"\d{7}[A-Z]")


class _Taking:
    def __init__(self, before: Timetable, pasted: Pasted, forms: Mapping[str, Form], year: int) -> None:
        self.timetable = before
        self.pasted = pasted
        self.forms = forms
        self.faults: list[ListFault] = []
        self.line = 0
        self.headings: dict[str, str] = {}
        self.year = year

    def all_of(self, rows: Sequence[Sequence[str]]) -> Replanned:
        first = next((place for place, row in enumerate(rows) if any(map(str.strip, row))), None)
        if first is None:
            raise PasteFaults([ListFault(0, "", "", "des lignes copiées d’un tableur, avec leurs en-têtes")])
        fields = self._fields(rows[first], first + 1)
        save = {Pasted.COMMISSIONS: self._commission, Pasted.JURORS: self._juror}[self.pasted]
        new = changed = 0
        seen: dict[str, int] = {}
        for place, row in enumerate(rows[first + 1 :], first + 2):
            if not any(map(str.strip, row)):
                continue
            self.line = place
            cells = self._cells(fields, row)
            name = self._name(cells)
            if not name or self._again(seen, name):
                continue
            was = self._knows(name)
            save(name, cells)
            new, changed = new + (not was), changed + was
        if not seen and not self.faults:
            self._fault("", "", "au moins une ligne sous les en-têtes")
        if self.faults:
            raise PasteFaults(self.faults)
        return Replanned(self.timetable, self._words(new, changed))

    def _words(self, new: int, changed: int) -> str:
        if self.pasted is Pasted.COMMISSIONS:
            added, mended = ("commission ajoutée", "commissions ajoutées"), "modifiée"
        else:
            added, mended = ("examinateur ajouté", "examinateurs ajoutés"), "modifié"
        told = (count(new, *added) if new else "", count(changed, mended) if changed else "")
        return f"Collage{COLON} {', '.join(filter(None, told))}"

    def _fields(self, headings: Sequence[str], line: int) -> dict[int, str]:
        """The field that each column gives. Raises ``PasteFaults`` where one that is needed isn't there."""
        columns = columns_of(self.pasted)
        found: dict[int, str] = {}
        for place, heading in enumerate(headings):
            key = heading_key(heading)
            field = next((each.field for each in columns if key in each.aliases), None)
            if field is not None and field not in found.values():
                found[place] = field
                self.headings[field] = heading.strip()
        missing = [each.label for each in columns if each.needed and each.field not in found.values()]
        if missing:
            told = " ".join(" ".join(headings).split())[:80]
            expected = f"une ligne d’en-têtes avec {', '.join(missing)}"
            raise PasteFaults([ListFault(line, "", told, expected)])
        return found

    def _cells(self, fields: Mapping[int, str], row: Sequence[str]) -> dict[str, str]:
        """What they say, without the empty ones."""
        found = {}
        for place, (cell, _) in enumerate(zip_longest(row, fields, fillvalue="")):
            field = fields.get(place)
            if field is None:
                continue
            text = _listed(str(cell)) if field in _LISTS else text_of(str(cell))
            if isinstance(text, Wrong):
                self._fault(field, str(cell), text.expected)
            elif text:
                found[field] = text
        return found

    def _name(self, cells: Mapping[str, str]) -> str:
        """By which the line is known."""
        field = columns_of(self.pasted)[0].field
        told = cells.get(field, "")
        if not told:
            self._fault(field, "", f"un {'numéro' if self.pasted is Pasted.COMMISSIONS else 'nom'}")
            return ""
        return f"{cells['first_name']} {told}" if "first_name" in cells else told

    def _again(self, seen: dict[str, int], name: str) -> bool:
        line = seen.setdefault(folded(name), self.line)
        if line != self.line:
            self._fault(columns_of(self.pasted)[0].field, name, f"chacun une fois (déjà à la ligne {line})")
        return line != self.line

    def _knows(self, name: str) -> bool:
        if self.pasted is Pasted.COMMISSIONS:
            return commission_of_number(self.timetable, name) is not None
        return juror_named(self.timetable, name) is not None

    def _commission(self, number: str, cells: Mapping[str, str]) -> None:
        known = commission_of_number(self.timetable, number)
        form = self._read(cells, "form", self._form)
        given = {
            "room": cells.get("room"),
            "form": form,
            "preparation_room": self._read(cells, "preparation_room", self._room),
            "jurors": self._read(cells, "jurors", self._jurors),
            "half_days": self._read(cells, "half_days", self._windows),
            "breaks": self._read(cells, "breaks", self._windows),
            "preparation_minutes": self._read(cells, "preparation_minutes", _minutes),
            "oral_minutes": self._read(cells, "oral_minutes", _minutes),
        }
        if known is None and "form" not in cells:
            self._fault("form", "", self._form_expected())
        if known is None and form is None:
            return
        made = replace(known or CentreCommission(0, number, ""), **_said(given))
        try:
            self.timetable = save_commission(self.timetable, made).after
        except NotDone as why:
            self._fault("form", cells.get("form", ""), str(why))

    def _juror(self, name: str, cells: Mapping[str, str]) -> None:
        known = juror_named(self.timetable, name)
        given = {
            "role": self._read(cells, "role", self._role),
            "quality": cells.get("quality"),
            "school": cells.get("school"),
            "school_code": self._read(cells, "school_code", uai_of),
            "hours": self._read(cells, "hours", self._windows),
        }
        if known is None and "role" not in cells:
            self._fault("role", "", _roles_expected(self.forms))
        numbers = self._read(cells, "commissions", self._numbers)
        if known is not None and numbers is None:
            numbers = _seats_of(self.timetable, known.identity)
        made = replace(known or CentreJuror(0, name, Role.EG), **_said(given))
        self.timetable = save_juror(self.timetable, made, numbers or ()).after

    def _read(self, cells: Mapping[str, str], field: str, read: Callable[[str], _V]) -> _V | None:
        """``None`` where nothing is said, or nothing that can be read."""
        if field not in cells:
            return None
        try:
            return read(cells[field])
        except Unreadable as why:
            self._fault(field, cells[field], str(why))
            return None

    def _form(self, text: str) -> str:
        found = form_called(self.forms, text)
        if found is None:
            raise Unreadable(self._form_expected(text))
        return found

    def _form_expected(self, text: str = "") -> str:
        """Those of the exam that is named, or some of all."""
        of_exam = [each.name for each in self.forms.values() if heading_key(text) == heading_key(each.exam)]
        known = of_exam or [each.name for each in self.forms.values()][:3]
        return f"une forme d’épreuve, comme {', '.join(known)}"

    def _room(self, text: str) -> int:
        found = [each.identity for each in self.timetable.rooms.values() if folded(each.name) == folded(text)]
        if found:
            return found[0]
        known = ", ".join(each.name for each in self.timetable.rooms.values())
        raise Unreadable(f"une salle de préparation du centre ({known or 'aucune n’est entrée'})")

    def _jurors(self, text: str) -> tuple[int, ...]:
        found = []
        for name in filter(None, (each.strip() for each in re.split(r"[;,/\n]", text))):
            juror = juror_named(self.timetable, name)
            if juror is None:
                raise Unreadable(f"des examinateurs du centre (« {name} » n’y est pas)")
            found.append(juror.identity)
        return tuple(dict.fromkeys(found))

    def _numbers(self, text: str) -> tuple[int, ...]:
        found = []
        for number in filter(None, (each.strip() for each in re.split(r"[;,/\n]|\bet\b", text))):
            commission = commission_of_number(self.timetable, number)
            if commission is None:
                raise Unreadable(f"des commissions du centre (« {number} » n’y est pas)")
            found.append(commission.identity)
        return tuple(found)

    def _windows(self, text: str) -> Any:  # noqa: ANN401 - windows, as the field has them
        return read_windows(text, self.year)

    def _role(self, text: str) -> Role:
        found = role_called(self.forms, text)
        if found is None:
            raise Unreadable(_roles_expected(self.forms, text))
        return found

    def _fault(self, field: str, value: str, expected: str) -> None:
        self.faults.append(ListFault(self.line, self.headings.get(field, ""), value, expected))


_LISTS = frozenset({"jurors", "half_days", "breaks", "hours", "commissions"})
"""Fields of several values, each on a line of its cell or parted by semicolons."""


def _listed(cell: str) -> str:
    text = ";".join(each.strip() for each in cell.splitlines() if each.strip())
    return "" if text in EMPTY_MARKS else text


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in given.items() if value is not None}


def _seats_of(timetable: Timetable, juror: int) -> tuple[int, ...]:
    return tuple(key for key, each in timetable.commissions.items() if juror in each.jurors)


def _minutes(text: str) -> int:
    found = re.fullmatch(r"(\d{1,3})\s*(?:min|minutes|mn|')?", text, re.ASCII)
    if found is None or not int(found[1]) <= LONGEST:
        raise Unreadable(f"un nombre de minutes, {LONGEST} au plus")
    return int(found[1])


def uai_of(text: str) -> str:
    """Seven digits and a letter. Raises ``Unreadable``."""
    code = "".join(text.split()).upper()
    if not _UAI.fullmatch(code):
        raise Unreadable("un UAI, sept chiffres et une lettre, comme 0750123A")
    return code


def juror_named(timetable: Timetable, name: str) -> CentreJuror | None:
    """However it is written, last or first name first."""
    wanted = sorted(heading_key(name).split())
    return next(
        (each for each in timetable.jurors.values() if sorted(heading_key(each.name).split()) == wanted), None
    )


def form_called(forms: Mapping[str, Form], text: str) -> str | None:
    """The key of the form of that key or name, « E4 ponctuel »; of an exam that has one form alone too."""
    wanted = heading_key(text)
    for key, form in forms.items():
        if wanted in {heading_key(key), heading_key(form.name)}:
            return key
    of_exam = [key for key, form in forms.items() if heading_key(form.exam) == wanted]
    if len(of_exam) == 1:
        return of_exam[0]
    close = [key for key, form in forms.items() if heading_key(form.name).replace("situation ", "") == wanted]
    return close[0] if len(close) == 1 else None


def roles_of(forms: Mapping[str, Form]) -> tuple[Role, ...]:
    """All who sit by some form, each once, in the order of the forms."""
    return tuple(
        dict.fromkeys((*Role, *(role for each in forms.values() for role in each.commission.members)))
    )


def role_titles(forms: Mapping[str, Form]) -> tuple[str, ...]:
    """As a cell may name them."""
    return tuple(each.facts.title for each in roles_of(forms))


def _roles_expected(forms: Mapping[str, Form], text: str = "") -> str:
    """Those that a form has; of teachers alone where the word says no more than that."""
    known = roles_of(forms)
    if _bare(heading_key(text)) in _TEACHERS:
        teachers = (each.facts.title for each in known)
        which = " ou ".join(each for each in teachers if heading_key(each).split(" ")[0] in _TEACHERS)
        return f"un rôle entier, car « {text} » en dit plusieurs\u202f: {which}"
    return f"un rôle qu’a une forme d’épreuve\u202f: {', '.join(role_titles(forms))}"


_TEACHERS = frozenset(
    {"professeur", "professeure", "prof", "enseignant", "enseignante", "formateur", "formatrice"}
)


def _bare(words: str) -> str:
    """Of one as of several: « professeurs »."""
    return words.removesuffix("s")


def role_called(forms: Mapping[str, Form], text: str) -> Role | None:
    """By its title or a shorter word for it; ``None`` for a word that no form has, or that may be several."""
    wanted = _taught(heading_key(text))
    for role in roles_of(forms):
        facts = role.facts
        names = (role.value, facts.title, facts.short, facts.letters)
        words = {_taught(heading_key(each)) for each in names}
        if wanted in words or wanted in _OTHERWISE.get(role, ()):
            return role
    return None


_TEACHES = re.compile(r"(?:de la |de l |des |de |du |d |en )?")


def _taught(words: str) -> str:
    """« lettres » of a « professeur de lettres », in whatever word for a teacher; any other as it is."""
    first, _, rest = words.partition(" ")
    return _TEACHES.sub("", rest, count=1) if rest and _bare(first) in _TEACHERS else words


_OTHERWISE: Mapping[Role, tuple[str, ...]] = {
    Role.EG: ("economie gestion", "economie et gestion", "eco gestion", "economie", "gestion"),
    Role.STI: ("sciences et techniques industrielles", "technique", "sii"),
    Role.PROFESSIONAL: ("professionnelle", "pro", "representant de la profession", "entreprise"),
}
"""What else they are called, as ``heading_key`` gives it."""
