"""Names proposed for the files that the program writes, good on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import NARROW
from btstc_jury.application.views.person import PersonRecord
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.wording import unaccented

_LONGEST = 60
"""Characters of one part at most, so that the whole name and a folder stay within what systems take."""


def grid_file_name(office: Office, number: int, former: int = 0) -> str:
    """« E4-ponctuel_0213456789_MOREAU-LEFEBVRE_provisoire.pdf »; « _v2-provisoire » once settled, « _v2 »
    once signed. ``former``: a signed version that was voided.
    """
    oral = office.oral(number)
    return paper_file_name(oral, _state(oral, former))


def paper_file_name(oral: Oral, what: str, *, whole: bool = False) -> str:
    """« E4-ponctuel_0213456789_MOREAU-LEFEBVRE_rapport-reserve.pdf »; « E4-ccf_… » of a ``whole``
    épreuve held in two situations.
    """
    form, candidate = oral.form, oral.plan.candidate
    rest = form.key.removeprefix(form.exam.lower())
    # « fromage-e5 » doesn't begin with its épreuve.
    key = form.exam + rest if rest[:1] in {"", "-"} else f"{form.exam}-{form.key}"
    if whole and form.situation is not None:
        key = f"{form.exam}-ccf"
    parts = (key, candidate.number, candidate.last_name.upper(), what)
    return "_".join(filter(None, map(_safe, parts))) + ".pdf"


def sheets_file_name(office: Office, orals: Sequence[int]) -> str:
    """« E4-ponctuel_0213456789_MOREAU-LEFEBVRE_feuilles.pdf », « feuilles_2027-05-18.pdf » of several."""
    first = office.oral(orals[0])
    if len(orals) == 1:
        return paper_file_name(first, "feuilles")
    return f"feuilles_{first.plan.scheduled:%Y-%m-%d}.pdf"


def joined_name(*parts: str) -> str:
    """« convocations_commission-3_2027-05-18.pdf », of the parts that aren't empty."""
    return "_".join(filter(None, map(_safe, parts))) + ".pdf"


def attendance_file_name(day: date) -> str:
    """« émargement_2027-05-18.pdf »."""
    return f"émargement_{day:%Y-%m-%d}.pdf"


def person_file_name(record: PersonRecord) -> str:
    """« données_0213456789_MOREAU-LEFEBVRE-Anaïs_2027-05-18-1452 », without an ending; the number that the
    program gave a student isn't told.
    """
    at = formats.local(record.made.utc)
    number = "" if record.rehearsed else record.number
    parts = ("données", number, record.candidate, f"{at:%Y-%m-%d-%H%M}")
    return "_".join(filter(None, map(_safe, parts)))


def recovery_file_name(path: Path) -> str:
    """« cle-de-secours_juin.pdf »."""
    return f"clé-de-secours_{_safe(path.stem)}.pdf"


def _state(oral: Oral, former: int) -> str:
    if former:
        return f"v{former}-annulée"
    if oral.stage is not Stage.FINALISED:
        return "provisoire"
    return f"v{oral.version}" if oral.signed else f"v{oral.version}-provisoire"


def _safe(part: str) -> str:
    """Letters, digits and hyphens only: the rest means something to one system or another."""
    plain = unicodedata.normalize("NFC", part)
    return re.sub(r"[\W_]+", "-", plain).strip("-")[:_LONGEST]


DEFAULT_PATTERN = "{numéro} {nom} {épreuve} v{version}"

