"""A session is removed once its term is over; a receipt without personal data stays."""

from __future__ import annotations

import calendar
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.file_names import safe_name
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.candidate import NAME_LIMIT
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.wording import plainly

WORD = "PURGER"
"""To be typed by whoever purges before the term."""


class PurgeRefused(Exception):
    """The session can't be purged; the message says in French why. Nothing was removed."""


class ExamRemoval(Protocol):
    """Finding and removing the files of an exam. The exam file must not be open in this program."""

    def targets(self, path: Path, identity: bytes, folders: Sequence[Path]) -> tuple[Path, ...]:
        """The exam file, what stands beside it, and its copies in ``folders`` and below. ``identity``: of
        the file. Raises ``FileProblem``.
        """

    def read_only(self, path: Path) -> str:
        """Why the exam file can't be written now, as ``Office.read_only``; "" where it can. Asking leaves no
        trace. Raises ``FileProblem``.
        """

    def remove(self, path: Path, targets: Sequence[Path]) -> tuple[FileProblem, ...]:
        """Remove ``targets``; what could not be. Raises ``FileProblem`` (``BUSY``) where another program
        has the exam file: then nothing was removed.
        """


@dataclass(frozen=True, slots=True)
class Term:
    """``last``: day of the last oral, ``None`` without any; ``until``: first day on which the session may
    go, ``None`` for at once.
    """

    last: date | None
    until: date | None
    over: bool


@dataclass(frozen=True, slots=True)
class PurgeOrder:
    """``by``: who orders it; ``forced``: before the term, ``reason`` says why."""

    by: str
    reason: str
    forced: bool


@dataclass(frozen=True, slots=True)
class Removal:
    """One file; ``problem``: why it could not be removed, or "". ``done``: it has been tried."""

    name: str
    size: int
    problem: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stays. ``orals``: how many of each kind; ``heads``: last hash of each journal, hex, in the order
    of the orals' numbers; ``identity``: of the file, by which a stray copy is known; ``complete``: every
    file was removed.
    """

    made: Reading
    file_name: str
    file_kind: FileKind
    year: int
    centre: str
    commission: str
    term: Term
    order: PurgeOrder
    orals: tuple[tuple[str, int], ...]
    heads: tuple[tuple[int, str], ...]
    identity: bytes
    removals: tuple[Removal, ...] = ()

    @property
    def complete(self) -> bool:
        return bool(self.removals) and all(each.done and not each.problem for each in self.removals)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all the journals' last hashes, one after the other."""
        return hashlib.sha256(b"".join(bytes.fromhex(head) for _, head in self.heads)).hexdigest()


@dataclass(frozen=True, slots=True)
class PurgeTools:
    """``receipt``: PDF and JSON of a receipt; ``write``: a file, whole or not at all; ``months``: how long
    a session is kept after its last oral.
    """

    removal: ExamRemoval
    receipt: Callable[[Receipt], tuple[bytes, bytes]]
    write: Callable[[Path, bytes], None]
    months: int


def term_of(office: Office, months: int) -> Term:
    """Raises ``FileProblem``."""
    days = office.file.index.days()
    if not days:
        return Term(None, None, over=True)
    last = max(day for day, _ in days)
    until = _months_later(last, months)
    return Term(last, until, over=formats.local(office.now().utc).date() >= until)


def prepare_purge(office: Office, order: PurgeOrder, months: int) -> Receipt:
    """The receipt to be, without its files. Raises ``PurgeRefused``, ``FileProblem``."""
    term = term_of(office, months)
    summaries = office.file.index.all()
    _check(office, order, term, summaries)
    counted = Counter(map(_category, summaries))
    session = office.session
    return Receipt(
        made=office.now(),
        file_name=office.file.path.name,
        file_kind=session.kind,
        year=session.year,
        centre=session.centre,
        commission=session.commission,
        term=term,
        order=replace(order, by=order.by.strip(), reason=order.reason.strip()),
        orals=tuple(sorted(counted.items())),
        heads=tuple((each, office.file.index.head(each).hex()) for each in sorted(s.oral for s in summaries)),
        identity=office.file.proofs.origin(),
    )


def _check(office: Office, order: PurgeOrder, term: Term, summaries: Sequence[OralSummary]) -> None:
    if office.read_only:
        raise PurgeRefused(messages.read_only(office.read_only))
    if obstacle := under_way_words(summaries):
        raise PurgeRefused(obstacle)
    if not term.over and not order.forced:
        raise PurgeRefused(term_words(term))
    if not order.by.strip():
        raise PurgeRefused("Indiquez qui demande la purge.")
    if not order.reason.strip():
        raise PurgeRefused("Indiquez le motif de la purge.")
    texts = (("Nom de qui demande la purge", order.by, NAME_LIMIT), ("Motif", order.reason, TEXT_LIMIT))
    for what, text, limit in texts:
        told = messages.unfit(text, limit)
        if told:
            raise PurgeRefused(f"{what}\u202f: {told}")


def under_way_words(summaries: Sequence[OralSummary]) -> str:
    """Why a file can't be purged whose candidates are being examined; "" where none is."""
    if not any(each.stage.facts.under_way for each in summaries):
        return ""
    return "Une interrogation est en cours dans ce fichier\u202f: terminez-la d’abord."


def term_words(term: Term) -> str:
    """« Le terme est atteint… » or when it will be."""
    if term.last is None or term.until is None:
        return "Ce fichier ne contient aucune interrogation\u202f: il peut être purgé."
    last, until = formats.long_day(term.last).lower(), formats.long_day(term.until).lower()
    if term.over:
        return (
            f"Dernière interrogation\u202f: {last}. Le terme de conservation est atteint depuis le {until}."
        )
    return f"Dernière interrogation\u202f: {last}. La session se purge à partir du {until}."


