"""A copy of everything that a file holds about one person, in two files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.file_names import person_file_name
from btstc_jury.application.views.person import PersonRecord, person_record


def export_person(
    office: Office,
    number: str,
    folder: Path,
    files: Callable[[PersonRecord], tuple[bytes, bytes]],
    write: Callable[[Path, bytes], None],
) -> tuple[Path, Path]:
    """Where the PDF and the JSON now are, both or neither; no file is ever replaced.

    ``number``: the candidate's; ``files``: the PDF and the JSON of a record; ``write``: a file, whole or not
    at all. Raises ``PersonProblem``, ``FileProblem``.
    """
    record = person_record(office, number)
    name = person_file_name(record)
    paths = folder / f"{name}.pdf", folder / f"{name}.json"
    for path in paths:
        if path.exists():
            raise FileProblem(ProblemKind.EXISTS, path)
    done: list[Path] = []
    try:
        for path, content in zip(paths, files(record), strict=True):
            write(path, content)
            done.append(path)
    except BaseException:
        # A right of access is answered whole: a half would be given for the whole.
        for path in done:
            path.unlink(missing_ok=True)
        raise
    return paths
