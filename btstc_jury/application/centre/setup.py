"""Commissions, jurors, rooms and rules of a centre: what a change of one makes of the days."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from btstc_jury.application.views.centre.told import capital, room_words
from btstc_jury.application.views.formats import COLON, count
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    CentreJuror,
    PlacingRules,
    PreparationRoom,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    Wish,
    hears,
    needs,
)
from btstc_jury.domain.wording import folded

MOST_AT_ONCE = 60
"""Commissions that are added in one act."""


class Replanned(NamedTuple):
    """What the days are once it is done; ``words``: what was done, ``follows``: and what followed, or ""."""

    after: Timetable
    words: str
    follows: str = ""

    @property
    def told(self) -> str:
        return f"{self.words}. {self.follows}" if self.follows else self.words


class NotDone(ValueError):
    """It can't be done; the message says in French why, and what to do."""


def next_identity(known: Iterable[int], *others: int) -> int:
    """One that nobody has, nor had as far as ``others`` tell."""
    return max((*known, *others), default=0) + 1


def save_commission(before: Timetable, commission: CentreCommission) -> Replanned:
    """``identity`` 0: a new one. Raises ``NotDone`` for a number that another has."""
    taken = commission_of_number(before, commission.number)
    if taken is not None and taken.identity != commission.identity:
        raise NotDone(f"La commission {taken.number} existe déjà.")
    if not commission.identity:
        made = replace(commission, identity=_next_commission(before))
        after = replace(before, commissions={**before.commissions, made.identity: made})
        return Replanned(after, f"Commission {made.number} ajoutée")
    after = replace(before, commissions={**before.commissions, commission.identity: commission})
    kept, out = _split(before.slots.values(), lambda slot: not _foreign(after, slot, commission))
    if any(slot.state is SlotState.BEGUN for slot in out):
        raise NotDone("Cette commission a déjà interrogé\u202f: sa forme d’épreuve ne change plus.")
    after = replace(after, slots=_by_key(kept))
    return Replanned(after, f"Commission {commission.number} modifiée", slots_out(out))


def _foreign(after: Timetable, slot: Slot, commission: CentreCommission) -> bool:
    """Whether the commission doesn't hear that oral any more."""
    if slot.commission != commission.identity:
        return False
    due = next((each for each in needs(after) if each.key == slot.key), None)
    form = after.forms.get(commission.form)
    heard = form is not None and form.exam == slot.exam
    return not (heard if due is None else hears(after, commission, due))


def _next_commission(before: Timetable) -> int:
    told = (each.commission for each in before.slots.values())
    printed = (each.slot.commission for each in before.printed.values())
    return next_identity(before.commissions, *told, *printed)


def commission_of_number(timetable: Timetable, number: str) -> CentreCommission | None:
    wanted = folded(number)
    return next((each for each in timetable.commissions.values() if folded(each.number) == wanted), None)


_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.ASCII | re.DOTALL)


def counted(text: str, place: int) -> str:
    """« B12 » and 2: « B14 »; zeros in front are kept, a text without a number stays as it is."""
    found = _NUMBERED.fullmatch(text)
    if found is None:
        return text
    head, number, tail = found.groups()
    return f"{head}{int(number) + place:0{len(number)}d}{tail}"


def free_number(timetable: Timetable, after: str = "0") -> str:
    """The next one that no commission has."""
    for place in range(1, len(timetable.commissions) + 2):
        number = counted(after, place)
        if commission_of_number(timetable, number) is None:
            return number
    return ""


def last_number(timetable: Timetable) -> str:
    """The highest one, "0" where there is none."""
    numbers = [each.number for each in timetable.commissions.values()]
    found = {int(told[2]): each for each in numbers if (told := _NUMBERED.fullmatch(each)) is not None}
    return found[max(found)] if found else "0"


def add_several(before: Timetable, pattern: CentreCommission, how_many: int) -> Replanned:
    """Like ``pattern``, numbers and rooms counted up from its own. Raises ``NotDone``."""
    if how_many > 1 and counted(pattern.number, 1) == pattern.number:
        raise NotDone("Pour en ajouter plusieurs, le premier numéro doit finir par un nombre\u202f: 4 ou C4.")
    if not 1 <= how_many <= MOST_AT_ONCE:
        raise NotDone(f"Ajoutez de 1 à {MOST_AT_ONCE} commissions à la fois.")
    first = _next_commission(before)
    made = [
        replace(
            pattern,
            identity=first + place,
            number=counted(pattern.number, place),
            room=counted(pattern.room, place),
        )
        for place in range(how_many)
    ]
    taken = [each.number for each in made if commission_of_number(before, each.number) is not None]
    if taken:
        raise NotDone(f"Déjà pris\u202f: {', '.join(taken)}. Partez d’un autre numéro.")
    after = replace(before, commissions={**before.commissions, **{each.identity: each for each in made}})
    return Replanned(after, f"{_commissions(made)} {_added(how_many)}")


