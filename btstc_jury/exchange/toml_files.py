"""Reads a TOML file that anybody may have written: bounded in size and depth, decimals kept exact."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from pathlib import Path

from btstc_jury.application.problems import UnusableForm, cause

LARGEST_FILE = 1024 * 1024
"""Bytes; the official referential takes about 20,000."""

DEEPEST_KEY = 32
"""Parts of a dotted key at most; tomllib slows down with the square of their number."""

_DEEP_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){%d}""" % DEEPEST_KEY  # noqa: UP031
)
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How XLSX and ODS begin, and XLS."""
_PLACE = re.compile(r" \(at line (?P<line>\d+), column (?P<column>\d+)\)$")

_REASONS = (
    ("Cannot overwrite", "cette clé a déjà une valeur"),
    ("Cannot declare", "cette table est déjà définie plus haut"),
    ("Cannot mutate", "cette table est déjà fermée, rien ne peut s’y ajouter"),
    ("Cannot redefine", "cette table est déjà définie plus haut"),
    ("Duplicate inline table key", "cette clé figure deux fois dans la table"),
    ("Expected '='", "un « = » est attendu après la clé"),
    ("Expected ']]'", "deux « ] » sont attendus à la fin du nom de table"),
    ("Expected ']'", "un « ] » est attendu à la fin du nom de table"),
    ("Expected newline", "rien ne doit suivre la valeur sur sa ligne"),
    ("Invalid initial character for a key", "une clé est attendue"),
    ("Invalid value", "la valeur n’est pas lisible ; un texte s’écrit entre guillemets droits"),
    ("Invalid statement", "ni une clé, ni une table"),
    ("Invalid date", "la date ou l’heure n’existe pas"),
    ("Unclosed array", "une liste n’est pas fermée par « ] »"),
    ("Unclosed inline table", "une table n’est pas fermée par « } »"),
    ("Unterminated string", "un texte n’est pas fermé par un guillemet droit"),
    ("Illegal character", "ce caractère n’est pas admis ; un texte tient sur une ligne"),
    ("Found invalid character", "ce caractère n’est pas admis"),
    ("Unescaped", "après une barre oblique inverse, ce caractère n’est pas admis"),
    ("Invalid hex", "le code de caractère n’est pas valable"),
    ("Escaped character", "le code de caractère n’est pas valable"),
)


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One fault of one file.

    ``key_path`` counts the entries of a list from 1 (``phases.2.maximum``); it is empty when the fault
    is the file's as a whole. ``expected`` is a French sentence: what was found, what was expected.
    """

    file: Path
    key_path: str
    expected: str

    def __str__(self) -> str:
        return ": ".join(part for part in (str(self.file), self.key_path, self.expected) if part)


class FormErrors(UnusableForm):
    """A form can't be used; ``problems`` holds every fault found."""

    def __init__(self, problems: Iterable[FormProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_toml(path: Path) -> dict[str, object]:
    """The content of a TOML file; its decimal numbers are ``Decimal``, never binary floats.

    Raises ``FormErrors`` when the file can't be read, is too large, isn't UTF-8 or isn't TOML.
    """
    return parse_toml(read_text(path), path)


def parse_toml(text: str, path: Path) -> dict[str, object]:
    """As ``read_toml``, of a text that ``path`` holds, or is to hold."""
    deep = _DEEP_KEY.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise _refusal(path, f"ligne {line} : une clé a plus de {DEEPEST_KEY} parties")
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise _refusal(path, _syntax_error(str(error))) from error
    except RecursionError as error:
        raise _refusal(path, "listes ou tables imbriquées trop profondément") from error
    except ValueError as error:
        # tomllib lets Python's own bound on the digits of an integer through.
        raise _refusal(path, "un nombre entier a trop de chiffres") from error


def _refusal(path: Path, expected: str) -> FormErrors:
    return FormErrors([FormProblem(path, "", expected)])


def read_text(path: Path) -> str:
    """Raises ``FormErrors`` as ``read_toml``."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            # To open a pipe or a device might wait for ever.
            raise _refusal(path, "ce n’est pas un fichier ordinaire")
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as error:
        raise _refusal(path, "fichier introuvable") from error
    except (OSError, ValueError) as error:
        reason = cause(error) if isinstance(error, OSError) else "nom de fichier impossible"
        raise _refusal(path, f"fichier illisible ({reason})") from error
    if len(content) > LARGEST_FILE:
        raise _refusal(path, f"fichier trop grand : {LARGEST_FILE // 1024} Kio au plus")
    if content.startswith(_WORKBOOKS):
        raise _refusal(path, "c’est un classeur ou une archive, pas une forme TOML")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise _refusal(
            path, f"ligne {line}, octet {column} : le fichier doit être enregistré en UTF-8"
        ) from error


def _decimal(text: str) -> Decimal:
    """Give NaN, which no value accepts, for a number whose exponent is beyond all bounds."""
    try:
        return Decimal(text)
    except DecimalException:
        return Decimal("NaN")


def _syntax_error(message: str) -> str:
    place = _PLACE.search(message)
    where = f"ligne {place['line']}, colonne {place['column']}" if place else "fin du fichier"
    causes = (french for english, french in _REASONS if message.startswith(english))
    return f"{where}, syntaxe TOML : {next(causes, 'le texte n’est pas du TOML valable')}"
