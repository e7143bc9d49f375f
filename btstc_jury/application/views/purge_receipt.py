"""The receipt of a purge as it is printed: nothing of any candidate."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.purging import Receipt, Removal, term_words
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import watermark_of

_PRINTED = 400
"""Journals named on paper; the JSON has them all."""


@dataclass(frozen=True, slots=True)
class ReceiptPart:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """See ``views.paper.Paper``."""

    watermark: str
    session: str
    centre: str
    place: str
    details: str
    sitting_lines: tuple[str, ...]
    statement: str
    parts: tuple[ReceiptPart, ...]
    form: str
    diploma: str = "Fichier d’examen"
    exam: str = "Purge"
    candidate: str = ""
    candidate_lines: tuple[str, ...] = ()
    journal: str = ""
    heading: str = "Reçu de purge"
    provisional: bool = False
    language: str = "fr-FR"

    @property
    def title(self) -> str:
        return f"{self.heading} — {self.details}"

    @property
    def state(self) -> str:
        return "reçu"

    @property
    def notes(self) -> tuple[str, ...]:
        return ("Ce reçu ne contient aucune donnée sur les candidats.",)


def receipt_view(receipt: Receipt) -> ReceiptView:
    at = formats.local(receipt.made.utc)
    return ReceiptView(
        watermark=watermark_of(receipt.file_kind),
        session=f"Session {receipt.year}",
        centre=receipt.centre,
        place=f"Commission {receipt.commission}",
        details=receipt.file_name,
        sitting_lines=(f"{formats.long_day(at.date())} à {at:%H:%M}",),
        statement=_statement(receipt),
        parts=tuple(part for part in _parts(receipt) if part.text),
        form=f"empreinte {receipt.digest[:16]}",
    )


def _statement(receipt: Receipt) -> str:
    if not any(each.done for each in receipt.removals):
        return "PURGE COMMENCÉE — SUPPRESSION PAS ENCORE CONSTATÉE"
    return "SESSION PURGÉE" if receipt.complete else "PURGE INCOMPLÈTE"


def _parts(receipt: Receipt) -> tuple[ReceiptPart, ...]:
    order = receipt.order
    forced = " (avant le terme, sur décision expresse)" if order.forced and not receipt.term.over else ""
    counts = "\n".join(f"{label}\u202f: {count}" for label, count in receipt.orals) or "Aucun oral."
    shown = receipt.heads[:_PRINTED]
    more = len(receipt.heads) - len(shown)
    heads = " · ".join(f"{oral}\u202f: {head[:16]}" for oral, head in shown)
    rest = f"\nEt {more} autres, dans le fichier JSON." if more else ""
    return (
        ReceiptPart("Terme", term_words(receipt.term)),
        ReceiptPart("Demandée par", f"{order.by}{forced}"),
        ReceiptPart("Motif", order.reason),
        ReceiptPart("Oraux que contenait le fichier", counts),
        ReceiptPart("Fichiers", "\n".join(map(_removal, receipt.removals))),
        ReceiptPart("Identité du fichier, commune à toutes ses copies", receipt.identity.hex()),
        ReceiptPart("Fin de chaque journal (début de l’empreinte, par numéro d’oral)", f"{heads}{rest}"),
        ReceiptPart("Empreinte de l’ensemble (SHA-256)", receipt.digest),
        ReceiptPart(
            "Ce que la purge ne fait pas",
            "Les fichiers sont supprimés, pas réécrits\u202f: sur une clé USB ou un disque SSD, un outil"
            " spécialisé peut encore en retrouver des traces. Les copies, exports et impressions placés"
            " ailleurs que dans les dossiers indiqués ne sont pas connus du programme.",
        ),
    )


def _removal(removal: Removal) -> str:
    size = f"{removal.size} octets"
    if not removal.done:
        return f"{removal.name}, {size}\u202f: à supprimer"
    return f"{removal.name}, {size}\u202f: {removal.problem or 'supprimé'}"
