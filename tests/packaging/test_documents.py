"""What the documents for developers name is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name

import pytest

ROOT = Path(__file__).resolve().parents[2]
BASES = (ROOT, ROOT / "btstc_jury")
DOCUMENTS = ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{each.name}" for each in ROOT.glob("docs/*.md"))]

_PATH = re.compile(r"`([\w.][\w./-]*(?:/|\.(?:py|md|toml|svg|txt|json)))`")
_COMMAND = re.compile(r"(?<!\S)((?:packaging|tests|docs|btstc_jury)/[\w./-]*\w)")
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_MODULE = re.compile(r"`(btstc_jury(?:\.[a-z]\w*)+)`")

_MADE = {
    "build/screens/",
    "settings.json",
    "btstc_jury/_data/",
    "evaluation.json",
    "case.json",
    "banque.toml",
}
"""Made by running or installing."""


def named(document: str) -> Iterator[str]:
    """The paths in code, commands and links, from the root, from the package or from the document."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for pattern in (_PATH, _COMMAND, _LINK):
        yield from pattern.findall(text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_named_is_there(document: str) -> None:
    places = (*BASES, (ROOT / document).parent)
    paths = {each for each in named(document) if each not in _MADE}
    assert paths or document.startswith("docs/")
    assert [each for each in sorted(paths) if not any((place / each).exists() for place in places)] == []


def test_the_source_package_carries_them() -> None:
    listed = re.search(r"sdist\]\ninclude = \[(.*)\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert listed is not None
    held = re.findall(r'"([^"]+)"', listed[1])
    # The read-me and the licence go along without being listed.
    assert [each for each in DOCUMENTS[1:] if each.split("/")[0] not in held] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_named_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [each for each in _MODULE.findall(text) if not _is_there(each)] == []


def _is_there(name: str) -> bool:
    """A module, or what one of its own holds: « btstc_jury.system.folders.data_dir »."""
    try:
        resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True
