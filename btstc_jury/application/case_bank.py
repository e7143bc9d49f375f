"""The bank of typical objections and changes that a teacher draws from, and adds to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from btstc_jury.domain.case import Change, Objection, ObjectionKind, Parameter
from btstc_jury.domain.wording import unaccented

TRADES = ("Matériaux de construction", "Équipement industriel", "Agro-fournitures et alimentaire")
"""Those of the bank that the program is delivered with."""


class UnusableBank(Exception):
    """The file of a bank can't be read; the message says in French which, and what is wrong."""


@dataclass(frozen=True, slots=True)
class BankObjection:
    """``key``: of the entry, in whatever bank; ``own``: the teacher's, added or edited."""

    key: str
    trade: str
    value: Objection
    own: bool = False


@dataclass(frozen=True, slots=True)
class BankChange:
    """As ``BankObjection``."""

    key: str
    trade: str
    value: Change
    own: bool = False


BankEntry: TypeAlias = BankObjection | BankChange
_E = TypeVar("_E", BankObjection, BankChange)


@dataclass(frozen=True, slots=True)
class Bank:
    """``left_out``: keys of delivered entries that the teacher took away."""

    objections: tuple[BankObjection, ...] = ()
    changes: tuple[BankChange, ...] = ()
    left_out: frozenset[str] = field(default_factory=frozenset)

    @property
    def trades(self) -> tuple[str, ...]:
        """In the order in which they come first."""
        return tuple(dict.fromkeys(each.trade for each in self.entries))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(each.key for each in self.entries)

    @property
    def entries(self) -> tuple[BankEntry, ...]:
        return (*self.objections, *self.changes)

    def objections_for(
        self, trade: str = "", kinds: Collection[ObjectionKind] = (), text: str = ""
    ) -> tuple[BankObjection, ...]:
        """Of a trade (all when not given), of kinds (all when none), whose words hold ``text``, case and
        accents ignored.
        """
        found = (each for each in self.objections if trade in {"", each.trade})
        kept = (each for each in found if not kinds or each.value.kind in kinds)
        return tuple(each for each in kept if _says(text, each.value.words, each.value.answer))

    def changes_for(
        self, trade: str = "", parameters: Collection[Parameter] = (), text: str = ""
    ) -> tuple[BankChange, ...]:
        """As ``objections_for``."""
        found = (each for each in self.changes if trade in {"", each.trade})
        kept = (each for each in found if not parameters or each.value.parameter in parameters)
        return tuple(
            each for each in kept if _says(text, each.value.before, each.value.after, each.value.why)
        )


def _says(text: str, *words: str) -> bool:
    wanted = unaccented(text.strip())
    return any(wanted in unaccented(each) for each in words)


def joined(delivered: Bank, own: Bank) -> Bank:
    """What is delivered, edited and left out as the teacher's own bank says, then what is the teacher's."""
    return Bank(
        _joined(delivered.objections, own.objections, own.left_out),
        _joined(delivered.changes, own.changes, own.left_out),
        own.left_out,
    )


def _joined(delivered: Iterable[_E], own: Iterable[_E], left_out: Collection[str]) -> tuple[_E, ...]:
    entries = {each.key: each for each in delivered if each.key not in left_out}
    entries.update({each.key: each for each in own})
    return tuple(entries.values())


class BankStore(Protocol):
    """The delivered bank, and the teacher's own beside it. Writing may raise ``FileProblem``."""

    def bank(self) -> Bank:
        """Both together. Where the teacher's own can't be read, what is delivered: see ``fault``."""

    def fault(self) -> str:
        """Why the teacher's own bank can't be read, "" where it can; it is never written over then."""

    def put(self, entry: BankEntry) -> None:
        """Add an entry, or edit the one of its key. Raises ``UnusableBank`` while ``fault`` says something,
        or for an entry that no file could hold.
        """

    def remove(self, key: str) -> None:
        """An entry of the teacher's own; a delivered one is left out, and can be brought back."""

    def bring_back(self, key: str) -> None:
        """A delivered entry as it was."""

    def export(self, path: Path) -> None:
        """The whole bank as one TOML file."""

    def take(self, path: Path) -> int:
        """Add the entries of such a file that aren't there as they are; how many. One whose key has another
        content here is added beside it. Raises ``UnusableBank``.
        """

    def new_key(self) -> str:
        """For an entry to be added."""
