"""What the interface needs from the outside, handed over once by the one place that wires it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # At run time these would bring the whole oral in before the first window is painted.
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from btstc_jury.application.backups import BackupStore
    from btstc_jury.application.grid_export import Choice, GridExport
    from btstc_jury.application.office import Office
    from btstc_jury.application.power import Battery, KeepAwake
    from btstc_jury.application.purging import PurgeTools
    from btstc_jury.application.sessions import Desk
    from btstc_jury.application.settings import SettingsStore
    from btstc_jury.application.signing import EvaluateWith
    from btstc_jury.application.signing_tools import SigningTools
    from btstc_jury.application.verification import VerifyFile
    from btstc_jury.application.views.grid import GridView
    from btstc_jury.application.views.mark_statement import MarkStatementView
    from btstc_jury.application.views.paper import PageImage
    from btstc_jury.application.views.passphrase import RecoverySheet
    from btstc_jury.application.views.person import PersonRecord
    from btstc_jury.application.views.reports import ReportView


@dataclass(frozen=True, slots=True)
class Services:
    """``desk`` is built at first use, so that the window paints before storage is imported.

    ``grid_pdf``, ``report_pdf``, ``recovery_pdf`` and ``statement_pdf`` give a PDF, ``person_files`` one
    and a JSON; ``purge_tools`` takes the months for which a session is kept; ``render_pages`` gives the pages
    of a PDF at a width in pixels; ``a4_printer`` is one to choose in the system's dialog, ``print_pdf`` sends
    a PDF to it; ``write_file`` writes a file whole or not at all, ``read_file`` reads one (both:
    ``FileProblem``); ``grid_export`` begins an export of grids to a folder; ``demonstration`` makes a fresh
    demonstration file and tells where. ``verify_file`` verifies a signed grid with trusted certificates,
    which ``read_certificate`` reads (``UnusableCertificate``); ``foreign_pages`` is ``render_pages`` for a
    PDF that anybody may have made, empty where it can't be shown. ``backups`` makes, lists and restores
    copies. ``signing`` imports what signing needs: not in the interface's thread; ``evaluation`` gives the
    data that a signed grid carries.
    """

    desk: Callable[[], Desk]
    settings: SettingsStore
    grid_pdf: Callable[[GridView], bytes]
    report_pdf: Callable[[ReportView], bytes]
    recovery_pdf: Callable[[RecoverySheet], bytes]
    statement_pdf: Callable[[MarkStatementView], bytes]
    person_files: Callable[[PersonRecord], tuple[bytes, bytes]]
    purge_tools: Callable[[int], PurgeTools]
    render_pages: Callable[[bytes, int], tuple[PageImage, ...]]
    a4_printer: Callable[[], QPrinter]
    print_pdf: Callable[[bytes, QPrinter], None]
    write_file: Callable[[Path, bytes], None]
    grid_export: Callable[[Office, Choice, Path], GridExport]
    read_file: Callable[[Path], bytes]
    signing: Callable[[], SigningTools]
    evaluation: EvaluateWith
    demonstration: Callable[[], Path]
    keep_awake: KeepAwake
    battery: Battery
    verify_file: VerifyFile
    read_certificate: Callable[[Path], bytes]
    foreign_pages: Callable[[bytes, int], tuple[PageImage, ...]]
    backups: Callable[[], BackupStore]
