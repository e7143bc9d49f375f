"""What goes to the jury out of exam files and signed grids: the « dossier CCF » (annexe V, E4, § 4.A,
l.5398-5404; E6, § 4.A, l.5758-5761), or the bordereau alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from btstc_jury.application.exams import (
    Interrogation,
    gathered,
    interrogation,
    interrogation_told,
    told_elsewhere,
)
from btstc_jury.application.grid_export import Choice, GridExport, Outbox, Papers, Piece
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.scenarios import ScenarioView, attached_content, scenario_view
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.verification import Verdict, Verified
from btstc_jury.application.views.centre.bordereau import BordereauView, bordereau_view
from btstc_jury.application.views.conformity import TITLE as CONFORMITY
from btstc_jury.application.views.conformity import conformity_view
from btstc_jury.application.views.file_names import NamePattern, safe_name
from btstc_jury.application.views.folder import FolderView, Paper, folder_view
from btstc_jury.application.views.played import handed_over
from btstc_jury.application.views.reports import ReportKind, report_kinds, report_view
from btstc_jury.application.views.synthesis import SynthesisView, synthesis_view

BORDEREAU = "bordereau récapitulatif"
INDEX = "index"
_PATTERN = NamePattern("{numéro} {nom} {forme} v{version}")


_BY_HAND = "à joindre, le fichier d’examen ne le contient pas"
_NOT_SOUND = "elle n’est pas intacte, ou vient d’une autre version du programme"


class WrongSource(Exception):
    """A file given can't go into what is made; the message says in French why and what to do."""


