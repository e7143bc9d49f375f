"""What all commissions of a centre gave, form by form, for those who harmonise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from btstc_jury.application.centre.collecting import CollectingTools
from btstc_jury.application.centre.collection import stock_of
from btstc_jury.application.centre.heard import (
    GivenOpinion,
    Gleaned,
    HeardKey,
    HeardOral,
    gleaned,
    heard_in,
    heard_told,
    seconds,
)
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.centre.outputs import OutputStopped
from btstc_jury.application.centre.receipts import Deposit, Receipt, ReceiptKind
from btstc_jury.application.finding import Passage, held_of
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey, passphrase_key
from btstc_jury.application.ports import Clock, FormSource
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views import formats, messages
from btstc_jury.domain.centre.awaited import Awaited
from btstc_jury.domain.centre.collected import OralFacts
from btstc_jury.domain.centre.harmonisation import Heard
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.domain.form import Form
from btstc_jury.domain.opinions import Opinion
from btstc_jury.domain.wording import folded


class Aside(StrEnum):
    """Why an oral that is due isn't counted. ``words``: of one and of several."""

    NOT_RECEIVED = "not_received"
    CONTRADICTORY = "contradictory"
    UNSETTLED = "unsettled"
    WITHHELD = "withheld"
    NO_MARK = "no_mark"

    @property
    def words(self) -> tuple[str, str]:
        return _ASIDE[self]


_ASIDE: Mapping[Aside, tuple[str, str]] = {
    Aside.NOT_RECEIVED: ("pas revenue", "pas revenues"),
    Aside.CONTRADICTORY: ("dont deux versions se contredisent", "dont deux versions se contredisent"),
    Aside.UNSETTLED: ("pas encore validée", "pas encore validées"),
    Aside.WITHHELD: ("au résultat retenu", "aux résultats retenus"),
    Aside.NO_MARK: ("sans note (absence, non validé)", "sans note (absence, non validé)"),
}


_TO_COME = (Aside.NOT_RECEIVED, Aside.CONTRADICTORY, Aside.UNSETTLED)


class Counted(NamedTuple):
    """An oral whose settled mark counts. ``commission``: its number, as the centre writes it; ``key``: what
    is gleaned of it.
    """

    place: SlotKey
    commission: str
    facts: OralFacts
    key: HeardKey


@dataclass(frozen=True, slots=True)
class Harmony:
    """``aside``: how many orals aren't counted, and why; ``commissions``: numbers of all that hear, in the
    order of the days, each with the key of its form; ``kept``: what is gleaned, of more than ``counted``.
    """

    centre: str
    year: int
    counted: tuple[Counted, ...]
    aside: Mapping[Aside, int]
    commissions: Mapping[str, str]
    kept: Gleaned

    @property
    def missing(self) -> bool:
        """Whether a mark is still to come."""
        return any(self.aside.get(each) for each in _TO_COME)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Receipts of which something that counts wasn't gleaned yet."""
        known = {each.key for each in self.kept.orals}
        return tuple(dict.fromkeys(each.key.receipt for each in self.counted if each.key not in known))


def harmony_of(office: CentreOffice, more: Gleaned | None = None) -> Harmony:
    """What counts of all that came back. ``more``: gleaned, and not kept in the centre's file. Raises
    ``FileProblem``.
    """
    centre, sittings = office.centre, office.timetable.commissions
    counted, aside, hearing = [], Counter[Aside](), dict[str, str]()
    for each in stock_of(office).awaited:
        facts, sitting = each.facts, sittings.get(each.commission)
        number = "?"
        if sitting is not None:
            number = sitting.number
            hearing[number] = sitting.form
        elif facts is not None and facts.commission:
            number = facts.commission
            hearing.setdefault(number, facts.form)
        why = _aside(each)
        if why is not None:
            aside[why] += 1
        elif facts is not None and each.oral is not None and each.oral.standing is not None:
            version = each.oral.standing
            key = HeardKey(version.receipt, version.file, version.oral)
            counted.append(Counted(each.place, number, facts, key))
    kept = office.file.collection.gleaned()
    kept = kept.beside(more) if more else kept
    return Harmony(centre.name, centre.year, tuple(counted), dict(aside), hearing, kept)


def keep_gleaned(office: CentreOffice, found: Gleaned, what: str = "Harmonisation") -> None:
    """What was read again, and for what, stays in the centre's file. Raises ``FileProblem``,
    ``ReadOnlyFile``, ``ChangedMeanwhile``.
    """
    if found:
        count = len(found.receipts)
        act = office.act(f"{what}\u202f: {formats.count(count, 'dépôt relu', 'dépôts relus')}")
        office.file.collection.keep(Deposit(act, gleaned=found))


