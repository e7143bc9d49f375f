"""What the commissions do with the files that they were handed, and the copies that come back of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from shutil import copyfile

from btstc_jury.application.office import Office
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.remark_syntax import parse
from btstc_jury.application.sessions import SUFFIX, open_file
from btstc_jury.application.signing import SigningWish, begin, carry_out, record
from btstc_jury.application.views.formats import local
from btstc_jury.application.views.grid import GridView
from btstc_jury.demonstration import centre_script, script
from btstc_jury.demonstration.driver import DemonstrationFailed
from btstc_jury.demonstration.seed import ShiftedClock
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Attendance, Presence
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.ui.ports import Ports

_MARKS = tuple(map(Decimal, ("14", "11.5", "9", "16.5", "12.5")))
_PHASE = Duration.minutes(9)
_HERE = Presence(convocation=True, identity=True, attendance=Attendance.PAPER)
_REMARKS = (
    "+ Contexte exposé avec clarté, chiffres cités",
    "? À préciser : le délai annoncé au client",
    "- Peu de questions sur le besoin réel",
)
_E4, _E6, _CCF = centre_script.E4, centre_script.E6, centre_script.CCF


def play_all(ports: Ports, clock: ShiftedClock, files: Mapping[str, Path], back: Path) -> Sequence[Path]:
    """Hear everybody, by number of commission, and put into the folder ``back`` what is brought to the
    centre: those files, in the order in which they come.
    """
    back.mkdir(exist_ok=True)
    names = {number: back / f"commission {number}{SUFFIX}" for number in files}
    second = back / f"commission {_E6}, second poste{SUFFIX}"
    grid = back / "grille signée.pdf"
    for number, path in files.items():
        with closing(_Commission(ports, clock, path)) as sitting:
            sitting.hear_all(signed=number != _E6)
            if number == _E4:
                grid.write_bytes(sitting.signed_grid())
        if number == _E6:
            copyfile(path, second)
            for each, mark in ((path, centre_script.MARK), (second, centre_script.OTHER_MARK)):
                with closing(_Commission(ports, clock, each)) as sitting:
                    sitting.settle_last(mark)
        copyfile(path, names[number])
    twice, damaged = back / f"commission {_E4}, autre clé{SUFFIX}", back / f"clé abîmée{SUFFIX}"
    copyfile(names[_E4], twice)
    damaged.write_bytes(_damaged(names[_CCF].read_bytes()))
    return damaged, second, names[_E4], grid, twice, names[_CCF], names[_E6]


def _damaged(content: bytes) -> bytes:
    """One byte isn't what was written."""
    at = content.rfind(centre_script.DAMAGED_WORDS.encode())
    if at < 0:
        raise DemonstrationFailed("rien à abîmer dans le fichier de la commission")
    return content[:at] + b"A" + content[at + 1 :]


class _Commission:
    """At work on its file, with a clock of its own from ``clock`` on."""

    def __init__(self, ports: Ports, clock: ShiftedClock, path: Path) -> None:
        self._clock = ShiftedClock(clock)
        self._evaluation = ports.papers.evaluation
        self._tools = ports.papers.signing()
        self._office: Office = open_file(replace(ports.files.desk(), clock=self._clock), path)[0]

    def close(self) -> None:
        self._office.close()

    def hear_all(self, *, signed: bool) -> None:
        """But the proposal of the one whose two copies are to part."""
        marks = cycle(_MARKS)
        for each in self._office.file.index.all():
            if each.number == centre_script.ABSENT:
                self._act(each.oral, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
                continue
            self._conduct(each.oral)
            if each.number != centre_script.PARTED:
                self._settle(each.oral, next(marks))
                self._sign(each.oral, on_paper=not signed)

    def settle_last(self, mark: Decimal) -> None:
        """The one that ``hear_all`` left."""
        found = (each.oral for each in self._office.file.index.all() if each.number == centre_script.PARTED)
        oral = next(found)
        self._clock.advance(Duration.minutes(9 * 60))
        self._settle(oral, mark)
        self._sign(oral, on_paper=True)

    def signed_grid(self) -> bytes:
        """Of the first one heard."""
        oral = self._office.file.index.all()[0].oral
        kept = self._office.file.proofs.document(oral, self._office.oral(oral).version)
        if kept is None:
            raise DemonstrationFailed("la première grille n’est pas gardée")
        return kept.content

    def _act(self, oral: int, *commands: do.Command) -> None:
        for each in commands:
            self._office.act(oral, each)

    def _conduct(self, oral: int) -> None:
        """At the hour planned, or as soon as can be."""
        state = self._office.oral(oral)
        early = state.plan.scheduled - local(self._clock.now().utc).replace(tzinfo=None)
        if early.total_seconds() > 0:
            self._clock.advance(Duration.seconds(int(early.total_seconds())))
        self._act(oral, ev.PresenceChecked(_HERE), ev.DossierChecked(DossierCheck(Outcome.COMPLIANT)))
        if state.form.playing is not None:
            self._act(oral, ev.PlayedRecorded(script.PLAYED[state.form.playing]))
        self._act(oral, do.Open(self._office.session.jurors))
        for place, _ in enumerate(state.form.phases):
            self._act(oral, do.NextPhase() if place else do.Start())
            typed = parse(_REMARKS[place % len(_REMARKS)], state.form)
            self._act(oral, do.AddRemark(self._clock.now(), typed.content, typed.level))
            self._clock.advance(_PHASE)
        self._act(oral, ev.Ended())

    def _settle(self, oral: int, mark: Decimal) -> None:
        form = self._office.oral(oral).form
        if form.situation is not None:
            self._judge_apart(oral, form, mark)
        for place, each in enumerate(form.criteria):
            self._act(oral, ev.Rated(each.number, _level(form, place, mark)))
        self._act(oral, ev.MarkProposed(mark))
        self._act(oral, ev.TextWritten(TextField.APPRECIATION, centre_script.APPRECIATION), ev.Finalised())

    def _judge_apart(self, oral: int, form: Form, mark: Decimal) -> None:
        """A point less and a point more than what is settled; the third sees one criterion in three
        otherwise.
        """
        self._act(oral, ev.ModeChosen(OpinionMode.SEPARATE))
        for seat, juror in enumerate(self._office.session.jurors):
            for place, each in enumerate(form.criteria):
                other = seat == 2 and place % 3 == 0
                level = _level(form, place + other, mark)
                self._act(oral, ev.OpinionRated(juror.key, each.number, level))
            self._act(oral, ev.OpinionMarked(juror.key, mark + seat - 1), ev.OpinionGiven(juror.key))
        self._act(oral, ev.Revealed())

    def _sign(self, oral: int, *, on_paper: bool) -> None:
        for place, juror in enumerate(self._office.session.jurors):
            if on_paper:
                self._act(oral, ev.GridSigned(Signature(juror.key, Means.PAPER)))
                continue
            pin, drawing = [*script.PINS.values()][place], [*script.DRAWINGS.values()][place]
            if not any(each.juror == juror.key for each in self._office.session.pins):
                choose_pin(self._office, juror.key, pin)
            wish = SigningWish(juror.key, Means.INTERNAL, drawing, secret=pin)
            task = begin(self._office, oral, wish, self._evaluate)
            record(self._office, carry_out(task, self._tools))

    def _evaluate(self, office: Office, number: int, grid: GridView) -> bytes:
        return self._evaluation(office, number, grid, with_remarks=False)


def _level(form: Form, place: int, mark: Decimal) -> str:
    return form.levels[2 + (place + int(mark)) % 2].letters