def _added(number: int) -> str:
    return "ajoutée" if number == 1 else "ajoutées"


def _commissions(made: Sequence[CentreCommission]) -> str:
    """« Commission 3 », « Commissions 3 à 6 », « Commissions 3, 5 »."""
    numbers = [each.number for each in made]
    if len(numbers) == 1:
        return f"Commission {numbers[0]}"
    follow = all(counted(numbers[0], place) == each for place, each in enumerate(numbers))
    if len(numbers) > 2 and follow:
        return f"Commissions {numbers[0]} à {numbers[-1]}"
    return f"Commissions {', '.join(numbers)}"


def duplicate(before: Timetable, identity: int) -> Replanned:
    """One more like it, under the next free number; room and jurors, who can't be in two places, are left to
    be entered.
    """
    pattern = before.commissions[identity]
    number = free_number(before, pattern.number) or free_number(before, last_number(before))
    made = replace(pattern, identity=0, number=number, room="", jurors=(), lost=())
    done = save_commission(before, made)
    return done._replace(words=f"Commission {number} ajoutée, comme la {pattern.number}")


def remove_commissions(before: Timetable, identities: Collection[int]) -> Replanned:
    """With what is placed before them. Raises ``NotDone`` where an oral has begun."""
    gone = [each for each in before.commissions.values() if each.identity in identities]
    kept, out = _split(before.slots.values(), lambda slot: slot.commission not in identities)
    begun = {slot.commission for slot in out if slot.state is SlotState.BEGUN}
    if begun:
        told = next(each for each in gone if each.identity in begun)
        raise NotDone(
            f"La commission {told.number} a déjà interrogé\u202f: elle ne peut plus être retirée."
            " « Absence, retard… » l’arrête, et replace ce qui reste."
        )
    left = {key: each for key, each in before.commissions.items() if key not in identities}
    after = replace(before, commissions=left, slots=_by_key(kept))
    words = f"{_commissions(gone)} {'retirée' if len(gone) == 1 else 'retirées'}"
    return Replanned(after, words, slots_out(out))


_OUT = "interrogation n’est plus placée"
_ALL_OUT = "interrogations ne sont plus placées"


def slots_out(out: Sequence[Slot]) -> str:
    """What is said of them, "" for none."""
    if not out:
        return ""
    return f"{count(len(out), _OUT, _ALL_OUT)}."


def _split(slots: Iterable[Slot], stays: Callable[[Slot], bool]) -> tuple[list[Slot], list[Slot]]:
    kept: list[Slot] = []
    out: list[Slot] = []
    for slot in slots:
        (kept if stays(slot) else out).append(slot)
    return kept, out


def _by_key(slots: Iterable[Slot]) -> Mapping[SlotKey, Slot]:
    return {each.key: each for each in slots}


def save_juror(before: Timetable, juror: CentreJuror, commissions: Collection[int]) -> Replanned:
    """``identity`` 0: a new one. ``commissions``: those in which he sits from now on."""
    made = juror if juror.identity else replace(juror, identity=_next_juror(before))
    identity = made.identity
    seated = {
        key: replace(each, jurors=_seats(each.jurors, identity, sits=key in commissions))
        for key, each in before.commissions.items()
    }
    after = replace(before, jurors={**before.jurors, identity: made}, commissions=seated)
    return Replanned(after, f"{made.name} {'modifié' if juror.identity else 'ajouté'}")


def _next_juror(before: Timetable) -> int:
    seated = (each for one in before.commissions.values() for each in one.jurors)
    avoided = (each for one in before.wishes.values() for each in one.avoids)
    return next_identity(before.jurors, *seated, *avoided)


def _seats(jurors: tuple[int, ...], identity: int, *, sits: bool) -> tuple[int, ...]:
    if sits:
        return jurors if identity in jurors else (*jurors, identity)
    return tuple(each for each in jurors if each != identity)


def remove_jurors(before: Timetable, identities: Collection[int]) -> Replanned:
    """From the commissions and the wishes too; what is placed stays."""
    gone = [each for each in before.jurors.values() if each.identity in identities]
    left = {key: each for key, each in before.jurors.items() if key not in identities}
    seated = {
        key: replace(each, jurors=tuple(one for one in each.jurors if one not in identities))
        for key, each in before.commissions.items()
    }
    wishes = {
        key: replace(each, avoids=tuple(one for one in each.avoids if one not in identities))
        for key, each in before.wishes.items()
    }
    after = replace(before, jurors=left, commissions=seated, wishes=_meaning(wishes))
    lacking = [
        each.number for key, each in before.commissions.items() if len(seated[key].jurors) != len(each.jurors)
    ]
    words = f"{gone[0].name} retiré" if len(gone) == 1 else f"{len(gone)} examinateurs retirés"
    return Replanned(after, words, _lacking(lacking))


