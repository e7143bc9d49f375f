"""What the form editor needs: forms as plain values, the readers' own faults, the centre's folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from itertools import count, starmap
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.form_editing import (
    TYPED,
    CentreForms,
    Checked,
    Drafts,
    Fault,
    KeptDraft,
    OfferedForm,
    Values,
)
from btstc_jury.application.form_proposals import SheetProposer
from btstc_jury.application.problems import cause
from btstc_jury.domain.form import Form
from btstc_jury.exchange.centre_files import CentreFiles
from btstc_jury.exchange.form_files import needed_origins, parse_form, read_form
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.exchange.form_points import doubts
from btstc_jury.exchange.form_writing import form_toml, values_toml
from btstc_jury.exchange.referential_files import load_referential
from btstc_jury.exchange.toml_files import FormErrors, parse_toml, read_toml

if TYPE_CHECKING:
    from btstc_jury.exchange.form_sheets import Workbook

_SUFFIX = ".toml"
_ABOUT = "draft"
"""No key of a form."""


@dataclass(frozen=True, slots=True)
class WorkbookFiles:
    """``read`` raises ``UnusableForm``, ``write`` raises ``FileProblem``."""

    read: Callable[[Path], Workbook]
    write: Callable[[Path, bytes], None]


class CentreWorkshop:
    """See ``application.form_editing.FormWorkshop``. ``write``: whole or not at all; ``remove``: a file that
    may not be there; ``drafts``: the folder of the drafts, which need not be there; ``trial``: makes the
    file that tries a form.
    """

    def __init__(
        self,
        library: FormLibrary,
        centre: Path,
        drafts: Path,
        write: Callable[[Path, str], None],
        remove: Callable[[Path], None],
        trial: Callable[[Form], Path],
        workbooks: WorkbookFiles,
    ) -> None:
        self._library = library
        self._centre = centre
        self.centre: CentreForms = CentreFiles(library, centre, write, remove)
        self._drafts = drafts
        self._write = write
        self._remove = remove
        self.trial = trial
        self._workbooks = workbooks

    def offered(self) -> tuple[OfferedForm, ...]:
        forms, _ = self._library.usable()
        return tuple(OfferedForm(each.key, each.name, self._library.of_centre(each.key)) for each in forms)

    def form(self, key: str) -> Form:
        return self._library.get(key)

    def values(self, form: Form) -> Values:
        return parse_toml(form_toml(form), self._path(form.key))

    def check(self, values: Values, own: str = "") -> Checked:
        key = str(values.get("key", ""))
        form: Form | None = None
        faults: list[Fault] = []
        try:
            form = parse_form(self.text(values), self._path(key))
        except FormErrors as errors:
            faults += [Fault(each.key_path, each.expected) for each in errors.problems]
        official = "" if key == own else self._library.taken(key)
        if official:
            faults.append(Fault("key", official))
        there = False
        try:
            there = bool(key) and key != own and os.path.lexists(self._path(key))
        except (OSError, ValueError) as error:
            faults.append(
                Fault("key", f"clé impossible ({cause(error) if isinstance(error, OSError) else error})")
            )
        found = () if form is None else doubts(form)
        return Checked(None if faults else form, tuple(faults), there, tuple(starmap(Fault, found)))

    def standing(self, key: str) -> Form | None:
        path = self._path(key)
        return read_form(path, load_referential, named=False) if os.path.lexists(path) else None

    def save(self, form: Form) -> Path:
        path = self._path(form.key)
        self._write(path, form_toml(form))
        return path

    def text(self, values: Values) -> str:
        """What needs an origin and has none was typed by the centre."""
        whole = deepcopy(values)
        typed = {"authority": str(TYPED.authority), "note": TYPED.note}
        origins = whole.setdefault("origins", {})
        for path in needed_origins(whole) if isinstance(origins, dict) else ():
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

        return WorkbookProposer(self._workbooks.read(path))

    def save_model(self, path: Path) -> None:
        from btstc_jury.exchange.grid_workbook import MODEL, grid_workbook  # noqa: PLC0415 - as above

        self._workbooks.write(path, grid_workbook(MODEL))

    def keep_draft(self, draft: KeptDraft) -> str:
        place = draft.place or next(
            each for each in map(str, count(1)) if not os.path.lexists(self._draft_path(each))
        )
        about = {"base": draft.base, "own": draft.own, "seen": draft.seen}
        self._write(self._draft_path(place), values_toml({**draft.values, _ABOUT: about}))
        return place

    def drafts(self) -> Drafts:
        found: list[KeptDraft] = []
        unreadable: list[Path] = []
        for path in sorted(self._drafts.glob(f"*{_SUFFIX}")):
            try:
                at = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
                values = read_toml(path)
            except (FormErrors, OSError):
                unreadable.append(path)
                continue
            about = values.pop(_ABOUT, None)
            said = {key: str(each) for key, each in about.items()} if isinstance(about, dict) else {}
            base, own, seen = (said.get(key, "") for key in ("base", "own", "seen"))
            found.append(KeptDraft(values, base, own, seen, path.stem, at))
        return Drafts(tuple(sorted(found, key=_left_at, reverse=True)), tuple(unreadable))

    def drop_draft(self, place: str) -> None:
        self._remove(self._draft_path(place))

    def _draft_path(self, place: str) -> Path:
        return self._drafts / f"{place}{_SUFFIX}"

    def _path(self, key: str) -> Path:
        return self._centre / f"{key}{_SUFFIX}"


def _left_at(draft: KeptDraft) -> float:
    return 0.0 if draft.at is None else draft.at.timestamp()
