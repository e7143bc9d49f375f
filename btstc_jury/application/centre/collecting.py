"""Taking in what comes back: exam files and signed grids, each whole or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol

from btstc_jury.application.centre.facts import facts_of, facts_told
from btstc_jury.application.centre.heard import (
    NOTHING_GLEANED,
    Gleaned,
    HeardKey,
    gleaned,
    heard_in,
    heard_told,
)
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.ports import ChangedMeanwhile
from btstc_jury.application.centre.receipts import Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.application.finding import held_of
from btstc_jury.application.findings import Examined, finding_line
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.ports import ExamFile
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.verification import Verdict, VerificationReport
from btstc_jury.application.views import formats
from btstc_jury.domain.centre.candidates import number_key
from btstc_jury.domain.centre.collected import Version
from btstc_jury.domain.session import FileKind


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be read. ``name``: as it is told; ``path``: where it lies, or the ZIP that holds it;
    ``member``: in that; ``searched``: found in a folder or a ZIP, where other things may lie; ``fault``: why
    it isn't read at all, a French sentence.
    """

    name: str
    path: Path
    member: str = ""
    searched: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """An item read: its kind and bytes, or why there are none. ``detail``: a French sentence."""

    kind: ReceiptKind | None = None
    content: bytes = field(default=b"", repr=False)
    outcome: Outcome = Outcome.NOT_OURS
    detail: str = ""


class ExamCopy(NamedTuple):
    """A private copy of an exam file, open to be read. ``left_open``: it was copied while it was written."""

    file: ExamFile
    examined: Examined
    left_open: bool


class CollectingTools(Protocol):
    def items(self, paths: Sequence[Path]) -> tuple[Item, ...]:
        """Files as they are, folders and ZIPs searched through."""

    def read(self, item: Item) -> Given: ...

    def opened(self, content: bytes, keys: Iterable[FileKey]) -> AbstractContextManager[ExamCopy]:
        """``keys``: tried one after the other where it is encrypted. Raises ``FileProblem``."""

    def verify(self, content: bytes, trust: Sequence[bytes]) -> VerificationReport: ...


def _nobody(_name: str, _again: bool) -> FileKey | None:  # noqa: FBT001 - as it is asked
    return None