@dataclass(frozen=True, slots=True)
class JuryPapers:
    """How each document is made; ``bordereau``: its contents by ending, ``index``: of the folder."""

    grids: Papers
    synthesis: Callable[[SynthesisView], bytes]
    bordereau: Callable[[BordereauView], Mapping[str, bytes]]
    index: Callable[[FolderView], bytes]
    scenario: Callable[[ScenarioView], bytes]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An oral whose own part of its file is damaged: what the index still tells."""

    summary: OralSummary
    file: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be written of one oral or grid: ``own`` in any thread, ``extra``: further documents as
    (what it is, stem, how it is made).
    """

    known: Interrogation
    office: int = -1
    piece: Piece | None = None
    extra: tuple[tuple[str, str, Callable[[], bytes]], ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """What was made in ``folder``: ``names``: of all files."""

    folder: Path
    view: FolderView
    bordereau: BordereauView
    names: tuple[str, ...]


def grids_told(grids: Sequence[Verified]) -> tuple[Interrogation, ...]:
    """What signed grids tell. Raises ``WrongSource`` for one that isn't intact."""
    return tuple(map(grid_told, grids))


def grid_told(grid: Verified) -> Interrogation:
    """Raises ``WrongSource``."""
    report, name = grid.report, grid.path.name
    if not report.verdict.sound or report.evaluation is None:
        why = "; ".join(report.problems).rstrip(".") or _NOT_SOUND
        raise WrongSource(
            f"«\u202f{name}\u202f» n’est pas une grille signée dont le contenu soit sûr\u202f: {why}."
            " Vérifiez-la (btstc-jury verify), ou redemandez-la à la commission."
        )
    signed = report.verdict is not Verdict.INCOMPLETE
    return interrogation_told(report.evaluation, name, signed=signed)


@dataclass(slots=True)
class _Papers:
    """Documents of each épreuve, by whose it is; ``digests``: names of what was written, by content."""

    of: dict[tuple[str, ...], list[Paper]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def add(self, known: Interrogation, paper: Paper) -> None:
        self.of.setdefault(known.who, []).append(paper)


class JuryExport:
    """``read`` belongs to the thread of the offices; ``write`` and ``finish`` may run in another one, one
    call at a time, as with ``GridExport``. ``whole``: the « dossier CCF » with its documents, the bordereau
    alone otherwise.
    """

    def __init__(
        self,
        offices: Sequence[Office],
        grids: Sequence[Verified],
        papers: JuryPapers,
        outbox: Outbox,
        *,
        whole: bool,
        only: Sequence[AbstractSet[int]] = (),
    ) -> None:
        """``only``: of each office, the orals that go out, all of them where it is empty.

        Raises ``FileProblem``; ``WrongSource`` for a grid that isn't intact and for an examination among
        trials.
        """
        self._offices = offices
        self._grids = grids
        self._papers = papers
        self._outbox = outbox
        self._whole = whole
        self._only = only
        self._known: list[Interrogation] = []
        self._lost: list[Unreadable] = []
        self._written = _Papers()
        choice = Choice(_PATTERN, unsigned=True)
        self._exports = [GridExport(each, choice, papers.grids, outbox) for each in offices]
        told = grids_told(grids)
        _check_kinds(offices, told)
        orals = sum(map(len, only)) if only else sum(each.total for each in self._exports)
        self.total = orals + len(grids)
        self.done = 0
        self._steps = self._each(told)

    def read(self) -> Step | None:
        """What the next oral or grid gives; ``None`` after the last. Raises ``FileProblem``."""
        return next(self._steps, None)

    def write(self, step: Step) -> None:
        """Raises ``FileProblem``."""
        self.done += 1
        if not self._whole or not step.known.ccf:
            return
        if step.piece is not None:
            self._write_piece(step, step.piece)
        for what, stem, make in step.extra:
            self._put(step.known, what, stem, make())
        if step.known.dossier and step.known.held.proposed:
            self._written.add(step.known, Paper(_named(step.known.dossier, step.known), "", _BY_HAND))

    def finish(self) -> Made:
        """Write syntheses, bordereau and index, then bring everything to its place. Raises
        ``FileProblem``.
        """
        every = gathered(self._known)
        found = tuple(whole for whole in every if whole.last.ccf or not self._whole)
        names: list[str] = []
        for whole in found if self._whole else ():
            if whole.exam.tied:
                stem = safe_name(
                    f"{whole.candidate.number} {whole.candidate.last_name.upper()} {whole.exam.code}"
                )
                content = self._papers.synthesis(synthesis_view(whole))
                self._put(whole.last, "Fiche de synthèse", f"{stem} fiche de synthèse", content)
        paths = (*(each.file.path for each in self._offices), *(each.path for each in self._grids))
        sources = [f"«\u202f{each.name}\u202f»" for each in paths]
        bordereau = bordereau_view(found, sources)
        names += self._outbox.put(BORDEREAU, self._papers.bordereau(bordereau))
        view = folder_view(bordereau, found, self._written.of, tuple(names), self._lost_words())
        if self._whole:
            names += self._outbox.put(INDEX, {".html": self._papers.index(view)})
        self._outbox.commit()
        documents = dict.fromkeys(self._written.digests.values())
        return Made(self._outbox.folder, view, bordereau, (*documents, *names))

    def discard(self) -> None:
        """Leave nothing of the export behind. Raises ``FileProblem``."""
        self._outbox.discard()

    def _lost_words(self) -> tuple[str, ...]:
        return tuple(
            f"{each.summary.full_name}, n°\u202f{each.summary.number} ({each.summary.form_name})\u202f:"
            f" illisible, «\u202f{each.file}\u202f» est endommagé"
            for each in self._lost
        )

    def _each(self, told: Sequence[Interrogation]) -> Iterator[Step]:
        for place, office in enumerate(self._offices):
            for day, _ in office.file.index.days():
                for summary in office.file.index.on_day(day):
                    if self._only and summary.oral not in self._only[place]:
                        continue
                    step = self._step(place, office, summary)
                    if step is not None:
                        yield step
        for grid, known in zip(self._grids, told, strict=True):
            self._known.append(known)
            them = known.candidate
            stem = safe_name(f"{them.number} {them.last_name.upper()} {known.form} v{known.entries}")
            yield Step(known, extra=(("Grille signée", stem, partial(bytes, grid.pdf)),))

    def _step(self, place: int, office: Office, summary: OralSummary) -> Step | None:
        """``None`` for an oral that can't be read."""
        number = summary.oral
        try:
            known = interrogation(office, number)
            others = told_elsewhere(office, number)
            piece = self._exports[place].piece(number) if self._whole and known.ccf else None
            extra = tuple(self._beside(office, number)) if self._whole and known.ccf else ()
        except FileProblem as problem:
            if problem.kind is not ProblemKind.DAMAGED:
                raise
            self._lost.append(Unreadable(summary, office.file.path.name))
            self.done += 1
            return None
        self._known += [known, *others]
        return Step(known, place, piece, extra)

    def _beside(self, office: Office, number: int) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """The reports that a status calls for (that of an oral not held goes out in the place of its grid),
        what the check of the dossier found, the situation that the candidate was handed, as far as the file
        keeps them.
        """
        oral, papers = office.oral(number), self._papers
        stem, proceedings = _PATTERN.name(oral), oral.proceedings
        for kind in report_kinds(office, number):
            if kind is not ReportKind.FINDING:
                view = report_view(office, number, kind)
                yield kind.facts.title, f"{stem} {kind.facts.file_name}", partial(papers.grids.report, view)
        if proceedings.dossier is not None:
            checked = conformity_view(office, number)
            yield CONFORMITY, f"{stem} contrôle de conformité", partial(papers.grids.report, checked)
        if proceedings.scenario:
            handed = scenario_view(office, number)
            given = "remise" if handed_over(oral) else "prévue"
            yield handed.heading, f"{stem} situation {given}", partial(papers.scenario, handed)
        attached = attached_content(office, number)
        if attached is not None:
            given, to = ("remis", "au") if handed_over(oral) else ("prévu", "pour le")
            yield f"Document {given} {to} candidat", f"{stem} document {given}", partial(bytes, attached)

    def _write_piece(self, step: Step, piece: Piece) -> None:
        export = self._exports[step.office]
        export.write(piece)
        row = export.rows[-1]
        what = "Constat" if piece.stem.endswith("(constat)") else "Grille"
        if row.file:
            self._written.digests[row.digest] = row.file
            self._written.add(step.known, Paper(_named(what, step.known), row.file))
        else:
            self._written.add(step.known, Paper(_named(what, step.known), "", row.missing or "pas encore"))

    def _put(self, known: Interrogation, what: str, stem: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        name = self._written.digests.get(digest)
        if name is not None:
            # The grid that was given is the very one that the file keeps.
            return
        (name,) = self._outbox.put(stem, {".pdf": content})
        self._written.digests[digest] = name
        self._written.add(known, Paper(_named(what, known) if known.held.situation else what, name))


def _named(what: str, known: Interrogation) -> str:
    if not known.held.situation or what.startswith("Fiche de synthèse"):
        return what
    return f"{what}, situation {known.held.situation}"


def _check_kinds(offices: Sequence[Office], told: Sequence[Interrogation]) -> None:
    """An examination never goes out among trials."""
    kinds = {each.session.kind for each in offices} | {each.kind for each in told}
    if len(kinds) > 1:
        labels = ", ".join(sorted(each.facts.label.lower() for each in kinds))
        raise WrongSource(
            f"Ces fichiers ne sont pas de même nature ({labels})\u202f: un examen ne se mêle pas à un"
            " entraînement. Rien n’a été écrit."
        )


def export_for_jury(
    export: JuryExport, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Made:
    """The whole export in one thread; after any exception nothing is left.

    ``progress``: orals done, and how many there are. Raises ``FileProblem``.
    """
    try:
        while (step := export.read()) is not None:
            export.write(step)
            progress(export.done, export.total)
        return export.finish()
    except BaseException:
        export.discard()
        raise
