"""Whatever a form file holds, reading it gives a form or its faults, never anything else."""

import tomllib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.application.form_content import decode_form, encode_form
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.referential_files import Referential, load_referential
from btstc_jury.exchange.toml_files import FormErrors, FormProblem
from tests.drawn import examples
from tests.exchange.form_folder import OFFICIAL_FORMS, FormFolder, plain, toml_of

# A value of a TOML file: a leaf, a list or a table.
Value = object

OFFICIAL = {
    name: (OFFICIAL_FORMS / f"{name}.toml").read_text(encoding="utf-8")
    for name in ("e4-ponctuel", "e4-ccf-2", "referential")
}
REFERENTIAL = load_referential(OFFICIAL_FORMS / "referential.toml")
TOKENS = [
    *"\"'[]{}=.,#\\\n\r\t\0 -+_é\u202f",
    '"""',
    "'''",
    "[[phases]]\n",
    "[mark]\n",
    "1e9999",
    "1e99999999999999999999",
    "nan",
    "-inf",
    "0xffffffffffffffffffff",
    "9" * 5000,
    "1979-05-27",
    "12:30:00",
    "true",
    "\\u0000",
    "a." * 40,
    "[" * 2000,
]
LEAVES = (
    st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
    | st.sampled_from(["0:00", "10:00", "maximum", "remainder", "free", "none", "eg", "NE", "C1.1.1", "l.12"])
)
KEYS = st.text(max_size=8) | st.sampled_from(["kind", "duration", "limit", "maximum", "origins", "letters"])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> FormFolder:
    return FormFolder(tmp_path_factory.mktemp("fuzz") / "forms")


@st.composite
def spoiled_texts(draw: st.DrawFn, text: str) -> str:
    """The text with a few passages removed, doubled, moved or replaced by tokens of the language."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        passage = text[start:end]
        replacement = draw(st.sampled_from(["", passage * 2, passage[::-1], *TOKENS]))
        text = text[:start] + replacement + text[end:]
    return text


@st.composite
def spoiled_values(draw: st.DrawFn, text: str) -> str:
    """The same content with a few values replaced, removed or added, written as TOML."""
    root: Value = tomllib.loads(text, parse_float=Decimal)
    for _ in range(draw(st.integers(1, 4))):
        table = root
        while True:
            inner = [each for each in _entries(table) if isinstance(each, dict | list) and each]
            if not inner or draw(st.booleans()):
                break
            place = draw(st.integers(0, len(inner) - 1))
            table = inner[place]
        if isinstance(table, dict):
            present = sorted(map(str, table))
            key = draw(st.sampled_from(present) | KEYS if present else KEYS)
            if draw(st.booleans()):
                table.pop(key, None)
            else:
                table[key] = draw(VALUES)
        elif isinstance(table, list):
            table[draw(st.integers(0, len(table) - 1))] = draw(VALUES)
    assert isinstance(root, dict)
    return toml_of(root)


def _entries(value: Value) -> list[Value]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def refused(load: Callable[[], object]) -> tuple[FormProblem, ...]:
    """The faults with which this is refused; none when it is accepted."""
    try:
        load()
    except FormErrors as errors:
        return errors.problems or pytest.fail("refused without a fault")
    return ()


def read_form(path: Path, referential: Referential | None) -> None:
    """Read a form; it comes back whole from its content."""
    form = load_form(path, referential)
    assert decode_form(encode_form(form)) == form


def read_spoiled(folder: FormFolder, name: str, content: bytes) -> None:
    """Read a form whose file, or whose referential, holds this content."""
    path = folder.file(name)
    path.write_bytes(content)
    if name == "referential":
        faults = refused(lambda: load_referential(path))
        assert refused(lambda: read_form(folder.file("e6-ponctuel"), None)) == faults or not faults
    else:
        faults = refused(lambda: read_form(path, REFERENTIAL))
    assert all(fault.expected and plain(str(fault)).isprintable() for fault in faults)


@settings(max_examples=examples(100), deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_spoiled_text(folder: FormFolder, name: str, data: st.DataObject) -> None:
    read_spoiled(folder, name, data.draw(spoiled_texts(OFFICIAL[name])).encode("utf-8", "surrogatepass"))


@settings(max_examples=examples(100), deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", sorted(OFFICIAL))
def test_spoiled_values(folder: FormFolder, name: str, data: st.DataObject) -> None:
    read_spoiled(folder, name, data.draw(spoiled_values(OFFICIAL[name])).encode())


@settings(max_examples=examples(100), deadline=None)
@given(content=st.binary(max_size=300))
def test_any_bytes(folder: FormFolder, content: bytes) -> None:
    read_spoiled(folder, "e4-ponctuel", content)


def test_the_writer_of_the_fuzzer_writes_what_it_read(folder: FormFolder) -> None:
    for name, text in OFFICIAL.items():
        values = tomllib.loads(text, parse_float=Decimal)
        written = toml_of(values)
        assert tomllib.loads(written, parse_float=Decimal) == values
        read_spoiled(folder, name, written.encode())
