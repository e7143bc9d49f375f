"""What is said of the days beside their picture: what is wrong, what could be better, who has no place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from btstc_jury.application.centre.sending import hand_outs
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.day import candidate_name, cost_words, fault_view
from btstc_jury.application.views.centre.sending import old_words
from btstc_jury.application.views.day_board import (
    STATE_WORDS,
    by_slot,
    extra_words,
    named,
    namesakes,
    place_of,
)
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.collected import SentFile
from btstc_jury.domain.centre.day_costs import CostKind, DayCost, day_costs
from btstc_jury.domain.centre.day_faults import DayFault, FaultKind, day_faults
from btstc_jury.domain.centre.opening import jurors_of
from btstc_jury.domain.centre.placing import unplaced
from btstc_jury.domain.centre.reprinting import Reprinting, centre_printed, changed_since_printed
from btstc_jury.domain.centre.timetable import Slot, SlotKey, Timetable, Wish


@dataclass(frozen=True, slots=True)
class Card:
    """Something that is said of slots. ``title``: whom it is about, "" where the words say it; ``day``: on
    which it is seen.
    """

    title: str
    words: str
    slots: tuple[SlotKey, ...] = ()
    day: date | None = None


@dataclass(frozen=True, slots=True)
class DayTold:
    """``unplaced``: with what they are called; ``changed``: what isn't as it was printed; ``by_slot``: what
    is wrong with each; ``files``: of commissions, which aren't any more as they were made.
    """

    faults: tuple[Card, ...]
    costs: tuple[Card, ...]
    printed: tuple[Card, ...]
    unplaced: tuple[tuple[SlotKey, str], ...]
    changed: AbstractSet[SlotKey]
    by_slot: Mapping[SlotKey, Sequence[str]]
    files: tuple[Card, ...] = ()

    def on(self, day: date) -> tuple[Card, ...]:
        """The faults, those of that day first."""
        return tuple(sorted(self.faults, key=lambda each: each.day not in {day, None}))


def day_told(timetable: Timetable, centre: Centre | None = None, sent: Sequence[SentFile] = ()) -> DayTold:
    """``centre``: ``None`` where its name doesn't count; ``sent``: the files that were handed out."""
    faults = [each for each in day_faults(timetable) if each.kind is not FaultKind.UNPLACED]
    reprinting = changed_since_printed(timetable, "" if centre is None else centre_printed(centre))
    old = old_words(hand_outs(timetable, sent, "" if centre is None else centre.name)) if sent else ""
    cards = tuple(_card(timetable, each) for each in faults)
    twins = namesakes(timetable)
    wrong = [(fault.slots, card.words) for fault, card in zip(faults, cards, strict=True) if fault.misplaces]
    return DayTold(
        cards,
        tuple(_costs(timetable)),
        tuple(_printed(timetable, reprinting)),
        tuple(
            (
                each,
                f"{candidate_name(timetable, each.candidate)}{twins.get(each.candidate, '')} · {each.exam}",
            )
            for each in unplaced(timetable)
        ),
        frozenset((*reprinting.changed, *reprinting.corrected)),
        by_slot(wrong),
        (Card("", old),) if old else (),
    )


def oral_told(timetable: Timetable, key: SlotKey) -> tuple[str, str]:
    """Of one oral: a title, and lines of what is known."""
    candidate = timetable.candidates.get(key.candidate)
    slot = timetable.slots.get(key)
    lines = [] if slot is None else [*_slot_lines(timetable, slot)]
    if candidate is not None:
        lines += filter(None, (candidate.school, f"n° {candidate.number}" if candidate.number else ""))
        if candidate.extra_time:
            lines.append(f"Temps majoré de {extra_words(candidate.extra_time)}")
    lines += _wish_lines(timetable, timetable.wishes.get(key.candidate, Wish(key.candidate)))
    return f"{candidate_name(timetable, key.candidate)} · {key.exam}", "\n".join(lines)


