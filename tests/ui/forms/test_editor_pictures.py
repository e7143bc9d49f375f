"""The form editor, rendered into ``build/screens/`` and measured, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.form_diff import differences
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.ui.forms.beginning import BeginDialog
from btstc_jury.ui.forms.differences import DifferencesDialog, ReplaceDialog
from btstc_jury.ui.forms.form_page import FormPage
from btstc_jury.ui.forms.pasting import PasteDialog
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog
from tests.drawn import mostly_long
from tests.ui.conftest import ShowWindow
from tests.ui.forms.test_form_editor import begun, centre, page, write
from tests.ui.test_dialogs import _area
from tests.ui.test_pictures import FOLDER, _name, problems_of, settle

__all__ = ["centre"]
LOOKS: list[tuple[Mode, float]] = [
    ("light", 1.0),
    ("dark", 1.5),
    ("contrast-light", 1.0),
    ("contrast-dark", 1.5),
]
SMALL = QRect(0, 0, 1280, 680)
"""What a small laptop leaves beside its task bar."""
LONG = "Écoute active, reformulation de la demande et de ses contraintes"
COPIED = f"Bloc\tCritères\tPoints\tTI\tI\tS\tTS\nAccueil du client\t{LONG}\t4\tnon\tpeu\tbien\ttrès\n"


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


@pytest.mark.parametrize(("mode", "scale"), mostly_long(LOOKS, 1))
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
    # Contrast changes no size: some of the pages are enough.
    for place, each in [*enumerate(editor.pages)][:: 3 if mode.startswith("contrast") else 1]:
        editor.contents.setCurrentRow(place)
        settle()
        settle()
        title = f"forms-{place}-{mode}-{round(scale * 100)}"
        assert editor.grab().save(str(FOLDER / f"{title}.png"), None, 70)
        found = [*problems_of(editor), *backwards(each)]
        problems += [f"{title}, {each.spec.title}: {problem}" for problem in found]
    look = f"{mode}-{round(scale * 100)}"
    write(hands, page(editor, "Épreuve"), "exam", "E4")
    write(hands, page(editor, "Temps et phases"), "maximum", "8:00")
    problems += shown(editor, DifferencesDialog, editor.difference.click, f"forms-differences-{look}")
    QGuiApplication.clipboard().setText(COPIED)
    criteria = page(editor, "Critères")
    problems += shown(criteria, PasteDialog, criteria.paste, f"forms-paste-{look}")
    editor.reject()
    settle()
    assert editor.grab().save(str(FOLDER / f"forms-leaving-{look}.png"), None, 70)
    problems += [f"leaving: {found}" for found in problems_of(editor)]
    both = differences(SystemFiles().workshop().form("e4-ccf-1"), SystemFiles().workshop().form("e4-ccf-2"))
    replace = ReplaceDialog(theme, "e4-ccf-1-centre", both, editor)
    problems += shown(editor, ReplaceDialog, replace.ask, f"forms-replace-{look}")
    editor.leave_for_later()
    settle()
    hands.back()
    hands.key("Ctrl+Shift+N")
    (begin,) = hands.window.findChildren(BeginDialog)
    hands.wait(lambda: hands.focus.window() is begin)
    settle()
    assert begin.grab().save(str(FOLDER / f"forms-begin-{look}.png"), None, 70)
    problems += [f"begin: {found}" for found in problems_of(begin)]
    begin.reject()
    assert not problems, "\n".join(problems)


def shown(over: QWidget, kind: type[FormDialog], ask: Callable[[], object], title: str) -> Iterator[str]:
    """A dialog over the editor, kept as a picture and left again; what is wrong with it."""
    ask()
    settle()
    dialog = over.findChildren(kind)[-1]
    assert dialog.grab().save(str(FOLDER / f"{title}.png"), None, 70)
    yield from (f"{title}: {problem}" for problem in problems_of(dialog))
    dialog.reject()
    settle()


def test_the_editor_fits_a_small_screen(
    show_window: ShowWindow, theme: Theme, centre: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: SMALL)
    for scale in (1.0, 1.5):
        theme.set("light", scale)
        hands = show_window()
        editor = begun(hands, "e6-ponctuel")
        assert editor.height() <= SMALL.height()
        for place in range(len(editor.pages)):
            editor.contents.setCurrentRow(place)
            settle()
            title = f"forms-small-{place}-{round(scale * 100)}"
            assert editor.grab().save(str(FOLDER / f"{title}.png"), None, 70)
            assert [f"{title}: {problem}" for problem in problems_of(editor)] == []
            assert not editor._scroll.verticalScrollBar().isVisible(), "the page scrolls, not the dialog too"
        before = editor._stack.height()
        write(hands, page(editor, "Épreuve"), "name", "E6 du centre")
        editor.reject()
        settle()
        assert not editor._scroll.verticalScrollBar().isVisible(), "the question takes its room from the page"
        editor._stay.click()
        editor.resize(editor.width(), editor.height() + 200)
        settle()
        assert editor._stack.height() > before + 100, "a larger window is the page's"
        editor.leave_for_later()
        hands.window.close()
