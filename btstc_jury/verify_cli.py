"""What the ``verify`` command does: whether signed grids are what their signers signed."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence

import msgspec

from btstc_jury.application.verification import UnusableCertificate, Verdict, Verified
from btstc_jury.application.views.verification import check_lines, file_checks
from btstc_jury.verify_file import read_certificate, verify_file

_STATUS = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.UNREADABLE: 2}
_JSON_VERSION = 1
_SHOWN = ("candidate", "form", "version", "verdict")
"""Of the data of a valid grid."""


def run(args: Namespace) -> int:
    """Run the command that was parsed; the exit status is the worst of the files'."""
    try:
        trust = [read_certificate(path) for path in args.trust]
    except UnusableCertificate as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    found = []
    for path in args.files:
        found.append(verify_file(path, trust))
        if not args.json:
            _say(check_lines(file_checks(str(path), found[-1].report)))
    if args.json:
        sys.stdout.write(_json(found))
    return max(_STATUS[each.report.verdict] for each in found)


def _json(found: Sequence[Verified]) -> str:
    """``docs/verification.md`` tells what stands in it."""
    answer = {
        "schema": "btstc-jury/verification",
        "schema_version": _JSON_VERSION,
        "files": [_told(each) for each in found],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _told(one: Verified) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(one.report)
    told["signatures"] = [
        {**msgspec.to_builtins(each), "valid": each.valid} for each in one.report.signatures
    ]
    known = one.report.evaluation if one.report.verdict is Verdict.VALID else None
    told["evaluation"] = None if known is None else {key: msgspec.to_builtins(known)[key] for key in _SHOWN}
    return {"file": str(one.path), **told}


def _say(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
