"""The forms that the program offers, found in folders and read when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from btstc_jury.application.problems import UnusableForm, cause
from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_files import read_form
from btstc_jury.exchange.referential_files import REFERENTIAL_NAME, Referential, load_referential
from btstc_jury.exchange.toml_files import FormErrors, FormProblem


class UnknownForm(UnusableForm, LookupError):
    """No folder holds a form of this key."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        self.key = key
        self.known = tuple(known)
        super().__init__(f"forme inconnue : « {key} » ; formes disponibles : {', '.join(known) or 'aucune'}")


class FormLibrary:
    """Forms by key, which is the name of the file; a form is read once, when first asked for.

    Raises ``FormErrors`` when a folder can't be listed or when two hold a form of the same key.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._paths: dict[str, Path] = {}
        self._forms: dict[str, Form] = {}
        self._referentials: dict[Path, Referential] = {}
        problems: list[FormProblem] = []
        for folder in folders:
            for path in _form_paths(folder, problems):
                first = self._paths.setdefault(path.stem, path)
                if first != path:
                    problems.append(FormProblem(path, "key", f"une autre forme a cette clé : {first}"))
        if problems:
            raise FormErrors(problems)

    def keys(self) -> tuple[str, ...]:
        """Every key, in official order; no form is read for that."""
        return tuple(sorted(self._paths, key=official_order))

    def get(self, key: str) -> Form:
        """The form of this key.

        Raises ``UnknownForm``, or ``FormErrors`` when the form or its referential is faulty.
        """
        if key not in self._forms:
            if key not in self._paths:
                raise UnknownForm(key, self.keys())
            path = self._paths[key]
            self._forms[key] = read_form(path, self._referential)
        return self._forms[key]

    def all(self) -> tuple[Form, ...]:
        """Every form, in official order; raises ``FormErrors`` with the faults of all of them."""
        forms: list[Form] = []
        problems: dict[FormProblem, None] = {}
        for key in self.keys():
            try:
                forms.append(self.get(key))
            except FormErrors as errors:
                problems.update(dict.fromkeys(errors.problems))
        if problems:
            raise FormErrors(problems)
        return tuple(forms)

    def _referential(self, path: Path) -> Referential:
        if path not in self._referentials:
            self._referentials[path] = load_referential(path)
        return self._referentials[path]


def official_order(key: str) -> tuple[str, bool, str]:
    """Sorts keys by exam, the ponctuel form first, then the situations of the CCF."""
    exam, _, form = key.partition("-")
    return (exam, form != "ponctuel", form)


def _form_paths(folder: Path, problems: list[FormProblem]) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix == ".toml" and path.name != REFERENTIAL_NAME and path.is_file()
        )
    except OSError as error:
        problems.append(FormProblem(folder, "", f"dossier illisible ({cause(error)})"))
        return []