def _lacking(numbers: Sequence[str]) -> str:
    if not numbers:
        return ""
    where = "la commission" if len(numbers) == 1 else "les commissions"
    return f"Un siège est vide dans {where} {', '.join(numbers)}."


def _meaning(wishes: Mapping[int, Wish]) -> Mapping[int, Wish]:
    """Without those that say nothing."""
    return {key: each for key, each in wishes.items() if each != Wish(key)}


_ROOM = "salle "


def save_room(before: Timetable, room: PreparationRoom) -> Replanned:
    """``identity`` 0: a new one. Raises ``NotDone`` for a name that another has."""
    wanted = folded(room.name)
    taken = [each for each in before.rooms.values() if folded(each.name) == wanted]
    if any(each.identity != room.identity for each in taken):
        name = room.name[len(_ROOM) :] if room.name.casefold().startswith(_ROOM) else room.name
        raise NotDone(f"La salle {name} existe déjà.")
    used = (each.preparation_room for each in before.commissions.values())
    made = room if room.identity else replace(room, identity=next_identity(before.rooms, *used))
    after = replace(before, rooms={**before.rooms, made.identity: made})
    return Replanned(after, f"{capital(room_words(made.name))} {'modifiée' if room.identity else 'ajoutée'}")


def remove_rooms(before: Timetable, identities: Collection[int]) -> Replanned:
    """Commissions that prepare in them have none any more; what is placed stays."""
    gone = [each for each in before.rooms.values() if each.identity in identities]
    users = [each for each in before.commissions.values() if each.preparation_room in identities]
    left = {key: each for key, each in before.rooms.items() if key not in identities}
    moved = {each.identity: replace(each, preparation_room=0) for each in users}
    after = replace(before, rooms=left, commissions={**before.commissions, **moved})
    words = (
        f"{capital(room_words(gone[0].name))} retirée" if len(gone) == 1 else f"{len(gone)} salles retirées"
    )
    if not users:
        return Replanned(after, words)
    numbers = ", ".join(each.number for each in users)
    plural = "La commission" if len(users) == 1 else "Les commissions"
    return Replanned(after, words, f"{plural} {numbers}{COLON} plus de salle de préparation.")


def set_half_days(
    before: Timetable, identities: Collection[int], windows: Sequence[Window], *, instead: bool
) -> Replanned:
    """``instead``: of those that they have; otherwise added, what overlaps them being taken for them."""
    chosen = [each for each in before.commissions.values() if each.identity in identities]
    changed = {
        each.identity: replace(
            each, half_days=tuple(sorted(windows)) if instead else _with(each.half_days, windows)
        )
        for each in chosen
    }
    after = replace(before, commissions={**before.commissions, **changed})
    how = "demi-journées" if instead else "demi-journées ajoutées"
    words = f"{_commissions(chosen)}{COLON} {len(windows)} {how}"
    return Replanned(after, words.replace("1 demi-journées ajoutées", "1 demi-journée ajoutée"))


def _with(known: Sequence[Window], added: Sequence[Window]) -> tuple[Window, ...]:
    """The new hours of a half-day take the place of the old ones."""
    stays = [
        each
        for each in known
        if not any(each.begins < other.ends and other.begins < each.ends for other in added)
    ]
    return tuple(sorted((*stays, *added)))


def save_rules(before: Timetable, rules: PlacingRules) -> Replanned:
    return Replanned(replace(before, rules=rules), "Règles de placement modifiées")


def save_wish(before: Timetable, wish: Wish) -> Replanned:
    """One that says nothing isn't kept. What is placed and not due any more is taken out. Raises
    ``NotDone`` where that has begun.
    """
    known = before.candidates[wish.candidate]
    after = replace(before, wishes=_meaning({**before.wishes, wish.candidate: wish}))
    due = {each.key for each in needs(after) if each.candidate == wish.candidate}
    kept, out = _split(
        before.slots.values(), lambda slot: slot.candidate != wish.candidate or slot.key in due or wish.absent
    )
    if any(slot.state is SlotState.BEGUN for slot in out):
        raise NotDone("Cette interrogation a commencé\u202f: elle ne peut plus être retirée.")
    after = replace(after, slots=_by_key(kept))
    return Replanned(after, f"{known.full_name}{COLON} contraintes modifiées", slots_out(out))
