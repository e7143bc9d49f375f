"""The recorded orals that the program is delivered with, as TOML."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from btstc_jury.application.drills import Drill, Utterance, Who
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.moments import Duration


class _Person(msgspec.Struct, forbid_unknown_fields=True):
    last_name: str
    first_names: str
    school: str = ""
    specialty: str = ""


class _Act(msgspec.Struct, forbid_unknown_fields=True):
    """``phase`` from 1; ``at``: « 2:35 »."""

    phase: int
    at: str
    who: Who
    text: str


class _Drill(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    form: str
    candidate: _Person
    about: str
    acts: list[_Act]
    levels: dict[str, str] = {}


def read_drills(folder: Path) -> tuple[Drill, ...]:
    """In the order of their names. They come with the program: raises ``ValueError`` for a faulty one."""
    return tuple(_read(path) for path in sorted(folder.glob("*.toml")))


def _read(path: Path) -> Drill:
    told = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Drill)
    person = told.candidate
    acts = (Utterance(each.phase - 1, _length(each.at), each.who, each.text) for each in told.acts)
    return Drill(
        path.stem,
        told.title,
        told.form,
        Candidate("0000000001", person.last_name, person.first_names, None, person.school, person.specialty),
        told.about,
        tuple(sorted(acts, key=lambda each: (each.phase, each.at))),
        {int(number): level for number, level in told.levels.items()},
    )


def _length(written: str) -> Duration:
    minutes, _, seconds = written.partition(":")
    return Duration.seconds(60 * int(minutes) + int(seconds))
