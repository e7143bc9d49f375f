"""The forms of the épreuves that a case is written for: their fiche, their criteria, their times."""

from __future__ import annotations

from btstc_jury.application.form_editing import FormWorkshop
from btstc_jury.application.problems import UnusableForm
from btstc_jury.domain.case import Case
from btstc_jury.domain.form import Form


class CaseForms:
    """Those of this machine whose dossier has a fiche with rubrics, read at the first use."""

    def __init__(self, workshop: FormWorkshop) -> None:
        self._workshop = workshop
        self._read: tuple[Form, ...] | None = None

    def all(self) -> tuple[Form, ...]:
        if self._read is None:
            self._read = tuple(each for each in self._usable() if each.dossier.rubrics)
        return self._read

    def sheets(self) -> tuple[Form, ...]:
        """One for each sheet that differs: the oral at the end of the course before parts of a control."""
        found: dict[tuple[str, str, tuple[str, ...]], Form] = {}
        for each in self.all():
            sheet = (each.exam, each.dossier.sheet_name, each.dossier.rubrics)
            standing = found.get(sheet)
            if standing is None or _plainest(each) < _plainest(standing):
                found[sheet] = each
        return tuple(sorted(found.values(), key=lambda each: (each.exam, each.name)))

    def of(self, case: Case) -> Form | None:
        """The one that a case is for, ``None`` where its form isn't on this machine."""
        same = [each for each in self.all() if each.exam == case.exam]
        titles = tuple(each.title for each in case.rubrics)
        return min(same, key=lambda each: (each.dossier.rubrics != titles, *_plainest(each)), default=None)

    def _usable(self) -> list[Form]:
        forms: list[Form] = []
        for each in self._workshop.offered():
            try:
                forms.append(self._workshop.form(each.key))
            except UnusableForm:
                # The list of forms tells what is wrong with it.
                continue
        return forms


def _plainest(form: Form) -> tuple[bool, str]:
    return "ccf" in form.key, form.key


def sheet_words(form: Form) -> str:
    """« E4 : fiche descriptive, 11 rubriques »."""
    return f"{form.exam}\u202f: {form.dossier.sheet_name}, {len(form.dossier.rubrics)} rubriques"
