"""A TOML file that can't be read says why and where."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from btstc_jury.exchange.toml_files import LARGEST_FILE, FormErrors, read_toml
from tests.exchange.form_folder import plain


def refusal(path: Path) -> str:
    with pytest.raises(FormErrors) as raised:
        read_toml(path)
    (problem,) = raised.value.problems
    assert (problem.file, problem.key_path) == (path, "")
    return plain(problem.expected)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            'a = 1\nb = "x\n',
            "ligne 2, colonne 7 | ce caractère n’est pas admis ; un texte tient sur une ligne",
        ),
        ('b = "x', "fin du fichier | un texte n’est pas fermé par un guillemet droit"),
        ("a = 1\na = 2\n", "ligne 2, colonne 6 | cette clé a déjà une valeur"),
        ("[a]\n[a]", "ligne 2, colonne 3 | cette table est déjà définie plus haut"),
        ("a", "fin du fichier | un « = » est attendu après la clé"),
        (
            "a = dix",
            "ligne 1, colonne 5 | la valeur n’est pas lisible ; un texte s’écrit entre guillemets droits",
        ),
        ("a = 1 2", "ligne 1, colonne 7 | rien ne doit suivre la valeur sur sa ligne"),
        ("a = [1 2]", "ligne 1, colonne 8 | une liste n’est pas fermée par « ] »"),
        ("a = { b = 1 c = 2 }", "ligne 1, colonne 13 | une table n’est pas fermée par « } »"),
        ("[a", "fin du fichier | un « ] » est attendu à la fin du nom de table"),
        ("[[a", "fin du fichier | deux « ] » sont attendus à la fin du nom de table"),
        ("é = 1", "ligne 1, colonne 1 | ni une clé, ni une table"),
        ("a = 2026-02-30", "ligne 1, colonne 5 | la date ou l’heure n’existe pas"),
        ('a = "\\q"', "ligne 1, colonne 8 | après une barre oblique inverse, ce caractère n’est pas admis"),
        ("a = '''x", "fin du fichier | le texte n’est pas du TOML valable"),
        ("a = " + "[" * 5000, "listes ou tables imbriquées trop profondément"),
        ("a = " + "9" * 5000, "un nombre entier a trop de chiffres"),
        ("b = 1\n" + "a." * 40 + "a = 1", "ligne 2 : une clé a plus de 32 parties"),
        ("b = 1\n" + '"a". ' * 40 + "a = 1", "ligne 2 : une clé a plus de 32 parties"),
        ("[" + "'a' ." * 40 + "a]", "ligne 1 : une clé a plus de 32 parties"),
    ],
)
def test_what_is_no_toml_is_refused_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "forme.toml"
    path.write_text(content, encoding="utf-8", newline="")
    assert refusal(path).replace(", syntaxe TOML : ", " | ") == message


def test_decimals_stay_exact(tmp_path: Path) -> None:
    path = tmp_path / "forme.toml"
    path.write_text("step = 0.1\nhuge = 1e99999999999999999999", encoding="utf-8")
    values = read_toml(path)
    assert values["step"] == Decimal("0.1")
    huge = values["huge"]
    assert isinstance(huge, Decimal)
    assert huge.is_nan()


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "forme.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\r\n")
    assert read_toml(path) == {"a": 1}


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absente.toml") == "fichier introuvable"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path).startswith("fichier illisible (")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
def test_an_impossible_name_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a\0b") == "fichier illisible (nom de fichier impossible)"


def test_another_encoding_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "forme.toml"
    path.write_bytes("a = 1\nb = 'é'".encode("latin-1"))
    assert refusal(path) == "ligne 2, octet 6 : le fichier doit être enregistré en UTF-8"


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "forme.toml"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert refusal(path) == "fichier trop grand : 1024 Kio au plus"
    path.write_bytes(b"#" * LARGEST_FILE)
    assert read_toml(path) == {}
