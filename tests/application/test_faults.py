"""What is wrong with a file is told in French, whatever it is."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path
from string import Formatter

import pytest

from btstc_jury import storage
from btstc_jury.application import faults
from btstc_jury.application.faults import Fault, told
from btstc_jury.domain.journal import Damage
from btstc_jury.storage import failures
from btstc_jury.storage.comparison import COMPARED
from btstc_jury.storage.index import COLUMNS

_FRENCH = re.compile(r"\b(le|la|les|l’|un|une|des|ce|c’est|il|n’est|réponse|SQLite|manque)")
_ENGLISH = re.compile(
    r"\b(the|is|are|not|of|no|row|rows|file|error|missing|instead|differs|content|unreadable|unknown|cannot)\b"
)


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_french_words(fault: Fault) -> None:
    words = faults._WORDS[fault]
    fields = {name for _, name, _, _ in Formatter().parse(words) if name}
    said = told(fault, **dict.fromkeys(fields, "7"))
    assert _FRENCH.search(said)
    assert not _ENGLISH.search(said)
    assert not said.endswith(".")
    assert told(fault, "oral-1", **dict.fromkeys(fields, "7")) == f"oral-1\u202f: {said}"


def test_what_breaks_a_journal_is_a_fault() -> None:
    assert {each.value for each in Damage} <= {each.value for each in Fault}


def test_storage_says_nothing_in_its_own_words() -> None:
    """Each detail of a problem comes from the table, or from what the system names."""
    found = []
    for path in sorted(Path(storage.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            detail = {"FileProblem": 2, "Finding": 2, "Damage": 0, "Newer": 0}.get(call.func.id)
            if detail is not None and len(call.args) > detail:
                given = call.args[detail]
                if isinstance(given, ast.Constant | ast.JoinedStr):
                    found.append(f"{path.name}:{call.lineno}")
    assert not found


def test_damage_found_by_another_process_says_the_same() -> None:
    found = failures.Damage(Fault.ROWS, "oral-1", found=3, expected=4)
    again = pickle.loads(pickle.dumps(found))
    assert (type(again), again.fault, str(again)) == (type(found), found.fault, str(found))


def test_every_column_that_is_compared_has_words() -> None:
    assert set(COMPARED) == set(COLUMNS) - {"missing", "duties", "complete", "digest"}
    assert len(set(COMPARED.values())) == len(COMPARED)