_LONGEST_FIELD = 60
"""Characters of one field at most, so that a long name leaves room for the fields after it."""
_LONGEST_NAME = 180
"""Bytes of UTF-8 of a name without its ending: systems take 255, and a number or a remark may follow."""
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|clock\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for its devices, whatever their ending."""


_NONE = "\0"
"""Stands for a field that has no value: it goes, and a « v » or a separator before it too."""
_LEFT_OUT = re.compile(rf"(?:[\s_.-]+v?|^v?)?{_NONE}", re.IGNORECASE)


class BadPattern(ValueError):
    """The message says in French what is wrong with the pattern."""


@dataclass(frozen=True, slots=True)
class Field:
    """``meaning``: what it stands for in a pattern."""

    meaning: str
    example: str
    value: Callable[[Oral], str]


def _exam(oral: Oral) -> str:
    """« E4 », « E4 situation 1 »: the two grids of one candidate differ in nothing else."""
    situation = oral.form.situation
    return f"{oral.form.exam} situation {situation.number}" if situation else oral.form.exam


FIELDS: Mapping[str, Field] = {
    "numéro": Field("numéro du candidat", "0213456789", lambda oral: oral.plan.candidate.number),
    "nom": Field("nom", "MOREAU", lambda oral: oral.plan.candidate.last_name.upper()),
    "prénoms": Field("prénoms", "Anaïs", lambda oral: oral.plan.candidate.first_names),
    "épreuve": Field("épreuve, et sa situation de CCF", "E4", _exam),
    "forme": Field("clé de la forme d’épreuve", "e4-ponctuel", lambda oral: oral.form.key),
    "version": Field("version de la grille", "1", lambda oral: str(oral.version or _NONE)),
    "date": Field("jour prévu", "2027-05-18", lambda oral: oral.plan.scheduled.date().isoformat()),
    "heure": Field("heure prévue", "14h00", lambda oral: f"{oral.plan.scheduled:%Hh%M}"),
}

_FORMER = {
    "number": "numéro",
    "last_name": "nom",
    "first_names": "prénoms",
    "exam": "épreuve",
    "form": "forme",
    "time": "heure",
}
"""Names that fields had; patterns in scripts still have them."""


class NamePattern:
    """Raises ``BadPattern`` for a field that doesn't exist, braces that don't match, or no field at all."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._parts = tuple(_parts(text))
        if not any(field for _, field in self._parts):
            raise BadPattern(f"Le modèle de nom n’a aucun champ{NARROW}: {_known()}.")

    def name(self, oral: Oral) -> str:
        """The name, without ending, of a file about this oral."""
        return self._filled(lambda field: field.value(oral))

    def of(self, values: Mapping[str, str]) -> str:
        """The same of what is known by the names of ``FIELDS`` alone; "" for what isn't."""
        names = {field: name for name, field in FIELDS.items()}
        return self._filled(lambda field: values.get(names[field], "") or _NONE)

    def example(self) -> str:
        return self._filled(lambda field: field.example)

    def _filled(self, value: Callable[[Field], str]) -> str:
        words = (
            literal + (value(FIELDS[field])[:_LONGEST_FIELD] if field else "")
            for literal, field in self._parts
        )
        return safe_name(_LEFT_OUT.sub("", "".join(words)))


def safe_name(text: str) -> str:
    """``text`` as a file name without ending: what one system or another refuses or hides is replaced."""
    plain = "".join(map(_visible, unicodedata.normalize("NFC", text)))
    plain = " ".join(_UNSAFE.sub("-", plain).split()).rstrip(". ").lstrip(" .-~")
    plain = plain.encode()[:_LONGEST_NAME].decode(errors="ignore").rstrip(". ")
    if not plain:
        return "sans nom"
    return f"_{plain}" if _RESERVED.fullmatch(plain) else plain


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("Z") or character in "\t\r\n":
        return " "
    return "" if category.startswith("C") else character


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Literal words and the field after them, "" for none."""
    try:
        parsed = list(Formatter().parse(text))
    except ValueError as error:
        raise BadPattern(f"Les accolades du modèle de nom ne vont pas par deux{NARROW}: {text}") from error
    for literal, field, spec, conversion in parsed:
        known = None if field is None else _field(field)
        if field is not None and (known is None or spec or conversion):
            written = f"{field}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
            raise BadPattern(f"Champ inconnu dans le modèle de nom{NARROW}: {{{written}}}. {_known()}.")
        yield literal, known or ""


def _field(written: str) -> str | None:
    """The field of that name, however its accents and capitals are typed."""
    plain = unaccented(written)
    return _FORMER.get(plain) or next((name for name in FIELDS if unaccented(name) == plain), None)


def _known() -> str:
    return f"Champs possibles{NARROW}: {', '.join(f'{{{name}}}' for name in FIELDS)}"
