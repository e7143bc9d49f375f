"""The words of the screens and pages are those of the arrêté, one word for one thing.

Annexe V speaks of *interrogation*, *épreuve*, *partie*, *phase*, *situation d’évaluation*; « le jury … arrête
la note » (E4, § 4.A), the commission proposes. A *note* is a mark: what is written is a *remarque*, and to
record is *consigner*. A criterion is *évalué* or not.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import btstc_jury

_ROOT = Path(btstc_jury.__file__).parent
_FORMS = Path(__file__).parents[1] / "forms"
_FRENCH = re.compile(
    r"[àâçéèêëîïôùûüœÀÂÇÉÈÊÎÔŒ’«\u202f]| (?:de|du|la|le|les|un|une|des|et|au|en) ", re.IGNORECASE
)

_UNSAID: tuple[tuple[str, str, str], ...] = (
    (r"\bnot(?:ez|ons|er|ent)\b", "", "to record is « consigner »"),
    (
        r"\bnotée?s?\b",
        r"^(?:Présent, noté|Noté sous réserve|Noté, réserve confirmée|  noté : …)$",
        "a criterion is « évalué », an act is « consigné »; only a candidate is « noté »",
    ),
    (r"\bobservations?\b", r"emarques? et observations?", "what is written is a « remarque »"),
    (r"points? faibles?", "", "« points à améliorer »"),
    (r"avis contraires?", "", "« désaccord »"),
    (r"rapport de fraude", "", "« procès-verbal de fraude »"),
    (r"proposition (?:est )?arrêtée|commission (?:a )?arrêt", "", "the jury alone « arrête »"),
    (
        r"\bl\.\s?[\d…]",
        r"^«\u202fl\.5410\u202f» ou ",
        "a source is a place of the arrêté, never a line of our copy",
    ),
    (r"\bvalid\w+ la note\b|note validée", "", "the commission « valide sa proposition »"),
    (r"critères? (?:noté|jugé|rempli|saisi|coché)", "", "a criterion is « évalué »"),
    (r"\boraux\b|\bl’oral\b|\bcet oral\b", "", "« interrogation »"),
)
"""What isn't said, where it may be all the same, and what is said instead."""


def _told(path: Path) -> Iterator[tuple[int, str]]:
    """The literals of a module in French; docstrings are not. The parts of an f-string are one text."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    docs: set[int] = set()
    for node in nodes:
        body = getattr(node, "body", None)
        alone = (each for each in body if isinstance(each, ast.Expr)) if isinstance(body, list) else ()
        docs.update(id(each.value) for each in alone)
    parts: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts.update(map(id, node.values))
            yield (
                node.lineno,
                "".join(str(each.value) if isinstance(each, ast.Constant) else "…" for each in node.values),
            )
    elsewhere = docs | parts
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in elsewhere:
            yield node.lineno, node.value


def _in_form(value: Any, path: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a table of TOML
    if isinstance(value, dict):
        for key, each in value.items():
            if key != "lines":
                yield from _in_form(each, f"{path}.{key}")
    elif isinstance(value, list):
        for each in value:
            yield from _in_form(each, path)
    elif isinstance(value, str):
        yield path, value


@cache
def _texts() -> list[tuple[str, str]]:
    found = [
        (f"{path.relative_to(_ROOT)}:{line}", text)
        for path in sorted(_ROOT.rglob("*.py"))
        for line, text in _told(path)
        if _FRENCH.search(text)
    ]
    for path in sorted(_FORMS.rglob("*.toml")):
        if path.stem != "referential":
            told = tomllib.loads(path.read_text(encoding="utf-8"))
            found += [(f"{path.name}{key}", text) for key, text in _in_form(told)]
    return found


def test_the_walk_meets_the_words_of_screens_pages_and_forms() -> None:
    texts = {text for _, text in _texts()}
    assert "Il manque\u202f:" in texts
    assert "Grille d’aide à l’évaluation — …" in texts
    assert len(texts) > 1500


@pytest.mark.parametrize(("unsaid", "but", "instead"), _UNSAID, ids=[each for _, _, each in _UNSAID])
def test_one_word_for_one_thing_and_it_is_the_words_of_the_arrete(
    unsaid: str, but: str, instead: str
) -> None:
    found = [
        f"{place}: {text!r}"
        for place, text in _texts()
        if re.search(unsaid, text, re.IGNORECASE) and not (but and re.search(but, text))
    ]
    assert not found, instead


def test_a_text_has_the_spaces_and_apostrophes_of_french() -> None:
    wrong = [f"{place}: {text!r}" for place, text in _texts() if re.search(r"\w'\w", text) and "’" in text]
    assert not wrong
