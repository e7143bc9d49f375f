"""What the form editor needs: forms as plain values, the readers' own faults, the centre's folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.form_editing import TYPED, Checked, Fault, KeptDraft, OfferedForm, Values
from btstc_jury.application.form_proposals import SheetProposer
from btstc_jury.application.problems import cause
from btstc_jury.domain.form import Form
from btstc_jury.exchange.form_files import needed_origins, parse_form, read_form
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_writing import form_toml, values_toml
from btstc_jury.exchange.referential_files import load_referential
from btstc_jury.exchange.toml_files import FormErrors, parse_toml, read_toml

if TYPE_CHECKING:
    from btstc_jury.exchange.form_sheets import Workbook

_SUFFIX = ".toml"
_ABOUT = "draft"
"""No key of a form."""


class CentreWorkshop:
    """See ``application.form_editing.FormWorkshop``. ``write``: whole or not at all; ``remove``: a file that
    may not be there; ``draft``: the file of the draft; ``trial``: makes the file that tries a form;
    ``read``: a workbook.
    """

    def __init__(
        self,
        library: FormLibrary,
        centre: Path,
        draft: Path,
        write: Callable[[Path, str], None],
        remove: Callable[[Path], None],
        trial: Callable[[Form], Path],
        read: Callable[[Path], Workbook],
    ) -> None:
        self._library = library
        self._centre = centre
        self._draft = draft
        self._write = write
        self._remove = remove
        self.trial = trial
        self._read = read

    def offered(self) -> tuple[OfferedForm, ...]:
        forms, _ = self._library.usable()
        return tuple(OfferedForm(each.key, each.name, self._library.of_centre(each.key)) for each in forms)

    def form(self, key: str) -> Form:
        return self._library.get(key)

    def values(self, form: Form) -> Values:
        return parse_toml(form_toml(form), self._path(form.key))

    def check(self, values: Values, own: str = "") -> Checked:
        key = str(values.get("key", ""))
        try:
            form = parse_form(self.text(values), self._path(key))
        except FormErrors as errors:
            found = tuple(Fault(each.key_path, each.expected) for each in errors.problems)
            return Checked(None, (*found, *self._taken(key, own)))
        faults = tuple(self._taken(key, own))
        return Checked(None if faults else form, faults)

    def save(self, form: Form) -> Path:
        path = self._path(form.key)
        self._write(path, form_toml(form))
        return path

    def text(self, values: Values) -> str:
        """What needs an origin and has none was typed by the centre. A form without a diploma would be one
        that takes what it lacks from a referential.
        """
        whole = {"diploma": "", **deepcopy(values)}
        typed = {"authority": str(TYPED.authority), "note": TYPED.note}
        origins = whole.setdefault("origins", {})
        for path in needed_origins(whole):
            origins.setdefault(path, dict(typed))
        return values_toml(whole)

    def export(self, values: Values, path: Path) -> None:
        text = self.text({**values, "key": path.stem})
        parse_form(text, path)
        self._write(path, text)

    def read(self, path: Path) -> Form:
        return read_form(path, load_referential, named=False)

    def read_sheets(self, path: Path) -> SheetProposer:
        # The library of workbooks is loaded for these alone.
        from btstc_jury.exchange.form_proposing import WorkbookProposer  # noqa: PLC0415

        return WorkbookProposer(self._read(path))

    def keep_draft(self, draft: KeptDraft) -> None:
        about = {"base": draft.base, "own": draft.own}
        self._write(self._draft, values_toml({**draft.values, _ABOUT: about}))

    def draft(self) -> KeptDraft | None:
        """Nothing where what is kept can't be read any more."""
        if not os.path.lexists(self._draft):
            return None
        with suppress(FormErrors):
            values = read_toml(self._draft)
            about = values.pop(_ABOUT, None)
            said = about if isinstance(about, dict) else {}
            return KeptDraft(values, str(said.get("base", "")), str(said.get("own", "")))
        return None

    def drop_draft(self) -> None:
        self._remove(self._draft)

    def _path(self, key: str) -> Path:
        return self._centre / f"{key}{_SUFFIX}"

    def _taken(self, key: str, own: str) -> tuple[Fault, ...]:
        if not key or key == own:
            return ()
        if key in self._library.keys() and not self._library.of_centre(key):  # noqa: SIM118 - no mapping
            return (
                Fault("key", "c’est la clé d’une forme officielle\u202f: donnez-en une autre à la vôtre"),
            )
        try:
            there = os.path.lexists(self._path(key))
        except (OSError, ValueError) as error:
            return (
                Fault("key", f"clé impossible ({cause(error) if isinstance(error, OSError) else error})"),
            )
        if there:
            return (Fault("key", "le centre a déjà une forme de cette clé\u202f: donnez-en une autre"),)
        return ()
