"""``forms check``, and whatever reads a form, answers any file with its faults in words."""

import random
from pathlib import Path

import pytest

from btstc_jury import cli
from btstc_jury.exchange.form_writing import form_toml
from tests.exchange.form_folder import FormFolder, plain
from tests.forms.fictional import FICTIONAL

SEED = 12
FILES = 48
VALUES = (
    "0",
    "-1",
    "20.001",
    "1e9999",
    "nan",
    "inf",
    "99999999999999999999",
    "true",
    '""',
    '"x"',
    '"10:00"',
    '"999:59"',
    '"\\u0000"',
    '"' + "x" * 700 + '"',
    "[]",
    '[""]',
    "[[1], [2]]",
    "[{}]",
    "{}",
    "{ a.b = 1 }",
    "1979-05-27",
    "07:32:00",
    '"eg"',
    '["eg", "eg"]',
    '"maximum"',
    '"remainder"',
    '"at_opening"',
    '"half_up"',
    '"in_block"',
)


@pytest.fixture
def folder(tmp_path: Path) -> FormFolder:
    return FormFolder(tmp_path / "forms")


def spoiled(draw: random.Random, text: str) -> bytes:
    """With a few values, lines, tables or bytes that are others."""
    lines = text.splitlines()
    for _ in range(draw.randrange(1, 5)):
        place = draw.randrange(len(lines))
        key, equals, _value = lines[place].partition(" = ")
        match draw.randrange(7):
            case 0 | 1 | 2 if equals:
                lines[place] = f"{key} = {draw.choice(VALUES)}"
            case 3:
                del lines[place]
            case 4:
                lines.insert(place, draw.choice(lines))
            case 5:
                lines[place] = draw.choice(
                    ("[mark]", "[[phases]]", "[[criteria]]", "[x]", "x = 1", "]", '"""')
                )
            case _:
                cut = draw.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:cut] + draw.choice(("", '"', "\\", "\0", "é", "}", "=", "."))
    content = bytearray("\n".join(lines).encode())
    if content and not draw.randrange(6):
        content[draw.randrange(len(content))] = draw.randrange(256)
    return bytes(content)


def test_check_answers_any_file(folder: FormFolder, capsys: pytest.CaptureFixture[str]) -> None:
    draw = random.Random(SEED)
    whole = form_toml(folder.load("e6-ccf-1")).replace("e6-ccf-1", "KEY")
    texts = [FICTIONAL.read_text(encoding="utf-8").replace("mf-oral", "KEY"), whole]
    texts += [
        folder.file(name).read_text(encoding="utf-8").replace(name, "KEY") for name in ("e4-ccf-2", "ef1")
    ]
    for number in range(FILES):
        text = texts[number % len(texts)].replace("KEY", f"f{number}")
        (folder.path / f"f{number}.toml").write_bytes(spoiled(draw, text))
    assert cli.main(["forms", "check", str(folder.path)]) == 1
    printed = capsys.readouterr()
    told = {line.split(".toml", 1)[0] for line in printed.err.splitlines()}
    right = {line.removeprefix("OK ").split(".toml", 1)[0] for line in printed.out.splitlines()}
    assert told | right == {str(path.with_suffix("")) for path in folder.path.rglob("*.toml")}
    assert not told & right
    assert "Traceback" not in printed.err
    assert all(line.isprintable() for line in plain(printed.err).splitlines())


def test_a_spoiled_referential_is_told(folder: FormFolder, capsys: pytest.CaptureFixture[str]) -> None:
    draw = random.Random(SEED)
    text = folder.file("referential").read_text(encoding="utf-8")
    for _ in range(15):
        folder.file("referential").write_bytes(spoiled(draw, text))
        assert cli.main(["forms", "check", str(folder.file("referential"))]) in {0, 1}
        printed = capsys.readouterr()
        assert printed.out.startswith("OK ") or printed.err.startswith(str(folder.path))


def bytes_of(whole: str) -> dict[str, tuple[bytes, str]]:
    """Files by their key, and what is told of each; "" for what is read as it should be."""
    text = whole.encode()
    return {
        "marque": (b"\xef\xbb\xbf" + text, ""),
        "fins-de-ligne": (text.replace(b"\n", b"\r\n"), ""),
        "retours": (text.replace(b"\n", b"\r"), "ce caractère n’est pas admis"),
        "utf16": (whole.encode("utf-16"), "le fichier doit être enregistré en UTF-8"),
        "latin": (whole.encode("cp1252", "replace"), "le fichier doit être enregistré en UTF-8"),
        "vide": (b"", "valeur manquante"),
        "zeros": (bytes(1000), "ni une clé, ni une table"),
        "listes": (b"a = " + b"[" * 100_000, "imbriquées trop profondément"),
        "tables": (b"a = " + b"{b = " * 5000 + b"1" + b"}" * 5000, "imbriquées trop profondément"),
        "cle": (b".".join([b"a"] * 20_000) + b" = 1", "une clé a plus de 32 parties"),
        "chiffres": (text + b"\n[zz]\nn = " + b"9" * 100_000, "un nombre entier a trop de chiffres"),
        "grand": (text + b"\n# " + b"x" * 10_000_000, "fichier trop grand"),
    }


def test_bytes_that_no_editor_of_texts_should_have_written(
    folder: FormFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = form_toml(folder.load("e6-ccf-1"))
    for key, (content, words) in bytes_of(whole).items():
        path = folder.path / f"{key}.toml"
        path.write_bytes(content.replace(b'"e6-ccf-1"', f'"{key}"'.encode()))
        assert cli.main(["forms", "check", str(path)]) == int(bool(words))
        printed = capsys.readouterr()
        assert words in plain(printed.err) if words else printed.out == f"OK {path}\n"
        path.unlink()
