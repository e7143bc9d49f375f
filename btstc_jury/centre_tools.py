"""Wires what the pages of a centre need, as ``bootstrap`` does the rest: at its first use."""

from __future__ import annotations

from functools import cached_property
from getpass import getuser
from typing import TYPE_CHECKING

from btstc_jury.server_tools import SystemDoor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet
    from contextlib import AbstractContextManager
    from pathlib import Path

    from btstc_jury.application.agreement import Agreement, Alpha, Cluster, Scale
    from btstc_jury.application.binding import CheckKeys, Read
    from btstc_jury.application.centre.collecting import CollectingTools, ExamCopy, Given, Item
    from btstc_jury.application.centre.office import CentreDesk, CentreOffice
    from btstc_jury.application.centre.outputs import GridsMade, Naming, Sources
    from btstc_jury.application.centre.outputs import Progress as GoesOn
    from btstc_jury.application.centre.placing import Solver
    from btstc_jury.application.centre.printing import CentrePrinting, Progress
    from btstc_jury.application.centre.rows import RawList
    from btstc_jury.application.centre.sending import Handed, HandOut
    from btstc_jury.application.centre.server import ServerDoor
    from btstc_jury.application.centre.slips import Slip
    from btstc_jury.application.jury_export import JuryExport, Made
    from btstc_jury.application.office import Office
    from btstc_jury.application.passphrases import FileKey
    from btstc_jury.application.sessions import Desk
    from btstc_jury.application.verification import VerificationReport, Verified
    from btstc_jury.application.views.centre.harmony import HarmonyView
    from btstc_jury.application.views.centre.paper import CentreListView
    from btstc_jury.application.views.centre.sending import SealedPages
    from btstc_jury.exchange.candidate_lists import ReadSheets


