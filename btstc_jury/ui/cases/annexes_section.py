"""« Annexes »: files beside the fiche; which of them the student gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices

from btstc_jury.application.cases import CaseFile, with_annex, with_case
from btstc_jury.application.fiche_reading import UnusableFiche
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.case_words import annex_row
from btstc_jury.domain.case import Annex
from btstc_jury.ui.background import Background
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.cases.pieces import (
    RowsEditor,
    SectionPage,
    focus,
    moved,
    put_back,
    with_row,
    without_row,
)
from btstc_jury.ui.ports import Files
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.fields import ask_files, ask_where, documents
from btstc_jury.ui.widgets.layouts import column

_SHOWN = frozenset(
    {".pdf", ".png", ".jpg", ".jpeg", ".txt", ".csv", ".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx"}
)
"""Opened by the program that this machine has for them. Anything else might act by being opened."""
_SAID = "Tarifs, visuels, plans… gardés dans le fichier du cas. Déposez-les ici, ou ajoutez-les."


class AnnexesSection(SectionPage):
    """``most_pages``: of annexes that a fiche may have by its form, ``None`` for no limit."""

    def __init__(self, theme: Theme, draft: CaseDraft, files: Files, most_pages: int | None) -> None:
        super().__init__(theme, draft)
        self.reading = Background(self)
        self._files = files
        self._most = most_pages
        self._opened = QTemporaryDir()
        self.rows: RowsEditor[Annex] = RowsEditor(theme, "Annexes", annex_row, "A&jouter des fichiers…")
        self.open = PushButton("&Ouvrir")
        self.save = PushButton("Enregistrer une &copie…")
        for button in (self.open, self.save):
            self.rows.add_button(button)
        self.handed = TickBox(theme, "Remise à l’étudiant a&vec sa fiche de préparation")
        self._pages = label("", "small muted", wrap=True)
        parts = (label(_SAID, "muted", wrap=True), self.rows, self.handed, self._pages)
        column(theme, *parts, 1, gap=12, margins=(0, 0, 12, 0), within=self)
        self.rows.turned.connect(self._show_row)
        self.rows.asked.connect(self._on_asked)
        self.handed.toggled.connect(self._type)
        self.open.clicked.connect(self._open)
        self.save.clicked.connect(self._ask_where)
        self.show_case()

    def show_case(self) -> None:
        self.rows.show_rows(self.draft.case.annexes, self.rows.place)
        self._show_row()

    def begin(self) -> None:
        focus(self.rows.list if self.draft.case.annexes else self.rows.add)

    def attach(self, paths: Sequence[Path]) -> None:
        """Beside the window, one after the other: pages are counted."""
        for path in paths:
            self.told.emit(f"Ajout de «\u202f{path.name}\u202f»…")
            self.reading.do(
                partial(self._read, path),
                partial(self._attached, path.name),
                failed=lambda problem: self.refused.emit(str(problem)),
                told=(UnusableFiche,),
            )

    def _read(self, path: Path, _run: object) -> tuple[bytes, int | None]:
        return self.draft.cases.reader.annex(path)

    def _attached(self, name: str, read: tuple[bytes, int | None]) -> None:
        content, pages = read
        before = self.draft.case.annexes
        file = with_annex(self.draft.file, name, content, pages)
        self.told.emit(f"«\u202f{name}\u202f» est une annexe du cas.")
        if file.case.annexes != before:
            self.draft.act(file)
            self.rows.show_rows(self.draft.case.annexes, len(self.draft.case.annexes) - 1)
            self._show_row()

    def _show_row(self) -> None:
        annexes, place = self.draft.case.annexes, self.rows.place
        there = 0 <= place < len(annexes)
        self.handed.setVisible(there)
        self.open.setEnabled(there)
        self.save.setEnabled(there)
        if there:
            with QSignalBlocker(self.handed):
                self.handed.setChecked(annexes[place].handed)
        self._tell()

    def _tell(self) -> None:
        annexes = self.draft.case.annexes
        pages = sum(each.pages or 0 for each in annexes)
        uncounted = sum(each.pages is None for each in annexes)
        told = [f"{pages} page{'s' if pages > 1 else ''} d’annexes"] if annexes else ["Aucune annexe"]
        if uncounted:
            told.append(f"{uncounted} fichier{'s' if uncounted > 1 else ''} sans pages comptées")
        if self._most is not None:
            told.append(f"une fiche en a {self._most} au plus")
        self._pages.setText(" · ".join(told))

    def _type(self) -> None:
        annexes, place = self.draft.case.annexes, self.rows.place
        if 0 <= place < len(annexes):
            changed = replace(annexes[place], handed=self.handed.isChecked())
            self.draft.put(replace(self.draft.case, annexes=with_row(annexes, place, changed)))
            self.rows.show_rows(self.draft.case.annexes, place)

    def _on_asked(self, act: str) -> None:
        annexes, place = self.draft.case.annexes, self.rows.place
        match act:
            case "add":
                self._ask_files()
            case "remove" if place >= 0:
                self._remove(annexes[place], place)
            case "up" | "down" if place >= 0:
                changed, to = moved(annexes, place, -1 if act == "up" else 1)
                self.draft.act(with_case(self.draft.file, replace(self.draft.case, annexes=changed)))
                self.rows.show_rows(changed, to)
                self._show_row()

    def _remove(self, gone: Annex, place: int) -> None:
        content = self.draft.file.annexes[gone.digest]

        def back(file: CaseFile) -> CaseFile:
            case = replace(file.case, annexes=put_back(file.case.annexes, place, gone))
            return CaseFile(case, {**file.annexes, gone.digest: content})

        left = without_row(self.draft.case.annexes, place)
        file = with_case(self.draft.file, replace(self.draft.case, annexes=left))
        self.draft.act(file, f"Annexe «\u202f{gone.name}\u202f» retirée.", back)

    def _ask_files(self) -> None:
        ask_files(self, "Ajouter des annexes", "", self.attach, Shelf.CASES, several=True)

    def _chosen(self) -> tuple[Annex, bytes] | None:
        annexes, place = self.draft.case.annexes, self.rows.place
        if not 0 <= place < len(annexes):
            return None
        return annexes[place], self.draft.file.annexes[annexes[place].digest]

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        annex, content = chosen
        if Path(annex.name).suffix.lower() not in _SHOWN:
            self.refused.emit(
                f"«\u202f{annex.name}\u202f» n’est pas ouverte d’ici\u202f: ce genre de fichier peut agir en "
                "s’ouvrant. Enregistrez-en une copie, et ouvrez-la si vous savez d’où elle vient."
            )
            return
        path = Path(self._opened.filePath(annex.digest[:12])).with_suffix(Path(annex.name).suffix)
        if self._write(path, content):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _ask_where(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            annex, content = chosen
            kind = f"Fichier (*{Path(annex.name).suffix})"
            title, proposed = "Enregistrer une copie de l’annexe", documents() / annex.name
            ask_where(self, title, kind, proposed, partial(self._save_to, content), shelf=Shelf.CASES)

    def _save_to(self, content: bytes, chosen: str) -> None:
        if self._write(Path(chosen), content):
            self.told.emit(f"Enregistré\u202f: {chosen}")

    def _write(self, path: Path, content: bytes) -> bool:
        try:
            self._files.write(path, content)
        except FileProblem as problem:
            self.refused.emit(messages.problem(problem).sentence)
            return False
        return True
