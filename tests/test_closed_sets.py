"""A closed set is decided on in one table beside it, or where a new member can't be forgotten."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path

import pytest

import btstc_jury
from btstc_jury.domain.commission import Role
from btstc_jury.domain.dossier import Outcome
from btstc_jury.domain.proceedings import AbsenceKind
from btstc_jury.domain.standing import Stage, Status

_ROOT = Path(btstc_jury.__file__).parent

_COMPARED = {Status, AbsenceKind, Role, Outcome}
"""Sets whose members mean a consequence: elsewhere than at home, nothing asks for one by its name."""

_NAMED = {
    ("ui/candidates/day_acts.py", "AbsenceKind"),
    ("ui/arrival/presence.py", "AbsenceKind"),
    ("ui/arrival/dossier.py", "Outcome"),
}
"""Where one member is what a button records."""

_PARTIAL = {("ui/deliberation/verdict.py", "TextField"), ("domain/oral.py", "MarkKind")}
"""Where the other members have nothing to be told: two texts take up remarks, a gap changes no stage."""


def _closed_sets() -> dict[str, type[Enum]]:
    found: dict[str, type[Enum]] = {}
    for package in ("domain", "application"):
        for module in pkgutil.walk_packages([str(_ROOT / package)], f"btstc_jury.{package}."):
            for each in vars(importlib.import_module(module.name)).values():
                if isinstance(each, type) and issubclass(each, Enum) and each.__module__.startswith("btstc"):
                    found[each.__name__] = each
    return found


_SETS = _closed_sets()
del _SETS["ProblemKind"]  # of the environment: what isn't told apart has words for all
_FILES = sorted(_ROOT.glob("**/*.py"))


def _member(node: ast.AST | None) -> tuple[type[Enum], str] | None:
    """« Stage.ENDED », « standing.Stage.ENDED » as the set and the name."""
    if not isinstance(node, ast.Attribute):
        return None
    owner = node.value
    name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
    closed = _SETS.get(name)
    return (closed, node.attr) if closed is not None and node.attr in closed.__members__ else None


def _members(nodes: list[ast.expr]) -> tuple[type[Enum], set[str]] | None:
    found = [_member(each) for each in nodes]
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found) or len({closed for closed, _ in known}) > 1:
        return None
    return known[0][0], {name for _, name in known}


def _home(path: Path, closed: type[Enum]) -> bool:
    return closed.__module__ == ".".join(("btstc_jury", *path.relative_to(_ROOT).with_suffix("").parts))


@cache
def _walk(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _incomplete(path: Path) -> Iterator[str]:
    for node in _walk(path):
        if isinstance(node, ast.Dict) and len(node.keys) > 1:
            found = _members([key for key in node.keys if key is not None])
            if found is None or (str(path.relative_to(_ROOT)), found[0].__name__) in _PARTIAL:
                continue
            if found[1] != set(found[0].__members__):
                missing = ", ".join(sorted(set(found[0].__members__) - found[1]))
                yield f"{path.relative_to(_ROOT)}:{node.lineno} says nothing of {found[0].__name__}.{missing}"


def _defaulted(path: Path) -> Iterator[str]:
    for node in _walk(path):
        if not isinstance(node, ast.Match):
            continue
        values = [each.pattern for each in node.cases]
        matched = [
            value
            for pattern in values
            for each in (pattern.patterns if isinstance(pattern, ast.MatchOr) else [pattern])
            if isinstance(each, ast.MatchValue) and (value := _member(each.value)) is not None
        ]
        last = node.cases[-1]
        wild = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
        if matched and wild and "assert_never" not in ast.unparse(last.body[0]):
            yield f"{path.relative_to(_ROOT)}:{node.lineno} takes any {matched[0][0].__name__} for the rest"


def _grouped(path: Path) -> Iterator[str]:
    for node in _walk(path):
        if isinstance(node, ast.Set | ast.List | ast.Tuple) and len(node.elts) > 1:
            found = _members(node.elts)
            if found is not None and found[0] in {*_COMPARED, Stage} and not _home(path, found[0]):
                yield f"{path.relative_to(_ROOT)}:{node.lineno} groups members of {found[0].__name__}"


def _compared(path: Path) -> Iterator[str]:
    for node in _walk(path):
        if not isinstance(node, ast.Compare):
            continue
        for each in (node.left, *node.comparators):
            found = _member(each)
            if found is None or found[0] not in _COMPARED or _home(path, found[0]):
                continue
            if (str(path.relative_to(_ROOT)), found[0].__name__) not in _NAMED:
                yield f"{path.relative_to(_ROOT)}:{node.lineno} compares with {found[0].__name__}.{found[1]}"


@pytest.mark.parametrize("rule", [_incomplete, _defaulted, _grouped, _compared])
def test_a_new_member_of_a_closed_set_shows_where_it_has_to_be_decided(
    rule: Callable[[Path], Iterator[str]],
) -> None:
    assert [each for path in _FILES for each in rule(path)] == []


def test_every_kind_of_absence_can_be_noted_at_arrival() -> None:
    named = {found for node in _walk(_ROOT / "ui/arrival/presence.py") if (found := _member(node))}
    assert {name for closed, name in named if closed is AbsenceKind} == set(AbsenceKind.__members__)
