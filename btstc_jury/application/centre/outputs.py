"""What goes out of all that came back to a centre: the batch of grids, the « dossier CCF » for the jury.

What is read is private copies of what was received: it may be done in any thread once the ``Sources`` are
there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from btstc_jury.application.centre.collecting import CollectingTools
from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.grid_export import Outbox
from btstc_jury.application.jury_export import JuryExport, Made
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.ports import Clock, FormSource
from btstc_jury.application.verification import Verified
from btstc_jury.application.views.file_names import NamePattern
from btstc_jury.domain.centre.awaited import Awaited
from btstc_jury.domain.centre.collected import OralFacts, Version
from btstc_jury.domain.centre.timetable import situated

Progress = Callable[[int, int], bool]
"""Done, and how many there are; ``False`` gives up."""


class OutputStopped(Exception):
    """The user gave up: nothing was written."""


class Wanted(NamedTuple):
    """An oral whose grid is due. ``who``: as the lists name it."""

    oral: int
    who: str
    facts: OralFacts


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An exam file as it was received, and the orals of it that count."""

    name: str
    content: bytes = field(repr=False)
    orals: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class SourceGrid:
    name: str
    content: bytes = field(repr=False)
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Sources:
    """``keys``: of the files that the centre made; ``trust``: certificates of the files' authorities;
    ``lacking``: who has nothing that counts, and why.
    """

    files: tuple[SourceFile, ...]
    grids: tuple[SourceGrid, ...]
    keys: tuple[FileKey, ...]
    trust: tuple[bytes, ...]
    library: FormSource
    clock: Clock
    lacking: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(len(each.orals) for each in self.files) + len(self.grids)


def sources_of(office: CentreOffice, keys: Sequence[FileKey] = ()) -> Sources:
    """What counts, oral by oral, with the bytes that it was received in; ``keys``: given beside those that
    the centre file keeps. Raises ``FileProblem``.
    """
    store, timetable = office.file.collection, office.timetable
    by_receipt: dict[str, list[tuple[Version, Wanted]]] = {}
    lacking = []
    for each in stock_of(office).awaited:
        found = _standing(each)
        person = timetable.candidates.get(each.place.candidate)
        if found is None:
            lacking.append(_lacking(each, "?" if person is None else person.full_name))
            continue
        version, facts = found
        who = f"{facts.candidate.full_name}, {each.place.exam}"
        by_receipt.setdefault(version.receipt, []).append((version, Wanted(version.oral, who, facts)))
    names = {each.sha256: each.name for each in store.receipts()}
    files, grids = [], []
    for receipt, members in by_receipt.items():
        content = store.content(receipt) or b""
        if members[0][0].of_grid:
            grids.append(SourceGrid(names[receipt], content, members[0][1]))
        else:
            files.append(SourceFile(names[receipt], content, tuple(wanted for _, wanted in members)))
    kept = tuple(passphrase_key(each.passphrase) for each in store.sent() if each.passphrase)
    trust = tuple(sorted({each.authority for each in store.receipts()} - {b""}))
    return Sources(
        tuple(files), tuple(grids), (*kept, *keys), trust, office.library, office.clock, tuple(lacking)
    )


def _standing(awaited: Awaited) -> tuple[Version, OralFacts] | None:
    facts = awaited.facts
    if facts is None or awaited.oral is None or awaited.oral.standing is None:
        return None
    return awaited.oral.standing, facts


def _lacking(awaited: Awaited, name: str) -> str:
    contradictory = awaited.oral is not None and awaited.oral.contradictory
    why = "deux versions se contredisent, à choisir" if contradictory else "non reçue"
    return f"{name}, {awaited.place.exam}\u202f: {why}"


@contextmanager
def _opening(sources: Sources, tools: CollectingTools) -> Iterator[Callable[[SourceFile], Office]]:
    """What opens private copies; they are gone when the block is left."""
    with ExitStack() as stack:

        def opened(file: SourceFile) -> Office:
            copy = stack.enter_context(tools.opened(file.content, sources.keys))
            return Office(copy.file, sources.library, sources.clock)

        yield opened


