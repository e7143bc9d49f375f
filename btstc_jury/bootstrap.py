"""The one place that knows every package and wires them."""

from __future__ import annotations

import gc
import logging
import os
import sys
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.centre_tools import SystemCentres, SystemDeposits
from btstc_jury.rehearsal_tools import SystemRehearsals, rehearsal_pdf
from btstc_jury.settings_tools import SettingsFiles
from btstc_jury.system.folders import data_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from contextlib import AbstractContextManager
    from types import TracebackType

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QApplication

    from btstc_jury.application.backups import BackupStore
    from btstc_jury.application.binding import Carried
    from btstc_jury.application.centre.server import Given
    from btstc_jury.application.examining import Examiner
    from btstc_jury.application.form_editing import FormWorkshop
    from btstc_jury.application.grid_export import Choice, GridExport
    from btstc_jury.application.jury_export import JuryExport
    from btstc_jury.application.office import Office
    from btstc_jury.application.passphrases import FileKey
    from btstc_jury.application.ports import Clock, ExamFile, KeptAuthority, KeptIdentity
    from btstc_jury.application.purging import PurgeTools
    from btstc_jury.application.sessions import Desk
    from btstc_jury.application.settings import SettingsStore
    from btstc_jury.application.settings_sharing import SharedSettings
    from btstc_jury.application.signing import SigningTools
    from btstc_jury.application.verification import Verified
    from btstc_jury.application.views.authority_page import AuthorityTold
    from btstc_jury.application.views.grid import GridView
    from btstc_jury.application.views.paper import PageImage, SigningPlace
    from btstc_jury.application.views.person import PersonRecord
    from btstc_jury.domain.form import Form
    from btstc_jury.exchange.form_library import FormLibrary
    from btstc_jury.exchange.sheet_reader import SheetReader
    from btstc_jury.ui.ports import Ports, Printable, Told
    from btstc_jury.ui.shell.main_window import MainWindow
    from btstc_jury.ui.shell.opening import Opening
    from btstc_jury.ui.theme.theme import Theme

_log = logging.getLogger(__name__)


def form_folders() -> tuple[Path, ...]:
    """The folders that hold the official forms."""
    return tuple(sorted(each for each in data_dir("forms").iterdir() if each.is_dir()))


def centre_folder() -> Path:
    """The folder of the centre's own forms, by the settings."""
    from btstc_jury.system import folders
    from btstc_jury.system.settings import FileSettings

    return FileSettings().load().forms_folder or folders.centre_folder()


def form_library() -> FormLibrary:
    """The official forms and the centre's. Raises ``FormErrors`` where an official folder can't be read."""
    from btstc_jury.exchange.form_library import FormLibrary

    return FormLibrary(form_folders(), centre_folder)


def run_window(path: Path | None, *, demonstration: bool = False) -> int:
    """Show the program; ``path``: an exam file to open. Returns the exit status."""
    from btstc_jury.system.folders import forbid_core_dumps
    from btstc_jury.system.settings import FileSettings

    forbid_core_dumps()
    # What is made before the first window stays: to search it for garbage would only hold the window up.
    gc.disable()
    store = FileSettings()
    given = ports(None, store)
    opening = None if path is None else _opening(given, path)
    from PySide6.QtCore import QTimer

    from btstc_jury.ui.shell.main_window import MainWindow
    from btstc_jury.ui.theme.theme import Theme, looks_dark

    app = make_application()
    settings = store.load()
    theme = Theme(settings.theme, settings.text_scale / 100, dark=looks_dark())
    theme.apply()
    window = MainWindow(theme, given, settings)
    sys.excepthook = partial(_tell_bug, window)
    window.show()
    if store.trouble is not None:
        window.notices.warn(store.trouble)
    QTimer.singleShot(_IDLE_MS, window, partial(_settle, app, theme, window))
    if demonstration:
        _install_logging()
        QTimer.singleShot(0, window, window.open_demonstration)
    elif path is not None:
        QTimer.singleShot(0, window, partial(window.open_path, path, opening=opening))
    else:
        QTimer.singleShot(_IDLE_MS, window, partial(_warm_up, window))
    status: int = app.exec()
    from btstc_jury.ui.background import finish

    finish()
    return status


