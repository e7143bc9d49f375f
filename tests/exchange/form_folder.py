"""A copy of the official forms that a test may spoil."""

import json
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.form_values import TO_FILL
from btstc_jury.exchange.toml_files import FormErrors

OFFICIAL_FORMS = Path(__file__).parents[2] / "forms" / "bts-tc-2006"


class FormFolder:
    """The folder's copy; a file is named without its suffix."""

    def __init__(self, path: Path) -> None:
        self.path = copytree(OFFICIAL_FORMS, path)

    def file(self, name: str) -> Path:
        return self.path / f"{name}.toml"

    def edit(self, name: str, old: str, new: str, count: int = 1) -> None:
        """Replace the first ``count`` places of a text that must be there."""
        text = self.file(name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.file(name).write_text(text.replace(old, new, count), encoding="utf-8")

    def load(self, name: str) -> Form:
        return load_form(self.file(name))

    def problems(self, name: str) -> list[tuple[str, str, str]]:
        """File name, key path and message of each fault of a form."""
        try:
            self.load(name)
        except FormErrors as errors:
            return [
                (problem.file.stem, plain(problem.key_path), plain(problem.expected))
                for problem in errors.problems
            ]
        return []


def fill_in(path: Path) -> Path:
    """What no spreadsheet says, as somebody would write it in the file."""
    text = path.read_text(encoding="utf-8")
    assert TO_FILL in text
    path.write_text(text.replace(TO_FILL, "Rempli"), encoding="utf-8")
    return path


def plain(text: str) -> str:
    """The text with ordinary spaces, so that tests can be read."""
    return text.replace("\u202f", " ")


def toml_of(values: Mapping[str, object]) -> str:
    """These values as TOML, right or not, a key a line."""
    return "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case str():
            return '"' + "".join(map(_escaped, value)) + '"'
        case _:
            return str(value)


def _escaped(character: str) -> str:
    plainly = character.isprintable() and character not in '"\\'
    return character if plainly else f"\\U{ord(character):08x}"
