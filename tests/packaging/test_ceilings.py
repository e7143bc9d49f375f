"""The ceilings that the linters don't know: lines in a file, lines in a function, methods in a class."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ["btstc_jury", "packaging"]
MAXIMUM_FILE = 600
MAXIMUM_FUNCTION = 40
MAXIMUM_METHODS = 25
"""Private ones counted."""


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def measured(folder: str) -> tuple[dict[str, int], dict[str, int]]:
    """The lines of each function, its documentation left out, and the methods of each class."""
    lengths, counts = {}, {}
    for path in sources(folder):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = length(node)
            elif isinstance(node, ast.ClassDef):
                methods = [isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body]
                counts[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = sum(methods)
    return lengths, counts


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def test_no_file_is_too_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources("btstc_jury", "packaging", "tests")
    }
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MAXIMUM_FILE} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_function_is_too_long(folder: str) -> None:
    lengths, _ = measured(folder)
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > MAXIMUM_FUNCTION} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_class_has_too_many_methods(folder: str) -> None:
    _, counts = measured(folder)
    assert counts
    assert {name: methods for name, methods in counts.items() if methods > MAXIMUM_METHODS} == {}
