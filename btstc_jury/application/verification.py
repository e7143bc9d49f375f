"""What the verification of a signed grid finds, and its words for the screen and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import count
from pathlib import Path

from btstc_jury.application.evaluation import EvaluationData
from btstc_jury.application.views import formats
from btstc_jury.application.views.grid import GridView
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.domain.wording import foreign


class UnreadableData(Exception):
    """The embedded data can't be read; the message says why, to go within a sentence."""


class OtherVersion(UnreadableData):
    """Of a version of the format that this program doesn't know. ``grid``: the words of the pages, where the
    data hold them as they do here.
    """

    def __init__(self, why: str, grid: GridView | None = None) -> None:
        super().__init__(why)
        self.grid = grid


class UnreadableFile(Exception):
    """A file that the user points at can't be read; the message says why in French."""


class UnusableCertificate(Exception):
    """A file given as a trusted certificate holds none; the message says so in French."""


class Verdict(StrEnum):
    """``UNVOUCHED``: valid, but for the names, which nobody vouches for. ``INCOMPLETE``: so far right, with a
    place that waits: who signed by hand did on paper. ``UNCHECKED``: signed as it should be, but made by a
    version of the program whose pages this one can't make again. ``NO_GRID``: another page of the program,
    which nobody signs. ``FOREIGN``: a PDF that has nothing of the program's. ``UNREADABLE``: not a PDF that
    can be examined at all.
    """

    VALID = "valid"
    UNVOUCHED = "unvouched"
    INCOMPLETE = "incomplete"
    UNCHECKED = "unchecked"
    NO_GRID = "no_grid"
    FOREIGN = "foreign"
    INVALID = "invalid"
    UNREADABLE = "unreadable"

    @property
    def sound(self) -> bool:
        """Whether what the grid says may be shown: nothing of it is contradicted."""
        return self in {Verdict.VALID, Verdict.UNVOUCHED, Verdict.INCOMPLETE}


class Trust(StrEnum):
    """``NOT_ASKED``: no trusted certificate was given, so nobody vouches for the signer's name.
    ``NOT_EXAMINED``: what was signed isn't what is there, which leaves nothing to be vouched for.
    """

    TRUSTED = "trusted"
    NOT_TRUSTED = "not_trusted"
    NOT_ASKED = "not_asked"
    NOT_EXAMINED = "not_examined"


