"""The forms that the program offers, found in folders and read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from btstc_jury.application.problems import UnusableForm, cause
from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_files import read_form
from btstc_jury.exchange.referential_files import REFERENTIAL_NAME, Referential, load_referential
from btstc_jury.exchange.toml_files import FormErrors, FormProblem

_Stamp: TypeAlias = tuple[int, int] | None


class UnknownForm(UnusableForm, LookupError):
    """No folder holds a form of this key."""

    def __init__(self, key: str, known: Sequence[str]) -> None:
        self.key = key
        self.known = tuple(known)
        super().__init__(f"forme inconnue : « {key} » ; formes disponibles : {', '.join(known) or 'aucune'}")


class FormLibrary:
    """Forms by key, which is the name of the file; a form is read when first asked for, and again once a file
    of the centre's has changed.

    ``folders``: of the official forms; ``centre``: the centre's own, which need not be there, may become
    another while the program runs, and whose faults hide no official form. Raises ``FormErrors`` when an
    official folder can't be listed or when two hold a form of the same key.
    """

    def __init__(self, folders: Sequence[Path], centre: Path | Callable[[], Path] | None = None) -> None:
        self._official: dict[str, Path] = {}
        self._centre = centre
        self._forms: dict[Path, tuple[_Stamp, Form]] = {}
        self._referentials: dict[Path, Referential] = {}
        problems: list[FormProblem] = []
        for folder in folders:
            for path in _form_paths(folder, problems):
                first = self._official.setdefault(path.stem, path)
                if first != path:
                    problems.append(FormProblem(path, "key", f"une autre forme a cette clé : {first}"))
        if problems:
            raise FormErrors(problems)

    @property
    def centre(self) -> Path | None:
        """The centre's folder."""
        return self._centre() if callable(self._centre) else self._centre

    def keys(self) -> tuple[str, ...]:
        """Every key, in official order; no form is read for that."""
        return tuple(sorted(self._paths(), key=official_order))

    def official(self, key: str) -> str:
        """The key of the official form that a form of this key would pass for, whatever its capitals; "" for
        none.
        """
        return next((each for each in self._official if each.casefold() == key.casefold()), "")

    def of_centre(self, key: str) -> bool:
        """Whether the form of this key is the centre's, no official one."""
        return key not in self._official

    def taken(self, key: str) -> str:
        """Why no form of the centre's can have this key, without full stop; ""."""
        official = self.official(key)
        if not official:
            return ""
        return f"c’est la clé d’une forme officielle ({official})\u202f: donnez-en une autre à la vôtre"

    def centre_faults(self) -> tuple[FormProblem, ...]:
        """What keeps a file of the centre's from being offered at all."""
        return tuple(self._centre_paths()[1])

    def get(self, key: str) -> Form:
        """The form of this key.

        Raises ``UnknownForm``, or ``FormErrors`` when the form or its referential is faulty.
        """
        path = self._official.get(key) or self._paths().get(key)
        if path is None:
            raise UnknownForm(key, self.keys())
        stamp = _stamp(path) if self.of_centre(key) else None
        known = self._forms.get(path)
        if known is None or known[0] != stamp:
            known = self._forms[path] = stamp, read_form(path, self._referential)
        return known[1]

    def all(self) -> tuple[Form, ...]:
        """Every form, in official order; raises ``FormErrors`` with the faults of all of them."""
        forms, problems = self.usable()
        if problems:
            raise FormErrors(problems)
        return forms

    def usable(self) -> tuple[tuple[Form, ...], tuple[FormProblem, ...]]:
        """The forms that can be read, in official order, and what is wrong with the others."""
        forms: list[Form] = []
        problems = dict.fromkeys(self.centre_faults())
        for key in self.keys():
            try:
                forms.append(self.get(key))
            except FormErrors as errors:
                problems.update(dict.fromkeys(errors.problems))
        return tuple(forms), tuple(problems)

    def _paths(self) -> dict[str, Path]:
        return {**self._centre_paths()[0], **self._official}

    def _centre_paths(self) -> tuple[dict[str, Path], list[FormProblem]]:
        """Listed anew each time: a form may be brought while the program runs."""
        problems: list[FormProblem] = []
        centre = self.centre
        if centre is None or not centre.exists():
            return {}, problems
        paths: dict[str, Path] = {}
        for path in _form_paths(centre, problems):
            taken = self.taken(path.stem)
            if taken:
                problems.append(FormProblem(path, "key", taken))
            else:
                paths[path.stem] = path
        return paths, problems

    def _referential(self, path: Path) -> Referential:
        if path not in self._referentials:
            self._referentials[path] = load_referential(path)
        return self._referentials[path]


def _stamp(path: Path) -> _Stamp:
    """``None`` where the file can't be looked at: reading it says why."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


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
