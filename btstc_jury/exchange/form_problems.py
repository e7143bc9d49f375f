"""What is wrong in a form file, said so that the teacher who wrote it can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from btstc_jury.application.problems import UnusableForm

_LONGEST_SHOWN = 40


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


class ProblemList:
    """Gathers the faults of one file while it is read on."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: list[FormProblem] = []

    def add(self, key_path: str, expected: str) -> None:
        self.found.append(FormProblem(self.file, key_path, expected))


def shown(value: object) -> str:
    """A value of a TOML file as an error message quotes it: short, on one line, whatever it is."""
    match value:
        case str():
            # A control character would upset a terminal.
            line = " ".join("".join(each if each.isprintable() else " " for each in value).split())
            if not line:
                return "un texte vide"
            return f"« {line[:_LONGEST_SHOWN]}{'…' if len(line) > _LONGEST_SHOWN else ''} »"
        case bool():
            return str(value).lower()
        case int() | Decimal():
            return _shown_number(value)
        case dict() | list():
            return f"une {'table' if isinstance(value, dict) else 'liste'}{'' if value else ' vide'}"
        case _:
            return "une date ou une heure"


def _shown_number(value: int | Decimal) -> str:
    # Python refuses to write an integer of more than 4,300 digits.
    bounded = isinstance(value, Decimal) or value.bit_length() <= 64
    text = str(value).replace(".", ",") if bounded else ""
    return text if 0 < len(text) <= _LONGEST_SHOWN else "un nombre démesuré"


def wrong(expected: str, value: object) -> str:
    """The message for a value that isn't what it should be."""
    return f"attendu : {expected} ; trouvé : {shown(value)}"


def join_choices(choices: Iterable[str]) -> str:
    """Quoted choices for a message: « a », « b » ou « c »."""
    *first, last = (f"« {choice} »" for choice in choices)
    return f"{', '.join(first)} ou {last}" if first else last


def counted(number: int, singular: str, plural: str) -> str:
    """A number and its noun: « 1 phase », « 4 phases »."""
    return f"{number} {plural if number > 1 else singular}"
