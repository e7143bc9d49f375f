"""One page to keep beside the screen: a form's parts, what may be done in them, its criteria, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from btstc_jury.application.remark_syntax import TYPED
from btstc_jury.application.views import formats
from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.juror_sheet import allowed_words, level_keys
from btstc_jury.application.views.paper import Labelled, PrintedView
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.form import Form, SettingKind, TimeRule

_BREAK = (
    "Coupure, veille, programme fermé\u202f: rouvrir le fichier\u202f; la commission dit si le temps d’arrêt"
    " compte."
)
_ABSENT = (
    "Absence du candidat\u202f: la consigner à l’arrivée, sans note (AB). Retard\u202f: seul le chef de"
    " centre l’admet."
)
_EMPTY_SEAT = (
    "Place vide dans la commission\u202f: consigner à l’arrivée la décision du président du jury et son"
    " motif."
)
_DOUBT = (
    "Doute, réserve, incident\u202f: le consigner à l’écran, sans jugement\u202f; la commission propose, le"
    " jury décide."
)


_ARROWS = str.maketrans({"←": "gauche", "→": "droite", "↑": "haut", "↓": "bas"})
"""That the type of the documents doesn't have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MementoView(PrintedView):
    """``parts``: of the oral, what the candidate and the commission do in them; ``criteria``: a number and
    its text; ``levels``: with their keys; ``keys``: « Ctrl+Entrée » and what it does; ``trouble``: what to do
    in it. The foot says where what stands here comes from.
    """

    parts: tuple[Labelled, ...]
    lines: str
    criteria: tuple[tuple[str, str], ...]
    levels: str
    keys: tuple[tuple[str, str], ...]
    trouble: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.heading


def memento_view(form: Form, keys: Iterable[tuple[str, str]]) -> MementoView:
    """``keys``: in the order in which one needs them."""
    times = [
        f"{label}{COLON} {words}"
        for label, words in (("préparation", _time(form.preparation)), ("total", _time(form.total)))
        if words
    ]
    return MementoView(
        heading=f"Mémento de la commission — {form.exam} {form.title}",
        watermark="",
        diploma=form.diploma,
        session="",
        exam=f"{form.exam} · {form.title}",
        details=" · ".join((f"Unité {form.unit}", form.name, *times)),
        centre="",
        place="",
        candidate="",
        form=f"{form.key}, version {form.version}",
        state="mémento",
        footnotes=(f"Source{COLON} {form.source}.", f"{' · '.join(_sources(form))}."),
        parts=tuple(_parts(form)),
        lines=form.assessed.named("Critères"),
        criteria=tuple((str(each.number), each.text) for each in form.criteria),
        levels=f"{formats.scale(form.levels)} · à la touche{COLON} {level_keys(form)}",
        keys=tuple((key.translate(_ARROWS), form.assessed.named(words)) for key, words in (*TYPED, *keys)),
        trouble=tuple(_trouble(form)),
    )


def _trouble(form: Form) -> Iterator[str]:
    yield _ABSENT
    rule = form.commission
    if rule.replacement_note:
        yield rule.replacement_note
    if not rule.any_quality:
        yield _EMPTY_SEAT
    yield _BREAK
    yield _DOUBT


def _sources(form: Form) -> Iterator[str]:
    """« annexe V, E4, § 4.B (préparation, total, parties) », for each source."""
    told = [
        ("préparation", "preparation"),
        ("total", "total"),
        ("parties", "phases"),
        *((f"rôle de la commission, {n}", f"phases.{n}.commission") for n in range(1, len(form.phases) + 1)),
        ("commission", "commission.members"),
        (form.assessed.named("critères"), "criteria"),
        ("échelle", "levels"),
    ]
    found: dict[str, list[str]] = {}
    for words, key in told:
        found.setdefault(source_of(form, key), []).append(words)
    for source, what in found.items():
        if source:
            yield f"{source} ({', '.join(what)})"


def _time(rule: TimeRule) -> str:
    if rule.kind is SettingKind.NONE or rule.duration is None:
        return ""
    return formats.length(rule.duration, indicative=rule.indicative)


def _parts(form: Form) -> Iterator[Labelled]:
    for place, phase in enumerate(form.phases, start=1):
        words = [f"Candidat{COLON} {phase.candidate}", f"Commission{COLON} {phase.commission}"]
        if phase.uninterrupted:
            words.append("Ne pas interrompre\u202f: les questions attendent.")
        allowed = allowed_words(phase, phase.maximum)
        yield Labelled(f"{place} {phase.title}, {allowed}", "\n".join(words))