def run_headless(out: Path, played: str = "", database: Given | None = None) -> tuple[int, str]:
    """Conduct one E4 and one E6 through the real windows, offscreen; or what is ``played``: "rehearsal", a
    case and its attempts, "centre", the day of a centre, on the server ``database`` if there is one. Exit
    status 0 when all went through, and how it went, in French.
    """
    from tempfile import TemporaryDirectory

    from btstc_jury.demonstration import centre, headless, rehearsal
    from btstc_jury.demonstration.centre_script import CENTRE
    from btstc_jury.demonstration.running import carried_out, screens
    from btstc_jury.demonstration.seed import ShiftedClock
    from btstc_jury.exchange.spreadsheets import journal_csv
    from btstc_jury.server_tools import for_demonstration
    from btstc_jury.storage.codec import encode
    from btstc_jury.system.settings import ForgetfulSettings

    with TemporaryDirectory() as folder:
        os.environ.setdefault("QT_QPA_PLATFORM", screens(Path(folder)) if played else "offscreen")
        app = make_application()
    dress(app)
    clock = ShiftedClock(_clock())
    given = ports(clock, ForgetfulSettings(), out / "cas")
    try:
        if played == "rehearsal":
            return carried_out(lambda: rehearsal.rehearse_all(given, clock, out), out, rehearsal.DONE)
        if played == "centre":
            on = None if database is None else partial(for_demonstration, database, clock, CENTRE)
            return carried_out(
                lambda: centre.run_centre(given, clock, out, on() if on else None), out, centre.DONE
            )
        csv = partial(journal_csv, encode=encode)
        return carried_out(lambda: headless.conduct_all(given, clock, out, csv), out, headless.DONE)
    finally:
        app.quit()


def make_application() -> QApplication:
    """The Qt application, in French."""
    from PySide6.QtCore import QLocale, QSettings
    from PySide6.QtWidgets import QApplication

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Qt's own file dialogs would keep the folders that were shown where every account reads them; the program
    # has its own in its settings. Nothing can be written in what is no folder.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    app.setApplicationName("BTS TC Jury")
    app.setDesktopFileName("fr.btstc_jury.Jury")
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    return app


def dress(app: QApplication) -> None:
    """The icon, and Qt's own words in French: the first window is painted without them."""
    from PySide6.QtGui import QIcon

    from btstc_jury.ui.qt_words import speak_french

    app.setWindowIcon(QIcon(str(data_dir("resources") / "icons" / "btstc-jury.svg")))
    speak_french(app)


def ports(clock: Clock | None, store: SettingsStore, own_cases: Path | None = None) -> Ports:
    """What the interface needs; storage and documents are imported at their first use. ``clock``,
    ``own_cases``: the system's and the user's when not given.
    """
    from btstc_jury.system.machine import SystemMachine
    from btstc_jury.ui.ports import Ports

    files = SystemFiles(clock)
    rehearsals = SystemRehearsals(files.desk, own_cases)
    return Ports(DocumentPapers(store), files, SystemMachine(store), rehearsals, centres(files.desk))


def centres(desk: Callable[[], Desk]) -> SystemCentres:
    return SystemCentres(
        desk, lambda name, content: sheet_reader().read_list(name, content), deposits, read_kept
    )


def deposits(beside: Path) -> SystemDeposits:
    return SystemDeposits(beside, read_kept, check_keys, lambda *asked: _examiner().verify(*asked))