def _aside(awaited: Awaited) -> Aside | None:
    """A mark whose result waits for an authority isn't shown by the way of statistics."""
    if awaited.oral is not None and awaited.oral.contradictory:
        return Aside.CONTRADICTORY
    facts = awaited.facts
    if facts is None:
        return Aside.NOT_RECEIVED
    worth = facts.held.status.worth
    if not worth.held:
        return Aside.NO_MARK
    if worth.withheld:
        return Aside.WITHHELD
    if not facts.held.proposed:
        return Aside.UNSETTLED
    return Aside.NO_MARK if facts.held.mark is None else None


class Unread(NamedTuple):
    """A receipt (its SHA-256) of which nothing could be gleaned, and why, in French. ``locked``: for want of
    its passphrase.
    """

    receipt: str
    name: str
    why: str
    locked: bool = False


class _Kept(NamedTuple):
    name: str
    kind: ReceiptKind
    content: bytes
    keys: tuple[HeardKey, ...]


@dataclass(frozen=True, slots=True)
class ToGlean:
    """What is read again of the bytes that were received; in any thread. ``trust``: certificates of the
    files' authorities.
    """

    receipts: tuple[_Kept, ...] = field(repr=False)
    keys: tuple[FileKey, ...]
    trust: tuple[bytes, ...]
    library: FormSource
    clock: Clock

    def __bool__(self) -> bool:
        return bool(self.receipts)


def to_glean(office: CentreOffice, receipts: Iterable[str], keys: Sequence[FileKey] = ()) -> ToGlean:
    """``receipts``: as ``Harmony.lacking``; ``keys``: given beside those that the centre's file keeps. Raises
    ``FileProblem``.
    """
    store = office.file.collection
    wanted: dict[str, list[HeardKey]] = defaultdict(list)
    for each in store.versions():
        wanted[each.receipt].append(HeardKey(each.receipt, each.file, each.oral))
    known: dict[str, Receipt] = {each.sha256: each for each in store.receipts()}
    sent = tuple(passphrase_key(each.passphrase) for each in store.sent() if each.passphrase)
    found = (
        _Kept(known[each].name, known[each].kind, store.content(each) or b"", tuple(wanted[each]))
        for each in receipts
    )
    trust = tuple(sorted({each.authority for each in known.values()} - {b""}))
    return ToGlean(tuple(found), (*sent, *keys), trust, office.library, office.clock)


class Reread(NamedTuple):
    found: Gleaned
    unread: tuple[Unread, ...]


Progress = Callable[[int, int], bool]


def glean(asked: ToGlean, tools: CollectingTools, progress: Progress = lambda _done, _all: True) -> Reread:
    """Raises ``OutputStopped`` when it is given up."""
    found: list[tuple[HeardOral, Form | None] | None] = []
    texts: dict[HeardKey, tuple[tuple[str, str], ...]] = {}
    unread = []
    for number, each in enumerate(asked.receipts):
        if not progress(number, len(asked.receipts)):
            raise OutputStopped
        try:
            for key, heard, told in _gleaned(asked, tools, each):
                found.append(heard)
                if told is not None:
                    texts[key] = told
        except FileProblem as problem:
            locked = problem.kind in {ProblemKind.LOCKED, ProblemKind.WRONG_KEY}
            why = _LOCKED if locked else messages.problem(problem).sentence
            unread.append(Unread(each.keys[0].receipt, each.name, why, locked))
    progress(len(asked.receipts), len(asked.receipts))
    return Reread(replace(gleaned(found), texts=texts), tuple(unread))


_LOCKED = "chiffré, et le centre n’a pas sa phrase de passe"


def _gleaned(
    asked: ToGlean, tools: CollectingTools, kept: _Kept
) -> Iterator[tuple[HeardKey, tuple[HeardOral, Form | None] | None, tuple[Passage, ...] | None]]:
    """A grid's texts are kept beside it in any case."""
    if kept.kind is ReceiptKind.GRID:
        data = tools.verify(kept.content, asked.trust).evaluation
        told = None if data is None else heard_told(data, kept.keys[0].receipt)
        yield kept.keys[0], None if told is None else (told, None), None
        return
    with tools.opened(kept.content, asked.keys) as copy:
        office = Office(copy.file, asked.library, asked.clock)
        for each in kept.keys:
            yield each, heard_in(office, each), held_of(office.oral(each.oral)).passages


class JurorName(NamedTuple):
    """Who gave opinions: a name within one commission. Two commissions' jurors of the same name aren't taken
    for one person, nothing in what came back says so.
    """

    name: str
    commission: str


@dataclass(frozen=True, slots=True)
class Oral:
    """As lists name it."""

    place: SlotKey
    who: str
    commission: str


