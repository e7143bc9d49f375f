"""Settings that travel: what goes, what is taken over, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.settings import KnownCentre, Settings, ThemeMode
from btstc_jury.application.settings_sharing import (
    LARGEST,
    MOST_TOLD,
    SHARED,
    UnusableSettings,
    bring,
    unusable_address,
)
from btstc_jury.exchange.settings_file import settings_toml, settings_values
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.settings.shared_keys import ActKeys

PRIVATE = {
    *("recent", "last_folder", "geometry", "candidate_monitor", "candidate_place", "encrypted"),
    *("recovery_due", "servers", "on_server", "folders"),
}
"""What only this machine has a use for, or tells who was examined."""


def taken(text: str, kept: Settings | None = None) -> tuple[Settings, list[str], tuple[str, ...]]:
    brought = bring(settings_values(text.encode(), "r.toml"), kept or Settings(), ActKeys())
    return brought.settings, [f"{e.label}: {e.before} → {e.after}" for e in brought.changes], brought.left


def refused(text: str | bytes) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(UnusableSettings) as problem:
        bring(settings_values(content, "r.toml"), Settings(), ActKeys())
    assert str(problem.value).endswith("Rien n’a été changé.")
    return str(problem.value)


def test_every_setting_is_shared_or_has_its_reason_not_to_be() -> None:
    assert {each.name for each in SHARED} | {"keys"} | PRIVATE == {*Settings._fields}
    assert not {each.name for each in SHARED} & PRIVATE


def test_all_that_is_written_comes_back(tmp_path: Path) -> None:
    seal = tmp_path / "sceau.p12"
    seal.touch()
    whole = Settings(
        theme="contrast-dark",
        text_scale=145,
        auto_cover=0,
        auto_lock=240,
        keep_awake=False,
        purge_after_months=120,
        backup_folder=tmp_path,
        forms_folder=tmp_path,
        cases_folder=tmp_path,
        seal_file=seal,
        timestamp_url="https://tsa.example.fr/tsr?x=1",
        keys={"oral.next": "Ctrl+F7"},
        recent=(tmp_path / "Dupont.btsjury",),
        servers=(KnownCentre("postgresql://serveur/base", "Lycée", "serveur"),),
    )
    text, left = settings_toml(whole)
    assert left == ()
    assert "Dupont" not in text
    assert "postgresql" not in text
    settings, changes, told = taken(text)
    assert told == ()
    assert settings == whole._replace(recent=(), servers=())
    assert len(changes) == len(SHARED) + 1
    assert taken(text, settings)[1] == []


def test_the_users_own_folder_is_that_of_whoever_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "alix", tmp_path / "noé"
    for each in (one, other):
        (each / "Copies").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: one)
    text, _ = settings_toml(Settings(backup_folder=one / "Copies", cases_folder=one))
    assert 'backup_folder = "~/Copies"' in text
    assert "alix" not in text
    monkeypatch.setattr(Path, "home", lambda: other)
    settings, _, _ = taken(text)
    assert (settings.backup_folder, settings.cases_folder) == (other / "Copies", other)


def test_what_cannot_be_written_is_left_out_and_told() -> None:
    odd = Settings(backup_folder=Path("/a\udcff"), timestamp_url="https://moi:secret@tsa.example/")
    text, left = settings_toml(odd)
    assert "secret" not in text
    assert "backup_folder" not in text
    assert [each.partition("\u202f")[0] for each in left] == [
        "Dossier de sauvegarde",
        "Autorité d’horodatage",
    ]


def test_a_place_that_is_not_here_is_told_and_left_alone(tmp_path: Path) -> None:
    kept = Settings(backup_folder=tmp_path, cases_folder=tmp_path / "débranché")
    lines = (
        "format = 1",
        'backup_folder = "/nulle/part"',
        f'forms_folder = "{tmp_path}/{"x" * 300}"',
        f'cases_folder = "{tmp_path}/débranché"',
        r'seal_file = "C:\\Sceaux\\sceau.p12"',
    )
    settings, changes, left = taken("\n".join(lines), kept)
    assert settings == kept
    assert changes == []
    assert [each.partition("\u202f")[0] for each in left] == [
        "Dossier de sauvegarde",
        "Dossier des formes du centre",
        "Sceau du centre",
    ]
    assert "n’existe pas sur ce poste" in left[0]


def test_what_is_not_named_stays_and_nothing_is_said_by_its_name() -> None:
    kept = Settings(text_scale=150, keys={"oral.next": "Ctrl+F7"}, backup_folder=Path("/copies"))
    settings, changes, _ = taken('format = 1\ntheme = "dark"\nbackup_folder = ""', kept)
    assert settings == kept._replace(theme="dark", backup_folder=None)
    assert changes == ["Apparence: Comme le système → Sombre", "Dossier de sauvegarde: /copies → aucun"]
    settings, changes, _ = taken("format = 1\n[keys]\n", kept)
    assert settings.keys == {}
    assert changes == ["Touche de «\u202fcommencer, phase suivante\u202f»: Ctrl+F7 → Ctrl+Entrée"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "« format = 1 »"),
        ("theme = 'dark'", "« format = 1 »"),
        ("format = true", "« format = 1 »"),
        ("format = '1'", "« format = 1 »"),
        ("format = 0", "« format = 1 »"),
        ("format = 2\nnew = 3", "version plus récente (format «\u202f2\u202f»)"),
        ("format = 1\ncouleur = 3", "«\u202fcouleur\u202f»\u202f: ce réglage n’existe pas."),
        ("format = 1\nrecent = []", "«\u202frecent\u202f»\u202f: ce réglage n’existe pas."),
        ('format = 1\n"\\u001b[2J" = 3', "ce réglage n’existe pas."),
        ("format = 1\ntheme = 'rose'", "theme\u202f: «\u202frose\u202f» n’est pas possible"),
        ("format = 1\ntheme = ['dark']", "theme\u202f: «\u202f['dark']\u202f» n’est pas possible"),
        ("format = 1\ntext_scale = 99", "text_scale\u202f: un nombre entier de 100 à 200 est attendu."),
        ("format = 1\ntext_scale = 120.0", "text_scale\u202f: un nombre entier"),
        ("format = 1\nkeep_awake = 1", "keep_awake\u202f: true ou false est attendu."),
        ("format = 1\nauto_cover = true", "auto_cover\u202f: un nombre entier de 0 à 60"),
        ("format = 1\npurge_after_months = 0", "purge_after_months\u202f: un nombre entier de 1 à 120"),
        ("format = 1\ntimestamp_url = 'tsa.example'", "timestamp_url\u202f: l’adresse commence par"),
        ("format = 1\nbackup_folder = 3", "backup_folder\u202f: un texte entre guillemets"),
        ('format = 1\nbackup_folder = "/a\\u0000b"', "backup_folder\u202f: ce chemin est impossible."),
        ("format = 1\nkeys = 3", "keys\u202f: une table [keys] est attendue."),
        ("format = 1\n[keys]\noral.next = 'F7'", "keys\u202f: «\u202foral\u202f» attend une touche"),
        ("format = 1\n[keys]\n'zz.zz' = 'F7'", "«\u202fzz.zz\u202f» n’est pas un acte de cette version."),
        ("format = 1\n[keys]\n'oral.next' = 'Ctrl+P'", "Ctrl+P sert déjà à\u202f: suspendre, reprendre."),
        ("format = 1\n[keys]\n'oral.next' = 'b'", "Choisissez une touche de fonction"),
        ("format = 1\n[keys]\n'oral.next' = 'F11'\n'oral.end' = 'F11'", "«\u202foral.end\u202f»"),
        ("format = 1\ntheme =", "r.toml, fin du fichier, syntaxe TOML"),
        ("format = 1\ntheme = dark", "r.toml, ligne 2, colonne 9, syntaxe TOML"),
        (
            "format = 1\nformat = 1\n",
            "r.toml, ligne 2, colonne 11, syntaxe TOML\u202f: cette clé a déjà une valeur.",
        ),
        ("format = 1" + "0" * 5000, "r.toml, un nombre entier a trop de chiffres"),
        (b"format = 1\n# \xe9", "r.toml, ligne 2\u202f: le fichier doit être enregistré en UTF-8."),
        (b"#" * (LARGEST + 1), "trop grand pour des réglages\u202f: 64\u202fKio au plus."),
    ],
)
def test_what_is_refused_says_where(text: str | bytes, said: str) -> None:
    told = refused(text)
    assert said in told
    assert "\x1b" not in told


def test_all_faults_are_told_at_once_up_to_a_number() -> None:
    told = refused("format = 1\ntheme = 1\ntext_scale = 1\nkeep_awake = 1\n")
    assert [line.partition("\u202f")[0] for line in told.splitlines()[:-1]] == [
        "theme",
        "text_scale",
        "keep_awake",
    ]
    many = refused("format = 1\n" + "\n".join(f"a{number} = 1" for number in range(40)))
    assert len(many.splitlines()) == MOST_TOLD + 2
    assert "et 32 autres" in many


@pytest.mark.parametrize(
    "address", ["https://tsa.example.fr", "http://tsa.example:8080/a?b=c", "https://[::1]/"]
)
def test_an_address_that_an_authority_can_have(address: str) -> None:
    assert unusable_address(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "tsa.example.fr",
        "ftp://tsa.example",
        "https://",
        "https://a b",
        "https://é.fr",
        "https://a:99999/",
        "https://[",
        "https://tsa.example/" + "x" * 2000,
        "https://u:p@tsa.example",
        "https://tsa.example/\n",
    ],
)
def test_one_that_none_can_have(address: str) -> None:
    assert unusable_address(address)


SETTINGS = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(get_args(ThemeMode)),
        "text_scale": st.integers(100, 200),
        "auto_cover": st.integers(0, 60),
        "auto_lock": st.integers(0, 240),
        "keep_awake": st.booleans(),
        "purge_after_months": st.integers(1, 120),
        "timestamp_url": st.sampled_from(["", "https://tsa.example", "http://[::1]:3/é"]),
        "backup_folder": st.none() | st.text().map(lambda text: Path("/") / text.replace("\0", "")),
        "keys": st.sampled_from(
            [{}, {"oral.next": "Ctrl+F7"}, {"oral.pause": "Ctrl+J", "questions.ask": "Ctrl+P"}]
        ),
    }
).map(lambda values: Settings(**values))
VALUES = st.recursive(
    st.none().map(lambda _: '""')
    | st.integers().map(str)
    | st.floats(allow_nan=False, allow_infinity=False).map(str)
    | st.sampled_from(["true", "false", "nan", "1979-05-27", "'dark'", "'~'", "'/'", "150", "[[", "{"])
    | st.text(max_size=20).map(lambda text: '"' + text.encode("ascii", "xmlcharrefreplace").decode() + '"'),
    lambda inner: st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]"),
    max_leaves=5,
)
NAMES = st.sampled_from([*(each.name for each in SHARED), "format", "keys", "recent", "x"])


@given(SETTINGS)
def test_any_settings_travel(settings: Settings) -> None:
    text, left = settings_toml(settings)
    brought = bring(settings_values(text.encode(), "r.toml"), settings, ActKeys())
    assert brought.settings == settings
    assert (brought.changes, brought.left) == ((), ())
    assert all(each.isprintable() or "\u202f" in each for each in left)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6), st.booleans())
def test_any_values_are_taken_whole_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, lines: list[tuple[str, str]], right: bool
) -> None:
    head = "format = 1\n" if right else ""
    hold_to_the_rule(
        (head + "\n".join(f"{name} = {value}" for name, value in lines)).encode(), tmp_path_factory
    )


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 40))
def test_any_bytes_are_taken_whole_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, cut: int
) -> None:
    whole = settings_toml(Settings(keys={"oral.next": "Ctrl+F7"}))[0].encode()
    hold_to_the_rule(noise, tmp_path_factory)
    hold_to_the_rule(whole[:at] + noise[:20] + whole[at + cut :], tmp_path_factory)


def hold_to_the_rule(content: bytes, folders: pytest.TempPathFactory) -> None:
    """What is taken can be kept and found again; what is refused has said why on a few lines."""
    try:
        brought = bring(settings_values(content, "r.toml"), Settings(), ActKeys())
    except UnusableSettings as problem:
        lines = str(problem).splitlines()
        assert 2 <= len(lines) <= MOST_TOLD + 2
        assert all(len(line) < 300 for line in lines)
        return
    assert (brought.settings != Settings()) is bool(brought.changes)
    path = folders.mktemp("s") / "settings.json"
    FileSettings(path).save(brought.settings)
    assert FileSettings(path).load() == brought.settings
