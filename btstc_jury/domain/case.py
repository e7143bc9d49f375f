"""A case to rehearse with: the student's fiche, what is modified in it, the buyer, the objections.

Held by a file of its own and by each attempt that plays it. No person of the section stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Parameter(StrEnum):
    """What a commission changes of a situation."""

    CLIENT = "client"
    NEED = "need"
    QUANTITY = "quantity"
    PRODUCT = "product"
    PRICE = "price"
    PAYMENT = "payment"
    DELAY = "delay"
    LOGISTICS = "logistics"
    GUARANTEE = "guarantee"
    SERVICE = "service"
    COMPETITOR = "competitor"
    REGULATION = "regulation"
    BUDGET = "budget"
    DECISION = "decision"
    URGENCY = "urgency"
    RELATION = "relation"
    CHANNEL = "channel"

    @property
    def label(self) -> str:
        return _PARAMETERS[self]

    @property
    def bare(self) -> str:
        """« Client », without the examples that its choice shows."""
        return self.label.partition(" (")[0]


_PARAMETERS: Mapping[Parameter, str] = {
    Parameter.CLIENT: "Client (personne, fonction, humeur)",
    Parameter.NEED: "Besoin",
    Parameter.QUANTITY: "Quantité",
    Parameter.PRODUCT: "Produit ou option",
    Parameter.PRICE: "Prix et remise",
    Parameter.PAYMENT: "Paiement",
    Parameter.DELAY: "Délai",
    Parameter.LOGISTICS: "Lieu et logistique",
    Parameter.GUARANTEE: "Garantie",
    Parameter.SERVICE: "Service",
    Parameter.COMPETITOR: "Concurrent",
    Parameter.REGULATION: "Règlement ou norme",
    Parameter.BUDGET: "Budget",
    Parameter.DECISION: "Circuit de décision",
    Parameter.URGENCY: "Urgence",
    Parameter.RELATION: "Relation antérieure",
    Parameter.CHANNEL: "Canal (face à face, téléphone, visio)",
}


class Motive(StrEnum):
    """What makes a buyer buy: SONCAS."""

    SECURITY = "security"
    PRIDE = "pride"
    NOVELTY = "novelty"
    COMFORT = "comfort"
    MONEY = "money"
    SYMPATHY = "sympathy"

    @property
    def label(self) -> str:
        return _MOTIVES[self]


_MOTIVES: Mapping[Motive, str] = {
    Motive.SECURITY: "Sécurité",
    Motive.PRIDE: "Orgueil",
    Motive.NOVELTY: "Nouveauté",
    Motive.COMFORT: "Confort",
    Motive.MONEY: "Argent",
    Motive.SYMPATHY: "Sympathie",
}


class ObjectionKind(StrEnum):
    """What an objection is about."""

    PRICE = "price"
    DELAY = "delay"
    PRODUCT = "product"
    COMPETITION = "competition"
    SERVICE = "service"
    TRUST = "trust"
    BUDGET = "budget"
    NEED = "need"
    MOMENT = "moment"
    RISK = "risk"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _KINDS[self][0]

    @property
    def short(self) -> str:
        """In a word, beside its letter on a timeline."""
        return _KINDS[self][1]


_KINDS: Mapping[ObjectionKind, tuple[str, str]] = {
    ObjectionKind.PRICE: ("Prix", "prix"),
    ObjectionKind.DELAY: ("Délai", "délai"),
    ObjectionKind.PRODUCT: ("Produit ou technique", "produit"),
    ObjectionKind.COMPETITION: ("Concurrence", "concurrence"),
    ObjectionKind.SERVICE: ("Service après-vente", "SAV"),
    ObjectionKind.TRUST: ("Confiance ou référence", "confiance"),
    ObjectionKind.BUDGET: ("Budget ou décideur", "budget"),
    ObjectionKind.NEED: ("Besoin", "besoin"),
    ObjectionKind.MOMENT: ("Moment", "moment"),
    ObjectionKind.RISK: ("Risque et sécurité", "risque"),
    ObjectionKind.OTHER: ("Autre", "autre"),
}


class Step(StrEnum):
    """The steps of a simulation as it is taught; tapped or not, never obligatory."""

    CONTACT = "contact"
    DISCOVERY = "discovery"
    REFORMULATION = "reformulation"
    ARGUMENT = "argument"
    OBJECTIONS = "objections"
    CONCLUSION = "conclusion"
    LEAVE = "leave"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS: Mapping[Step, str] = {
    Step.CONTACT: "Prise de contact",
    Step.DISCOVERY: "Découverte",
    Step.REFORMULATION: "Reformulation",
    Step.ARGUMENT: "Argumentation",
    Step.OBJECTIONS: "Traitement des objections",
    Step.CONCLUSION: "Conclusion",
    Step.LEAVE: "Prise de congé",
}


@dataclass(frozen=True, slots=True)
class Rubric:
    """One heading of the fiche, verbatim, with what the student wrote under it, "" for nothing."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """A file beside the fiche. ``digest``: SHA-256, hex; ``size``: bytes; ``pages``: ``None`` where they
    can't be counted; ``handed``: the student gets it with the sheet.
    """

    name: str
    digest: str
    size: int
    pages: int | None = None
    handed: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What is modified of the situation; ``why``: never told to the student."""

    parameter: Parameter
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Concession:
    """What the buyer gives up, and what for."""

    gives: str
    against: str = ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """The card of who plays the buyer. ``says``: at once; ``when_asked``: only then; ``concessions``: in
    their order. Nothing of it is ever shown to the student.
    """

    name: str = ""
    function: str = ""
    stakes: str = ""
    motives: tuple[Motive, ...] = ()
    says: str = ""
    when_asked: str = ""
    limits: str = ""
    walk_away: str = ""
    concessions: tuple[Concession, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """``words``: as they are said; ``minute``, ``step``: when it is planned, neither for « au besoin »;
    ``answer``: what a good answer contains.
    """

    words: str
    kind: ObjectionKind
    tactical: bool = False
    minute: int | None = None
    step: Step | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """``key``: never used for another case, and what a variant has of its own; ``parent``: key of the case it
    was made from, "". ``exam``: « E4 »; ``sheet_name``: « fiche descriptive ». ``sentences``: what the
    student's sheet says of the changes, "" for those made from them. ``criteria``: those that are looked at,
    by number, none for all.
    """

    key: str
    title: str
    exam: str
    sheet_name: str
    rubrics: tuple[Rubric, ...] = ()
    annexes: tuple[Annex, ...] = ()
    changes: tuple[Change, ...] = ()
    sentences: str = ""
    buyer: Buyer = Buyer()
    objections: tuple[Objection, ...] = ()
    criteria: tuple[int, ...] = ()
    trade: str = ""
    parent: str = ""

    @property
    def missing(self) -> tuple[int, ...]:
        """Places, from 0, of the rubrics under which nothing stands."""
        return tuple(place for place, each in enumerate(self.rubrics) if not each.text.strip())


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letter(objection: int) -> str:
    """Of an objection, by its place from 0: A to Z, then AA."""
    before, place = divmod(objection, len(_ALPHABET))
    return (letter(before - 1) if before else "") + _ALPHABET[place]
