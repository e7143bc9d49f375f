"""One oral for each status of an exam, conducted through the office on a real file."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from btstc_jury.application.office import Office
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.commission import Juror, Vacancy
from btstc_jury.domain.dossier import DossierCheck, Outcome, Sheet
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Attendance, Countersignature, Fraud, Presence
from btstc_jury.domain.standing import Status
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS

HERE = Presence(convocation=True, identity=True, attendance=Attendance.PAPER)
COMPLIANT = DossierCheck(Outcome.COMPLIANT)
DOUBT = DossierCheck(
    Outcome.DOUBT,
    (Sheet("Chauffage bois", (3, 8), 12, retained=True), Sheet(""), Sheet("")),
    (0, 1),
    reason="Attestation de stage sans signature",
)
FRAUD = Fraud("Téléphone consulté sous la table", "Mme Okoye")


class Orals:
    """``clock`` is the one of the office."""

    def __init__(self, office: Office, clock: FakeClock) -> None:
        self.office = office
        self.clock = clock

    def plan(self, name: str, form: str = "e4-ponctuel") -> int:
        plan = Plan(Candidate("0213456789", name, "Anaïs"), datetime(2026, 6, 1, 9, 0))  # noqa: DTZ001 - wall time
        return self.office.plan(plan, form)[0]

    def act(self, oral: int, *commands: do.Command) -> None:
        for command in commands:
            self.office.act(oral, command)

    def conduct(
        self, oral: int, jurors: tuple[Juror, ...] = JURORS, vacancies: tuple[Vacancy, ...] = ()
    ) -> None:
        """From the opening to the end, eight minutes a phase."""
        self.act(oral, do.Open(jurors, vacancies=vacancies), do.Start())
        for _ in self.office.oral(oral).form.phases[1:]:
            self.clock.advance(Duration.minutes(8))
            self.act(oral, do.NextPhase())
        self.clock.advance(Duration.minutes(5))
        self.act(oral, ev.Ended())

    def settle(self, oral: int) -> None:
        """Every level, a mark, an appreciation; the proposal is settled."""
        for criterion in self.office.oral(oral).form.criteria:
            self.act(oral, ev.Rated(criterion.number, "S"))
        self.act(oral, ev.MarkProposed(Decimal("12.5")))
        self.act(oral, ev.TextWritten(TextField.APPRECIATION, "Propre et net."), ev.Finalised())

    def reserved(self, name: str = "Reserve", form: str = "e4-ponctuel") -> int:
        """Ended, with nobody told yet."""
        oral = self.plan(name, form)
        self.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(DOUBT))
        self.conduct(oral)
        return oral

    def withheld(self, name: str = "Retenu", form: str = "e6-ponctuel") -> int:
        """Ended, with the report not yet countersigned."""
        oral = self.plan(name, form)
        self.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
        self.act(oral, do.Open(JURORS), do.Start(), ev.FraudReported(FRAUD), ev.Ended())
        return oral

    def each(self) -> dict[Status, int]:
        """One oral for each status, settled where there is something to settle."""
        normal = self.plan("Normal")
        self.act(normal, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
        self.conduct(normal)
        self.settle(normal)
        absent, justified, none = self.plan("Absent"), self.plan("Justifié"), self.plan("Sansdossier")
        self.act(absent, ev.AbsenceRecorded(Absence(AbsenceKind.ABSENT)))
        self.act(justified, ev.AbsenceRecorded(Absence(AbsenceKind.JUSTIFIED, "certificat du 1er juin")))
        self.act(none, ev.PresenceChecked(HERE))
        self.act(none, ev.DossierChecked(DossierCheck(Outcome.NO_DOSSIER, reason="Aucun document remis")))
        reserved, withheld = self.reserved(), self.withheld()
        self.act(reserved, ev.CandidateInformed())
        signed = Fraud(FRAUD.facts, FRAUD.witnesses, Countersignature.REFUSED, "dit avoir lu l’heure")
        self.act(withheld, ev.FraudReported(signed))
        for oral in (reserved, withheld):
            self.settle(oral)
        return {
            Status.NORMAL: normal,
            Status.ABSENT: absent,
            Status.ABSENT_JUSTIFIED: justified,
            Status.NOT_VALIDATED: none,
            Status.RESERVED: reserved,
            Status.WITHHELD: withheld,
        }
