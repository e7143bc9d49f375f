"""Two workstations on one centre of a server: whatever they do in whatever order, what is there is what some
order of their acts gives, or the second one was told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.people import add_candidate, correct_candidate, withdraw_candidates
from btstc_jury.application.centre.ports import CentreFile, ChangedMeanwhile
from btstc_jury.application.centre.receipts import Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.domain.centre.collected import Tie
from btstc_jury.domain.centre.timetable import SlotKey
from tests.centres import a_pictured_centre, an_office, picture_day, pictured_candidates
from tests.drawn import examples
from tests.served_centres import stations
from tests.servers import Server
from tests.storage.centre.test_centre_file import SEAN

_WHO = ("Alix", "Camille")
Deed = tuple[int, str, int]
"""By whom, what, and to which of a few things."""


def move(office: CentreOffice, number: int) -> None:
    table = office.timetable
    key = SlotKey(number, "E4")
    if key in table.slots:
        slot = table.slots[key]
        later = replace(slot, oral=slot.oral + timedelta(minutes=5))
        office.replan(replace(table, slots={**table.slots, key: later}), f"Créneau {number} déplacé")


def take_out(office: CentreOffice, number: int) -> None:
    table = office.timetable
    left = {key: each for key, each in table.slots.items() if key.candidate != number}
    office.replan(replace(table, slots=left), f"Créneau {number} retiré")


def correct(office: CentreOffice, number: int) -> None:
    for each in office.candidates:
        if each.identity == number:
            correct_candidate(office, number, each.candidate._replace(school=each.candidate.school + "x"))


def withdraw(office: CentreOffice, number: int) -> None:
    if any(each.identity == number for each in office.candidates):
        withdraw_candidates(office, [number])


def add(office: CentreOffice, number: int) -> None:
    add_candidate(office, SEAN._replace(first_names=f"{office.author} {number}"))


def receive(office: CentreOffice, number: int) -> None:
    content = b"file %d" % number
    sha256 = hashlib.sha256(content).hexdigest()
    store = office.file.collection
    if any(each.sha256 == sha256 for each in store.receipts()):
        return
    act = office.act(f"Dépôt {number}")
    receipt = Receipt(sha256, f"{number}", ReceiptKind.EXAM_FILE, Outcome.TAKEN, "", number, len(content))
    store.keep(Deposit(act, receipt, content))


def tie(office: CentreOffice, number: int) -> None:
    act = office.act(f"Rattachement {number}")
    place = SlotKey(number, office.author)
    office.file.collection.keep(Deposit(act, ties=(Tie(f"f/{number}", place, act.author, act.utc),)))


def rules(office: CentreOffice, number: int) -> None:
    table = office.timetable
    office.replan(replace(table, rules=replace(table.rules, gap=table.rules.gap + 5)), f"Écart {number}")


def undo(office: CentreOffice, _number: int) -> None:
    office.undo()


def follow(office: CentreOffice, _number: int) -> None:
    office.file.sharing.follow()


DEEDS: dict[str, Callable[[CentreOffice, int], None]] = {
    each.__name__: each
    for each in (move, take_out, correct, withdraw, add, receive, tie, rules, undo, follow)
}


def state(file: CentreFile) -> list[Any]:
    held = file.collection
    people = [(each.candidate, each.version > 0) for each in (*file.candidates(), *file.withdrawn())]
    ties = {(each.of, each.place) for each in held.ties()}
    return [sorted(map(repr, people)), file.timetable(), {each.sha256 for each in held.receipts()}, ties]


def offices_of(*files: CentreFile) -> list[CentreOffice]:
    offices = [an_office(each) for each in files]
    for office, who in zip(offices, _WHO, strict=True):
        office.author = who
        # What is read later is of another moment.
        _ = office.timetable, office.file.collection.receipts(), office.file.collection.ties()
    return offices


def refused(offices: Sequence[CentreOffice], deed: Deed) -> ChangedMeanwhile | None:
    who, name, number = deed
    try:
        DEEDS[name](offices[who], number)
    except ChangedMeanwhile as met:
        offices[who].forget(steps=False)
        return met
    return None


deeds = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(sorted(DEEDS)), st.integers(1, 2)), min_size=3, max_size=9
)


@given(taken=deeds)
@settings(
    max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_order_of_acts_is_some_order_or_told(
    server: Server, centres_base: str, tmp_path: Path, taken: Sequence[Deed]
) -> None:
    with stations(server, centres_base) as there:
        there.filled(pictured_candidates(), picture_day())
        offices = offices_of(there.first, there.open())
        done: list[Deed] = []
        for deed in taken:
            before = there.first.acts()
            met = refused(offices, deed)
            if met is None:
                done.append(deed)
                continue
            assert there.first.acts() == before, "nothing of what was refused is written"
            assert met.clashes, "what both changed is told"
            assert {each.author for each in met.acts} <= {*_WHO}
        for office in offices:
            office.file.sharing.follow()
            assert state(office.file) == alone(tmp_path, done)
        assert there.served.check(there.identity).findings == ()


def alone(folder: Path, done: Sequence[Deed]) -> list[Any]:
    """What these acts give in a file, each done by somebody who knows all that was done before."""
    with TemporaryDirectory(dir=folder) as name, closing(a_pictured_centre(Path(name))) as file:
        file._database.pragma("synchronous = OFF")
        offices = offices_of(file, file)
        for deed in done:
            assert refused(offices, deed) is None
        return state(file)
