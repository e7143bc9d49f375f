"""One commission examines one candidate at a time: a second clock never starts beside a running one."""

from __future__ import annotations

from btstc_jury.application.ports import OralIndex
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.oral import Stage
from btstc_jury.domain.refusals import Reason, Refusal


def running_beside(index: OralIndex, oral: int | None) -> OralSummary | None:
    """The oral whose clock runs, other than ``oral``; the latest to act where there are several."""
    for number in reversed(index.under_way()):
        if number != oral:
            summary = index.summary(number)
            if summary.stage is Stage.RUNNING:
                return summary
    return None


def check_alone(index: OralIndex, oral: int, before: Stage, after: Stage) -> None:
    """Refuse that the clock of ``oral`` starts, or goes on, while another runs. Raises ``Refusal``."""
    starts = after is Stage.RUNNING and before is not Stage.RUNNING
    if starts and running_beside(index, oral) is not None:
        raise Refusal(Reason.OTHER_RUNNING)
