"""The diploma that nobody programmed, whose oral ``test_another_diploma`` conducts to the signed grid: every
value of its form is written in an empty editor.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QWidget

from btstc_jury.application.form_editing import FormDraft, as_text
from btstc_jury.application.views.form_diff import differences
from btstc_jury.application.views.form_editor import Kind, role_words
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.exchange.form_files import load_form
from btstc_jury.ui.forms.form_editor import FormEditor
from btstc_jury.ui.forms.value_field import ValueField
from btstc_jury.ui.oral.texts import TextEditor
from btstc_jury.ui.widgets.fields import Choice, WholeLine
from tests.forms.fictional import FICTIONAL
from tests.ui.conftest import ShowWindow
from tests.ui.forms.test_form_editor import begun, centre

__all__ = ["centre"]


def fill(field: ValueField, value: object) -> None:
    editor: QWidget = field.editor
    match editor:
        case Choice() if field.spec.kind is Kind.RANK:
            assert editor.findData(value) >= 0, "what it names is there by now"
            editor.setCurrentIndex(editor.findData(value))
        case QListWidget():
            assert not value, "the invented diploma names no competence"
        case Choice():
            editor.setCurrentIndex(
                editor.findData(False if value is None and field.spec.set is None else value)
            )
        case TextEditor():
            said = value if isinstance(value, list) else [as_text(value)]
            editor.setPlainText("\n".join(map(role_words, said)))
        case WholeLine():
            editor.setText(as_text(value))


def written(editor: FormEditor, like: FormDraft) -> Iterator[str]:
    """Everything that ``like`` has, by the fields; the paths that were filled."""
    for page in editor.pages:
        for each in page.fields:
            fill(each, like.get(each.spec.path))
            yield each.spec.path
        rows = page.spec.rows
        while rows and page.list.count() > len(like.rows(rows)):
            page._remove.click()
        while rows and page.list.count() < len(like.rows(rows)):
            page.add.click()
        for number in range(1, page.list.count() + 1):
            page.list.setCurrentRow(number - 1)
            for each in page.of_row:
                fill(each, like.get(f"{rows}.{number}.{each.spec.path}"))


def test_every_value_of_the_invented_diploma_is_written_in_an_empty_editor(
    show_window: ShowWindow, centre: Path
) -> None:
    form = load_form(FICTIONAL)
    hands = show_window()
    editor = begun(hands, "/blank")
    assert [*written(editor, FormDraft(SystemFiles().workshop().values(form)))]
    editor.check()
    assert [editor.faults.item(row).text() for row in range(editor.faults.count())] == []
    editor.submit()
    kept = load_form(centre / f"{form.key}.toml")
    assert [each for each in differences(form, kept) if not each.place.startswith("Origine")] == []
