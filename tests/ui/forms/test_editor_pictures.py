"""The form editor, rendered into ``build/screens/`` and measured, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.forms.beginning import BeginDialog
from btstc_jury.ui.forms.form_page import FormPage
from btstc_jury.ui.theme.theme import Mode, Theme
from tests.ui.conftest import ShowWindow
from tests.ui.forms.test_form_editor import begun, centre, page, write
from tests.ui.test_dialogs import _area
from tests.ui.test_pictures import FOLDER, _name, problems_of, settle

__all__ = ["centre"]
LOOKS: list[tuple[Mode, float]] = [("light", 1.0), ("dark", 1.5), ("contrast-light", 1.0)]


def backwards(page: FormPage) -> Iterator[str]:
    """Where Tab doesn't go on to the right or down, within a page."""
    stops = [each.editor for each in (*page.fields, *page.of_row)]
    stops[len(page.fields) : len(page.fields)] = [page.list] if page.spec.rows else []
    chain: list[QWidget] = []
    at: QWidget | None = stops[0]
    while at is not None and at not in chain:
        chain.append(at)
        at = at.nextInFocusChain()
    order = [each for each in chain if each in stops and each.isVisible()]
    for one, other in pairwise(order):
        before, after = _area(one, page), _area(other, page)
        if after.top() < before.bottom() and after.left() < before.left():
            yield f"Tab goes back from {_name(one)} to {_name(other)}"


@pytest.mark.parametrize(("mode", "scale"), LOOKS)
def test_every_page_of_the_editor_fits(
    show_window: ShowWindow, theme: Theme, centre: Path, mode: Mode, scale: float
) -> None:
    theme.set(mode, scale)
    hands = show_window()
    hands.window.resize(1280, 720)
    FOLDER.mkdir(parents=True, exist_ok=True)
    problems: list[str] = []
    editor = begun(hands, "e4-ponctuel")
    write(hands, page(editor, "Temps et phases"), "maximum", "vingt minutes")
    write(hands, page(editor, "Épreuve"), "exam", "")
    editor.submit()
    for place, each in enumerate(editor.pages):
        editor.contents.setCurrentRow(place)
        settle()
        settle()
        title = f"forms-{place}-{mode}-{round(scale * 100)}"
        assert editor.grab().save(str(FOLDER / f"{title}.png"), None, 70)
        found = [*problems_of(editor), *backwards(each)]
        problems += [f"{title}, {each.spec.title}: {problem}" for problem in found]
    editor.draft.values.clear()
    editor.remember()
    editor.reject()
    hands.back()
    hands.key("Ctrl+Shift+N")
    (begin,) = hands.window.findChildren(BeginDialog)
    hands.wait(lambda: hands.focus.window() is begin)
    settle()
    assert begin.grab().save(str(FOLDER / f"forms-begin-{mode}-{round(scale * 100)}.png"), None, 70)
    problems += [f"begin: {found}" for found in problems_of(begin)]
    begin.reject()
    assert not problems, "\n".join(problems)