class DocumentPapers:
    """See ``ui.ports.Papers``."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    def pdf(self, view: Printable) -> bytes:  # noqa: PLR0911 - one line a type
        from btstc_jury.application.scenarios import ScenarioView
        from btstc_jury.application.views.attendance import AttendanceView
        from btstc_jury.application.views.grid import GridView
        from btstc_jury.application.views.juror_sheet import JurorSheets
        from btstc_jury.application.views.memento import MementoView
        from btstc_jury.application.views.passphrase import RecoverySheet
        from btstc_jury.application.views.reports import MarkStatementView, ReportView
        from btstc_jury.application.views.synthesis import SynthesisView
        from btstc_jury.documents import attendance, grid, memento, reports, synthesis

        match view:
            case GridView():
                return grid.grid_pdf(view)
            case ReportView():
                return reports.report_pdf(view)
            case MarkStatementView():
                return reports.mark_statement_pdf(view)
            case RecoverySheet():
                from btstc_jury.documents.recovery_sheet import recovery_pdf

                return recovery_pdf(view)
            case JurorSheets():
                from btstc_jury.documents.juror_sheet import juror_sheets_pdf

                return juror_sheets_pdf(view)
            case ScenarioView():
                return reports.scenario_pdf(view)
            case AttendanceView():
                return attendance.attendance_pdf(view)
            case MementoView():
                return memento.memento_pdf(view)
            case SynthesisView():
                return synthesis.synthesis_pdf(view)
            case _:
                return rehearsal_pdf(view)

    def places(self, view: GridView) -> tuple[SigningPlace, ...]:
        from btstc_jury.documents.grid import signing_places

        return signing_places(view, seal=self._store.load().seal_file is not None)

    def pages(self, pdf: bytes, width: int) -> tuple[PageImage, ...]:
        from btstc_jury.documents.preview import render_pages

        return render_pages(pdf, width)

    def foreign_pages(self, pdf: bytes, width: int) -> tuple[PageImage, ...]:
        return _examiner().pages(pdf, width)

    def read(self, pdf: bytes) -> Carried:
        return read_kept(pdf)

    def printer(self) -> QPrinter:
        from btstc_jury.system.printing import a4_printer

        return a4_printer()

    def print_pdf(
        self, pdf: bytes, printer: QPrinter, beside: bytes | None = None, told: Told | None = None
    ) -> bool:
        from btstc_jury.documents.preview import page_count, render_page
        from btstc_jury.system.printing import print_pages

        own = page_count(pdf)
        joined: tuple[PageImage, ...] = ()
        if beside is not None:
            joined = self.foreign_pages(beside, _PRINTED_WIDTH)
            if not joined:
                from btstc_jury.application.problems import PrintProblem

                raise PrintProblem("Le document joint n’a pas pu être lu\u202f: rien n’a été imprimé.")
        return print_pages(
            printer,
            own + len(joined),
            lambda index, dpi: render_page(pdf, index, dpi) if index < own else joined[index - own],
            told,
        )

    def signing(self) -> SigningTools:
        """With the timestamp authority and the seal that the settings name now."""
        from btstc_jury.documents.signing.tools import PdfSigningTools
        from btstc_jury.system.files import read_seal

        settings = self._store.load()
        path = settings.seal_file
        return PdfSigningTools(
            read_kept, settings.timestamp_url, None if path is None else partial(read_seal, path)
        )

    def evaluation(self, office: Office, number: int, grid: GridView, *, with_remarks: bool) -> bytes:
        from btstc_jury.application.evaluation import evaluation_of
        from btstc_jury.exchange.evaluation_json import encode_evaluation

        return encode_evaluation(evaluation_of(office, number, grid, with_remarks=with_remarks))

    @staticmethod
    def verify(path: Path, trust: Sequence[bytes]) -> Verified:
        """``trust``: what ``certificate`` gave."""
        from btstc_jury.application.verification import UnreadableFile, Verified, unreadable
        from btstc_jury.documents.signing.verification.envelope import LARGEST
        from btstc_jury.system.files import read_at_most

        try:
            content = read_at_most(path, LARGEST)
        except UnreadableFile as problem:
            return Verified(path, b"", unreadable(str(problem)))
        return Verified(path, content, _examiner().verify(content, trust))

    @staticmethod
    def certificate(path: Path) -> bytes:
        """A file of one or several certificates, checked. Raises ``UnusableCertificate``."""
        from btstc_jury.application.verification import UnreadableFile, UnusableCertificate
        from btstc_jury.documents.signing.verification.trust import load_certificates
        from btstc_jury.system.files import read_at_most

        try:
            content = read_at_most(path, _LARGEST_CERTIFICATE)
            load_certificates(content)
        except (UnreadableFile, UnusableCertificate) as problem:
            raise UnusableCertificate(f"{path.name}\u202f: {problem}") from problem
        return content

    @staticmethod
    def authorities(certificate: bytes) -> tuple[AuthorityTold, ...]:
        from btstc_jury.documents.signing.authority import authority_told
        from btstc_jury.documents.signing.verification.trust import load_certificates

        return tuple(map(authority_told, load_certificates(certificate)))


class SystemFiles:
    """See ``ui.ports.Files``. ``clock``: the system's when not given."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock
        self._desk: Desk | None = None

    def desk(self) -> Desk:
        if self._desk is None:
            from btstc_jury.application.sessions import Desk
            from btstc_jury.storage import SqliteExamFiles

            self._desk = Desk(SqliteExamFiles(), form_library(), self._clock or _clock())
        return self._desk

    def workshop(self) -> FormWorkshop:
        from btstc_jury.exchange.form_workshop import CentreWorkshop, WorkbookFiles
        from btstc_jury.system import folders
        from btstc_jury.system.files import remove_file

        return CentreWorkshop(
            form_library(),
            centre_folder(),
            folders.form_drafts(),
            folders.keep_text,
            remove_file,
            self._form_trial,
            WorkbookFiles(lambda path: sheet_reader().read(path), self.write),
        )

    @property
    def settings(self) -> SharedSettings:
        return SettingsFiles()

    def _form_trial(self, form: Form) -> Path:
        """In a folder of its own, as demonstrations are."""
        from datetime import datetime

        from btstc_jury.application.form_trial import make_trial
        from btstc_jury.system.folders import passing_path

        path = passing_path(f"Essai {form.key}.btsjury")
        make_trial(self.desk(), path, form, datetime.now().astimezone().replace(tzinfo=None, microsecond=0))
        return path

    def demonstration(self) -> Path:
        """In a new folder of the user's data; the demonstrations of earlier days go."""
        from datetime import UTC, datetime

        from btstc_jury.demonstration.seed import seed
        from btstc_jury.system.folders import passing_path

        path = passing_path("Démonstration.btsjury")
        seed(self.desk(), path, datetime.now(UTC).astimezone())
        return path

    def backups(self, *keys: FileKey) -> BackupStore:
        """``keys``: of files that are not open."""
        from btstc_jury.storage.backup import SqliteBackups
        from btstc_jury.storage.cipher import Access

        return SqliteBackups(Access(*keys))

    def grid_export(self, office: Office, choice: Choice, folder: Path) -> GridExport:
        from btstc_jury.application.grid_export import GridExport, Papers
        from btstc_jury.documents.export_index import index_pdf
        from btstc_jury.documents.grid import grid_pdf
        from btstc_jury.documents.reports import report_pdf
        from btstc_jury.exchange.spreadsheets import index_csv
        from btstc_jury.system.outbox import FolderOutbox

        papers = Papers(grid_pdf, report_pdf, index_csv, index_pdf, read_kept)
        return GridExport(office, choice, papers, FolderOutbox(folder))

    def jury_export(
        self, offices: Sequence[Office], grids: Sequence[Verified], folder: Path, *, whole: bool
    ) -> JuryExport:
        """Raises ``WrongSource``, ``FileProblem``."""
        from btstc_jury.jury_tools import jury_export

        return jury_export(offices, grids, folder, read_kept, whole=whole)

    def zip(self, folder: Path, names: Sequence[str]) -> Path:
        from btstc_jury.system.outbox import write_zip

        return write_zip(folder, names)

    def to_read(self, path: Path, key: FileKey | None) -> AbstractContextManager[ExamFile]:
        """See ``SqliteExamFiles.to_read``."""
        from btstc_jury.storage import SqliteExamFiles

        return SqliteExamFiles().to_read(path, key)

    def purge_tools(self, months: int | None = None) -> PurgeTools:
        """``months``: by the settings' file when not given."""
        from btstc_jury.application.purging import PurgeTools, Receipt, receipt_view
        from btstc_jury.documents.reports import receipt_pdf
        from btstc_jury.exchange.data_protection import receipt_json
        from btstc_jury.storage.removal import SqliteRemoval
        from btstc_jury.system.settings import FileSettings

        def receipt_files(receipt: Receipt) -> tuple[bytes, bytes]:
            return receipt_pdf(receipt_view(receipt)), receipt_json(receipt)

        kept = FileSettings().load().purge_after_months if months is None else months
        return PurgeTools(SqliteRemoval(), receipt_files, self.write, kept)

    def person_files(self, record: PersonRecord) -> tuple[bytes, bytes]:
        from btstc_jury.documents.person import person_pdf
        from btstc_jury.exchange.data_protection import person_json
        from btstc_jury.storage.codec import encode

        return person_pdf(record), person_json(record, encode)

    def write(self, path: Path, content: bytes) -> None:
        """What the user takes away has the usual permissions."""
        from btstc_jury.system.files import export_write

        export_write(path, content)

    def write_private(self, path: Path, content: bytes) -> None:
        """What the file holds about a person is the user's alone, as grids are."""
        from btstc_jury.system.files import atomic_write

        atomic_write(path, content)

    def read(self, path: Path) -> bytes:
        from btstc_jury.system.files import read_whole

        return read_whole(path)