class Accord(StrEnum):
    """Between the visible pages and the embedded data. ``UNCHECKED``: it could not be told."""

    AGREE = "agree"
    DISAGREE = "disagree"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """``faults``: why it isn't valid, empty where it is; ``remarks``: what a reader should know besides.

    ``place``: « Signature 1 », « Sceau du centre »; ``name``, ``quality``, ``issuer``: of the certificate;
    ``claimed``: by the signer's machine; ``stamped``: by a timestamp authority, ``stamped_by``.
    ``covers``: in words; ``fingerprint``: SHA-256 of the certificate in groups; ``trusted_by``: the name of
    the trusted certificate; ``trusted_for``: its centre and commission, "" where it names none;
    ``trusted_fingerprint``: its own; ``authority_fingerprint``: of who issued the signer's certificate, ""
    where that one isn't in the file.
    """

    field: str
    place: str
    name: str = ""
    quality: str = ""
    issuer: str = ""
    fingerprint: str = ""
    internal: bool = False
    covers: str = ""
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    claimed: datetime | None = None
    stamped: datetime | None = None
    stamped_by: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    trust: Trust = Trust.NOT_ASKED
    trusted_by: str = ""
    trusted_for: str = ""
    trusted_fingerprint: str = ""
    authority_fingerprint: str = ""

    @property
    def valid(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class AccordReport:
    """``details``: where they disagree, or why it can't be told."""

    accord: Accord
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """``problems``: of the document as a whole; ``missing``: places still waiting for their signature;
    ``on_paper``: whether a member's is among them, not only the seal's.
    ``evaluation``: the embedded data, ``None`` where they can't be read; never shown as true unless the
    verdict is ``sound``. ``claims``: whose grid the file says that it is, told where it isn't sound.
    ``index``: a page that says that it is the index of an export.
    """

    verdict: Verdict
    problems: tuple[str, ...] = ()
    signatures: tuple[SignatureReport, ...] = ()
    missing: tuple[str, ...] = ()
    accord: AccordReport | None = None
    evaluation: EvaluationData | None = None
    on_paper: bool = False
    claims: str = ""
    index: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """A file and what its verification found; ``pdf`` is empty where it could not be read."""

    path: Path
    pdf: bytes
    report: VerificationReport


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing that was checked: ``state`` in words, ``lines`` below it. Colour and symbol add nothing.
    ``brief``: of a file, in one line: whose grid, or the cause and what to conclude.
    """

    symbol: Symbol
    tone: Tone
    title: str
    state: str
    lines: tuple[str, ...] = ()
    brief: str = ""


@dataclass(frozen=True, slots=True)
class FileChecks:
    """``head``: the file as a whole; ``rows``: its signatures, then the agreement of pages and data;
    ``place``: among the verdicts, from 0, the worst.
    """

    head: CheckRow
    rows: tuple[CheckRow, ...]
    place: int = 0


def file_checks(name: str, report: VerificationReport, later: int = 0) -> FileChecks:
    """``name``: of the file; ``later``: see ``later_version``."""
    missing = (_missing_row(each, report) for each in report.missing)
    rows = (*map(_signature_row, report.signatures), *missing, *_accord_rows(report))
    head = _head(name, report)
    if later:
        said = f"Remplacée{formats.COLON} la version {later} de cette grille est parmi les fichiers vérifiés."
        brief = f"remplacée par la version {later} · {head.brief}"
        head = replace(head, lines=(said, *head.lines), brief=brief)
    return FileChecks(head, rows, _FROM_THE_WORST.index(report.verdict))


def later_version(report: VerificationReport, others: Iterable[VerificationReport]) -> int:
    """The last version of the same grid among ``others`` that says that it replaces this one; 0 for none.
    Only a sound grid replaces, or is replaced.
    """
    mine = _sound(report)
    found = (_sound(each) for each in others)
    replacing = (
        each.version
        for each in found
        if mine is not None
        and each is not None
        and _same_oral(mine, each)
        and any(reopening.replaced == mine.version for reopening in each.reopenings)
    )
    return max(replacing, default=0)


def _sound(report: VerificationReport) -> EvaluationData | None:
    return report.evaluation if report.verdict.sound else None


def _same_oral(one: EvaluationData, other: EvaluationData) -> bool:
    """What a correction between two versions doesn't change."""
    first, second = (
        (each.kind, each.session.year, each.candidate.number, each.form.key, each.form.place)
        for each in (one, other)
    )
    return first == second


def _missing_row(place: str, report: VerificationReport) -> CheckRow:
    """With whose it is, where the grid is sound. On paper or not at all: this file doesn't tell."""
    grid = _sound(report)
    members = () if grid is None else grid.grid.members
    named = dict(zip((f"Signature {n}" for n in count(1)), members, strict=False)).get(place)
    if named is None:
        unsigned = "La place est prévue, personne n’y a signé."
        return CheckRow(Symbol.PLANNED, Tone.WARNING, place, "pas dans ce fichier", (unsigned,))
    unsigned = (
        "Sa place est vide dans ce fichier. Si ce membre a signé à la main, l’original sur papier le montre."
    )
    return CheckRow(
        Symbol.PLANNED,
        Tone.WARNING,
        f"{place} — {foreign(named.name)}",
        "pas dans ce fichier",
        (f"{foreign(named.role)}. {unsigned}" if named.role else unsigned,),
    )


def check_lines(checks: FileChecks) -> Iterator[str]:
    """As text, indented."""
    yield f"{foreign(checks.head.title)}{formats.COLON} {checks.head.state}"
    yield from (f"  {line}" for line in checks.head.lines)
    for row in checks.rows:
        yield f"  {row.title}{formats.COLON} {row.state}"
        yield from (f"    {line}" for line in row.lines)


def row_text(row: CheckRow, of: str = "") -> str:
    """To be pasted elsewhere; ``of``: the file of a signature."""
    head = f"{foreign(of)}{formats.COLON} {row.title}" if of else foreign(row.title)
    return "\n".join((f"{head}{formats.COLON} {row.state}", *(f"  {line}" for line in row.lines)))


def totals(verdicts: Sequence[Verdict]) -> str:
    """« 19 fichiers : 2 valides, 17 non valides »; "" for none."""
    if not verdicts:
        return ""
    found = ((verdicts.count(each), words) for each, words in _COUNTED.items())
    parts = ", ".join(formats.count(number, *words) for number, words in found if number)
    return f"{formats.count(len(verdicts), 'fichier')}{formats.COLON} {parts}"


def unreadable(why: str) -> VerificationReport:
    """Of a file that could not even be read."""
    return VerificationReport(Verdict.UNREADABLE, (why,))


WORDS = {
    Verdict.VALID: "valide",
    Verdict.UNVOUCHED: "intacte, noms non garantis",
    Verdict.INCOMPLETE: "incomplète",
    Verdict.UNCHECKED: "non vérifiable",
    Verdict.NO_GRID: "pas une grille signée",
    Verdict.FOREIGN: "pas une grille signée de ce programme",
    Verdict.INVALID: "NON VALIDE",
    Verdict.UNREADABLE: "ILLISIBLE",
}
"""On screen, on the command line and in the guide."""
_FROM_THE_WORST = (
    Verdict.INVALID,
    Verdict.UNREADABLE,
    Verdict.FOREIGN,
    Verdict.NO_GRID,
    Verdict.UNCHECKED,
    Verdict.INCOMPLETE,
    Verdict.UNVOUCHED,
    Verdict.VALID,
)
"""As a list shows them: what was altered before what nothing is known of."""
_COUNTED = {
    Verdict.VALID: ("valide", "valides"),
    Verdict.INVALID: ("non valide", "non valides"),
    Verdict.UNREADABLE: ("illisible", "illisibles"),
    Verdict.FOREIGN: ("PDF d’ailleurs", "PDF d’ailleurs"),
    Verdict.UNVOUCHED: ("intacte sans garant", "intactes sans garant"),
    Verdict.INCOMPLETE: ("incomplète", "incomplètes"),
    Verdict.UNCHECKED: ("non vérifiable", "non vérifiables"),
    Verdict.NO_GRID: ("page sans signature", "pages sans signature"),
}
"""Where there isn't room for all, the last are left out."""
_LOOKS = {
    Verdict.VALID: (Symbol.DONE, Tone.DONE),
    Verdict.UNVOUCHED: (Symbol.RESERVED, Tone.WARNING),
    Verdict.INCOMPLETE: (Symbol.TO_SIGN, Tone.WARNING),
    Verdict.UNCHECKED: (Symbol.RESERVED, Tone.WARNING),
    Verdict.NO_GRID: (Symbol.RESERVED, Tone.WARNING),
    Verdict.FOREIGN: (Symbol.NOT_VALIDATED, Tone.ALERT),
    Verdict.INVALID: (Symbol.NOT_VALIDATED, Tone.ALERT),
    Verdict.UNREADABLE: (Symbol.NOT_VALIDATED, Tone.ALERT),
}


def _head(name: str, report: VerificationReport) -> CheckRow:
    verdict = report.verdict
    return CheckRow(*_LOOKS[verdict], name, WORDS[verdict], tuple(_told(report)), _brief(report))


def unshown(report: VerificationReport) -> str:
    """Why nothing of a file that isn't sound is shown."""
    why = ""
    match report.verdict:
        case Verdict.VALID | Verdict.UNVOUCHED | Verdict.INCOMPLETE:
            return ""
        case Verdict.UNCHECKED:
            why = "elle n’a pas pu être comparée à ses données."
        case Verdict.INVALID:
            why = "rien ne prouve ce que celle-ci dit."
        case Verdict.NO_GRID | Verdict.FOREIGN | Verdict.UNREADABLE:
            why = "ce fichier n’en est pas une."
    return f"Seule une grille intacte est montrée{formats.COLON} {why}"


def _told(report: VerificationReport) -> Iterator[str]:
    count = formats.count(len(report.signatures), "signature intacte", "signatures intactes") + "."
    nobody = () if _vouched(report) else (_NOBODY,)
    match report.verdict:
        case Verdict.VALID:
            count = formats.count(len(report.signatures), "signature valide", "signatures valides") + "."
            yield from (*_subject(report), count)
        case Verdict.UNVOUCHED:
            yield from (*_subject(report), count, _NOBODY)
        case Verdict.INCOMPLETE:
            yield from (*_subject(report), count, *_waiting(report), *nobody)
        case Verdict.UNCHECKED:
            yield from (*_claimed(report), count, _OTHER, *nobody)
        case Verdict.NO_GRID:
            yield from (*report.problems, _INDEX if report.index else _UNSIGNED)
        case Verdict.FOREIGN | Verdict.UNREADABLE:
            yield from report.problems
        case Verdict.INVALID:
            yield from (*report.problems, *_wrong(report), _conclusion(report), *_claimed(report))


def _brief(report: VerificationReport) -> str:
    match report.verdict:
        case Verdict.VALID | Verdict.UNVOUCHED | Verdict.INCOMPLETE:
            if report.evaluation is None:
                return ""
            return foreign(f"{report.evaluation.grid.candidate} · {report.evaluation.grid.exam}")
        case Verdict.UNCHECKED:
            return next(_claimed(report), "")
        case Verdict.NO_GRID | Verdict.FOREIGN | Verdict.UNREADABLE:
            return next(iter(report.problems), "")
        case Verdict.INVALID:
            cause = next(_causes(report), "").split(formats.COLON)[0].rstrip(".")
            return f"Ne l’acceptez pas{formats.COLON} {cause[:1].lower()}{cause[1:]}." if cause else ""


def _conclusion(report: VerificationReport) -> str:
    """Of a file that isn't valid: what to do."""
    broken = [each for each in report.signatures if not each.valid]
    agree = report.accord is not None and report.accord.accord is not Accord.DISAGREE
    strangers = agree and broken and all(each.trust is Trust.NOT_TRUSTED for each in broken)
    return _STRANGERS if strangers else _REFUSED


def _causes(report: VerificationReport) -> Iterator[str]:
    """The gravest first."""
    yield from report.problems
    yield from (fault for each in report.signatures for fault in each.faults)
    if report.accord is not None and report.accord.accord is Accord.DISAGREE:
        yield "Les pages et les données jointes diffèrent."


def _claimed(report: VerificationReport) -> Iterator[str]:
    if report.claims:
        yield f"D’après le fichier, sans que rien le prouve{formats.COLON} {report.claims}"


def _waiting(report: VerificationReport) -> Iterator[str]:
    yield f"Sans signature dans ce fichier{formats.COLON} {_listed(report.missing)}."
    if report.on_paper:
        yield (
            "Rien n’y dit pourquoi\u202f: un membre a pu signer à la main sur la grille imprimée, ou la fin"
            " du fichier a été ôtée. Demandez à la commission l’original, sur papier ou entier."
        )


def _listed(places: tuple[str, ...]) -> str:
    return ", ".join(each.lower() for each in places)


def _wrong(report: VerificationReport) -> Iterator[str]:
    """What is below, in a few words, with the cause of the first that is wrong."""
    broken = [each for each in report.signatures if not each.valid]
    if broken:
        yield formats.count(len(broken), "signature non valide", "signatures non valides").capitalize() + "."
        if not report.problems:
            yield f"{broken[0].place}{formats.COLON} {broken[0].faults[0]}"
    if report.missing:
        yield f"Il manque{formats.COLON} {_listed(report.missing)}."
    if report.accord is not None and report.accord.accord is Accord.DISAGREE:
        yield "Les pages et les données jointes diffèrent."


_NOBODY = (
    "Autorité non fournie\u202f: les signatures sont intactes, mais personne ne se porte garant des noms."
    " Donnez le certificat de l’autorité, et comparez son empreinte avec celle de la page remise par la"
    " commission."
)


_OTHER = (
    "Les signatures sont intactes, mais la grille a été faite par une autre version du programme\u202f:"
    " ses pages ne peuvent pas être comparées aux données. Vérifiez-la avec la même version."
)


_UNSIGNED = (
    "Le programme fait de telles pages sans signature\u202f: il n’y a rien à vérifier, et rien ne garantit ce"
    " qu’elles disent. Vérifiez la grille elle-même, ou comparez avec la commission."
)


_INDEX = (
    "L’index d’un export dit ce qui y est\u202f: ce n’est pas une grille, personne ne le signe, et il ne"
    " compte pas parmi les grilles vérifiées."
)


_REFUSED = "N’acceptez pas ce fichier\u202f: demandez à la commission de le renvoyer."
_STRANGERS = (
    "N’acceptez pas ce fichier avant que la commission n’ait confirmé l’empreinte de son autorité, de vive"
    " voix ou sur papier."
)


def _vouched(report: VerificationReport) -> bool:
    return all(each.trust is Trust.TRUSTED for each in report.signatures)


def _subject(report: VerificationReport) -> Iterator[str]:
    if report.evaluation is not None:
        grid = report.evaluation.grid
        yield foreign(f"{grid.exam} · {grid.candidate} · {grid.session} · version {grid.version}")
        if grid.watermark:
            yield foreign(grid.watermark)


def _signature_row(each: SignatureReport) -> CheckRow:
    who = f"{each.name} ({each.place.lower()})" if each.name else each.place
    lines = tuple(_signature_lines(each))
    if each.valid:
        sure = each.trust is Trust.TRUSTED
        symbol, tone = (Symbol.DONE, Tone.DONE) if sure else (Symbol.RESERVED, Tone.WARNING)
        state = "valide" if sure else "valide, non garantie"
        return CheckRow(symbol, tone, who, state, lines)
    return CheckRow(Symbol.NOT_VALIDATED, Tone.ALERT, who, "NON VALIDE", lines)


def _signature_lines(each: SignatureReport) -> Iterator[str]:
    yield from each.faults
    if each.quality:
        yield each.quality
    if each.stamped is not None:
        yield f"Signée le {formats.short_moment(each.stamped)}, horodatage de {each.stamped_by}"
    elif each.claimed is not None:
        yield f"Signée le {formats.short_moment(each.claimed)} à l’horloge du signataire, sans horodatage"
    yield f"Couvre {each.covers}"
    if each.fingerprint:
        kind = "Signature interne, non qualifiée" if each.internal else "Certificat personnel"
        yield f"{kind}, délivré par {each.issuer}" if not each.internal else f"{kind} — {each.issuer}"
    if each.fingerprint or each.trust is Trust.NOT_EXAMINED:
        yield _trust_words(each)
    if each.fingerprint and each.begins is not None and each.ends is not None:
        yield f"Certificat valable du {formats.day_here(each.begins)} au {formats.day_here(each.ends)}"
    yield from each.remarks


def _trust_words(each: SignatureReport) -> str:
    match each.trust:
        case Trust.TRUSTED:
            issuer = " · ".join(filter(None, (each.trusted_by, each.trusted_for)))
            return f"Garantie par{formats.COLON} {issuer} — empreinte {each.trusted_fingerprint}"
        case Trust.NOT_TRUSTED:
            known = f"{formats.COLON} {_of_authority(each)}" if each.authority_fingerprint else ""
            return f"Garantie par aucun des certificats donnés{known}"
        case Trust.NOT_ASKED:
            known = _of_authority(each) if each.authority_fingerprint else _NOT_JOINED
            return f"Autorité non fournie{formats.COLON} {known}"
        case Trust.NOT_EXAMINED:
            return f"Autorité{formats.COLON} non examinée"


_NOT_JOINED = "son certificat n’est pas dans ce fichier"


def _of_authority(each: SignatureReport) -> str:
    return f"{each.issuer}, empreinte {each.authority_fingerprint}"


def _accord_rows(report: VerificationReport) -> Iterator[CheckRow]:
    if report.accord is None:
        return
    title = "Pages et données"
    match report.accord.accord:
        case Accord.AGREE:
            yield CheckRow(Symbol.DONE, Tone.DONE, title, "concordent")
        case Accord.DISAGREE:
            yield CheckRow(Symbol.NOT_VALIDATED, Tone.ALERT, title, "DIFFÈRENT", report.accord.details)
        case Accord.UNCHECKED:
            yield CheckRow(Symbol.RESERVED, Tone.WARNING, title, "non vérifiable", report.accord.details)
