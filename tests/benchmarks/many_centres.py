"""Centres all of whose orals came back, as the acts of the program write them: by commission of fifty, before
three jurors whose opinions are known, with remarks that are kept to be searched. Everybody is fictional.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from btstc_jury.application.centre.heard import GivenOpinion, Gleaned, HeardOral
from btstc_jury.application.centre.ports import CentreAct, CentreFile, Enrolment
from btstc_jury.application.centre.receipts import Deposit, Outcome, Receipt, ReceiptKind
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.collected import OralFacts, SentFile, Signer, Version
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    Slot,
    SlotKey,
    Timetable,
    Window,
    slot_at,
)
from btstc_jury.domain.commission import Role
from btstc_jury.domain.exam import Held
from btstc_jury.domain.standing import Stage, Status
from tests.centre_days import FORMS, LIBRARY
from tests.harmony_centres import a_sheet

EXAM, FORM = "E4", "e4-ponctuel"
OF_COMMISSION = 50
_A_DAY = 8
_ENTRIES = 60
"""Rows of the journal of an oral."""
_CONTENT = 16_384
"""Bytes of a received file: real ones have a hundred times more, which no list nor search reads."""
_REMARKS, _WORDS, _REMARKS_KNOWN = 8, 12, 4000
"""Of an oral; of a remark; of how many the remarks of an oral are drawn."""
_FIRST_DAY = datetime.fromisoformat("2027-05-18T08:00")
_UTC = 1_810_000_000_000_000
_ROLES = (Role.EG, Role.STI, Role.PROFESSIONAL)
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
_LAST_NAMES = ("Abadie", "Bélier", "Chêne", "Delmas", "Étienne", "Fabre", "Garnier", "Hœrner", "N’Diaye")
_FIRST_NAMES = ("Alix", "Béa", "Chloé", "Dany", "Elie", "Fanny", "Guy", "Inès", "Joël")


@dataclass(frozen=True, slots=True)
class MadeCentre:
    """What the acts are to write. ``centre`` keeps texts; ``deposits``: one of each commission, but for the
    last one of every thirtieth centre, which hasn't come.
    """

    centre: Centre
    people: tuple[CentreCandidate, ...]
    days: Timetable
    sent: tuple[SentFile, ...]
    deposits: tuple[Deposit, ...]


@cache
def _words() -> tuple[str, ...]:
    draw = Random(15)
    return tuple("".join(draw.choices(_SYLLABLES, k=draw.randrange(2, 5))) for _ in range(4000))


@cache
def _remarks() -> tuple[str, ...]:
    draw, words = Random(16), _words()
    often = list(accumulate(1 / place for place in range(1, len(words) + 1)))
    return tuple(" ".join(draw.choices(words, cum_weights=often, k=_WORDS)) for _ in range(_REMARKS_KNOWN))


class CentreMaker:
    """The same centres each time. ``words``: those that remarks are made of, the most used first."""

    def __init__(self, orals: int) -> None:
        self.orals = orals
        self.words = _words()
        self._remarks = _remarks()
        draw = Random(15)
        self._form = LIBRARY.get(FORM)
        self._sheets = [a_sheet("", 1, self._form, draw) for _ in range(min(orals, 350))]

    def make(self, number: int) -> MadeCentre:
        """``number``: from 1, of no other."""
        draw = Random(number)
        centre = self.centre(number)
        people = tuple(self.person(number, each) for each in range(1, self.orals + 1))
        days = _days(people)
        sent = tuple(_sent(number, each, self.orals) for each in days.commissions)
        coming = sent[:-1] if number % 30 == 0 else sent
        deposits = tuple(self._deposit(centre, people, each, draw) for each in coming)
        return MadeCentre(centre, people, days, sent, deposits)

    @staticmethod
    def centre(number: int) -> Centre:
        return Centre(f"Lycée fictif {number}", 2027, f"{number:07}Z", keeps_texts=True)

    def person(self, centre: int, identity: int) -> CentreCandidate:
        last = _LAST_NAMES[identity % len(_LAST_NAMES)]
        return CentreCandidate(
            number=f"{centre:05}{identity:06}",
            last_name=f"{last}-{centre:03}-{identity // 9:04}",
            first_names=_FIRST_NAMES[(identity // 7) % len(_FIRST_NAMES)],
            school=f"Lycée fictif {identity % 9}",
            exams="E4 ponctuel",
        )

    def _deposit(
        self, centre: Centre, people: tuple[CentreCandidate, ...], sent: SentFile, draw: Random
    ) -> Deposit:
        content = draw.randbytes(_CONTENT)
        sha256 = hashlib.sha256(content).hexdigest()
        name = f"commission {sent.commission}.btsjury"
        receipt = Receipt(
            sha256, name, ReceiptKind.EXAM_FILE, Outcome.TAKEN, "", _UTC, _CONTENT, draw.randbytes(600)
        )
        versions = []
        heard = []
        for oral, place in sent.orals.items():
            facts = self._facts(centre, people[place.candidate - 1], sent.commission, oral, place.candidate)
            remarks = [
                (f"Remarque, {each:02}:00, Échange", draw.choice(self._remarks)) for each in range(_REMARKS)
            ]
            rows = draw.randbytes(32 * _ENTRIES)
            hashes = tuple(rows[at : at + 32] for at in range(0, len(rows), 32))
            told = (*remarks, *facts.texts)
            versions.append(Version(sha256, sent.file, oral, _ENTRIES, hashes, facts, told))
            if facts.held.mark is not None and facts.held.settled:
                heard.append(self._heard(sha256, sent, oral, place.candidate))
        gleaned = Gleaned(tuple(heard), {self._form.hash: self._form})
        return Deposit(_act(f"{name} reçu"), receipt, content, versions, gleaned=gleaned)

    def _facts(
        self, centre: Centre, person: CentreCandidate, commission: int, oral: int, identity: int
    ) -> OralFacts:
        number = int(centre.uai[:-1])
        stage, status = _standing(number, identity)
        settled = stage is not Stage.ENDED
        signed = settled and identity % 20 != 0 and status.worth.held
        mark = self._sheets[identity % len(self._sheets)].mark if status.worth.held else None
        proposed = settled and status.worth.held
        jurors = tuple(f"Membre {commission}-{seat}" for seat in range(1, 4))
        return OralFacts(
            candidate=Candidate(person.number, person.last_name, person.first_names, school=person.school),
            held=Held(
                situation=0,
                on=_FIRST_DAY.date(),
                status=status,
                oral=oral,
                proposed=proposed,
                settled=settled,
                signed=signed,
                mark=mark,
            ),
            stage=stage,
            exam=EXAM,
            form=FORM,
            year=centre.year,
            centre=centre.name,
            commission=str(commission),
            room=f"B{commission:02}",
            version=1 if proposed else 0,
            settled_at=_UTC if settled else None,
            signers=tuple(Signer(each, _UTC) for each in jurors) if signed else (),
            due=3,
            title="Conseil et communication techniques",
            unit="U4",
            diploma="BTS Technico-commercial",
            form_name=self._form.name,
            jurors=jurors,
            texts=(("Appréciation", self._remarks[(number * 7 + identity) % _REMARKS_KNOWN]),),
            standing=status.worth.label,
        )

    def _heard(self, receipt: str, sent: SentFile, oral: int, identity: int) -> HeardOral:
        sheet = self._sheets[identity % len(self._sheets)]
        return HeardOral(
            receipt=receipt,
            file=sent.file,
            oral=oral,
            form=self._form.hash,
            levels=tuple(sorted(sheet.levels.items())),
            opinions=tuple(
                GivenOpinion(f"Membre {sent.commission}-{seat}", mark, tuple(sorted(levels.items())))
                for seat, (mark, levels) in enumerate(sheet.given, 1)
            ),
            phases=tuple((place, minutes * 60_000_000) for place, minutes in enumerate(sheet.minutes)),
        )


def write(file: CentreFile, made: MadeCentre) -> None:
    """Act by act, as it would come about: the list, the days, the files handed out, each that comes back."""
    file.enrol(Enrolment(_act("Liste reçue"), made.people))
    file.replan(file.timetable(), replace(made.days, candidates={}, forms={}), _act("Journées placées"))
    file.collection.keep(Deposit(_act("Fichiers remis"), sent=made.sent))
    for each in made.deposits:
        file.collection.keep(each)


def _act(words: str) -> CentreAct:
    return CentreAct(_UTC, "Alix", words)


MADE = _act("Centre créé")


def _standing(centre: int, identity: int) -> tuple[Stage, Status]:
    """One in forty isn't settled, one in a hundred absent; in every hundredth centre the first one's result
    is withheld, in every twentieth the second one's is under a reserve.
    """
    if identity == 1 and centre % 100 == 7:
        return Stage.FINALISED, Status.WITHHELD
    if identity == 2 and centre % 20 == 3:
        return Stage.FINALISED, Status.RESERVED
    if identity % 100 == 99:
        return Stage.CLOSED, Status.ABSENT
    return (Stage.ENDED if identity % 40 == 39 else Stage.FINALISED), Status.NORMAL


def _sent(centre: int, commission: int, orals: int) -> SentFile:
    first = (commission - 1) * OF_COMMISSION
    people = range(first + 1, min(first + OF_COMMISSION, orals) + 1)
    places = {number: SlotKey(identity, EXAM) for number, identity in enumerate(people, 1)}
    file = hashlib.sha256(f"{centre}/{commission}".encode()).hexdigest()[:32]
    return SentFile(file, commission, places, f"commission {commission}.btsjury", _UTC, jurors=frozenset())


def _days(people: tuple[CentreCandidate, ...]) -> Timetable:
    """One oral an hour, eight a day."""
    length = -(-OF_COMMISSION // _A_DAY)
    half_days = tuple(
        Window(_FIRST_DAY + timedelta(days=day), _FIRST_DAY + timedelta(days=day, hours=10))
        for day in range(length)
    )
    commissions, jurors = {}, {}
    for number in range(1, -(-len(people) // OF_COMMISSION) + 1):
        seats = tuple(range(3 * number - 2, 3 * number + 1))
        for seat, (identity, role) in enumerate(zip(seats, _ROLES, strict=True), 1):
            jurors[identity] = CentreJuror(identity, f"Membre {number}-{seat}", role)
        commissions[number] = CentreCommission(
            number, str(number), FORM, f"B{number:02}", jurors=seats, half_days=half_days
        )
    known = dict(enumerate(people, 1))
    days = Timetable(known, FORMS, jurors=jurors, commissions=commissions)
    return replace(days, slots={each.key: each for each in _slots(days)})


def _slots(days: Timetable) -> Iterator[Slot]:
    for identity in days.candidates:
        commission, place = divmod(identity - 1, OF_COMMISSION)
        day, hour = divmod(place, _A_DAY)
        at = _FIRST_DAY + timedelta(days=day, hours=hour + 1)
        yield slot_at(days, days.commissions[commission + 1], SlotKey(identity, EXAM), at)
