"""What the interface needs from the outside, handed over once by the one place that wires it.

What is behind is imported at its first use, so that the window paints before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    # At run time these would bring the whole oral in before the first window is painted.
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from btstc_jury.application.agreement import Agreement
    from btstc_jury.application.backups import BackupStore
    from btstc_jury.application.binding import Carried
    from btstc_jury.application.cases import Cases
    from btstc_jury.application.centre.collecting import CollectingTools
    from btstc_jury.application.centre.office import CentreDesk, CentreOffice
    from btstc_jury.application.centre.outputs import GridsMade, Naming, Sources
    from btstc_jury.application.centre.outputs import Progress as GoesOn
    from btstc_jury.application.centre.placing import Solver
    from btstc_jury.application.centre.printing import CentrePrinting, Progress
    from btstc_jury.application.centre.rows import RawList
    from btstc_jury.application.centre.sending import Handed, HandOut
    from btstc_jury.application.centre.server import ServerDoor
    from btstc_jury.application.centre.slips import Slip
    from btstc_jury.application.drills import Drills
    from btstc_jury.application.form_editing import FormWorkshop
    from btstc_jury.application.grid_export import Choice, GridExport
    from btstc_jury.application.help import Help
    from btstc_jury.application.jury_export import JuryExport, Made
    from btstc_jury.application.office import Office
    from btstc_jury.application.passphrases import FileKey
    from btstc_jury.application.ports import ExamFile
    from btstc_jury.application.power import Battery, KeepAwake
    from btstc_jury.application.purging import PurgeTools
    from btstc_jury.application.scenarios import ScenarioView
    from btstc_jury.application.sessions import Desk
    from btstc_jury.application.settings import SettingsStore
    from btstc_jury.application.settings_sharing import SharedSettings
    from btstc_jury.application.signing import SigningTools
    from btstc_jury.application.verification import Verified
    from btstc_jury.application.views.attendance import AttendanceView
    from btstc_jury.application.views.authority_page import AuthorityTold
    from btstc_jury.application.views.centre.harmony import HarmonyView
    from btstc_jury.application.views.centre.paper import CentreListView
    from btstc_jury.application.views.centre.sending import SealedPages
    from btstc_jury.application.views.grid import GridView
    from btstc_jury.application.views.juror_sheet import JurorSheets
    from btstc_jury.application.views.memento import MementoView
    from btstc_jury.application.views.paper import PageImage, SigningPlace
    from btstc_jury.application.views.passphrase import RecoverySheet
    from btstc_jury.application.views.person import PersonRecord
    from btstc_jury.application.views.rehearsal.paper import ObserverSheets, PreparationSheetView
    from btstc_jury.application.views.rehearsal.results import (
        ClassPaperView,
        FeedbackSheetView,
        ProgressPaperView,
    )
    from btstc_jury.application.views.reports import MarkStatementView, ReportView
    from btstc_jury.application.views.synthesis import SynthesisView

    Told: TypeAlias = Callable[[int, int], bool]
    RehearsalPrintable: TypeAlias = (
        PreparationSheetView | ObserverSheets | FeedbackSheetView | ProgressPaperView | ClassPaperView
    )
    Printable: TypeAlias = (
        GridView
        | ReportView
        | MarkStatementView
        | SynthesisView
        | RecoverySheet
        | JurorSheets
        | AttendanceView
        | ScenarioView
        | MementoView
        | RehearsalPrintable
    )


class Papers(Protocol):
    """Documents: made, shown, printed, signed, verified."""

    def pdf(self, view: Printable) -> bytes: ...

    def places(self, view: GridView) -> tuple[SigningPlace, ...]:
        """Where each member signs on that grid, in their order, then the centre's seal."""

    def pages(self, pdf: bytes, width: int) -> tuple[PageImage, ...]:
        """The pages of a PDF of ours, ``width`` pixels wide."""

    def foreign_pages(self, pdf: bytes, width: int) -> tuple[PageImage, ...]:
        """The pages of a PDF that anybody may have made; none where it can't be shown."""

    def read(self, pdf: bytes) -> Carried:
        """What a document kept in the exam file tells; in any thread."""

    def printer(self) -> QPrinter:
        """One for A4, to be chosen in the system's dialog."""

    def print_pdf(
        self, pdf: bytes, printer: QPrinter, beside: bytes | None = None, told: Told | None = None
    ) -> bool:
        """``beside``: a PDF that anybody may have made, which follows. ``told``: called between two pages
        with how many are done, of how many; whether they are still wanted. Returns whether it went to the
        end. Raises ``PrintProblem``.
        """

    def signing(self) -> SigningTools:
        """Imports what signing needs: not in the interface's thread."""

    def evaluation(self, office: Office, number: int, grid: GridView, *, with_remarks: bool) -> bytes:
        """The data that a signed grid carries."""

    def verify(self, path: Path, trust: Sequence[bytes]) -> Verified:
        """Verify a signed grid with the certificates that are trusted."""

    def certificate(self, path: Path) -> bytes:
        """A certificate to trust. Raises ``UnusableCertificate``."""

    def authorities(self, certificate: bytes) -> tuple[AuthorityTold, ...]:
        """Whom ``certificate`` gave."""


