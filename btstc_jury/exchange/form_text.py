"""A form as text: one line of a list, the whole of it to read, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import wrap

from btstc_jury.application.form_content import encode_form
from btstc_jury.application.views.form_words import WORDS
from btstc_jury.application.views.points import points_words, share_words
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.commission import AbsentProfessional
from btstc_jury.domain.form import (
    NO_DOSSIER,
    Authority,
    DossierRule,
    Form,
    LimitKind,
    Phase,
    SettingKind,
    Situation,
    TimeRule,
    WithoutDossier,
)
from btstc_jury.domain.points import gives_points, points_of, share_of
from btstc_jury.exchange.form_values import minutes

_WIDTH = 100
_LIST_HEADINGS = (
    "clé",
    "nom",
    "version",
    "prép.",
    "total",
    "phases",
    "lignes",
    "origine du total",
    "forme",
)


def form_table(forms: Iterable[Form], of_centre: Callable[[str], bool]) -> Iterator[str]:
    """Lines of the list of forms, columns aligned under their headings. ``of_centre``: whether the form of a
    key is the centre's.
    """
    rows: list[Sequence[str]] = [_LIST_HEADINGS]
    rows += [
        (
            form.key,
            form.name,
            form.version,
            _short_time(form.preparation),
            _short_time(form.total),
            str(len(form.phases)),
            str(len(form.criteria)),
            WORDS[Authority][form.origins["total"].authority],
            "du centre" if of_centre(form.key) else "officielle",
        )
        for form in forms
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def form_json(form: Form) -> dict[str, object]:
    """The canonical content of a form and its hash."""
    return {**json.loads(encode_form(form)), "hash": form.hash}


def form_lines(form: Form) -> Iterator[str]:
    """Lines of the whole form, each value followed by where it comes from."""
    yield f"{form.exam} {form.title} ({form.name})"
    yield form.diploma
    yield f"Clé {form.key}, version {form.version}, empreinte {form.hash}"
    yield from _wrapped(form.source, "")
    weighed = "sans coefficient" if form.coefficient is None else f"coefficient {form.coefficient}"
    yield f"Unité {form.unit}, {weighed}{_from(form, 'coefficient')}"
    if form.subject is not None:
        yield from _wrapped(f"{form.subject.label} : à consigner{_from(form, 'subject')}", "")
        yield from _wrapped(form.subject.note, "  ")
    if form.situation is not None:
        yield from _situation_lines(form, form.situation)
    yield ""
    yield f"Préparation : {_long_time(form.preparation)}{_from(form, 'preparation')}"
    yield f"Total : {_long_time(form.total)}{_from(form, 'total')}"
    yield ""
    yield f"Phases{_from(form, 'phases')}"
    for number, phase in enumerate(form.phases, 1):
        yield from _phase_lines(form, number, phase)
    yield ""
    yield from _assessment_lines(form)
    yield ""
    yield from _rule_lines(form)
    yield ""
    yield "Origine des valeurs"
    for path, origin in sorted(form.origins.items()):
        parts = (WORDS[Authority][origin.authority], origin.place, origin.note)
        yield from _wrapped(f"{path} : {', '.join(filter(None, parts))}", "      ", "  ")


def _situation_lines(form: Form, situation: Situation) -> Iterator[str]:
    place = f"{situation.number} sur {situation.count}"
    yield f"Situation d’évaluation {place} de l’épreuve {situation.of}{_from(form, 'situation')}"
    if situation.written:
        yield f"Écrites, tenues ailleurs : {', '.join(map(str, situation.written))}"
    if situation.weight is not None:
        counts = "comptée" if situation.weights_on else "non comptée"
        part = f"{_number(situation.weight)} % de la note de l’épreuve, {counts}"
        yield f"Part : {part}{_from(form, 'situation.weight')}"


def _phase_lines(form: Form, number: int, phase: Phase) -> Iterator[str]:
    path = f"phases.{number}"
    source = _from(form, f"{path}.maximum", f"{path}.limit")
    yield f"  {number}. {phase.title} [{phase.short}] : {_phase_time(phase)}{source}"
    if phase.uninterrupted:
        yield f"     Ne pas interrompre{_from(form, f'{path}.uninterrupted')}"
    for name, words, key in (
        ("Candidat", phase.candidate, "candidate"),
        ("Commission", phase.commission, "commission"),
    ):
        yield from _wrapped(f"{name} : {words}{_from(form, f'{path}.{key}')}", "     ")
    if phase.competences:
        shown_first = ", ".join(phase.competences)
        yield f"     Montrées d’abord : {shown_first}{_from(form, f'{path}.competences')}"


def _assessment_lines(form: Form) -> Iterator[str]:
    if form.competences:
        yield f"Compétences{_from(form, 'competences')}"
        for competence in form.competences:
            yield f"  {competence.code}  {competence.label}"
            if competence.remark:
                yield from _wrapped(competence.remark, "          ")
        yield ""
    name = form.assessed.facts.title if form.assessed is not Assessed.CRITERIA else "Critères"
    borne = f" ; compétences{_from(form, 'criteria.competences')}" if form.competences else ""
    yield f"{name}{_from(form, 'criteria')}{borne}"
    points = points_of(form)
    for criterion in form.criteria:
        codes = f" [{', '.join(criterion.competences)}]" if criterion.competences else ""
        block = f" (bloc {criterion.block})" if criterion.block else ""
        own = f", {points_words(points[criterion.number])}" if criterion.number in points else ""
        said = f"{criterion.number:>4}  {criterion.text}{codes}{block}{own}"
        yield from _wrapped(said, "      ", "")
        for level, words in zip(form.levels, criterion.descriptors, strict=False):
            if words:
                yield from _wrapped(f"{level.letters} : {words}", "          ", "        ")
    for competence in form.without_criterion:
        none = form.assessed.named("Aucun critère")
        yield f"      {none} pour {competence.code} {competence.label}"
    yield ""
    levels = ", ".join(f"{level.letters} {level.label}" for level in form.levels)
    yield f"Niveaux : {levels}, NE non évalué{_from(form, 'levels')}"
    yield from _points_lines(form)
    mark = form.mark
    yield f"Note : sur {_number(mark.maximum)}{_from(form, 'mark.maximum')}"
    yield f"Pas : {_number(mark.step)}{_from(form, 'mark.step')}"
    yield f"Repère indicatif : {_yes_no(mark.guide)}{_from(form, 'mark.guide')}"
    yield (
        f"Divergence : dès {mark.divergence_levels} niveau, ou plus de "
        f"{_number(mark.divergence_points)} points{_from(form, 'mark.divergence')}"
    )
    if mark.counted_above is not None:
        above = f"seuls comptent les points au-dessus de {_number(mark.counted_above)}"
        yield f"Points retenus : {above}{_from(form, 'mark.counted_above')}"


def _points_lines(form: Form) -> Iterator[str]:
    """Blocks, points, what becomes of their total, the several marks."""
    for place, block in enumerate(form.blocks, 1):
        points = f", {points_words(block.points)}" if block.points is not None else ""
        mark = f", note partielle {block.mark}" if block.mark else ""
        yield f"Bloc {place} : {block.title}{points}{mark}{_from(form, 'blocks')}"
    if gives_points(form):
        shares = (f"{level.letters} {share_words(share_of(form, level.letters))}" for level in form.levels)
        yield f"Part des points : {', '.join(shares)}{_from(form, 'levels')}"
        rule = form.mark.not_assessed.words
        yield from _wrapped(f"Non évalué : {rule}{_from(form, 'mark.not_assessed')}", "  ", "")
        yield from _wrapped(
            f"Total : {form.mark.rounding.facts.words}{_from(form, 'mark.rounding')}", "  ", ""
        )
    for place, each in enumerate(form.marks, 1):
        step = f"sur {_number(each.maximum)}, par pas de {_number(each.step)}"
        yield f"Note partielle {place} : {each.title}, {step}{_from(form, 'marks')}"
    if form.mark.summed:
        yield f"La note est leur somme{_from(form, 'mark.summed')}"
    if form.motivated:
        yield f"Appréciation motivée{_from(form, 'motivated')}"


def _playing_lines(form: Form) -> Iterator[str]:
    if form.playing is not None:
        yield f"{form.playing.facts.title} : à consigner{_from(form, 'playing')}"


def _rule_lines(form: Form) -> Iterator[str]:
    members = ", ".join(form.commission.facts(role).title for role in form.commission.members).lower()
    yield from _wrapped(f"Commission : {members}{_from(form, 'commission.members')}", "  ", "")
    if form.commission.any_quality:
        yield f"  autre qualité ou nombre admis{_from(form, 'commission.any_quality')}"
    for role, quality in form.commission.qualities.items():
        said = f"{form.commission.facts(role).title} : {quality}{_from(form, 'commission.qualities')}"
        yield from _wrapped(said, "    ", "  ")
    for role in form.commission.roles:
        facts = form.commission.facts(role)
        yield f"  {facts.title} : {facts.short} en court, {facts.letters} en tête de colonne"
    if form.commission.absent_professional is not None:
        absence = WORDS[AbsentProfessional][form.commission.absent_professional]
        yield f"Professionnel absent : {absence}{_from(form, 'commission.absent_professional')}"
    yield from _wrapped(form.commission.replacement_note, "  ")
    yield from _playing_lines(form)
    if form.dossier == NO_DOSSIER:
        yield "Dossier : aucun"
    else:
        yield from _dossier_lines(form, form.dossier)
    yield from _wrapped(f"Confidentialité : {form.secrecy}{_from(form, 'secrecy')}", "  ", "")


def _dossier_lines(form: Form, dossier: DossierRule) -> Iterator[str]:
    yield f"Dossier{_from(form, 'dossier')}"
    for document in dossier.documents:
        yield f"  - {document}"
    yield from _permitted_lines(form, dossier)
    if dossier.minimum_sheets:
        yield f"  {dossier.sheet_name or 'fiches'} : {dossier.minimum_sheets} au moins"
    yield from _page_lines(form, dossier)
    yield f"  noté : {_yes_no(dossier.marked)}"
    yield f"  sans dossier : {WORDS[WithoutDossier][dossier.without]}{_from(form, 'dossier.without')}"
    yield f"  candidat informé d’un doute de la commission : {_yes_no(dossier.told_of_reserve)}"
    if not dossier.rubrics:
        return
    kind = "obligatoires" if dossier.rubrics_compulsory else "indicatives"
    of_rubrics = _from(form, "dossier.rubrics_compulsory", "dossier.rubrics")
    yield f"  Rubriques {kind} de chaque {dossier.sheet_name}{of_rubrics}"
    for number, rubric in enumerate(dossier.rubrics, 1):
        yield from _wrapped(f"{number:>6}  {rubric}", "        ", "")


def _permitted_lines(form: Form, dossier: DossierRule) -> Iterator[str]:
    if dossier.permissions:
        yield f"  Peut apporter ou recevoir{_from(form, 'dossier.permissions')}"
    for permission in dossier.permissions:
        yield from _wrapped(permission, "    ", "  - ")
    for course, attestation in dossier.attestations.items():
        said = f"{course.facts.label} : {attestation}{_from(form, 'dossier.attestations')}"
        yield from _wrapped(said, "    ", "  ")
    if dossier.tools:
        yield from _wrapped(f"Outils : {dossier.tools}{_from(form, 'dossier.tools')}", "    ", "  ")


def _page_lines(form: Form, dossier: DossierRule) -> Iterator[str]:
    if dossier.annex_pages is not None:
        yield f"  annexes : {dossier.annex_pages} pages au plus par fiche{_from(form, 'dossier.annex_pages')}"
    if dossier.experience_pages is not None:
        pages = f"{dossier.experience_pages} pages au plus{_from(form, 'dossier.experience_pages')}"
        yield f"  candidat au titre de l’expérience : {pages}"


def _wrapped(text: str, indent: str, first: str | None = None) -> list[str]:
    return wrap(
        text,
        _WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _from(form: Form, *paths: str) -> str:
    """The origin of the first of these paths that has one, in brackets after a space."""
    for path in paths:
        if path in form.origins:
            origin = form.origins[path]
            at = f", {origin.place}" if origin.authority is Authority.ARRETE and origin.place else ""
            return f" ({WORDS[Authority][origin.authority]}{at})"
    return ""


def _short_time(rule: TimeRule) -> str:
    if rule.kind is SettingKind.NONE:
        return "—"
    if rule.kind is SettingKind.FIXED and rule.duration is not None:
        return f"{minutes(rule.duration)}{' ind.' if rule.indicative else ''}"
    return "à fixer" if rule.duration is None else f"à fixer ({minutes(rule.duration)})"


def _long_time(rule: TimeRule) -> str:
    if rule.kind is SettingKind.NONE:
        return "aucun temps"
    indicative = ", indicatif" if rule.indicative else ""
    if rule.kind is SettingKind.FIXED and rule.duration is not None:
        return f"{minutes(rule.duration)}{indicative}"
    details = []
    if rule.complement_of is not None:
        details.append(f"{minutes(rule.complement_of)} moins le temps utilisé par l’autre situation")
    if rule.duration is not None:
        details.append(f"{minutes(rule.duration)} proposé")
    return ", ".join(["fixé à l’ouverture", *details]) + indicative


def _phase_time(phase: Phase) -> str:
    if phase.limit is LimitKind.REMAINDER:
        return "ce qui reste du total"
    if phase.maximum is None:
        return "sans durée propre"
    return f"{minutes(phase.maximum)}{', indicatif' if phase.indicative else ' au plus'}"


def _number(value: object) -> str:
    return str(value).replace(".", ",")


def _yes_no(value: bool) -> str:  # noqa: FBT001
    return "oui" if value else "non"
