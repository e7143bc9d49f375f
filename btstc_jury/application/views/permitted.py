"""What the candidate may bring, receive and use, lest it be taken for a missing piece or for fraud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from btstc_jury.application.views.formats import COLON
from btstc_jury.application.views.sources import source_of
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.form import Form


def permitted_words(form: Form) -> str:
    """« Permis : … (annexe V, E4, § 4.B) », the tools or else what may be brought; "" where the form says
    nothing of it.
    """
    tools = form.dossier.tools
    told = _sentence(tools or "\u202f; ".join(form.dossier.permissions))
    source = source_of(form, "dossier.tools" if tools else "dossier.permissions")
    return f"Permis{COLON} {told}{f' ({source})' if source else ''}." if told else ""


def tools_words(form: Form, said: str) -> str:
    """The sentences about tools that ``said`` doesn't say already."""
    sentences = (each.strip().rstrip(".") for each in form.dossier.tools.split(". "))
    return ". ".join(each for each in sentences if each and each not in said)


def quality_lines(forms: Sequence[Form]) -> Iterator[str]:
    """What the arrêté asks of jurors beyond their role, once for the forms that ask the same:
    « E4 · ponctuel : professeurs … (annexe V, E4, § 4.B) ».
    """
    asked: dict[tuple[str, str], list[str]] = {}
    for form in forms:
        if words := quality_words(form):
            asked.setdefault((form.exam, words), []).append(form.name)
    for (_, words), names in asked.items():
        yield f"{', '.join(names)}{COLON} {words}"


def quality_words(form: Form) -> str:
    """Of one form, « Éco-gestion, STI : chargé des enseignements de gestion de projet (…) »."""
    roles: dict[str, list[Role]] = {}
    for role in dict.fromkeys((*Role, *form.commission.members)):
        if quality := form.commission.qualities.get(role):
            roles.setdefault(quality, []).append(role)
    source = source_of(form, "commission.qualities")
    cited = f" ({source})" if source else ""
    return "\u202f; ".join(
        f"{', '.join(form.commission.facts(role).short for role in each)}{COLON} {quality}{cited}"
        for quality, each in roles.items()
    )


def known_roles(forms: Iterable[Form], jurors: Iterable[Juror] = ()) -> tuple[Role, ...]:
    """The roles to choose from: of the arrêté's commissions, of these forms, of people already named."""
    of_forms = (role for form in forms for role in form.commission.members)
    return tuple(dict.fromkeys((*Role, *of_forms, *(each.role for each in jurors))))


def _sentence(text: str) -> str:
    """As it goes on after a colon, without its full stop."""
    return f"{text[:1].lower()}{text[1:].rstrip('.')}"