def _on(_done: int, _all: int, _name: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Wanted:
    """``keys``: given beforehand; ``ask``: for the key of an encrypted file, its name and whether one was
    wrong; ``None`` leaves the file. ``trust``: certificates of authorities believed, beside those of the
    files known; ``progress``: items done, of how many, the name of the next; ``False`` gives up.
    """

    keys: Sequence[FileKey] = ()
    ask: Callable[[str, bool], FileKey | None] = _nobody
    trust: Sequence[bytes] = ()
    progress: Callable[[int, int, str], bool] = _on


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one item. ``details``: French sentences; ``orals``: how many it told of, ``waiting``: of
    these, not begun; ``new``, ``later``, ``same``: beside what was known of them.
    """

    name: str
    outcome: Outcome
    kind: ReceiptKind | None = None
    sha256: str = ""
    details: tuple[str, ...] = ()
    orals: int = 0
    new: int = 0
    later: int = 0
    same: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Collecting:
    """``passed``: names of other things that lay in the folders searched; ``given_up``: how many items
    nobody looked at.
    """

    told: tuple[Told, ...]
    passed: tuple[str, ...] = ()
    given_up: int = 0


def collect(
    office: CentreOffice, paths: Sequence[Path], tools: CollectingTools, wanted: Wanted | None = None
) -> Collecting:
    """Exam files before grids, which they vouch for. Raises ``FileProblem`` of the centre's own file,
    ``ReadOnlyFile``: what was told before is kept.
    """
    wanted = wanted or Wanted()
    taking = _Taking(office, tools, wanted)
    items = sorted(tools.items(paths), key=lambda each: each.name.casefold().endswith(".pdf"))
    told: list[Told] = []
    passed: list[str] = []
    for number, item in enumerate(items):
        if not wanted.progress(number, len(items), item.name):
            return Collecting(tuple(told), tuple(passed), len(items) - number)
        try:
            found = taking.take(item)
        except ChangedMeanwhile:
            # Another workstation received it too, or something of its journal: now it is known.
            found = taking.take(item)
        if item.searched and found.outcome in {Outcome.NOT_OURS, Outcome.NO_GRID}:
            passed.append(item.name)
        else:
            told.append(found)
    wanted.progress(len(items), len(items), "")
    return Collecting(tuple(told), tuple(passed))


class _Found(NamedTuple):
    """What a file came to. ``authority``: certificate of its own, of an exam file."""

    told: Told
    versions: Sequence[Version] = ()
    authority: bytes = b""
    gleaned: Gleaned = NOTHING_GLEANED


class _Refused(Exception):
    def __init__(self, outcome: Outcome, *details: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.details = details


_OF_PROBLEM = {
    ProblemKind.FOREIGN: Outcome.NOT_OURS,
    ProblemKind.DAMAGED: Outcome.DAMAGED,
    ProblemKind.APART: Outcome.DAMAGED,
    ProblemKind.NEWER: Outcome.NEWER,
    ProblemKind.LOCKED: Outcome.LOCKED,
    ProblemKind.WRONG_KEY: Outcome.WRONG_KEY,
    ProblemKind.NO_CIPHER: Outcome.NO_CIPHER,
    ProblemKind.UNFINISHED: Outcome.OPEN,
}


class _Taking:
    def __init__(self, office: CentreOffice, tools: CollectingTools, wanted: Wanted) -> None:
        self._office = office
        self._store = office.file.collection
        self._tools = tools
        self._wanted = wanted
        self._numbers = {number_key(each.candidate.exam_number) for each in office.candidates} - {""}

    def take(self, item: Item) -> Told:
        given = self._tools.read(item)
        if given.kind is None:
            return Told(item.name, given.outcome, details=(given.detail,) if given.detail else ())
        sha256 = hashlib.sha256(given.content).hexdigest()
        known = next((each for each in self._store.receipts() if each.sha256 == sha256), None)
        if known is not None and known.outcome.facts.read:
            return _again(item.name, known, self._versions_of(sha256))
        told = Told(item.name, Outcome.TAKEN, given.kind, sha256)
        try:
            read = self._exam_file if given.kind is ReceiptKind.EXAM_FILE else self._grid
            found = read(told, given.content)
        except _Refused as refused:
            found = _Found(replace(told, outcome=refused.outcome, details=refused.details))
        told = found.told
        if told.outcome.facts.kept and (known is None or known.outcome is not told.outcome):
            self._keep(found, given.kind, given.content)
        if found.authority:
            told = replace(told, details=(*told.details, *self._tried_again(found.versions)))
        return told

    def _keep(self, found: _Found, kind: ReceiptKind, content: bytes) -> None:
        told = found.told
        act = self._office.act(f"Dépôt\u202f: {told.name}, {told.outcome.facts.label}")
        detail, size = "\n".join(told.details), len(content)
        receipt = Receipt(told.sha256, told.name, kind, told.outcome, detail, act.utc, size, found.authority)
        self._store.keep(Deposit(act, receipt, content, found.versions, gleaned=found.gleaned))

    def _tried_again(self, versions: Sequence[Version]) -> Iterator[str]:
        """Grids that came before the file of their journal, whose authority is known now."""
        heads = {each for version in versions for each in version.hashes}
        names = {each.sha256: each.name for each in self._store.receipts()}
        for grid in [each for each in self._store.versions() if each.of_grid and each.head in heads]:
            content = self._store.content(grid.receipt) or b""
            told = Told(names[grid.receipt], Outcome.TAKEN, ReceiptKind.GRID, grid.receipt)
            try:
                self._grid(told, content)
            except _Refused as refused:
                told = replace(told, outcome=refused.outcome, details=refused.details)
                self._keep(_Found(told), ReceiptKind.GRID, content)
                why = " ".join([f"{told.outcome.facts.label}.", *told.details])
                yield f"{told.name} ne compte plus\u202f: {why}"

    def _versions_of(self, sha256: str) -> int:
        return sum(each.receipt == sha256 for each in self._store.versions())

    def _exam_file(self, told: Told, content: bytes) -> _Found:
        try:
            with self._tools.opened(content, self._keys(told.name)) as copy:
                office = Office(copy.file, self._office.library, self._office.clock)
                self._check_file(office, copy.file.index.all())
                return self._of_file(told, office, copy)
        except FileProblem as problem:
            outcome = _OF_PROBLEM.get(problem.kind)
            if outcome is None:
                raise
            detail = f"{problem.detail[:1].upper()}{problem.detail[1:]}." if problem.detail else ""
            raise _Refused(outcome, *filter(None, (detail,))) from problem

    def _keys(self, name: str) -> Iterator[FileKey]:
        """First those of files that were sent, the one of this name before."""
        kept = sorted(self._store.sent(), key=lambda each: not name.endswith(each.name))
        yield from (passphrase_key(each.passphrase) for each in kept if each.passphrase)
        yield from self._wanted.keys
        again = False
        while (key := self._wanted.ask(name, again)) is not None:
            yield key
            again = True

    def _check_file(self, office: Office, lines: Sequence[OralSummary]) -> None:
        session, centre = office.session, self._office.centre
        _check_kind(session.kind)
        _check_year(session.year, centre.year)
        origin = office.file.proofs.origin().hex()
        if any(each.file == origin for each in self._store.sent()):
            return
        if not any(number_key(each.number) in self._numbers for each in lines):
            place = f"{session.centre}, commission {session.commission}"
            count = formats.count(len(lines), "candidat")
            raise _Refused(Outcome.FOREIGN, f"C’est le fichier de {place} ({count}).")

    def _of_file(self, told: Told, office: Office, copy: ExamCopy) -> _Found:
        proofs, lines = office.file.proofs, office.file.index.all()
        broken = {each.oral for each in copy.examined.findings if each.oral is not None}
        broken |= {each.oral for each in lines if each.damaged}
        sound = [each for each in lines if each.oral not in broken]
        origin = proofs.origin().hex()
        versions = []
        for each in sound:
            hashes = proofs.hashes(each.oral)
            facts = facts_of(office, each.oral)
            passages = held_of(office.oral(each.oral)).passages
            versions.append(Version(told.sha256, origin, each.oral, len(hashes), hashes, facts, passages))
        authority = proofs.authority()
        details = [*self._strangers(versions), *_unfinished(sound, left_open=copy.left_open)]
        if copy.examined.findings:
            details = [*_damages(copy.examined, len(sound), len(broken)), *details]
            told = replace(told, outcome=Outcome.DAMAGED)
        told = replace(self._beside(told, versions), details=tuple(details))
        heard = gleaned(heard_in(office, HeardKey(told.sha256, origin, each.oral)) for each in sound)
        return _Found(told, versions, b"" if authority is None else authority.certificate, heard)

    def _strangers(self, versions: Iterable[Version]) -> Iterator[str]:
        numbers = (each.facts.candidate.number for each in versions)
        unknown = [each for each in numbers if number_key(each) not in self._numbers]
        if unknown:
            count = formats.count(
                len(unknown), "interrogation de candidat inconnu", "interrogations de candidats inconnus"
            )
            yield f"{count} de la liste du centre\u202f: n° {', '.join(unknown[:_MOST])}."

    def _beside(self, told: Told, versions: Sequence[Version]) -> Told:
        before: dict[object, list[Version]] = {}
        for each in self._store.versions():
            before.setdefault(each.name if each.of_grid else each.key, []).append(each)
        count: Counter[str] = Counter()
        for each in versions:
            known = before.get(each.name if each.of_grid else each.key, [])
            same = any(other.continues(each) for other in known)
            count["same" if same else "later" if known else "new"] += 1
        waiting = sum(each.facts.stage.facts.waiting for each in versions)
        beside = replace(told, new=count["new"], later=count["later"], same=count["same"])
        return replace(beside, orals=len(versions), waiting=waiting)

    def _grid(self, told: Told, content: bytes) -> _Found:
        report = self._verified(content)
        data = report.evaluation
        if not report.verdict.sound or data is None:
            raise _Refused(_outcome(report), *_faults(report))
        _check_kind(data.kind)
        _check_year(data.session.year, self._office.centre.year)
        try:
            head = bytes.fromhex(data.journal.head)
        except ValueError:
            head = b""
        if len(head) != _HASH or data.journal.entries < 1:
            raise _Refused(Outcome.INVALID, "L’empreinte du journal n’en est pas une.")
        if number_key(data.candidate.number) not in self._numbers and not self._knows(head):
            who = f"{data.grid.candidate}, n° {data.candidate.number}"
            raise _Refused(Outcome.FOREIGN, f"C’est la grille de {who} ({data.session.centre}).")
        facts = facts_told(data, report, told.name)
        version = Version(told.sha256, "", 0, data.journal.entries, (head,), facts, facts.texts)
        told = replace(self._beside(told, [version]), details=tuple(_signed_words(report)))
        heard = heard_told(data, told.sha256)
        return _Found(told, [version], gleaned=gleaned([None if heard is None else (heard, None)]))

    def _knows(self, head: bytes) -> bool:
        return any(head in each.hashes for each in self._store.versions())

    def _verified(self, content: bytes) -> VerificationReport:
        """By the authorities known; signed by none of them, it is intact, and nobody vouches for names."""
        known = {each.authority for each in self._store.receipts()} - {b""}
        trust = [*self._wanted.trust, *sorted(known)]
        report = self._tools.verify(content, trust)
        if trust and report.verdict is Verdict.INVALID:
            alone = self._tools.verify(content, ())
            return alone if alone.verdict.sound and not self._contradicts(alone) else report
        return report

    def _contradicts(self, report: VerificationReport) -> bool:
        """Whether an authority inside a file signed it, but none of those inside the files of its journal:
        anybody may make one, of the same name.
        """
        if report.evaluation is None or not any(each.internal for each in report.signatures):
            return False
        head = report.evaluation.journal.head
        files = {
            each.receipt
            for each in self._store.versions()
            if not each.of_grid and head in {row.hex() for row in each.hashes}
        }
        return any(each.authority for each in self._store.receipts() if each.sha256 in files)


_HASH = 32
_MOST = 5


def _outcome(report: VerificationReport) -> Outcome:
    """Of what isn't sound."""
    match report.verdict:
        case Verdict.NO_GRID | Verdict.FOREIGN:
            return Outcome.NO_GRID
        case Verdict.INVALID:
            # A PDF that nobody signed is any PDF.
            return Outcome.INVALID if report.signatures else Outcome.NO_GRID
        case Verdict.UNREADABLE:
            return Outcome.UNREADABLE
        case Verdict.UNCHECKED | Verdict.VALID | Verdict.UNVOUCHED | Verdict.INCOMPLETE:
            return Outcome.UNCHECKED


def _check_kind(kind: FileKind) -> None:
    if kind.facts.opinion:
        raise _Refused(Outcome.OPINION)
    if kind is not FileKind.EXAM:
        raise _Refused(Outcome.NO_EXAM, f"{kind.facts.strip}.")


def _check_year(year: int, expected: int) -> None:
    if year != expected:
        raise _Refused(Outcome.OTHER_SESSION, f"Session {year}, ce centre tient la session {expected}.")


def _again(name: str, known: Receipt, orals: int) -> Told:
    details = [f"Reçu sous le nom «\u202f{known.name}\u202f»."] if known.name != name else []
    if known.outcome is not Outcome.TAKEN:
        details.append(f"{known.outcome.facts.label.capitalize()}, comme la première fois.")
    return Told(name, Outcome.SAME, known.kind, known.sha256, tuple(details), orals, same=orals)


_REPLACED = "\u202f: un dépôt plus complet les remplacera."


def _unfinished(lines: Sequence[OralSummary], *, left_open: bool) -> Iterator[str]:
    running = sum(each.stage.facts.under_way for each in lines)
    if running:
        yield f"{formats.count(running, 'interrogation')} en cours\u202f: la commission n’avait pas fini."
    waiting = sum(each.stage.facts.waiting for each in lines)
    if waiting:
        words = formats.count(waiting, "interrogation pas encore tenue", "interrogations pas encore tenues")
        yield f"{words}{_REPLACED}"
    over = sum(each.stage.facts.over and not each.stage.facts.settled for each in lines)
    if over:
        words = formats.count(over, "interrogation pas encore validée", "interrogations pas encore validées")
        yield f"{words}{_REPLACED}"
    if left_open:
        yield "Copié pendant qu’il était ouvert\u202f: redemandez-le une fois fermé."


def _damages(examined: Examined, sound: int, broken: int) -> Iterator[str]:
    taken = formats.count(sound, "interrogation saine prise", "interrogations saines prises")
    yield f"{taken}, {broken} à redemander."
    for each in examined.findings[:_MOST]:
        line = finding_line(each)
        yield f"{line[:1].upper()}{line[1:]}."
    if len(examined.findings) > _MOST:
        yield f"… et {len(examined.findings) - _MOST} autres défauts\u202f: btstc-jury check les dit tous."


def _faults(report: VerificationReport) -> Iterator[str]:
    yield from report.problems
    for each in report.signatures:
        yield from (f"{each.name or each.place}\u202f: {fault}" for fault in each.faults)
    if report.accord is not None:
        yield from report.accord.details


def _signed_words(report: VerificationReport) -> Iterator[str]:
    authorities = {each.trusted_by: each.trusted_for for each in report.signatures if each.trusted_by}
    for name, of in authorities.items():
        yield f"Noms garantis par {' · '.join(filter(None, (name, of)))}."
    unknown = sorted({each.issuer for each in report.signatures if not each.trusted_by})
    if unknown:
        yield (
            f"Signatures intactes, noms non garantis ({', '.join(unknown)})\u202f: donnez le fichier de la"
            " commission, ou le certificat de l’autorité."
        )
    if report.on_paper:
        yield f"Sans signature dans ce fichier\u202f: {', '.join(map(str.lower, report.missing))}."
