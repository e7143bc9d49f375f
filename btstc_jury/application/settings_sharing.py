"""The settings that another machine can take over: as values of a text file, read back, compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol, get_args
from urllib.parse import urlsplit

from btstc_jury.application.settings import (
    LONGEST_AUTO_COVER,
    LONGEST_AUTO_LOCK,
    LONGEST_KEPT,
    TEXT_SCALES,
    Settings,
    ThemeMode,
    UsualFolders,
)
from btstc_jury.domain.wording import plainly

FORMAT = 1
"""Of the file. A field that is added needs a number too: an older program refuses what it doesn't know."""
LARGEST = 64 << 10
"""Bytes of a file; one with every key changed takes some thousands."""
MOST_TOLD = 8
"""Faults named of one file."""
LONGEST_ADDRESS = 2000
"""Characters."""

_LONGEST_PATH = 4096
_LONGEST_SHOWN = 60
_HOME = "~"
NOTHING_CHANGED = "Rien n’a été changé."

LOOKS: Mapping[ThemeMode, str] = {
    "auto": "Comme le système",
    "light": "Clair",
    "dark": "Sombre",
    "contrast-light": "Contraste élevé, clair",
    "contrast-dark": "Contraste élevé, sombre",
}


class UnusableSettings(Exception):
    """A file of settings can't be taken over; the message says in French where it is wrong."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        more = len(faults) - MOST_TOLD
        told = (*faults[:MOST_TOLD], *((f"et {more} autres",) if more > 0 else ()))
        super().__init__("\n".join((*told, NOTHING_CHANGED)))


class Unfit(ValueError):
    """A value of a file can't be taken; the message says in French what is expected."""


class KeyChange(NamedTuple):
    """An act, and its keys as they are shown."""

    words: str
    before: str
    after: str


class KeyRules(Protocol):
    """What is known of acts and their keys."""

    def settled(self, chosen: Mapping[str, str]) -> dict[str, str]:
        """What differs from the keys of origin. Raises ``Unfit`` with the act and why."""

    def changes(self, before: Mapping[str, str], after: Mapping[str, str]) -> Sequence[KeyChange]:
        """The acts that get other keys."""


class Change(NamedTuple):
    """``name``: as the file has it."""

    name: str
    label: str
    before: str
    after: str


class Brought(NamedTuple):
    """``settings``: with all that changes; ``left``: what stays as it was, with why."""

    settings: Settings
    changes: tuple[Change, ...]
    left: tuple[str, ...]


class SharedSettings(Protocol):
    """The file by which settings go to another machine."""

    @property
    def usual(self) -> UsualFolders: ...

    def write(self, settings: Settings, path: Path) -> tuple[str, ...]:
        """What could not be written, with why. Raises ``FileProblem``."""

    def read(self, path: Path) -> Mapping[str, object]:
        """What ``bring`` takes. Raises ``UnusableSettings``, ``FileProblem``."""


class Shared(NamedTuple):
    """``values``: which are possible, in few words; ``read`` raises ``Unfit``; ``there``: of a path, whether
    it leads somewhere on this machine.
    """

    name: str
    label: str
    values: str
    read: Callable[[object], object]
    said: Callable[[object], str]
    there: Callable[[Path], bool] | None = None


def unusable_address(text: str) -> str:
    """Why no authority that timestamps can have this address, or ""."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        secret = "@" in parts.netloc
    except ValueError:
        fits = secret = False
    if secret:
        return "Retirez le nom et le mot de passe de l’adresse\u202f: ils ne seraient pas tenus secrets."
    if not fits or not text.isascii() or not text.isprintable() or " " in text:
        return "L’adresse commence par https:// ou http://, sans espace ni accent."
    return f"{LONGEST_ADDRESS} caractères au plus." if len(text) > LONGEST_ADDRESS else ""


def shared_values(settings: Settings) -> tuple[dict[str, object], tuple[str, ...]]:
    """What goes into the file, by name, and what can't, with why. A path under the user's folder is written
    as « ~/… », which is another folder for another user.
    """
    values: dict[str, object] = {}
    left = []
    for each in SHARED:
        value = getattr(settings, each.name)
        if each.there is not None:
            value = _written(value)
        try:
            each.read(value)
            str(value).encode()
        except ValueError as error:
            left.append(f"{each.label}\u202f: {_why(error)}")
        else:
            values[each.name] = value
    return {**values, "keys": {**settings.keys}}, tuple(left)


def bring(values: Mapping[str, object], kept: Settings, rules: KeyRules) -> Brought:
    """The settings as a file wants them; what it doesn't name stays. Raises ``UnusableSettings``."""
    _check_format(values)
    faults = [f"{_shown(name)}\u202f: ce réglage n’existe pas." for name in values if name not in _NAMES]
    found: dict[str, object] = {}
    left = []
    for each in (each for each in SHARED if each.name in values):
        try:
            value = each.read(values[each.name])
        except Unfit as error:
            faults.append(f"{each.name}\u202f: {error}")
            continue
        if _leads_nowhere(each, value) and value != getattr(kept, each.name):
            left.append(
                f"{each.label}\u202f: «\u202f{plainly(str(value))}\u202f» n’existe pas sur ce poste\u202f;"
                " ce réglage reste comme il était."
            )
        else:
            found[each.name] = value
    if "keys" in values:
        try:
            found["keys"] = rules.settled(_keys(values["keys"]))
        except Unfit as error:
            faults.append(f"keys\u202f: {error}")
    if faults:
        raise UnusableSettings(faults)
    settings = kept._replace(**found)  # type: ignore[arg-type]
    return Brought(settings, tuple(_changes(kept, settings, rules)), tuple(left))