def free_told(timetable: Timetable, slot: Slot) -> str:
    """« 14 h 20 », with the day and the commission where they aren't those that the oral has now."""
    now = timetable.slots.get(slot.key)
    same_day = now is not None and now.oral.date() == slot.oral.date()
    day = "" if same_day else f"{formats.long_day(slot.oral.date(), year=False).lower()}, "
    same = now is not None and now.commission == slot.commission
    where = "" if same else f", {named(timetable, slot.commission)}"
    return f"{day}{formats.clock(slot.oral)}{where}"


def _slot_lines(timetable: Timetable, slot: Slot) -> Sequence[str]:
    commission = timetable.commissions.get(slot.commission)
    place = place_of(timetable, commission) if commission else ""
    jurors = jurors_of(timetable, commission) if commission else ()
    day = formats.long_day(slot.oral.date(), year=False)
    prepared = (
        f"Préparation à {formats.clock(slot.preparation)}, interrogation"
        if slot.preparation < slot.oral
        else "Interrogation"
    )
    marks = ("fixé" if slot.fixed else "", STATE_WORDS[slot.state])
    told = (
        f"{day}, {named(timetable, slot.commission)}{f' ({place})' if place else ''}",
        f"{prepared} de {formats.clock(slot.oral)} à {formats.clock(slot.ends)}",
        ", ".join(f"{each.name} ({each.role.facts.short})" for each in jurors),
        ", ".join(filter(None, marks)).capitalize(),
    )
    return [each for each in told if each]


def _wish_lines(timetable: Timetable, wish: Wish) -> Sequence[str]:
    avoided = ", ".join(timetable.jurors[each].name for each in wish.avoids if each in timetable.jurors)
    since, until = wish.not_before, wish.not_after
    told = (
        f"Pas avec{formats.COLON} {avoided}" if avoided else "",
        f"Pas avant {formats.clock(since)}" if since else "",
        f"Pas après {formats.clock(until)}" if until else "",
    )
    return [each for each in told if each]


def _card(timetable: Timetable, fault: DayFault) -> Card:
    view = fault_view(timetable, fault)
    return Card(view.title, view.words, fault.slots, view.day)


def _costs(timetable: Timetable) -> Sequence[Card]:
    """The dearest first; when the days end is no fault of theirs."""
    kept = [each for each in day_costs(timetable).each if each.minutes and each.kind is not CostKind.ENDS]
    kept.sort(key=lambda each: -each.minutes)
    return [Card("", cost_words(timetable, each), _concerned(timetable, each)) for each in kept]


def _concerned(timetable: Timetable, cost: DayCost) -> tuple[SlotKey, ...]:
    named_ = dict.fromkeys(key for part in cost.parts for key in part.slots if key in timetable.slots)
    if named_:
        return tuple(named_)
    sitting = {(each.commissions[0], each.day) for each in cost.parts if each.commissions}
    return tuple(
        key
        for key, slot in timetable.slots.items()
        if {(slot.commission, slot.oral.date()), (slot.commission, None)} & sitting
    )


def _printed(timetable: Timetable, told: Reprinting) -> Sequence[Card]:
    """Nothing while nothing was printed."""
    if not timetable.printed:
        return ()
    lines = (
        ("horaire modifié{}à réimprimer", "horaires modifiés{}à réimprimer", tuple(told.changed)),
        ("candidat corrigé{}à réimprimer", "candidats corrigés{}à réimprimer", told.corrected),
        (
            "horaire imprimé porte un autre nom du centre{}à réimprimer",
            "horaires imprimés portent un autre nom du centre{}à réimprimer",
            told.renamed,
        ),
        ("horaire imprimé n’a plus de place", "horaires imprimés n’ont plus de place", told.gone),
        ("horaire n’a jamais été imprimé", "horaires n’ont jamais été imprimés", told.never),
    )
    return [
        Card("", f"{formats.count(len(keys), one, several).format(f'{formats.COLON} ')}.", keys)
        for one, several, keys in lines
        if keys
    ] or [Card("", "Tout ce qui est imprimé est à jour.")]
