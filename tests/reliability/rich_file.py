"""A file that holds something of everything, and all that it tells."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Document, ExamFile, KeptAuthority, KeptIdentity
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, TextField
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.storage import SqliteExamFiles
from tests.fakes import FakeClock, FakeLibrary
from tests.forms_for_tests import COMPLIANT, JURORS, make_form, make_plan, make_session

ORALS = (1, 2, 3)


def fresh_desk() -> Desk:
    return Desk(SqliteExamFiles(), FakeLibrary(make_form()), FakeClock())


def make_rich_file(path: Path, key: FileKey | None) -> None:
    """Two orals settled, one of them signed; one under way."""
    desk = fresh_desk()
    office = create_file(desk, path, make_session(), key)
    for number in ORALS:
        office.plan(make_plan(f"000{number}", f"Fictif{number}", "Élodie"), "essai")
    for number in (1, 2):
        _conduct(office, desk, number)
    proofs = office.file.proofs
    proofs.keep_authority(KeptAuthority(b"certificat" * 20, b"cle" * 20))
    proofs.keep_identity(KeptIdentity("a", b"certificat" * 20, b"pkcs12" * 40))
    signed = ev.GridSigned(Signature(JURORS[0].key, Means.INTERNAL, "ab" * 32, "cd" * 32))
    office.act(1, signed, documents=(Document(1, 1, 1, b"%PDF-1.7 " + b"x" * 9000),))
    office.act(3, do.Open(JURORS))
    office.act(3, do.Start())
    office.file.heart.beat(office.now())
    office.close()


def _conduct(office: Office, desk: Desk, number: int) -> None:
    assert isinstance(desk.clock, FakeClock)
    office.act(number, do.Open(JURORS))
    office.act(number, COMPLIANT)
    office.act(number, do.Start())
    for criterion in (1, 2, 3):
        desk.clock.advance(Duration.seconds(30))
        office.act(number, do.AddRemark(office.now(), RemarkText("preuve " * 20)))
        office.act(number, ev.Rated(criterion, "S"))
    office.act(number, ev.Ended())
    office.act(number, ev.MarkProposed(Decimal("12.5")))
    office.act(number, ev.TextWritten(TextField.APPRECIATION, "Argumenté. " * 30))
    office.act(number, ev.Finalised())


def everything(file: ExamFile) -> dict[str, object]:
    """All that an exam file tells. Raises ``FileProblem``."""
    index = file.index
    days = index.days()
    return {
        "session": (file.session(), file.session_length()),
        "forms": dict(file.forms()),
        "orals": [(file.entries(oral), file.index.head(oral), index.summary(oral)) for oral in ORALS],
        "days": (days, [index.on_day(day) for day, _ in days]),
        "found": index.search("fictif", 10),
        "all": index.all(),
        "under way": index.under_way(),
        "beat": file.heart.last_beat(),
        "document": file.proofs.document(1, 1),
        "authority": file.proofs.authority(),
        "identity": file.proofs.identity("a"),
    }