def other_names(targets: Sequence[Path]) -> dict[Path, str]:
    """What is to be said of files that have a name, a hard link, which is none of ``targets``."""
    found = {each: each.stat() for each in targets if each.exists()}
    listed = Counter((status.st_dev, status.st_ino) for status in found.values())
    return {
        each: "ce fichier a encore un autre nom sur ce disque (lien)\u202f: ses données y restent"
        for each, status in found.items()
        if status.st_nlink > listed[status.st_dev, status.st_ino]
    }


def carry_out(
    receipt: Receipt, path: Path, targets: Sequence[Path], folder: Path, tools: PurgeTools
) -> tuple[Receipt, Path]:
    """Write the receipt, remove ``targets``, and nothing else, write the receipt again with what became of
    each; the receipt and its PDF. The exam file must be closed.

    Raises ``FileProblem``, or ``PurgeRefused`` where the receipt would go with what is removed: then nothing
    was removed.
    """
    targets = tuple(each for each in targets if each.exists())
    at = formats.local(receipt.made.utc)
    stem = safe_name(f"reçu-de-purge_{Path(receipt.file_name).stem}_{at:%Y-%m-%d-%H%M}")
    pdf, data = folder / f"{stem}.pdf", folder / f"{stem}.json"
    place = os.path.realpath(folder)
    if any(place == os.path.realpath(each) for each in targets):
        raise PurgeRefused("Choisissez un autre dossier pour le reçu.")
    for each in (pdf, data):
        if each.exists():
            raise FileProblem(ProblemKind.EXISTS, each)
    planned = replace(receipt, removals=tuple(Removal(each.name, each.stat().st_size) for each in targets))
    _write(planned, pdf, data, tools)
    left = other_names(targets)
    failed = {each.path: messages.problem(each).title for each in tools.removal.remove(path, targets)}
    done = tuple(
        replace(removal, done=True, problem=failed.get(each) or left.get(each, ""))
        for each, removal in zip(targets, planned.removals, strict=True)
    )
    made = replace(planned, removals=done)
    _write(made, pdf, data, tools)
    return made, pdf


def _write(receipt: Receipt, pdf: Path, data: Path, tools: PurgeTools) -> None:
    for path, content in zip((pdf, data), tools.receipt(receipt), strict=True):
        tools.write(path, content)


def _category(summary: OralSummary) -> str:
    if not summary.status.worth.held or summary.stage is Stage.FINALISED:
        return summary.status.worth.label
    return "Non tenue" if summary.stage.facts.waiting else "Tenue, proposition non validée"


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


_PRINTED = 400
"""Journals named on paper; the JSON has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptView(PrintedView):
    statement: str
    parts: tuple[Labelled, ...]
    diploma: str = "Fichier d’examen"
    exam: str = "Purge"
    candidate: str = ""
    heading: str = "Reçu de purge"
    state: str = "reçu"
    footnotes: tuple[str, ...] = ("Ce reçu ne contient aucune donnée sur les candidats.",)

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.details}"


def receipt_view(receipt: Receipt) -> ReceiptView:
    at = formats.local(receipt.made.utc)
    return ReceiptView(
        watermark=receipt.file_kind.facts.watermark,
        session=f"Session {receipt.year}",
        centre=receipt.centre,
        place=f"Commission {receipt.commission}",
        details=plainly(receipt.file_name),
        sitting_lines=(f"{formats.long_day(at.date())} à {formats.clock(at)}",),
        statement=_statement(receipt),
        parts=tuple(part for part in _parts(receipt) if part.text),
        form=f"empreinte {receipt.digest[:16]}",
    )


def _statement(receipt: Receipt) -> str:
    if not any(each.done for each in receipt.removals):
        return "PURGE COMMENCÉE — SUPPRESSION PAS ENCORE CONSTATÉE"
    return "SESSION PURGÉE" if receipt.complete else "PURGE INCOMPLÈTE"


def _parts(receipt: Receipt) -> tuple[Labelled, ...]:
    order = receipt.order
    forced = " (avant le terme, sur décision expresse)" if order.forced and not receipt.term.over else ""
    counts = "\n".join(f"{label}\u202f: {count}" for label, count in receipt.orals) or "Aucune interrogation."
    shown = receipt.heads[:_PRINTED]
    more = len(receipt.heads) - len(shown)
    heads = " · ".join(f"{oral}\u202f: {head[:16]}" for oral, head in shown)
    rest = f"\nEt {more} autres, dans le fichier JSON." if more else ""
    return (
        Labelled("Terme", term_words(receipt.term)),
        Labelled("Demandée par", f"{order.by}{forced}"),
        Labelled("Motif", order.reason),
        Labelled("Interrogations que contenait le fichier", counts),
        Labelled("Fichiers", "\n".join(map(_removal, receipt.removals))),
        Labelled("Identité du fichier, commune à toutes ses copies", receipt.identity.hex()),
        Labelled(
            "Fin de chaque journal (début de l’empreinte, par numéro d’interrogation)", f"{heads}{rest}"
        ),
        Labelled("Empreinte de l’ensemble (SHA-256)", receipt.digest),
        Labelled(
            "Ce que la purge ne fait pas",
            "Les fichiers sont supprimés, pas réécrits\u202f: sur une clé USB ou un disque SSD, un outil"
            " spécialisé peut encore en retrouver des traces. Les copies, exports et impressions placés"
            " ailleurs que dans les dossiers indiqués ne sont pas connus du programme.",
        ),
    )


def _removal(removal: Removal) -> str:
    name, size = plainly(removal.name), f"{removal.size} octets"
    if not removal.done:
        return f"{name}, {size}\u202f: à supprimer"
    return f"{name}, {size}\u202f: {removal.problem or 'supprimé'}"
