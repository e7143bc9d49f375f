"""Every refusal and every problem has words: French, well written, without a trace of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import messages
from btstc_jury.domain.refusals import Reason, Refusal

DETAILS = {
    Reason.TEXT_TOO_LONG: "4000",
    Reason.UNKNOWN_CRITERION: "31",
    Reason.UNKNOWN_LEVEL: "X",
    Reason.MARK_OFF_STEP: "12.25",
    Reason.MARK_OUT_OF_RANGE: "20.5",
}
NAME = "session été.btsjury"

ENGLISH = re.compile(
    r"\b(the|is|not|of|file|error|unknown|level|note not|read[- ]only|failed|invalid|none|null|true|false)\b",
    re.IGNORECASE,
)
CODE = re.compile(r"[_{}\[\]<>|\\]|\b[a-z]+\.[a-z]+\(")
UNNARROWED = re.compile(r"(?<!\u202f)[;:!?»%]|«(?!\u202f)|[ \u00a0][;:!?»%]|«[ \u00a0]")


def texts() -> list[str]:
    refused = [messages.refusal(Refusal(reason, DETAILS.get(reason, ""))) for reason in Reason]
    found = [messages.problem(FileProblem(kind, Path(NAME), "errno 28")) for kind in ProblemKind]
    files = [part for message in found for part in (message.title, message.body)]
    return [*refused, *files, *(messages.read_only(reason) for reason in ("busy", "permission", "other"))]


@pytest.mark.parametrize("text", texts())
def test_a_message_is_a_french_sentence(text: str) -> None:
    plain = text.replace(NAME, "…")
    assert not ENGLISH.search(plain)
    assert not CODE.search(plain.replace("#13=S", ""))
    assert not UNNARROWED.search(plain)
    assert "'" not in plain
    assert "..." not in plain
    assert plain[0].isupper() or plain[0] in "«…"
    assert plain == plain.strip()


def test_a_refusal_of_each_reason_ends_as_a_sentence() -> None:
    assert all(messages.refusal(Refusal(reason, DETAILS.get(reason, ""))).endswith(".") for reason in Reason)


def test_no_two_reasons_say_the_same() -> None:
    said = [messages.refusal(Refusal(reason, DETAILS.get(reason, ""))) for reason in Reason]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("reason", "shown"), [(reason, detail.replace(".", ",")) for reason, detail in DETAILS.items()]
)
def test_the_value_refused_is_named(reason: Reason, shown: str) -> None:
    assert shown in messages.refusal(Refusal(reason, DETAILS[reason]))


def test_a_value_with_braces_is_shown_as_typed() -> None:
    shown = messages.refusal(Refusal(Reason.UNKNOWN_LEVEL, "{x}"))
    assert "«\u202f{x}\u202f»" in shown


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_a_problem_says_what_happened_what_was_kept_and_what_to_do(kind: ProblemKind) -> None:
    message = messages.problem(FileProblem(kind, Path("dossier") / NAME, "errno 28"))
    assert message.title.endswith(".")
    assert message.body.endswith(".")
    assert "errno" not in message.title + message.body
    assert message.detail == "errno 28"
    assert "dossier" not in message.title
    if kind is not ProblemKind.DISK_FULL:
        assert f"«\u202f{NAME}\u202f»" in message.title
    assert message.body.count(".") >= 2


def test_a_file_that_can_be_written_says_nothing() -> None:
    assert messages.read_only("") == ""


def test_a_file_read_only_says_why_where_it_is_known() -> None:
    assert messages.read_only("busy") == "Lecture seule\u202f: ce fichier est déjà ouvert ailleurs."
    assert "le droit d’écrire" in messages.read_only("permission")
    assert messages.read_only("other") == "Lecture seule"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grille.pdf", "«\u202fgrille.pdf\u202f» n’est pas enregistré."),
        ("données.json", "«\u202fdonnées.json\u202f» n’est pas enregistré."),
        ("settings.json", "le fichier des réglages n’est pas enregistré."),
    ],
)
def test_what_a_full_disk_kept_from_being_written_is_named(name: str, said: str) -> None:
    told = messages.problem(FileProblem(ProblemKind.DISK_FULL, Path(name)))
    assert told.title == f"Le disque est plein\u202f: {said}"
    assert "acte" not in told.sentence


def test_an_act_that_a_full_disk_kept_from_being_written_is_named() -> None:
    told = messages.problem(FileProblem(ProblemKind.DISK_FULL, Path("session.btsjury")))
    assert "le dernier acte n’est pas consigné" in told.title


@pytest.mark.parametrize("kind", [ProblemKind.MOVED, ProblemKind.DELETED])
def test_a_file_that_lost_its_name_can_be_saved(kind: ProblemKind) -> None:
    assert messages.problem(FileProblem(kind, Path("session.btsjury"))).rescuable
