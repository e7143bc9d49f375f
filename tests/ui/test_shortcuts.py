"""One table of keys: what the screens bind, what buttons show, what the user changes."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QWidget

import btstc_jury
from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings
from btstc_jury.ui.acts import ACTS, CENTRE, REHEARSAL, Act, Where
from btstc_jury.ui.digits import with_any_digit
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from btstc_jury.ui.shortcuts import Keymap, acts_of, default_keys, key_words, same
from btstc_jury.ui.widgets.buttons import KeyButton
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

FIXED = {
    *((where, f"Alt+{number}") for where in (Where.LIVE, Where.DELIBERATION) for number in range(6)),
    (Where.DELIBERATION, "Esc"),
    *((Where.LIVE, keys) for keys in ("Alt+C", "Alt+N")),
    *((Where.GRID, keys) for keys in ("Esc", "+", "-", "0", "A", "T")),
}
"""Keys that go with what is on the screen (a juror, a question, a page): nobody changes them."""


def every_screen_built(hands: Hands) -> None:
    workspace = hands.workspace
    assert None not in {workspace.live, workspace.deliberation, workspace.grid}
    workspace.page_changed.emit()


def where(part: QObject, places: Mapping[QWidget, Where]) -> Where:
    """The screen that a shortcut belongs to."""
    each: QObject | None = part
    while each is not None:
        if isinstance(each, QWidget) and each in places:
            return places[each]
        each = each.parent()
    return Where.WINDOW


def bound(hands: Hands, *, whole: bool = True) -> dict[tuple[Where, str], int]:
    """The keys that the built window listens to, with how many of its parts do. ``whole``: every screen of
    an exam is built for it.
    """
    found: dict[tuple[Where, str], int] = {}
    if whole:
        every_screen_built(hands)
    places = hands.workspace.places
    every: list[QShortcut | QAction] = [
        *hands.window.findChildren(QShortcut),
        *hands.window.findChildren(QAction),
    ]
    for each in every:
        sequences = each.shortcuts() if isinstance(each, QAction) else [each.key()]
        for keys in filter(None, (sequence.toString() for sequence in sequences)):
            place = (where(each, places), keys)
            found[place] = found.get(place, 0) + 1
    return found


def promised(
    keymap: Keymap, but: tuple[Where, ...] = (*REHEARSAL, *CENTRE, Where.GUEST)
) -> set[tuple[Where, str]]:
    """``but``: the screens of the other kinds of file."""
    return {
        (where, same(keys))
        for act in ACTS
        for where in act.where
        for keys in keymap.sequences(act.name)
        if where not in but
    }


def test_the_screens_listen_to_the_keys_of_the_table_and_to_no_others(hands: Hands) -> None:
    found = bound(hands)
    assert set(found) - FIXED == promised(Keymap())
    assert {place: count for place, count in found.items() if count > 1} == {}


def test_no_two_acts_of_one_screen_have_the_same_key() -> None:
    for one, other in combinations(ACTS, 2):
        if one.meets(other):
            assert not {*map(same, (one.keys, *one.also))} & {*map(same, (other.keys, *other.also))}, (
                one,
                other,
            )
    assert len({act.name for act in ACTS}) == len(ACTS)
    assert sorted(act.name for where in Where for act in acts_of(where)) == sorted(act.name for act in ACTS)


WITHOUT_SHIFT = {"fr": "&é\"'(-è_çà", "be": "&é\"'(§è!çà", "ch": "1234567890"}
"""What the keys of the digits give."""


@pytest.mark.parametrize("layout", WITHOUT_SHIFT)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: str(act.name))
def test_no_default_key_needs_a_digit_without_shift(act: Act, layout: str) -> None:
    """A key is typed as it stands, or as the layout gives its digit with the same modifiers."""
    last = [keys.rpartition("+")[2] for keys in Keymap().sequences(act.name)]
    digits = [each for each in last if each in set("0123456789")]
    assert all(with_any_digit(f"Ctrl+{each}")[1:] for each in digits)
    typed = {each.upper() for each in WITHOUT_SHIFT[layout]}
    assert len(digits) < len(last) or not digits or typed & set(last)


@pytest.mark.parametrize("keys", ["Ctrl+À", "Ctrl+0"])
def test_the_usual_size_is_reached_with_or_without_shift(hands: Hands, keys: str) -> None:
    hands.key("Ctrl++")
    assert hands.theme.scale > 1
    hands.key(keys)
    assert hands.theme.scale == 1


@pytest.mark.parametrize(
    ("keys", "author"), [("Alt+É", "b"), ("Alt+&", "a"), ('Alt+"', "c"), ("Alt+À", None)]
)
def test_an_author_is_chosen_without_shift_and_types_nothing(
    started: Hands, keys: str, author: str | None
) -> None:
    started.key("Alt+2")
    started.key(keys)
    assert started.live.remarks.field.text() == ""
    assert started.live.remarks.signer.author == author


@pytest.mark.parametrize("act", ACTS, ids=lambda act: str(act.name))
def test_each_act_can_have_its_own_default(act: object) -> None:
    name = act.name  # type: ignore[attr-defined]
    assert Keymap().give(name, default_keys(name)) == ""
    assert Keymap().give(name, "Ctrl+Alt+F12") == ""


@pytest.mark.parametrize(
    ("keys", "refused"),
    [
        ("", "Choisissez une touche"),
        ("A", "Choisissez une touche"),
        ("Shift+A", "Choisissez une touche"),
        ("Return", "Choisissez une touche"),
        ("nonsense", "Choisissez une touche"),
        ("Ctrl+K, Ctrl+J", "Choisissez une touche"),
        ("Ctrl+V", "Ctrl+V sert déjà pour les champs de texte."),
        ("Alt+F", "Alt+F sert déjà pour les menus."),
        ("Alt+3", "le choix de l’auteur des remarques"),
        ("ctrl+p", "Ctrl+P sert déjà à\u202f: suspendre, reprendre."),
        ("F9", "F9 sert déjà à\u202f: masquer l’écran, le rétablir."),
        ("Ctrl+Enter", "Ctrl+Entrée sert déjà à\u202f: commencer, phase suivante."),
        ("Ctrl+S", ""),
        ("Ctrl+F11", ""),
        ("F12", ""),
    ],
)
def test_what_an_act_may_not_have_and_why(keys: str, refused: str) -> None:
    keymap = Keymap()
    said = keymap.give("questions.ask", keys)
    assert refused in said
    assert bool(said) == bool(refused)
    assert keymap.keys("questions.ask") == (default_keys("questions.ask") if refused else same(keys))


def test_a_key_set_free_can_be_taken_and_a_default_comes_back() -> None:
    keymap = Keymap()
    assert keymap.give("oral.pause", "Ctrl+J")
    assert not keymap.give("questions.ask", "F11")
    assert not keymap.give("oral.pause", "Ctrl+J")
    assert keymap.give("questions.ask", "Ctrl+J")
    assert keymap.chosen() == {"oral.pause": "Ctrl+J", "questions.ask": "F11"}
    assert not keymap.give("oral.pause", "Ctrl+P")
    assert keymap.chosen() == {"questions.ask": "F11"}


def test_choices_that_cannot_hold_give_way_to_the_defaults() -> None:
    keymap = Keymap({"gone.act": "F11", "oral.pause": "Ctrl+E", "oral.list": "F11", "oral.end": "Q"})
    assert keymap.chosen() == {"oral.list": "F11"}


def test_two_acts_keep_the_keys_that_they_exchanged() -> None:
    keymap = Keymap()
    assert keymap.give("oral.pause", "Ctrl+F11") == ""
    assert keymap.give("questions.ask", "Ctrl+P") == ""
    assert keymap.give("oral.pause", "Ctrl+J") == ""
    again = Keymap(keymap.chosen())
    assert again.chosen() == {"oral.pause": "Ctrl+J", "questions.ask": "Ctrl+P"}
    # Of two that want the same, the first has it, and what the other had is its own again.
    assert Keymap({"oral.pause": "F11", "questions.ask": "F11"}).chosen() == {"oral.pause": "F11"}


def test_a_sentence_names_the_keys_in_force() -> None:
    keymap = Keymap({"oral.undo": "Ctrl+F2"})
    assert keymap.told("Remarque retirée. {oral.undo} la remet.") == "Remarque retirée. Ctrl+F2 la remet."
    assert keymap.told("{oral.end} termine.") == "Ctrl+Maj+Entrée termine."
    assert keymap.told("Ce que {quelqu’un} tape, ou {un.nom}, reste") == (
        "Ce que {quelqu’un} tape, ou {un.nom}, reste"
    )


def test_every_act_that_a_sentence_names_is_in_the_table() -> None:
    names = {act.name for act in ACTS}
    named: set[str] = set()
    for source in (Path(btstc_jury.__file__).parent).rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named |= set(re.findall(r"\{([a-z]+\.[a-z]+)\}", node.value))
    assert "oral.undo" in named
    assert named <= names


def shown_keys(root: QWidget) -> set[str]:
    return {each.keys for each in root.findChildren(KeyButton) if each.keys}


def begun(hands: Hands) -> int | None:
    return hands.oral.phase


def covered(hands: Hands) -> bool:
    assert hands.window.bench.guard is not None
    return hands.window.bench.guard.covered


def test_changed_keys_work_and_are_shown_and_the_old_ones_are_dead(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path)
    keys = {"oral.next": "Ctrl+F7", "notes.criteria": "F10", "window.cover": "F12", "oral.undo": "Ctrl+U"}
    hands = show_window(settings=Settings(keys=keys))
    hands.window.open_path(path)
    hands.key("Return")
    for dead in ("Ctrl+Return", "Ctrl+Enter"):
        hands.key(dead)
    assert begun(hands) is None
    hands.key("Ctrl+F7")
    assert begun(hands) == 0
    assert hands.live.footer.forward.keys == "Ctrl+F7"
    assert "(Ctrl+F7)" in hands.live.footer.forward.toolTip()
    assert hands.at(hands.live.remarks.field)
    hands.key("F10")
    assert hands.at(hands.live.criteria.list)
    hands.key("F10")
    hands.remark("une note")
    hands.key("Ctrl+Z")
    assert hands.oral.remarks
    hands.key("Ctrl+U")
    assert not hands.oral.remarks
    hands.key("F12")
    assert covered(hands)
    hands.key("F12")
    assert not covered(hands)
    found = bound(hands)
    assert set(found) - FIXED == promised(hands.window.keymap)
    assert not shown_keys(hands.window) & {key_words(default_keys(name)) for name in keys}


def test_the_sheet_tells_every_act_with_the_key_in_force(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path)
    hands = show_window(settings=Settings(keys={"oral.pause": "Ctrl+F5"}))
    hands.window.open_path(path)
    hands.key("Shift+F1")
    sheet = hands.window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    words = hands.texts(sheet).split("\n")
    assert {act.words for act in ACTS} <= set(words)
    assert words[words.index("suspendre, reprendre") - 1] == "Ctrl+F5"
    sheet.close()