class SystemCentres:
    """See ``ui.ports.Centres``. ``desk``: of exam files, whose forms and clock are the centre's too;
    ``deposits``: the tools by which what came back is read, on copies beside a file; ``read_kept``: what a
    document in one tells.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        read_sheets: ReadSheets,
        deposits: Callable[[Path], CollectingTools],
        read_kept: Read,
    ) -> None:
        self._exams = desk
        self._read_sheets = read_sheets
        self.deposits = deposits
        self._read_kept = read_kept
        self.door: ServerDoor = SystemDoor(self.desk)

    def desk(self) -> CentreDesk:
        return self._desk

    @cached_property
    def _desk(self) -> CentreDesk:
        from btstc_jury.application.centre.office import CentreDesk
        from btstc_jury.storage.centre import SqliteCentreFiles

        exams = self._exams()
        return CentreDesk(SqliteCentreFiles(), exams.library, exams.clock, getuser())

    def read_list(self, path: Path, sheet: str = "") -> tuple[RawList, int | None]:
        from btstc_jury.exchange.candidate_lists import read_file

        return read_file(path, self._read_sheets, sheet)

    def read_text(self, name: str, text: str) -> tuple[RawList, int | None]:
        from btstc_jury.exchange.candidate_lists import read_text

        return read_text(name, text)

    def papers(self, printing: CentrePrinting, progress: Progress, most: int | None = None) -> bytes:
        from io import BytesIO

        from btstc_jury.documents.centre_papers import write_papers

        out = BytesIO()
        printing.write(out, write_papers, progress, most)
        return out.getvalue()

    def save_papers(self, printing: CentrePrinting, path: Path, progress: Progress) -> None:
        from btstc_jury.documents.centre_papers import write_papers
        from btstc_jury.system.files import export_made

        export_made(path, lambda out: printing.write(out, write_papers, progress))

    def solver(self) -> Solver:
        from btstc_jury.system.day_solver import day_solver

        return day_solver()

    def hand_out(self, office: CentreOffice, wanted: HandOut, folder: Path, passphrase: str) -> Handed:
        from btstc_jury.application.centre.sending import make_hand_out
        from btstc_jury.storage.durable import clear_lock
        from btstc_jury.system.files import remove_file

        def remove(path: Path) -> None:
            remove_file(path)
            clear_lock(path)

        handed = make_hand_out(office, self._exams(), wanted, folder, passphrase, remove)
        clear_lock(handed.path)
        return handed

    def list_pdf(self, view: CentreListView) -> bytes:
        from btstc_jury.documents.centre_lists import list_pdf

        return list_pdf(view)

    def agreement(self) -> Agreement:
        return LateAgreement()

    def harmony_pdf(self, *views: HarmonyView) -> bytes:
        from btstc_jury.documents.harmony import harmony_pdf
        from btstc_jury.documents.merging import merged_pdf

        made = [harmony_pdf(each) for each in views]
        return made[0] if len(made) == 1 else merged_pdf(made)

    def sealed_pdf(self, view: SealedPages) -> bytes:
        from btstc_jury.documents.recovery_sheet import sealed_pdf

        return sealed_pdf(view)

    def save_slips(self, slips: Sequence[Slip], folder: Path) -> tuple[str, ...]:
        from btstc_jury.application.views.file_names import safe_name
        from btstc_jury.jury_tools import bordereau_files
        from btstc_jury.system.outbox import FolderOutbox

        outbox = FolderOutbox(folder)
        names: list[str] = []
        try:
            for each in slips:
                names += outbox.put(safe_name(each.view.heading), bordereau_files(each.view))
            outbox.commit()
        except BaseException:
            outbox.discard()
            raise
        return tuple(names)

    def save_grids(
        self, sources: Sources, beside: Path, naming: Naming, folder: Path, progress: GoesOn
    ) -> GridsMade:
        from btstc_jury.application.centre.outputs import GridBatch, export_centre_grids
        from btstc_jury.documents.merging import merged_pdf
        from btstc_jury.system.outbox import FolderOutbox

        batch = GridBatch(naming, merged_pdf)
        return export_centre_grids(sources, self.deposits(beside), batch, FolderOutbox(folder), progress)

    def save_jury(self, sources: Sources, beside: Path, folder: Path, progress: GoesOn) -> Made | None:
        from btstc_jury.application.centre.outputs import export_centre_jury
        from btstc_jury.jury_tools import jury_export

        def make(
            offices: Sequence[Office], grids: Sequence[Verified], only: Sequence[AbstractSet[int]]
        ) -> JuryExport:
            return jury_export(offices, grids, folder, self._read_kept, whole=True, only=only)

        return export_centre_jury(sources, self.deposits(beside), make, progress)


class LateAgreement:
    """See ``application.agreement.Agreement``. The library is optional, and slow to load."""

    def alpha(self, clusters: Sequence[Cluster], scale: Scale, seed: int) -> Alpha:
        from importlib.util import find_spec

        from btstc_jury.application.agreement import NoLibrary

        if find_spec("krippendorff") is None:
            raise NoLibrary
        from btstc_jury.system.agreement import alpha

        return alpha(clusters, scale, seed)


class SystemDeposits:
    """See ``application.centre.collecting.CollectingTools``. ``beside``: the centre file, in whose folder
    private copies are read.
    """

    def __init__(
        self,
        beside: Path,
        read_kept: Read,
        check_keys: CheckKeys,
        verify: Callable[[bytes, Sequence[bytes]], VerificationReport],
    ) -> None:
        self._beside = beside
        self._read_kept = read_kept
        self._check_keys = check_keys
        self.verify = verify

    def items(self, paths: Sequence[Path]) -> tuple[Item, ...]:
        from btstc_jury.system.deposits import items

        return items(paths)

    def read(self, item: Item) -> Given:
        from btstc_jury.storage.centre.receiving import is_left_open
        from btstc_jury.system.deposits import read

        return read(item, is_left_open)

    def opened(self, content: bytes, keys: Iterable[FileKey]) -> AbstractContextManager[ExamCopy]:
        from btstc_jury.storage.centre.receiving import open_copy

        return open_copy(content, self._beside, keys, self._read_kept, self._check_keys)