def _check(goes_on: bool) -> None:  # noqa: FBT001 - what the progress answered
    if not goes_on:
        raise OutputStopped


@dataclass(frozen=True, slots=True)
class GridsMade:
    """``names``: of the files in ``folder``; ``lacking``: a line for each oral without one."""

    folder: Path
    names: tuple[str, ...]
    lacking: tuple[str, ...]


class Naming(NamedTuple):
    """``pattern``: of the files' names; ``None`` for one PDF of all grids, to be printed: the single files
    alone bear signatures that can be verified.
    """

    pattern: NamePattern | None


class GridBatch(NamedTuple):
    """``merge``: how one PDF is made of several."""

    naming: Naming
    merge: Callable[[Sequence[bytes]], bytes]


def export_centre_grids(
    sources: Sources, tools: CollectingTools, batch: GridBatch, outbox: Outbox, progress: Progress
) -> GridsMade:
    """All signed grids of what counts, in the order of commissions and hours. After any exception nothing is
    left. Raises ``FileProblem``, ``OutputStopped``.
    """
    lacking = [*sources.lacking]
    pattern = batch.naming.pattern
    names: list[str] = []
    contents: list[bytes] = []
    try:
        for number, (wanted, content) in enumerate(_grids(sources, tools)):
            _check(progress(number, sources.total))
            if content is None:
                lacking.append(f"{wanted.who}\u202f: {_unsigned(wanted.facts)}")
            elif pattern is None:
                contents.append(content)
            else:
                names += outbox.put(pattern.of(_values(wanted.facts)), {".pdf": content})
        if contents:
            names += outbox.put("Grilles", {".pdf": batch.merge(contents)})
        outbox.commit()
    except BaseException:
        outbox.discard()
        raise
    progress(sources.total, sources.total)
    return GridsMade(outbox.folder, tuple(names), tuple(lacking))


def _grids(sources: Sources, tools: CollectingTools) -> Iterator[tuple[Wanted, bytes | None]]:
    for file in sources.files:
        with _opening(sources, tools) as opened:
            proofs = opened(file).file.proofs
            for wanted in file.orals:
                kept = proofs.document(wanted.oral, wanted.facts.version) if wanted.facts.version else None
                signed = kept is not None and (kept.revision > 0 or wanted.facts.held.signed)
                yield wanted, kept.content if kept is not None and signed else None
    for grid in sources.grids:
        yield grid.wanted, grid.content


def _unsigned(facts: OralFacts) -> str:
    if not facts.held.settled:
        return "pas encore validée"
    return "pas de grille signée" if facts.held.proposed else f"pas de grille ({facts.standing})"


def _values(facts: OralFacts) -> dict[str, str]:
    them = facts.candidate
    return {
        "numéro": them.number,
        "nom": them.last_name.upper(),
        "prénoms": them.first_names,
        "épreuve": situated(facts.exam, facts.held.situation).replace(" S", " situation "),
        "forme": facts.form,
        "version": str(facts.version or ""),
        "date": facts.held.on.isoformat(),
    }


MakeExport = Callable[[Sequence[Office], Sequence[Verified], Sequence[AbstractSet[int]]], JuryExport]


def export_centre_jury(
    sources: Sources, tools: CollectingTools, make: MakeExport, progress: Progress
) -> Made | None:
    """The « dossier CCF » of all candidates at once; ``None`` where nothing came. After any exception nothing
    is left. Raises ``FileProblem``, ``WrongSource``, ``OutputStopped``.
    """
    if not sources.total:
        return None
    with _opening(sources, tools) as opened:
        offices = [opened(each) for each in sources.files]
        grids = [
            Verified(Path(each.name), each.content, tools.verify(each.content, sources.trust))
            for each in sources.grids
        ]
        only = [{wanted.oral for wanted in each.orals} for each in sources.files]
        export = make(offices, grids, only)
        try:
            while (step := export.read()) is not None:
                export.write(step)
                _check(progress(export.done, export.total))
            return export.finish()
        except BaseException:
            export.discard()
            raise
