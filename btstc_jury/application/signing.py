"""Signing a settled grid: what is asked, what keys and pages make of it, and how it becomes durable.

What signing needs from the outside, keys and pages, comes as ``SigningTools``. ``begin`` and ``record``
belong to the thread of the office; between them ``carry_out`` works on values only, in any thread.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from btstc_jury.application.binding import Carried, Consigned, compared, consigned_in
from btstc_jury.application.office import Changes, Office
from btstc_jury.application.pins import WrongCode, check_pin, has_pin
from btstc_jury.application.ports import Document, KeptAuthority, KeptIdentity
from btstc_jury.application.problems import ReadOnlyFile
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.departures import renewal_remark
from btstc_jury.application.views.grid import GridView, grid_view
from btstc_jury.application.views.passphrase import wait
from btstc_jury.domain import events as ev
from btstc_jury.domain.decide import decide
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.signing import Means, Signature
from btstc_jury.domain.wording import is_name_of

Evaluate = Callable[[Office, int, GridView], bytes]
"""The evaluation of an oral as JSON, with the grid as it is signed."""


Strokes = tuple[tuple[int, ...], ...]
"""A drawing: each stroke a run of x, y in thousandths of the width of the field, y downwards."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """``name`` and ``quality`` of who signs; without ``strokes`` the words stand alone. ``remark``: what has
    to be said of the code that was used, "" for nothing.
    """

    name: str
    quality: str
    strokes: Strokes = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a signature says of itself; ``when``: with its zone."""

    when: datetime
    reason: str
    location: str


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """``certificate``: DER, of who signed."""

    pdf: bytes
    certificate: bytes


class SigningTools(Protocol):
    """Works in any thread. Every method may raise ``SigningProblem``: nothing was then changed.

    Identities are PKCS#12 files, which ``secret`` opens.
    """

    def prepare(self, view: GridView, evaluation: bytes) -> bytes:
        """The grid ready to be signed, with its data."""

    def read(self, pdf: bytes) -> Carried:
        """What a kept document tells; raises nothing."""

    def name(self, pkcs12: bytes, secret: str, now: datetime) -> str:
        """That a certificate is in, where it can sign now."""

    def new_authority(self, session: ExamSession, now: datetime) -> KeptAuthority: ...

    def issue(
        self, authority: KeptAuthority, juror: str, shown: SignatureView, secret: str, now: datetime
    ) -> KeptIdentity:
        """A new identity of the juror of that key, in the name and quality ``shown``."""

    def sign(
        self, pdf: bytes, place: int, pkcs12: bytes, secret: str, shown: SignatureView, said: Said
    ) -> SignedPdf:
        """``place``: of the signature on the page, from 1."""

    def seal(self, pdf: bytes, secret: str, said: Said) -> bytes:
        """With the centre's seal, which the settings name."""

    def certificate_text(self, certificate: bytes) -> bytes:
        """A DER certificate as the text file (.crt) that other programs read."""

    def certificate_page(self, certificate: bytes) -> bytes:
        """The PDF page to hand over with it: whose it is, and its fingerprint."""


class SigningProblem(Exception):
    """Base of what may be told to the user."""


class WrongPin(SigningProblem):
    """The PIN or the password does not open the key."""


class UnusableIdentity(SigningProblem):
    """The key or its certificate can't sign: damaged, expired, not meant for it, not accepted."""


class OtherDocument(SigningProblem):
    """The document that is kept isn't that of the journal, or a certificate isn't its signer's."""


class TimestampProblem(SigningProblem):
    """The timestamp authority gave no usable answer; the signature was not made."""


@dataclass(frozen=True, slots=True)
class SigningWish:
    """``secret``: the PIN, or the password of ``certificate`` (PKCS#12 of the juror's own). ``seal``:
    password of the centre's seal, put on with the last signature; "" for none.
    """

    juror: str
    means: Means
    strokes: Strokes = ()
    secret: str = field(default="", repr=False)
    certificate: bytes = field(default=b"", repr=False)
    seal: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SigningTask:
    """All that ``carry_out`` needs. ``place``: of the juror on the page, from 1; ``view`` and ``evaluation``
    only where no ``document`` of this version is kept; ``last``: no other signature is due.
    """

    oral: int
    version: int
    wish: SigningWish
    shown: SignatureView
    place: int
    last: bool
    session: ExamSession
    when: datetime
    document: Document | None
    view: GridView
    evaluation: bytes
    authority: KeptAuthority | None
    identity: KeptIdentity | None
    told: Consigned


@dataclass(frozen=True, slots=True)
class SigningOutcome:
    """What is to be kept; ``authority`` and ``identity`` where they are new."""

    task: SigningTask
    signature: Signature
    documents: tuple[Document, ...]
    authority: KeptAuthority | None
    identity: KeptIdentity | None


def begin(
    office: Office, number: int, wish: SigningWish, evaluate: Evaluate, *, annex: bool = False
) -> SigningTask:
    """``annex``: the document that is made for the first signature has it.

    Raises ``Refusal``, ``ReadOnlyFile``, ``FileProblem``, or ``WrongPin``.
    """
    if office.read_only:
        raise ReadOnlyFile(office.read_only)
    history = office.history(number)
    decide(history, ev.GridSigned(Signature(wish.juror, wish.means)))
    _check_pin(office, wish)
    oral, proofs = history.oral, office.file.proofs
    keys = [juror.key for juror in oral.sitting]
    place = keys.index(wish.juror)
    juror = oral.sitting[place]
    document = proofs.document(number, oral.version)
    view = grid_view(office, number, annex=annex, to_sign=True)
    if wish.means is Means.PAPER:
        view = _on_paper(view, place)
    return SigningTask(
        oral=number,
        version=oral.version,
        wish=wish,
        shown=SignatureView(
            juror.name,
            people.seat(juror, oral.form.commission),
            wish.strokes,
            renewal_remark(oral, wish.juror),
        ),
        place=place + 1,
        last=len(oral.signatures_due) == 1,
        session=office.session,
        when=formats.local(office.now().utc).replace(microsecond=0),
        document=document,
        view=view,
        evaluation=b"" if document else evaluate(office, number, view),
        authority=proofs.authority(),
        identity=proofs.identity(wish.juror),
        told=consigned_in(office, number),
    )