def _check_format(values: Mapping[str, object]) -> None:
    number = values.get("format")
    if type(number) is not int or number < 1:
        raise UnusableSettings(
            ("Ce n’est pas un fichier de réglages\u202f: il y manque une ligne « format = 1 ».",)
        )
    if number > FORMAT:
        newer = (
            f"Ces réglages viennent d’une version plus récente (format {_shown(number)})\u202f: mettez le"
            " programme de ce poste à jour."
        )
        raise UnusableSettings((newer,))


def _changes(before: Settings, after: Settings, rules: KeyRules) -> Iterator[Change]:
    for each in SHARED:
        one, other = getattr(before, each.name), getattr(after, each.name)
        if one != other:
            yield Change(each.name, each.label, each.said(one), each.said(other))
    for key in rules.changes(before.keys, after.keys):
        yield Change("keys", f"Touche de «\u202f{key.words}\u202f»", key.before, key.after)


def _why(error: ValueError) -> str:
    """A half character is the only one of Python's own that may come."""
    return "ce texte ne s’écrit pas en UTF-8." if isinstance(error, UnicodeError) else str(error)


def _shown(value: object) -> str:
    """A value as an error names it: short, and on one line."""
    text = plainly(str(value)[: _LONGEST_SHOWN + 1])
    return f"«\u202f{text if len(text) <= _LONGEST_SHOWN else f'{text[:_LONGEST_SHOWN]}…'}\u202f»"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unfit("un texte entre guillemets droits est attendu.")
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unfit("true ou false est attendu.")
    return value


def _whole(among: range, value: object) -> int:
    if type(value) is not int or value not in among:
        raise Unfit(f"un nombre entier de {among.start} à {among.stop - 1} est attendu.")
    return value


def _theme(value: object) -> str:
    if value not in get_args(ThemeMode):
        raise Unfit(f"{_shown(value)} n’est pas possible\u202f; au choix\u202f: {', '.join(LOOKS)}.")
    return _text(value)


def _address(value: object) -> str:
    text = _text(value)
    if text and (why := unusable_address(text)):
        raise Unfit(why[:1].lower() + why[1:])
    return text


def _place(value: object) -> Path | None:
    text = _text(value)
    if "\0" in text or len(text) > _LONGEST_PATH:
        raise Unfit("ce chemin est impossible.")
    if text == _HOME or text.startswith(f"{_HOME}/"):
        return Path.home() / text.removeprefix(_HOME).lstrip("/")
    return Path(text) if text else None


def _written(path: Path | None) -> str:
    if path is None:
        return ""
    home = Path.home()
    if path.is_relative_to(home):
        return f"{_HOME}/{path.relative_to(home).as_posix()}"
    return str(path)


def _leads_nowhere(shared: Shared, value: object) -> bool:
    if shared.there is None or not isinstance(value, Path):
        return False
    return not (value.is_absolute() and shared.there(value))


def _keys(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Unfit("une table [keys] est attendue.")
    for name, keys in value.items():
        if not isinstance(keys, str):
            raise Unfit(
                f"{_shown(name)} attend une touche entre guillemets droits, le nom de l’acte aussi\u202f:"
                ' "oral.next" = "Ctrl+F7".'
            )
    return value


def _said_minutes(value: object) -> str:
    return f"après {value}\u202fmin" if value else "jamais"


def _said_place(none: str, value: object) -> str:
    return none if value is None else plainly(str(value))


_is_folder: Callable[[Path], bool] = os.path.isdir
_is_file: Callable[[Path], bool] = os.path.isfile
"""Those of ``Path`` raise for a name that no system takes."""

_NONE = '"" pour aucun'
_USUAL = '"" pour celui d’origine'

SHARED: tuple[Shared, ...] = (
    Shared("theme", "Apparence", ", ".join(LOOKS), _theme, lambda value: LOOKS[value]),  # type: ignore[index]
    Shared(
        "text_scale",
        "Taille du texte",
        "pour cent, de 100 à 200",
        partial(_whole, TEXT_SCALES),
        lambda value: f"{value}\u202f%",
    ),
    Shared(
        "auto_cover",
        "Masquer l’écran sans activité",
        "minutes, 0 pour jamais",
        partial(_whole, range(LONGEST_AUTO_COVER + 1)),
        _said_minutes,
    ),
    Shared(
        "auto_lock",
        "Verrouiller sans activité",
        "minutes, 0 pour jamais",
        partial(_whole, range(LONGEST_AUTO_LOCK + 1)),
        _said_minutes,
    ),
    Shared(
        "keep_awake",
        "Empêcher la mise en veille",
        "true ou false",
        _switch,
        lambda value: "oui" if value else "non",
    ),
    Shared(
        "backup_folder", "Dossier de sauvegarde", _NONE, _place, partial(_said_place, "aucun"), _is_folder
    ),
    Shared(
        "purge_after_months",
        "Durée de conservation",
        "mois, de 1 à 120",
        partial(_whole, range(1, LONGEST_KEPT + 1)),
        lambda value: f"{value}\u202fmois",
    ),
    Shared(
        "forms_folder",
        "Dossier des formes du centre",
        _USUAL,
        _place,
        partial(_said_place, "par défaut"),
        _is_folder,
    ),
    Shared(
        "cases_folder",
        "Dossier des cas d’entraînement",
        _USUAL,
        _place,
        partial(_said_place, "par défaut"),
        _is_folder,
    ),
    Shared("timestamp_url", "Autorité d’horodatage", _NONE, _address, lambda value: str(value) or "aucune"),
    Shared("seal_file", "Sceau du centre", _NONE, _place, partial(_said_place, "aucun"), _is_file),
)
"""In the order of the window. The keys, a table of their own, come after."""

_NAMES = frozenset({"format", "keys", *(each.name for each in SHARED)})