@dataclass(frozen=True, slots=True)
class FormOrals:
    """Orals whose marks may be put together: heard by one form, or by versions of it that ask the same.

    ``form``: ``None`` where only signed grids came whose form isn't on this machine; ``names``: by
    ``Heard.oral``; ``jurors``: by the names in ``Heard.opinions``; ``blind``: orals known by their marks
    alone, what they were gleaned from being unreadable.
    """

    key: str
    title: str
    form: Form | None
    heard: tuple[Heard, ...]
    names: Mapping[str, Oral]
    jurors: Mapping[str, JurorName]
    out_of: float
    blind: int = 0

    @property
    def form_key(self) -> str:
        return self.key.partition("/")[0]


def by_form(harmony: Harmony, library: FormSource) -> tuple[FormOrals, ...]:
    """In the order of the forms' titles."""
    known = {each.key: each for each in harmony.kept.orals}
    groups: dict[str, list[tuple[Counted, HeardOral | None]]] = defaultdict(list)
    forms: dict[str, Form | None] = {}
    blind: list[Counted] = []
    for each in harmony.counted:
        told = known.get(each.key)
        if told is None:
            blind.append(each)
            continue
        form = _form(told.form, each.facts.form, harmony.kept, library)
        name = f"{each.facts.form}/{told.form if form is None else _asked(form)}"
        forms.setdefault(name, form)
        groups[name].append((each, told))
    for each in blind:
        alike = [name for name in groups if name.startswith(f"{each.facts.form}/")]
        name = max(alike, key=lambda one: len(groups[one]), default=f"{each.facts.form}/")
        forms.setdefault(name, None)
        groups[name].append((each, None))
    found = [_group(name, forms[name], groups[name]) for name in groups]
    return _told_apart(sorted(found, key=lambda each: (each.title, each.key)))


def _form(of: str, key: str, kept: Gleaned, library: FormSource) -> Form | None:
    """The very form of that hash: pinned in a file that came, or on this machine."""
    if of in kept.forms:
        return kept.forms[of]
    here = library.keys()
    found = library.get(key) if key in here else None
    return found if found is not None and found.hash == of else None


def _asked(form: Form) -> str:
    """What has to be the same for marks and levels to be put together: not a note on a source, say."""
    parts = (
        [(each.number, each.text) for each in form.criteria],
        [each.letters for each in form.levels],
        [each.title for each in form.phases],
        (form.mark.maximum, form.mark.step),
    )
    return repr(parts)


def _group(name: str, form: Form | None, orals: Sequence[tuple[Counted, HeardOral | None]]) -> FormOrals:
    names, jurors, heard = {}, dict[str, JurorName](), []
    spelt: dict[tuple[str, str], str] = {}
    for each, told in orals:
        oral = f"{each.place.candidate}/{each.place.exam}"
        names[oral] = Oral(each.place, each.facts.candidate.full_name, each.commission)
        opinions = {}
        for who, given in _named(() if told is None else told.opinions):
            called = spelt.setdefault((each.commission, folded(who)), who)
            juror = f"{called} (commission {each.commission})"
            jurors[juror] = JurorName(called, each.commission)
            opinions[juror] = Opinion(dict(given.levels), given.mark, given=True)
        if each.facts.held.mark is None:
            continue
        heard.append(
            Heard(
                oral=oral,
                commission=each.commission,
                form=name,
                mark=each.facts.held.mark,
                levels={} if told is None else dict(told.levels),
                opinions=opinions,
                phases={} if told is None else seconds(told),
            )
        )
    facts = orals[0][0].facts
    title = facts.form_name or facts.exam
    unread = sum(told is None for _, told in orals)
    return FormOrals(name, title, form, tuple(heard), names, jurors, float(facts.out_of), unread)


def _named(opinions: Sequence[GivenOpinion]) -> Iterator[tuple[str, GivenOpinion]]:
    """Two jurors of one commission who bear the same name are told apart by their order in the grid."""
    seen = Counter[str]()
    for each in opinions:
        seen[folded(each.name)] += 1
        times = seen[folded(each.name)]
        yield each.name if times == 1 else f"{each.name} ({times})", each


def _told_apart(groups: Sequence[FormOrals]) -> tuple[FormOrals, ...]:
    """Several versions of one form, which don't ask the same, bear the numbers of these versions."""
    often = Counter(each.title for each in groups)
    seen = Counter[str]()
    found = []
    for each in groups:
        title = each.title
        if often[title] > 1:
            seen[title] += 1
            version = "" if each.form is None else each.form.version
            title = f"{title}, version {version or '?'} ({seen[title]})"
        found.append(replace(each, title=title))
    return tuple(found)
