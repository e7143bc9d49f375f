"""What the centre received, and what was made of it, as the centre file keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from btstc_jury.application.centre.heard import NOTHING_GLEANED, Gleaned
from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.centre.words import Seen, VersionKey
from btstc_jury.application.finding import Term
from btstc_jury.domain.centre.collected import Choice, SentFile, Tie, Version


class ReceiptKind(StrEnum):
    EXAM_FILE = "exam_file"
    GRID = "grid"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS: Mapping[ReceiptKind, str] = {
    ReceiptKind.EXAM_FILE: "fichier d’examen",
    ReceiptKind.GRID: "grille signée",
}


class OutcomeFacts(NamedTuple):
    """``label``: in the report; ``todo``: what to do; ``kept``: the file stays with the centre, byte for
    byte; ``read``: what could be read of it counts; ``fault``: somebody has to do something.
    """

    label: str
    todo: str = ""
    kept: bool = False
    read: bool = False
    fault: bool = True


class Outcome(StrEnum):
    """What became of one file that was given."""

    TAKEN = "taken"
    SAME = "same"
    DAMAGED = "damaged"
    INVALID = "invalid"
    UNCHECKED = "unchecked"
    NEWER = "newer"
    OTHER_SESSION = "other_session"
    FOREIGN = "foreign"
    NO_EXAM = "no_exam"
    OPINION = "opinion"
    OPEN = "open"
    LOCKED = "locked"
    WRONG_KEY = "wrong_key"
    NO_CIPHER = "no_cipher"
    NO_GRID = "no_grid"
    EMPTY = "empty"
    NOT_OURS = "not_ours"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"

    @property
    def facts(self) -> OutcomeFacts:
        return _OUTCOMES[self]


_OUTCOMES: Mapping[Outcome, OutcomeFacts] = {
    Outcome.TAKEN: OutcomeFacts("reçu", kept=True, read=True, fault=False),
    Outcome.SAME: OutcomeFacts("déjà reçu, rien n’a changé", fault=False),
    Outcome.DAMAGED: OutcomeFacts(
        "endommagé",
        "Gardé tel quel. Demandez à la commission une autre copie, ou une sauvegarde.",
        kept=True,
        read=True,
    ),
    Outcome.INVALID: OutcomeFacts(
        "grille non valide",
        "Gardée telle quelle, elle ne compte pas. Demandez la grille à la commission.",
        kept=True,
    ),
    Outcome.UNCHECKED: OutcomeFacts(
        "grille non vérifiable",
        "Gardée telle quelle, elle ne compte pas. Une autre version du programme l’a faite\u202f: mettez le"
        " programme à jour, puis donnez-la encore.",
        kept=True,
    ),
    Outcome.NEWER: OutcomeFacts(
        "d’une version plus récente du programme",
        "Gardé tel quel. Mettez le programme à jour, puis donnez-le encore.",
        kept=True,
    ),
    Outcome.OTHER_SESSION: OutcomeFacts("d’une autre session", "Rien n’en a été pris."),
    Outcome.FOREIGN: OutcomeFacts(
        "d’un autre centre",
        "Rien n’en a été pris\u202f: aucun de ses candidats n’est de ce centre. S’ils doivent l’être,"
        " importez d’abord la liste.",
    ),
    Outcome.NO_EXAM: OutcomeFacts("sans valeur d’examen", "Rien n’en a été pris."),
    Outcome.OPINION: OutcomeFacts(
        "fichier d’avis",
        "Rien n’en a été pris\u202f: c’est l’avis d’un seul membre. Il s’apporte dans le fichier de sa"
        " commission, qui est celui à donner ici.",
    ),
    Outcome.OPEN: OutcomeFacts(
        "encore ouvert",
        "Rien n’en a été pris. Fermez-le là où il est ouvert, ou ouvrez-le une fois et fermez-le, puis"
        " donnez-le encore.",
    ),
    Outcome.LOCKED: OutcomeFacts(
        "chiffré", "Rien n’en a été pris. Donnez sa phrase de passe, ou sa clé de secours."
    ),
    Outcome.WRONG_KEY: OutcomeFacts(
        "chiffré, et aucune phrase de passe donnée ne l’ouvre",
        "Rien n’en a été pris. Vérifiez la phrase de passe\u202f; si c’est la bonne, le fichier est abîmé.",
    ),
    Outcome.NO_CIPHER: OutcomeFacts(
        "chiffré", "Rien n’en a été pris\u202f: cette installation ne sait pas lire les fichiers chiffrés."
    ),
    Outcome.NO_GRID: OutcomeFacts(
        "pas une grille signée", "Rien n’en a été pris. Demandez la grille signée à la commission."
    ),
    Outcome.EMPTY: OutcomeFacts("vide", "Demandez une autre copie à la commission."),
    Outcome.NOT_OURS: OutcomeFacts("pas un fichier du programme, laissé de côté", fault=False),
    Outcome.TOO_LARGE: OutcomeFacts("trop grand", "Rien n’en a été pris."),
    Outcome.UNREADABLE: OutcomeFacts("illisible", "Rien n’en a été pris."),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """``sha256``: of its bytes (hex); ``name``: under which it came last; ``detail``: what was told of it, a
    sentence a line; ``utc``: microseconds; ``size``: bytes; ``authority``: certificate (DER) of the file's
    own, by which grids of it are verified.
    """

    sha256: str
    name: str
    kind: ReceiptKind
    outcome: Outcome
    detail: str
    utc: int
    size: int
    authority: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What somebody decided about what came back."""

    choices: Sequence[Choice] = ()
    ties: Sequence[Tie] = ()


@dataclass(frozen=True, slots=True)
class Deposit:
    """Written in one act, whole or not at all. ``content``: of the receipt; ``withdrawn``: goes before the
    rest is written; ``gleaned``: of the receipt, or of earlier ones, whose rows it replaces.
    """

    act: CentreAct
    receipt: Receipt | None = None
    content: bytes = b""
    versions: Sequence[Version] = ()
    choices: Sequence[Choice] = ()
    ties: Sequence[Tie] = ()
    sent: Sequence[SentFile] = ()
    withdrawn: Decisions | None = None
    gleaned: Gleaned = NOTHING_GLEANED


class CollectionStore(Protocol):
    """Everything raises ``FileProblem``; what is returned is the same object until something is kept."""

    @property
    def keeps_passphrases(self) -> bool:
        """Whether the centre file is encrypted: elsewhere none may be kept."""

    def receipts(self) -> tuple[Receipt, ...]:
        """In the order in which they came."""

    def content(self, sha256: str) -> bytes | None:
        """As it was received. ``None`` where it isn't kept."""

    def versions(self) -> tuple[Version, ...]: ...

    def choices(self) -> tuple[Choice, ...]: ...

    def ties(self) -> tuple[Tie, ...]: ...

    def sent(self) -> tuple[SentFile, ...]: ...

    def search(self, terms: Sequence[Term], limit: int) -> tuple[Seen, ...]:
        """What came and has every word, whether it counts or not."""

    def searched(self) -> frozenset[VersionKey]:
        """What ``search`` looks at: of a version that came before there was a search, nothing is kept."""

    def gleaned(self) -> Gleaned:
        """What harmonising needs of what came back, but for receipts of before it was kept."""

    def keep(self, deposit: Deposit) -> None:
        """What is known of a receipt, and its versions, replace what was; a tie and a sent file the one of
        the same name. Raises ``ReadOnlyFile``, ``ChangedMeanwhile`` too, also where what is withdrawn isn't
        there any more; ``ValueError`` for a passphrase in a file that may keep none.
        """