_PRINTED_WIDTH = 1654
"""Pixels of a foreign page on A4: 200 to an inch."""

_IDLE_MS = 300
"""Milliseconds after which the window is painted, and what the first file needs may be imported."""

_LARGEST_CERTIFICATE = 1 << 20
"""Bytes."""


def read_kept(pdf: bytes) -> Carried:
    """See ``application.binding.Read``."""
    return _examiner().read(pdf)


def check_keys(
    authority: KeptAuthority | None,
    identities: Sequence[KeptIdentity],
    issuers: Collection[str],
    signers: Collection[str],
) -> tuple[str, ...]:
    """See ``application.binding.CheckKeys``."""
    from btstc_jury.documents.signing.kept_keys import key_faults

    return tuple(key_faults(authority, identities, issuers, signers))


@cache
def _examiner() -> Examiner:
    """One for the program: it takes a second to start."""
    from btstc_jury.application.examining import MODULE, SECONDS, Examiner
    from btstc_jury.system.worker import Stopped, asked

    return Examiner(asked(MODULE, SECONDS), Stopped)


@cache
def sheet_reader() -> SheetReader:
    """One for the program."""
    from btstc_jury.exchange.sheet_reader import MODULE, SECONDS, SheetReader
    from btstc_jury.system.worker import Stopped, asked

    return SheetReader(asked(MODULE, SECONDS), Stopped)


