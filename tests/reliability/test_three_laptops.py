"""One oral on three laptops, three processes with a folder each: what comes of it is what one would make."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.laptop_process import Machine

ROOT = Path(__file__).resolve().parents[2]
OPINIONS = {"a": ("S S TS", "13"), "b": ("S I TS", "12"), "c": ("S NE TS", "11.5")}
HOUR = 3600


class Laptop:
    """A process; ``at``: seconds since the beginning of the test."""

    def __init__(self, folder: Path, ahead: float = 0) -> None:
        folder.mkdir()
        self.folder, self._ahead, self._at = folder, ahead, 0.0
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "tests.reliability.laptop_process", str(self.folder)]
        self.process = subprocess.Popen(
            [*command, str(self._ahead), str(self._at)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __call__(self, act: str, **arguments: object) -> Any:  # noqa: ANN401 - as JSON has it
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([act, arguments]) + "\n")
        self.process.stdin.flush()
        if act == "wait":
            self._at += float(str(arguments["seconds"]))
        return json.loads(self.process.stdout.readline())

    def kill(self) -> None:
        """Without a word, as kill -9 does it, and started again."""
        self.end()
        self._start()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()

    def carry(self, name: str, to: Laptop, renamed: str = "") -> None:
        """By a stick: the file alone, as it is copied."""
        shutil.copy(self.folder / name, to.folder / (renamed or name))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laptops")


@pytest.fixture(scope="module")
def main(folder: Path) -> Iterator[Laptop]:
    """The commission's laptop, the oral over there and two sealed opinions in its folder.

    b's clock is an hour ahead and starts with the commission; c's is an hour late, was invited in mid-oral,
    and its process is killed while it notes.
    """
    laptops = [Laptop(folder / "main"), Laptop(folder / "b", HOUR), Laptop(folder / "c", -HOUR)]
    try:
        _conduct(*laptops)
        yield laptops[0]
    finally:
        for each in laptops:
            each.end()


def _conduct(main: Laptop, b: Laptop, c: Laptop) -> None:
    def passes(seconds: float) -> None:
        for each in (main, b, c):
            each("wait", seconds=seconds)

    main("create", name="examen.btsjury")
    main("invite", juror="b", name="avis-b.btsjury", encrypted=True)
    main.carry("avis-b.btsjury", b)
    b("open", name="avis-b.btsjury", encrypted=True)
    main("sit")
    for each in (main, b):
        each("start")
    passes(20)
    main("note", juror="a", text="regarde le jury", sign="+")
    passes(10)
    main("invite", juror="c", name="avis-c.btsjury")
    main.carry("avis-c.btsjury", c)
    c("open", name="avis-c.btsjury")
    passes(15)
    c("take_clock", elapsed=45)
    b("note", juror="b", text="accroche juste", sign="+", criterion=1)
    passes(5)
    c("note", juror="c", text="parle vite", sign="-")
    c("beat")
    c.kill()
    passes(30)
    c("open", name="avis-c.btsjury")
    assert c("count_gaps") == 1
    passes(500)
    for each in (main, b, c):
        each("next_phase")
    passes(60)
    c("note", juror="c", text="et le délai ?", sign="?")
    passes(1)
    b("note", juror="b", text="chiffre bien", sign="+", criterion=2)
    passes(899)
    for each in (main, b, c):
        each("end")
    passes(60)
    for juror, laptop in (("b", b), ("c", c)):
        levels, mark = OPINIONS[juror]
        laptop("opine", juror=juror, levels=levels, mark=mark, give=False)
        assert laptop("seal") == 1
        laptop("close")
        laptop.carry(f"avis-{juror}.btsjury", main, f"scelle-{juror}.btsjury")
    main("close")


@pytest.fixture(scope="module")
def alone(folder: Path) -> dict[str, Any]:
    """What one laptop doing all of it comes to."""
    (folder / "alone").mkdir()
    machine = Machine(folder / "alone")
    machine.create("examen.btsjury")
    machine.separate()
    machine.sit()
    machine.start()
    done: tuple[tuple[float, Callable[[], None]], ...] = (
        (20, lambda: machine.note("a", "regarde le jury", "+")),
        (25, lambda: machine.note("b", "accroche juste", "+", 1)),
        (5, lambda: machine.note("c", "parle vite", "-")),
        (530, machine.next_phase),
        (60, lambda: machine.note("c", "et le délai ?", "?")),
        (1, lambda: machine.note("b", "chiffre bien", "+", 2)),
        (899, machine.end),
    )
    for seconds, act in done:
        machine.wait(seconds)
        act()
    machine.wait(60)
    for juror, (levels, mark) in OPINIONS.items():
        machine.opine(juror, levels, mark)
    return _as_json(machine.result())


def _as_json(value: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(value))
    return found


def _brings(juror: str) -> Callable[[Laptop], object]:
    def act(main: Laptop) -> None:
        told = main("bring", name=f"scelle-{juror}.btsjury", encrypted=juror == "b")
        assert told[0] == "taken"
        way = "avance" if juror == "b" else "retard"
        assert told[1] == f"horloge en {way} de 1\u202fh 00\u202fmin 00\u202fs, corrigé"

    return act


def _enters(juror: str) -> Callable[[Laptop], object]:
    def act(main: Laptop) -> None:
        levels, mark = OPINIONS[juror]
        main("opine", juror=juror, levels=levels, mark=mark)

    return act


ORDERS = list(permutations("abc"))


@pytest.mark.parametrize("order", ORDERS, ids=map("".join, ORDERS))
def test_in_every_order_two_laptops_and_the_main_one_come_to_what_one_does(
    main: Laptop, alone: dict[str, Any], order: tuple[str, ...]
) -> None:
    ways = {"a": _enters("a"), "b": _brings("b"), "c": _brings("c")}
    assert _result(main, [ways[each] for each in order]) == alone


@pytest.mark.parametrize("order", ORDERS, ids=map("".join, ORDERS))
def test_in_every_order_one_laptop_one_sheet_of_paper_and_the_main_one_agree(
    main: Laptop, alone: dict[str, Any], order: tuple[str, ...]
) -> None:
    """C gave up the laptop and fills in the sheet: no remark comes from there."""
    ways = {"a": _enters("a"), "b": _brings("b"), "c": _enters("c")}
    found = _result(main, [ways[each] for each in order])
    expected = json.loads(json.dumps(alone))
    expected["remarks"] = [each for each in expected["remarks"] if each[0] != "c"]
    notes = expected["evaluation"]["notes"]
    expected["evaluation"]["notes"] = [each for each in notes if each["author"] != "c"]
    assert found == expected


def _result(main: Laptop, ways: list[Callable[[Laptop], object]]) -> dict[str, Any]:
    shutil.copy(main.folder / "examen.btsjury", main.folder / "essai.btsjury")
    main("open", name="essai.btsjury")
    for way in ways:
        way(main)
    found = _as_json(main("result"))
    main("close")
    (main.folder / "essai.btsjury").unlink()
    return found


def test_what_comes_twice_or_too_late_changes_nothing(main: Laptop) -> None:
    shutil.copy(main.folder / "examen.btsjury", main.folder / "tard.btsjury")
    main("open", name="tard.btsjury")
    _brings("c")(main)
    assert main("bring", name="scelle-c.btsjury") == ["already", ""]
    _enters("a")(main)
    _enters("b")(main)
    main("result")
    assert main("bring", name="scelle-b.btsjury", encrypted=True) == ["refused", "finalised"]
    assert main("bring", name="scelle-c.btsjury") == ["already", ""]
    main("close")