def _on_paper(view: GridView, place: int) -> GridView:
    """A page that is still to be made says in the place itself where its signature is."""
    members = [*view.members]
    members[place] = replace(members[place], signed="Signature sur papier, à joindre")
    return replace(view, members=tuple(members))


def carry_out(task: SigningTask, tools: SigningTools) -> SigningOutcome:
    """Raises ``SigningProblem``: nothing was changed."""
    kept = task.document
    _check_document(task, tools)
    made = [] if kept else [tools.prepare(task.view, task.evaluation)]
    pdf = kept.content if kept else made[0]
    signature = Signature(task.wish.juror, task.wish.means)
    authority: KeptAuthority | None = None
    identity: KeptIdentity | None = None
    if task.wish.means is Means.INTERNAL:
        authority = task.authority or tools.new_authority(task.session, task.when)
        identity = _usable(task, tools) or tools.issue(
            authority, task.wish.juror, task.shown, task.wish.secret, task.when
        )
    if task.wish.means is not Means.PAPER:
        key = task.wish.certificate if identity is None else identity.pkcs12
        _check_holder(task, tools)
        signed = tools.sign(pdf, task.place, key, task.wish.secret, task.shown, _said(task))
        pdf = signed.pdf
        _check_own(task, signed.certificate)
        made.append(pdf)
        signature = Signature(
            task.wish.juror,
            task.wish.means,
            hashlib.sha256(signed.certificate).hexdigest(),
            hashlib.sha256(signed.pdf).hexdigest(),
        )
    if task.last and task.wish.seal:
        made.append(tools.seal(pdf, task.wish.seal, _said(task)))
    first = kept.revision + 1 if kept else 0
    return SigningOutcome(
        task,
        signature,
        tuple(Document(task.oral, task.version, number, each) for number, each in enumerate(made, first)),
        authority if task.authority is None else None,
        identity if identity != task.identity else None,
    )


def record(office: Office, outcome: SigningOutcome) -> Changes:
    """Keep the signature and its documents, all or nothing. Raises as ``Office.act``, or ``SigningProblem``
    where something else was kept meanwhile.
    """
    task, proofs = outcome.task, office.file.proofs
    if (
        office.oral(task.oral).version != task.version
        or proofs.document(task.oral, task.version) != task.document
        or (outcome.authority is not None and proofs.authority() is not None)
    ):
        raise SigningProblem(
            "La grille a changé pendant la signature\u202f: rien n’a été signé. Relisez-la, puis recommencez."
        )
    if outcome.authority is not None:
        proofs.keep_authority(outcome.authority)
    if outcome.identity is not None:
        proofs.keep_identity(outcome.identity)
    return office.act(task.oral, ev.GridSigned(outcome.signature), documents=outcome.documents)


def _check_pin(office: Office, wish: SigningWish) -> None:
    asked = wish.means is Means.INTERNAL or (wish.means is Means.PAPER and has_pin(office, wish.juror))
    if not asked:
        return
    try:
        check_pin(office, wish.juror, wish.secret)
    except WrongCode as error:
        again = "Ce n’est pas le code de ce membre. Rien n’a été signé\u202f: saisissez-le de nouveau."
        raise WrongPin(wait(error.wait) or again) from error


def _check_document(task: SigningTask, tools: SigningTools) -> None:
    """Nobody adds a signature to another document than the one that the journal tells of."""
    if found := compared(task.told, task.document, tools.read):
        raise OtherDocument(
            f"La grille gardée dans le fichier n’est pas celle que dit le journal\u202f: {'; '.join(found)}."
            " Rien n’a été signé. Prévenez le centre et gardez ce fichier tel quel\u202f; pour continuer,"
            " restaurez une sauvegarde, ou rouvrez la proposition\u202f: une nouvelle version sera signée."
        )


def _check_holder(task: SigningTask, tools: SigningTools) -> None:
    if task.wish.means is not Means.OWN:
        return
    holder = tools.name(task.wish.certificate, task.wish.secret, task.when)
    if not is_name_of(task.shown.name, holder):
        raise OtherDocument(
            f"Ce certificat est au nom de {holder}, la place est celle de {task.shown.name}. Rien n’a été"
            " signé\u202f: chaque membre signe avec son propre certificat."
        )


def _check_own(task: SigningTask, certificate: bytes) -> None:
    digest = hashlib.sha256(certificate).hexdigest()
    if any(each.certificate == digest for each in task.told.signatures):
        raise OtherDocument(
            "Ce certificat a déjà signé cette grille à une autre place. Rien n’a été signé\u202f: chaque"
            " membre signe avec le sien."
        )


def _usable(task: SigningTask, tools: SigningTools) -> KeptIdentity | None:
    """The identity kept, unless a new PIN or time has put it out of use: then another is issued."""
    if task.identity is None:
        return None
    try:
        holder = tools.name(task.identity.pkcs12, task.wish.secret, task.when)
    except (WrongPin, UnusableIdentity):
        return None
    # A name that was corrected since then is in no certificate yet.
    return task.identity if is_name_of(task.shown.name, holder) else None


def _said(task: SigningTask) -> Said:
    return Said(task.when, f"Grille d’évaluation, version {task.version}", task.session.centre)
