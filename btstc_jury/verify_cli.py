"""The ``verify`` command: whether signed grids are what their signers signed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from btstc_jury.application.verification import UnusableCertificate, Verdict, VerificationReport
from btstc_jury.application.views.verification import check_lines, file_checks, unreadable
from btstc_jury.documents.verification.chain import load_certificates
from btstc_jury.documents.verification.envelope import LARGEST
from btstc_jury.documents.verification.verify import verify_pdf
from btstc_jury.exchange.evaluation_json import decode_evaluation

if TYPE_CHECKING:
    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

_STATUS = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.UNREADABLE: 2}
_JSON_VERSION = 1


def run(args: argparse.Namespace) -> int:
    """Run the command that was parsed; the exit status is the worst of the files'."""
    try:
        trust = [_certificate(path) for path in args.trust]
    except (OSError, UnusableCertificate) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    reports = []
    for path in args.files:
        reports.append((path, _verify(path, trust)))
        if not args.json:
            _say(check_lines(file_checks(str(path), reports[-1][1])))
    if args.json:
        sys.stdout.write(_json(reports))
    return max(_STATUS[report.verdict] for _, report in reports)


def _certificate(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        load_certificates(content)
    except OSError as problem:
        raise UnusableCertificate(f"{path}\u202f: {_why(problem)}") from problem
    except UnusableCertificate as problem:
        raise UnusableCertificate(f"{path}\u202f: {problem}") from problem
    return content


def _verify(path: Path, trust: Sequence[bytes]) -> VerificationReport:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as problem:
        return unreadable(_why(problem))
    return verify_pdf(content, trust, read_data=decode_evaluation)


def _why(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "Ce fichier n’existe pas."
    if isinstance(problem, PermissionError):
        return "Ce fichier ne peut pas être lu\u202f: vous n’en avez pas le droit."
    return f"Ce fichier ne peut pas être lu ({problem.strerror})."


def _json(reports: Sequence[tuple[Path, VerificationReport]]) -> str:
    """``docs/verification.md`` tells what stands in it."""
    files = []
    for path, report in reports:
        told = msgspec.to_builtins(report)
        evaluation = told.pop("evaluation")
        kept = ("candidate", "form", "version", "verdict") if report.verdict is Verdict.VALID else ()
        told["evaluation"] = {key: evaluation[key] for key in kept} if evaluation and kept else None
        for signature, one in zip(told["signatures"], report.signatures, strict=True):
            signature["valid"] = one.valid
        files.append({"file": str(path), **told})
    answer = {"schema": "btstc-jury/verification", "schema_version": _JSON_VERSION, "files": files}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
