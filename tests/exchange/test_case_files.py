"""A case as one file: what is written is read again, and what anybody may have made is refused in words."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from btstc_jury.application.cases import CaseFile, UnusableCase, free_title, with_annex
from btstc_jury.domain import case as cases
from btstc_jury.domain.case import Annex, Case, Rubric
from btstc_jury.exchange import case_files, case_records
from btstc_jury.exchange.case_files import case_bytes, read_case, read_described
from tests.cases import PLAN, full_case, full_file

Json = dict[str, Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Portes.btscas"


def refused(path: Path) -> str:
    """The words, in one kind of space."""
    with pytest.raises(UnusableCase) as told:
        read_case(path)
    words = str(told.value).replace("\u202f", " ")
    assert path.name in words
    assert "n’a pas été touché" in words
    return words


def described(file: CaseFile | None = None) -> Json:
    with zipfile.ZipFile(io.BytesIO(case_bytes(file or full_file()))) as packed:
        value: Json = json.loads(packed.read("case.json"))
    return value


def pack(path: Path, content: Json | bytes, others: dict[str, bytes] | None = None) -> Path:
    """``others``: the annexes of the whole file when not given."""
    kept = {f"annexes/{key}": each for key, each in full_file().annexes.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        text = content if isinstance(content, bytes) else json.dumps(content).encode()
        packed.writestr("case.json", text)
        for name, each in (kept if others is None else others).items():
            packed.writestr(name, each)
    return path


def test_what_is_written_is_read_again(path: Path) -> None:
    file = full_file()
    path.write_bytes(case_bytes(file))
    assert read_case(path) == file
    assert read_described(path) == file.case


def test_the_same_case_has_the_same_bytes_and_tells_no_time() -> None:
    first = case_bytes(full_file())
    assert case_bytes(full_file()) == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.comment for each in packed.infolist()} == {b""}


def test_the_file_names_its_fields_as_other_programs_will_find_them() -> None:
    written = described()
    assert (written["format"], written["version"]) == ("btstc-jury/case", 1)
    case = written["case"]
    assert list(case) == [
        *("key", "title", "exam", "sheet_name", "rubrics", "annexes", "changes", "sentences", "buyer"),
        *("objections", "criteria", "trade", "parent"),
    ]
    assert case["changes"] == [
        {"parameter": "price", "before": "12 400 €", "after": "11 900 €", "why": "éprouver le prix"}
    ]
    assert case["objections"][1] == {"words": "Trop long.", "kind": "delay"}
    assert list(case["buyer"]) == [
        *("name", "function", "stakes", "motives", "says", "when_asked", "limits", "walk_away"),
        "concessions",
    ]


def test_a_poor_case_is_enough(path: Path) -> None:
    file = CaseFile(Case("k", "Sans rien", "E6", "fiche de synthèse"))
    path.write_bytes(case_bytes(file))
    assert read_case(path) == file


def test_what_nobody_sees_is_left_out_and_lines_are_kept(path: Path) -> None:
    text = "un\r\ndeux\x0btrois\x00\x1b[31m\ud800"
    file = CaseFile(replace(full_case(), annexes=(), rubrics=(Rubric("contexte", text),)))
    path.write_bytes(case_bytes(file))
    assert read_case(path).case.rubrics[0].text == "un\ndeux\ntrois[31m"


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda case: case.update(author="M. X"), "un champ n’est pas connu"),
        (lambda case: case["buyer"].update(phone="06"), "un champ n’est pas connu"),
        (lambda case: case.pop("title"), "un champ manque"),
        (lambda case: case.update(title=""), "un texte est vide (title)"),
        (lambda case: case.update(title="x" * 201), "dépasse ce qu’un cas peut contenir (title)"),
        (lambda case: case.update(key="../../x"), "une valeur est mal formée (key)"),
        (lambda case: case["objections"][0].update(kind="weather"), "pas connue (objections[0].kind)"),
        (
            lambda case: case["objections"][0].update(minute="6"),
            "n’est pas celle qui est attendue (objections[0].minute)",
        ),
        (
            lambda case: case["objections"][0].update(minute=-1),
            "n’est pas celle qui est attendue (objections[0].minute)",
        ),
        (lambda case: case["annexes"][0].update(name="../evil"), "mal formée (annexes[0].name)"),
        (lambda case: case["annexes"][0].update(digest="0" * 64), "contient autre chose"),
        (lambda case: case["annexes"][0].update(size=3), "n’a pas l’empreinte que le cas annonce"),
        (lambda case: case.update(rubrics=case["rubrics"] * 40), "dépasse ce qu’un cas"),
    ],
)
def test_a_case_that_is_not_as_it_should_be_is_refused(
    path: Path, spoil: Callable[[Json], object], words: str
) -> None:
    written = described()
    spoil(written["case"])
    assert words in refused(pack(path, written))


def test_a_newer_version_is_told_whatever_it_holds(path: Path) -> None:
    newer = {"format": "btstc-jury/case", "version": 2, "story": [1, 2]}
    words = refused(pack(path, newer))
    assert "version plus récente du programme (format 2)" in words
    assert "Mettez le programme à jour" in words
    assert "n’existe pas" in refused(pack(path, {**newer, "version": 0}))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"{}", b"\xff\xfe{}", b'{"format": "x", "version": 1}', b"[" * 200_000],
    ids=len,
)
def test_what_is_no_case_is_told(path: Path, content: bytes) -> None:
    assert "ce n’est pas la description d’un cas" in refused(pack(path, content))


def test_a_missing_or_altered_annex_is_named(path: Path) -> None:
    kept = {f"annexes/{key}": each for key, each in full_file().annexes.items()}
    (plan,) = (key for key, each in kept.items() if each == PLAN)
    others = {key: each for key, each in kept.items() if key != plan}
    assert "l’annexe « plan.pdf » manque" in refused(pack(path, described(), others))
    other = pack(path, described(), {**kept, plan: PLAN.replace(b"plan", b"clan")})
    assert "l’annexe « plan.pdf » n’a pas l’empreinte" in refused(other)
    assert read_described(path) == full_file().case


def test_anything_else_in_the_archive_is_refused(path: Path) -> None:
    kept = {f"annexes/{key}": each for key, each in full_file().annexes.items()}
    for name in ("annexes/../../x", "evil.exe", "annexes/inner.zip", "/case.json"):
        assert "autre chose qu’un cas" in refused(pack(path, described(), {**kept, name: b"x"}))


def test_archives_that_are_none_or_another_are_told(path: Path) -> None:
    path.write_bytes(b"Bonjour")
    assert "ce n’est pas un cas" in refused(path)
    path.write_bytes(b"")
    assert "ce n’est pas un cas" in refused(path)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", "<a/>")
    assert "il n’y a pas de « case.json »" in refused(path)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("case.json", "1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("case.json", "2")
    assert "ont le même nom" in refused(path)


def test_an_encrypted_archive_is_told(path: Path) -> None:
    content = bytearray(case_bytes(full_file()))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert "protégée par un mot de passe" in refused(path)


def test_bombs_are_refused_before_they_are_unpacked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "démesuré" in refused(pack(path, b"0" * (4 << 20)))
    many = {f"annexes/{number:064x}": b"" for number in range(60)}
    assert "contient plus de 51 fichiers" in refused(pack(path, described(), many))
    crowd = {f"annexes/{number:064x}": b"" for number in range(1000)}
    assert "contient plus de 51 fichiers" in refused(pack(path, described(), crowd))
    monkeypatch.setattr(case_files, "LARGEST", 1 << 10)
    monkeypatch.setattr(case_files, "_LARGEST_JSON", 1 << 10)
    path.write_bytes(b"PK" + bytes(4 << 10))
    assert "il dépasse" in refused(path)


def test_an_entry_that_lies_about_its_length_is_damaged(path: Path) -> None:
    content = bytearray(case_bytes(full_file()))
    at = content.find(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    assert "endommagée" in refused(path)


def test_a_truncated_or_spoiled_file_gives_words_and_never_another_case(path: Path) -> None:
    whole = case_bytes(full_file())
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        refused(path)
    draw = random.Random(13)
    for _ in range(150):
        spoiled = bytearray(whole)
        for _ in range(draw.randint(1, 6)):
            spoiled[draw.randrange(len(spoiled))] = draw.randrange(256)
        path.write_bytes(spoiled)
        try:
            found = read_case(path)
        except UnusableCase:
            continue
        # Only what holds no content was touched: a time, a permission.
        assert found == full_file()


def test_a_missing_file_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    assert "n’existe pas" in refused(tmp_path / "absent.btscas")
    folder = tmp_path / "dossier.btscas"
    folder.mkdir()
    assert "ce n’est pas un fichier ordinaire" in refused(folder)
    if hasattr(os, "mkfifo"):
        pipe = tmp_path / "tube.btscas"
        os.mkfifo(pipe)
        assert "ce n’est pas un fichier ordinaire" in refused(pipe)


def test_a_case_that_no_file_could_hold_is_not_written() -> None:
    case = full_case()
    for spoiled in (
        replace(case, title=""),
        replace(case, title="x" * 201),
        replace(case, annexes=(Annex("plan.pdf", "0" * 64, 3),)),
        replace(case, rubrics=case.rubrics * 40),
    ):
        with pytest.raises(UnusableCase):
            case_bytes(CaseFile(spoiled))


def test_a_case_without_a_title_asks_for_one() -> None:
    for title in ("", "  "):
        with pytest.raises(UnusableCase, match="donnez-lui-en un"):
            case_bytes(CaseFile(replace(full_case(), title=title, annexes=())))


def test_too_large_annexes_are_named_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_files, "LARGEST_ANNEX", 10)
    with pytest.raises(UnusableCase, match=r"plan\.pdf"):
        case_bytes(full_file())
    monkeypatch.undo()
    monkeypatch.setattr(case_files, "LARGEST", 1 << 10)
    with pytest.raises(UnusableCase, match="Retirez une annexe"):
        case_bytes(with_annex(CaseFile(full_case()), "a", bytes(2 << 10)))


def test_every_field_of_a_case_has_its_place_in_the_file() -> None:
    for theirs, record in case_records.RECORDS.items():
        assert record.__struct_fields__ == tuple(each.name for each in fields(theirs))
    held = {each for each in vars(cases).values() if isinstance(each, type) and is_dataclass(each)}
    assert held == {*case_records.RECORDS}


def test_titles_and_names_as_long_as_systems_allow_can_be_kept() -> None:
    file = with_annex(full_file(title=free_title("x" * 300, {"x" * 200})), "a\\b/\x07" + "é" * 250, b"x")
    assert len(file.case.title) <= 200
    assert file.case.annexes[-1].name == "a-b-" + "é" * 196
    assert case_bytes(file)
