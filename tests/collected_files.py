"""What the commission 2 of ``tests.centres`` may bring back: exam files and grids, really made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from btstc_jury.application.centre.collecting import ExamCopy, Given, Item
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.signing import SigningWish, begin, carry_out, record
from btstc_jury.application.verification import VerificationReport
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Countersignature, Fraud
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.exchange.evaluation_json import decode_evaluation
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.centre.receiving import is_left_open, open_copy
from btstc_jury.system import deposits
from tests.each_status import COMPLIANT, FRAUD, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS, make_session
from tests.signed_file import READ, TOOLS, evaluate

IMBERT, JOLY, KERN, LOPEZ = range(1, 5)
"""Numbers of the orals."""
_NUMBERS = ("0213456007", "0213456008", "0213456009", "0213456010")
_NAMES = (("IMBERT", "Jules"), ("JOLY", "Pauline"), ("KERN", "Odile"), ("LOPEZ", "Mathis"))
SESSION = replace(make_session(FileKind.EXAM), year=2027, centre="Lycée Fictif", commission="2", room="B14")


def desk(clock: FakeClock | None = None) -> Desk:
    return Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock or FakeClock())


class TestTools:
    """See ``application.centre.collecting.CollectingTools``: in this process, each grid verified once."""

    __test__ = False

    def __init__(self, beside: Path) -> None:
        self._beside = beside
        self.verified: list[bytes] = []

    def items(self, paths: Sequence[Path]) -> tuple[Item, ...]:
        return deposits.items(paths)

    def read(self, item: Item) -> Given:
        return deposits.read(item, is_left_open)

    def opened(self, content: bytes, keys: Iterable[FileKey]) -> AbstractContextManager[ExamCopy]:
        return open_copy(content, self._beside, keys, READ, lambda *_: ())

    def verify(self, content: bytes, trust: Sequence[bytes]) -> VerificationReport:
        self.verified.append(content)
        return _verified(content, tuple(trust))


@cache
def _verified(content: bytes, trust: tuple[bytes, ...]) -> VerificationReport:
    return verify_pdf(content, trust, read_data=decode_evaluation)


class _Commission:
    """One copy of the file at work."""

    def __init__(self, path: Path, clock: FakeClock) -> None:
        self.path = path
        self.office, _ = open_file(desk(clock), path)
        self.orals = Orals(self.office, clock)

    def hold(self, oral: int) -> None:
        self.orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
        self.orals.conduct(oral)

    def settle(self, oral: int, mark: str) -> None:
        for criterion in self.office.oral(oral).form.criteria:
            self.orals.act(oral, ev.Rated(criterion.number, "S"))
        self.orals.act(oral, ev.MarkProposed(Decimal(mark)))
        self.orals.act(oral, ev.TextWritten(TextField.APPRECIATION, "Propre et net."), ev.Finalised())

    def sign(self, oral: int, signatures: int = 3) -> bytes:
        """The document as the last of them left it."""
        for juror in self.office.oral(oral).jurors[:signatures]:
            if not any(each.juror == juror.key for each in self.office.session.pins):
                choose_pin(self.office, juror.key, f"code {juror.key}")
            if self.office.oral(oral).proof.has_signed(juror.key):
                continue
            wish = SigningWish(juror.key, Means.INTERNAL, secret=f"code {juror.key}")
            record(self.office, carry_out(begin(self.office, oral, wish, evaluate), TOOLS))
        kept = self.office.file.proofs.document(oral, self.office.oral(oral).version)
        assert kept is not None
        return kept.content

    def closed(self) -> bytes:
        self.office.close()
        return self.path.read_bytes()


@dataclass(frozen=True)
class Brought:
    """``morning``: IMBERT settled and JOLY in deliberation; ``unsigned``: JOLY settled and signed by two of
    three, KERN withheld, LOPEZ absent; ``evening``: JOLY signed by all; ``parted``: after the morning, JOLY
    settled otherwise on another machine; grids of JOLY. IMBERT is signed on paper.
    """

    morning: bytes
    unsigned: bytes
    evening: bytes
    parted: bytes
    joly: bytes
    joly_of_two: bytes
    joly_parted: bytes


@cache
def brought() -> Brought:
    folder, clock = Path(mkdtemp()), FakeClock()
    first = _begun(folder / "commission-2.btsjury", clock)
    first.hold(IMBERT)
    first.settle(IMBERT, "14.5")
    for juror in JURORS:
        first.orals.act(IMBERT, ev.GridSigned(Signature(juror.key, Means.PAPER)))
    first.hold(JOLY)
    morning = first.closed()
    other = folder / "autre poste.btsjury"
    other.write_bytes(morning)
    evening = _Commission(first.path, clock)
    evening.settle(JOLY, "13.5")
    two = evening.sign(JOLY, 2)
    evening.orals.act(LOPEZ, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
    evening.hold(KERN)
    report = Fraud(FRAUD.facts, FRAUD.witnesses, Countersignature.REFUSED, "dit avoir lu l’heure")
    evening.orals.act(KERN, ev.FraudReported(report))
    evening.settle(KERN, "9")
    unsigned = evening.closed()
    evening = _Commission(first.path, clock)
    three = evening.sign(JOLY)
    whole = evening.closed()
    clock.advance(Duration.minutes(5))
    parted = _Commission(other, clock)
    parted.settle(JOLY, "11")
    joly_parted = parted.sign(JOLY, 1)
    return Brought(morning, unsigned, whole, parted.closed(), three, two, joly_parted)


def forged(folder: Path) -> tuple[Path, Path]:
    """A file in which JOLY is settled and only IMBERT signed, and JOLY's grid signed in everybody's name by
    the authority of a copy.
    """
    clock, copy = FakeClock(), folder / "copie.btsjury"
    ours = _begun(folder / "commission-2.btsjury", clock)
    ours.hold(JOLY)
    ours.settle(JOLY, "13.5")
    copy.write_bytes(ours.closed())
    theirs = _Commission(copy, clock)
    grid = folder / "joly.pdf"
    grid.write_bytes(theirs.sign(JOLY))
    theirs.closed()
    ours = _Commission(ours.path, clock)
    ours.hold(IMBERT)
    ours.settle(IMBERT, "14")
    ours.sign(IMBERT)
    ours.closed()
    return ours.path, grid


def _begun(path: Path, clock: FakeClock) -> _Commission:
    office = create_file(desk(clock), path, SESSION)
    for number, (last, first) in zip(_NUMBERS, _NAMES, strict=True):
        plan_one(office, number, last, first)
    office.close()
    return _Commission(path, clock)


def plan_one(office: Office, number: str, last: str, first: str = "Anaïs", form: str = "e4-ponctuel") -> int:
    plan = Plan(Candidate(number, last, first), datetime(2027, 5, 18, 9, 0))  # noqa: DTZ001 - wall time
    return office.plan(plan, form)[0]


def a_file(
    path: Path,
    session: ExamSession = SESSION,
    numbers: Sequence[str] = _NUMBERS[:1],
    key: FileKey | None = None,
    change: Callable[[Office], object] = lambda _office: None,
) -> Path:
    """Planned orals, closed."""
    office = create_file(desk(), path, session, key)
    for number in numbers:
        plan_one(office, number, "IMBERT", "Jules")
    change(office)
    office.close()
    return path


def begin_oral(office: Office) -> None:
    """The first one runs."""
    orals = Orals(office, FakeClock())
    orals.act(1, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT), do.Open(JURORS), do.Start())