def _clock() -> Clock:
    from btstc_jury.system.clock import SystemClock

    return SystemClock()


def _settle(app: QApplication, theme: Theme, window: MainWindow) -> None:
    """The window is painted: what it could do without comes, and from now on there may be garbage again."""
    from btstc_jury.ui.shell.stopping import Stopping

    dress(app)
    theme.set()
    Stopping(window)
    gc.freeze()
    gc.enable()


def _opening(given: Ports, path: Path) -> Opening | None:
    """Begun before Qt is imported: SQLite looks at the pages beside all that. ``None`` for a centre."""
    _install_logging()
    from btstc_jury.application.centre.ports import CENTRE_SUFFIX
    from btstc_jury.ui.shell.opening import Opening

    return None if path.suffix.lower() == CENTRE_SUFFIX else Opening(given.files.desk(), path)


def _install_logging() -> None:
    from btstc_jury.system.logs import install_logging

    install_logging()


def _warm_up(window: MainWindow) -> None:
    """Import what the first file will need, beside the window that waits."""
    _install_logging()
    from importlib import import_module

    from btstc_jury.ui.background import Background

    def load(_run: object) -> None:
        SystemFiles().desk()
        for name in ("shell.workspace", "live.live_page", "deliberation.deliberation_page"):
            import_module(f"btstc_jury.ui.{name}")

    Background(window).do(load, lambda _: None)


def has_display() -> bool:
    """Whether a window can be shown, as far as the environment tells."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def _tell_bug(
    window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A bug of ours: logged whole, and told; what was recorded before it stays recorded."""
    from btstc_jury.application.problems import Message

    _log.critical("unexpected error", exc_info=(kind, error, trace))
    title = "Une erreur inattendue s’est produite dans le programme."
    body = (
        "Tout ce qui était consigné le reste. Vous pouvez continuer ; en cas de doute, fermez puis"
        " rouvrez le fichier. Merci de signaler ce problème."
    )
    window.notices.warn(Message(title, body, kind.__name__))
