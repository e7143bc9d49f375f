"""Every screen, rendered into ``build/screens/`` to be looked at, and measured: nothing is clipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.remark_syntax import parse
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.settings import Settings
from btstc_jury.application.views import messages
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Candidate, Plan
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.live.remark_entry import ProposalList, RemarkAuthor, RemarkField
from btstc_jury.ui.live.strips import GapStrip
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.widgets.basics import ElidedLabel
from btstc_jury.ui.widgets.level_choice import LevelChoice
from btstc_jury.ui.widgets.level_prompt import PaneFrame
from tests.accessibility import tree
from tests.drawn import mostly_long
from tests.fakes import FakeClock
from tests.forms_for_tests import COMPLIANT
from tests.ui.conftest import ShowWindow
from tests.ui.hands import DAY, Hands, make_file
from tests.ui.pictures import QUICKLY, dotted

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screens"
Sizes = tuple[tuple[int, int], ...]
COMMON: Sizes = ((1280, 720), (1366, 768))
USUAL = COMMON[1:]
WIDE: Sizes = ((1920, 1080),)
SCALED: tuple[Sizes, ...] = (((1536, 864),), ((1097, 617),), ((960, 490),))
"""What 1920x1080 leaves at scale factors of 1.25, 1.75 and 2 (without task bar and title); that of 1.5 is
1280x720.
"""
SIZES: dict[tuple[Mode, float], tuple[Sizes, ...]] = {
    ("light", 1.0): (COMMON, WIDE, *SCALED),
    ("dark", 1.0): (USUAL,),
    ("contrast-light", 1.0): (USUAL,),
    ("contrast-dark", 1.0): (USUAL,),
    ("light", 1.5): (COMMON, WIDE, SCALED[-1]),
    ("light", 2.0): (COMMON, WIDE),
}
"""Colours change no size: at those that differ in nothing else, one is enough. Those at which lengths are the
same stand together: going from one to another styles the whole window again.
"""
LOOKS = tuple(SIZES)
EACH_LOOK = mostly_long(LOOKS, LOOKS.index(("light", 1.0)), LOOKS.index(("light", 2.0)))
"""In an ordinary run, those in which a screen and its words have the least room."""

JURORS = (
    Juror("a", "Marie-Hélène de La Rochefoucauld-Fictive", Role.EG),
    Juror("b", "Dominique Fictif", Role.STI),
    Juror("c", "Claude-Emmanuelle Vraisemblablement-Fictive", Role.PROFESSIONAL),
)
"""Names as long as they come."""

LONG = Candidate(
    "0213456789", "Moreau-Lefebvre de Saint-Exupéry", "Anaïs Marie-Charlotte", None, "Lycée", "Énergie"
)
SHORT = Candidate("0213456802", "Ba", "Ali", None, "Lycée fictif", "Énergie")
THIRD = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, "Sujet agrandi")


@dataclass
class Day:
    """One exam file with an oral at every stage. Numbers of the orals by what they show."""

    office: Office
    clock: FakeClock
    orals: dict[str, int]

    def plan(
        self, name: str, form: str, candidate: Candidate = LONG, extra: Accommodation | None = None
    ) -> int:
        at = DAY.replace(hour=9 + len(self.orals))
        plan = Plan(candidate, at, extra or Accommodation())
        self.orals[name] = self.office.plan(plan, form)[0]
        return self.orals[name]

    def start(self, oral: int, phases: int, *lines: str) -> None:
        """Run ``phases`` phases for seven minutes each, with these remarks in the last."""
        self.office.act(oral, do.Open(JURORS))
        self.office.act(oral, do.Start())
        for _ in range(phases - 1):
            self.clock.advance(Duration.minutes(7))
            self.office.act(oral, do.NextPhase())
        for line in lines:
            self.clock.advance(Duration.seconds(100))
            typed = parse(line, self.office.oral(oral).form, "b")
            self.office.act(oral, do.AddRemark(self.clock.now(), typed.content, typed.level))

    def finish(self, oral: int, *, settled: bool) -> None:
        act = self.office.act
        act(oral, ev.Ended())
        act(oral, COMPLIANT)
        for criterion in self.office.oral(oral).form.criteria:
            if settled or criterion.number % 3:
                act(oral, ev.Rated(criterion.number, ("TI", "I", "S", "TS", "NE")[criterion.number % 5]))
        if settled:
            act(oral, ev.TextWritten(TextField.APPRECIATION, "Une négociation structurée. " * 8))
            act(oral, ev.MarkProposed(self.office.oral(oral).form.mark.step * 25))
            act(oral, ev.Finalised())


REMARKS = (
    "+ #9=S Reformule le besoin avant de proposer",
    "? #2 Qui signe au-delà de 15 k€ ?",
    "- #13=I Esquive l’objection sur le service après-vente, puis y revient longuement sans aucun chiffre",
    "Propose la gamme T2, délai trois semaines",
    "#15=TS Bon de commande rempli",
)


def fill(day: Day) -> None:
    """Gaps come last: what runs then is asked about, the pause and the other orals are not."""
    settled = day.plan("grid", "e4-ponctuel", extra=THIRD)
    day.start(settled, 4, *REMARKS)
    day.finish(settled, settled=True)
    ended = day.plan("deliberation", "e6-ponctuel", SHORT)
    day.start(ended, 3, "+ #24=TS Indicateurs hebdomadaires", "? #11 Pourquoi ce panel ?", "sans lien")
    day.office.act(ended, ev.Paused())
    day.clock.advance(Duration.minutes(2))
    day.office.act(ended, ev.Resumed())
    day.finish(ended, settled=False)
    paused = day.plan("pause", "e4-ponctuel", extra=THIRD)
    day.start(paused, 2, *REMARKS)
    day.office.act(paused, ev.Paused())
    e4 = day.plan("live-e4", "e4-ponctuel", extra=THIRD)
    day.start(e4, 2, *REMARKS)
    day.office.act(e4, ev.Paused("malaise"))
    e6 = day.plan("live-e6", "e6-ponctuel")
    day.start(e6, 2, "+ #24=TS Indicateurs", "? #11 Pourquoi ce panel ?", "? #4 Quel coût ?")
    day.office.act(e6, ev.Paused("alarme"))
    gap = day.plan("gap", "e6-ponctuel", extra=THIRD)
    day.start(gap, 3, "après la partie")
    arrival = day.plan("arrival", "e4-ccf-2")
    preparing = day.plan("preparation", "e4-ponctuel", SHORT)
    for oral in (arrival, preparing):
        day.office.act(oral, do.StartPreparation(Duration.minutes(20)))
    day.clock.advance(Duration.minutes(9))
    before = day.clock.now()
    day.clock.advance(Duration.minutes(3))
    day.office.act(gap, ev.GapFound(before, GapCause.SLEEP))
    day.office.act(gap, ev.Paused("matériel"))


@pytest.fixture
def day(desk: Desk, clock: FakeClock, path: Path) -> Day:
    session = ExamSession(
        FileKind.TRAINING,
        2026,
        "Lycée polyvalent des métiers de la très longue vallée fictive",
        "12",
        "B 12",
        JURORS,
    )
    made = Day(create_file(desk, path, session), clock, {})
    fill(made)
    made.office.close()
    return made


def live_screens(
    hands: Hands, day: Day, names: tuple[str, ...] = ("arrival", "live-e4", "live-e6", "pause", "gap")
) -> Iterator[str]:
    """Shows one after the other, and tells its name."""
    workspace = hands.workspace
    for name in names:
        workspace.show_live(day.orals[name])
        yield name
    workspace.show_live(day.orals["live-e4"])
    hands.write("#")
    yield "live-proposals"
    hands.key("Esc")
    hands.key("Backspace")


def other_screens(hands: Hands, day: Day) -> Iterator[str]:
    workspace = hands.workspace
    workspace.show_day()
    yield "day"
    workspace.show_deliberation(day.orals["deliberation"])
    yield "deliberation"
    workspace.show_grid(day.orals["grid"])
    hands.wait(lambda: workspace.grid.ready)
    yield "grid"


def sizes(hands: Hands) -> tuple[Sizes, ...]:
    """Those of the look in force."""
    return SIZES[hands.theme.mode, hands.theme.scale]


def settle() -> None:
    """A layout asks for another once its widgets know their style."""
    for _ in range(6):
        QApplication.processEvents()


def picture(hands: Hands, name: str, at: Sizes | None = None) -> list[str]:
    """Take the picture at these sizes, or at all of the look in force; what is wrong in it."""
    problems = []
    for width, height in at or chain.from_iterable(sizes(hands)):
        hands.window.resize(width, height)
        settle()
        if name.endswith("grid"):
            hands.wait(lambda: hands.workspace.grid.ready)
            settle()
        look = f"{hands.theme.palette.name}-{round(hands.theme.scale * 100)}"
        title = f"{name}-{width}x{height}-{look}"
        assert hands.window.grab().save(str(FOLDER / f"{title}.png"), None, QUICKLY)
        problems += [f"{title}: {problem}" for problem in problems_of(hands.window)]
    return problems


def opened(show_window: ShowWindow, theme: Theme, path: Path, mode: Mode, scale: float) -> Hands:
    FOLDER.mkdir(parents=True, exist_ok=True)
    theme.set(mode, scale)
    hands = show_window()
    hands.window.open_path(path)
    return hands


def problems_of(window: QWidget) -> list[str]:
    shown = [each for each in window.findChildren(QWidget) if each.isVisible() and not each.size().isEmpty()]
    found = [f"{_name(each)} {problem}" for each in shown for problem in _cut(each)]
    beside: dict[QWidget, list[QWidget]] = {}
    for each in shown:
        parent = each.parentWidget()
        if parent is not None:
            beside.setdefault(parent, []).append(each)
    for parent, siblings in beside.items():
        if not isinstance(parent, QStackedWidget):
            found += _overlaps(siblings)
    found += [f"a line of « {text} » begins with a dot" for text in dotted(window)]
    for strip in window.findChildren(GapStrip):
        found += [f"{_name(each)} is half out of sight" for each in strip.buttons() if not _whole(each)]
    for signer in window.findChildren(RemarkAuthor):
        words = signer.choice.fontMetrics().horizontalAdvance(signer.choice.itemText(0))
        if signer.choice.isVisible() and signer.choice.width() < words + signer.choice.around:
            found.append(f"« {signer.choice.itemText(0)} » is cut")
    smallest = window.minimumSizeHint()
    if smallest.width() > window.width() or smallest.height() > window.height():
        found.append(f"the window needs {smallest.width()}x{smallest.height()}")
    return found + tree.problems(window) if isinstance(window, QDialog) else found


def _whole(widget: QWidget) -> bool:
    return not widget.isVisible() or widget.visibleRegion().boundingRect() == widget.rect()


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.heightForWidth(widget.width())
        if widget.height() < needed:
            yield f"is {widget.height()} high and needs {needed}"
    elif isinstance(widget, ProposalList):
        yield from _misplaced(widget)
    elif isinstance(widget, QLabel | QPushButton) and not isinstance(widget, ElidedLabel):
        hint = widget.sizeHint()
        if widget.width() < hint.width() or widget.height() < hint.height() - 1:
            yield f"is {widget.width()}x{widget.height()} and needs {hint.width()}x{hint.height()}"
    if isinstance(widget, QLabel | QAbstractButton):
        yield from _outside(widget)


def _misplaced(proposed: ProposalList) -> Iterator[str]:
    """They stand above the field that they are for, within the screen."""
    over = proposed.parentWidget()
    assert over is not None
    fields = over.findChildren(RemarkField)
    top = fields[0].mapTo(over, QPoint(0, 0))
    if proposed.geometry().bottom() > top.y() or proposed.x() != top.x():
        yield "are not above the field"
    if proposed.geometry().right() > over.width():
        yield "go beyond the screen"


def _outside(widget: QWidget) -> Iterator[str]:
    """Beyond the edge of something around it; what scrolls may be so from top to bottom only."""
    around = widget.parentWidget()
    scrolls = False
    while around is not None:
        area = QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())
        room = around.rect()
        if area.left() < room.left() or area.right() > room.right():
            yield f"goes beyond {_name(around)} sideways"
            return
        scrolls = scrolls or isinstance(around.parentWidget(), QAbstractScrollArea)
        if not scrolls and (area.top() < room.top() or area.bottom() > room.bottom()):
            yield f"goes beyond {_name(around)} from top to bottom"
            return
        around = None if around.isWindow() else around.parentWidget()


def _overlaps(siblings: list[QWidget]) -> Iterator[str]:
    drawn_over = QSplitterHandle | ProposalList | PaneFrame | LevelChoice
    beside = [each for each in siblings if not isinstance(each, drawn_over)]
    for one, other in combinations(beside, 2):
        if one.geometry().intersects(other.geometry()):
            yield f"{_name(one)} and {_name(other)} overlap"


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} « {words[:40]} »"


@pytest.mark.parametrize(("mode", "scale"), EACH_LOOK)
def test_every_screen_of_a_file_fits(
    show_window: ShowWindow,
    theme: Theme,
    day: Day,
    path: Path,
    mode: Mode,
    scale: float,
) -> None:
    hands = opened(show_window, theme, path, mode, scale)
    problems = []
    for each in sizes(hands):
        every = chain(live_screens(hands, day), other_screens(hands, day))
        problems += [problem for name in every for problem in picture(hands, name, each)]
    assert not problems, "\n".join(problems)


def test_the_first_window_fits(show_window: ShowWindow, theme: Theme, tmp_path: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    known = [tmp_path / f"session-de-mai-{number}.btsjury" for number in range(4)]
    for path in known[1:]:
        path.touch()
    problems = []
    for mode, scale in LOOKS:
        theme.set(mode, scale)
        for name, recent in (("welcome-empty", ()), ("welcome", tuple(known))):
            hands = show_window(settings=Settings(recent=recent))
            problems += picture(hands, name)
            hands.window.close()
    assert not problems, "\n".join(problems)


def test_an_empty_day_and_a_warning_fit(
    show_window: ShowWindow, theme: Theme, desk: Desk, path: Path
) -> None:
    make_file(desk, path, ())
    problems = []
    for mode, scale in LOOKS:
        hands = opened(show_window, theme, path, mode, scale)
        problems += picture(hands, "day-empty")
        hands.window.notices.warn(messages.problem(FileProblem(ProblemKind.DISK_FULL, path, "SQLITE_FULL")))
        problems += picture(hands, "day-warning")
        hands.window.close()
    assert not problems, "\n".join(problems)