class Files(Protocol):
    """Exam files, and what is written or read beside them."""

    def desk(self) -> Desk: ...

    def workshop(self) -> FormWorkshop:
        """Where forms are written."""

    @property
    def settings(self) -> SharedSettings:
        """The file by which settings go to another machine."""

    def demonstration(self) -> Path:
        """A fresh demonstration file. Raises ``FileProblem``."""

    def backups(self) -> BackupStore: ...

    def grid_export(self, office: Office, choice: Choice, folder: Path) -> GridExport:
        """Begin an export. Raises ``FileProblem``."""

    def jury_export(
        self, offices: Sequence[Office], grids: Sequence[Verified], folder: Path, *, whole: bool
    ) -> JuryExport:
        """Begin what goes to the jury, the bordereau alone unless ``whole``. Raises ``FileProblem``,
        ``WrongSource``.
        """

    def zip(self, folder: Path, names: Sequence[str]) -> Path:
        """Those files of a folder in one ZIP beside it. Raises ``FileProblem``."""

    def purge_tools(self, months: int) -> PurgeTools:
        """``months``: how long a session is kept."""

    def person_files(self, record: PersonRecord) -> tuple[bytes, bytes]:
        """A person's data as PDF and as JSON."""

    def to_read(self, path: Path, key: FileKey | None) -> AbstractContextManager[ExamFile]:
        """An exam file beside the open one, in which nothing is written. Raises ``FileProblem``."""

    def write(self, path: Path, content: bytes) -> None:
        """Whole or not at all. Raises ``FileProblem``."""

    def write_private(self, path: Path, content: bytes) -> None:
        """The same, readable by the user alone."""

    def read(self, path: Path) -> bytes:
        """Raises ``FileProblem``."""


class Machine(Protocol):
    """This laptop, and what it remembers of its user."""

    @property
    def settings(self) -> SettingsStore: ...

    @property
    def battery(self) -> Battery: ...

    @property
    def keep_awake(self) -> KeepAwake: ...

    @property
    def help(self) -> Help:
        """The guide that the program brings along."""

    def sticks(self) -> tuple[Path, ...]:
        """The removable media that are there and can be written."""


class Rehearsals(Protocol):
    """What one practises with."""

    @property
    def drills(self) -> Drills:
        """Recorded orals, for a commission."""

    def cases(self) -> Cases:
        """The cases of a teacher, and the bank to draw from."""

    def table(self, view: ProgressPaperView | ClassPaperView, ending: str) -> bytes:
        """For a spreadsheet; ``ending``: « .xlsx » or « .csv »."""


class Centres(Protocol):
    """What the pages of a centre need."""

    door: ServerDoor
    """To the centres of servers."""

    def desk(self) -> CentreDesk: ...

    def read_list(self, path: Path, sheet: str = "") -> tuple[RawList, int | None]:
        """A candidates' list, and the place of its row of headings, ``None`` where none tells who is named;
        in any thread. Raises ``UnusableList``.
        """

    def read_text(self, name: str, text: str) -> tuple[RawList, int | None]:
        """The same, of what was pasted."""

    def papers(self, printing: CentrePrinting, progress: Progress, most: int | None = None) -> bytes:
        """The papers asked for as one PDF, or the first ``most``; in any thread. Raises ``Abandoned``."""

    def save_papers(self, printing: CentrePrinting, path: Path, progress: Progress) -> None:
        """The same into a file, page by page, whole or not at all. Raises ``FileProblem`` too."""

    def solver(self) -> Solver:
        """Who places the days; its process is started by the first question."""

    def hand_out(self, office: CentreOffice, wanted: HandOut, folder: Path, passphrase: str) -> Handed:
        """Make the exam file of a commission; see ``application.centre.sending.make_hand_out``."""

    def save_slips(self, slips: Sequence[Slip], folder: Path) -> tuple[str, ...]:
        """Each as PDF, XLSX and CSV, all or none; the names of the files. Raises ``FileProblem``."""

    def save_grids(
        self, sources: Sources, beside: Path, naming: Naming, folder: Path, progress: GoesOn
    ) -> GridsMade:
        """Signed grids of all that counts; in any thread. Raises ``FileProblem``, ``OutputStopped``."""

    def save_jury(self, sources: Sources, beside: Path, folder: Path, progress: GoesOn) -> Made | None:
        """The « dossier CCF », in any thread, ``None`` where nothing came. Raises as ``save_grids``, and
        ``WrongSource``.
        """

    def list_pdf(self, view: CentreListView) -> bytes:
        """One list of the centre alone."""

    def agreement(self) -> Agreement:
        """How far jurors agreed; its library is loaded by the first question."""

    def harmony_pdf(self, *views: HarmonyView) -> bytes:
        """The figures of each form, one at least, in black and white."""

    def sealed_pdf(self, view: SealedPages) -> bytes:
        """The pages of passphrases; one at least."""

    @property
    def deposits(self) -> Callable[[Path], CollectingTools]:
        """By which what came back is read; of the centre file, beside which copies are made."""


class Ports(NamedTuple):
    papers: Papers
    files: Files
    machine: Machine
    rehearsals: Rehearsals
    centres: Centres
