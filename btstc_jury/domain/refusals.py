"""Why a command is refused, and what is refused in more than one place. The words for it are the
application's.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from btstc_jury.domain.assessment import TEXT_LIMIT, fits
from btstc_jury.domain.form import Form, MarkRule
from btstc_jury.domain.marking import PartialMark
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.wording import unseen


class Reason(StrEnum):
    EMPTY_NAME = "empty_name"
    EMPTY_NUMBER = "empty_number"
    EMPTY_CENTRE = "empty_centre"
    EMPTY_TEXT = "empty_text"
    EMPTY_REASON = "empty_reason"
    TEXT_TOO_LONG = "text_too_long"
    UNSEEN_CHARACTER = "unseen_character"
    NO_JUROR = "no_juror"
    TIME_NEEDED = "time_needed"
    TOTAL_TOO_LONG = "total_too_long"
    NO_TIME_LEFT = "no_time_left"
    NO_PREPARATION = "no_preparation"
    ALREADY_STARTED = "already_started"
    NOT_OPENED = "not_opened"
    NOT_RUNNING = "not_running"
    NOT_PAUSED = "not_paused"
    LAST_PHASE = "last_phase"
    NOT_ENDED = "not_ended"
    FORM_PINNED = "form_pinned"
    FINALISED = "finalised"
    NOT_FINALISED = "not_finalised"
    UNKNOWN_CRITERION = "unknown_criterion"
    UNKNOWN_LEVEL = "unknown_level"
    UNKNOWN_REMARK = "unknown_note"
    NOT_AN_ORDER = "not_an_order"
    UNKNOWN_PAUSE = "unknown_pause"
    UNKNOWN_GAP = "unknown_gap"
    PART_HELD = "part_held"
    LEVEL_WITHOUT_CRITERION = "level_without_criterion"
    UNCLEAR_LEVEL = "unclear_level"
    SEVERAL_LINKS = "several_links"
    MARK_OFF_STEP = "mark_off_step"
    MARK_OUT_OF_RANGE = "mark_out_of_range"
    MARK_IS_SUM = "mark_is_sum"
    UNKNOWN_MARK = "unknown_mark"
    INCOMPLETE = "incomplete"
    PRESIDENT_DECISION_NEEDED = "president_decision_needed"
    NO_REPLACEMENT = "no_replacement"
    ORAL_STOPPED = "oral_stopped"
    DOCUMENT_NEEDED = "document_needed"
    NO_RESERVE = "no_reserve"
    NO_FRAUD = "no_fraud"
    NO_REPORT = "no_report"
    UNKNOWN_JUROR = "unknown_juror"
    JUROR_GONE = "juror_gone"
    LAST_JUROR = "last_juror"
    CODE_CHOSEN = "code_chosen"
    CODE_HIDES = "code_hides"
    NOT_SEPARATE = "not_separate"
    OPINIONS_BEGUN = "opinions_begun"
    OPINION_GIVEN = "opinion_given"
    OPINION_INCOMPLETE = "opinion_incomplete"
    ALREADY_REVEALED = "already_revealed"
    NOT_REVEALED = "not_revealed"
    ALLOWANCE_SPENT = "allowance_spent"
    NOTHING_RECORDED = "nothing_recorded"
    SHEET_TAKEN = "sheet_taken"
    OTHER_FORM = "other_form"
    OTHER_RUNNING = "other_running"
    ALREADY_SIGNED = "already_signed"
    NO_REMARKS = "no_notes"
    REMARKS_IN_TRANSFER = "notes_in_transfer"
    NOT_DECIDED = "not_decided"
    RESULT_WITHHELD = "result_withheld"
    RESERVE_OPEN = "reserve_open"
    SIGNATURES_MISSING = "signatures_missing"
    NOT_A_SITUATION = "not_a_situation"
    OWN_SITUATION = "own_situation"
    OTHER_SITUATION_MISSING = "other_situation_missing"
    SITUATION_TWICE = "situation_twice"
    SITUATION_OPEN = "situation_open"
    NOTHING_PROPOSED = "nothing_proposed"
    NOT_AN_ATTEMPT = "not_an_attempt"
    AN_ATTEMPT = "an_attempt"
    ATTEMPT_UNDER_WAY = "attempt_under_way"
    TRAINING_ONLY = "training_only"
    NO_SUCH_PHASE = "no_such_phase"
    NO_CASE = "no_case"
    UNKNOWN_OBJECTION = "unknown_objection"
    NOT_THROWN = "not_thrown"
    OF_A_COMMISSION = "of_a_commission"
    OPINION_FILE_ONLY = "opinion_file_only"
    ALREADY_INVITED = "already_invited"
    SEALED = "sealed"
    NOT_SEALED = "not_sealed"
    NO_MOMENTS = "no_moments"
    NOT_AN_OPINION = "not_an_opinion"
    OTHER_FILE_OPINION = "other_file_opinion"
    OTHER_ORAL_OPINION = "other_oral_opinion"
    OTHER_FORM_OPINION = "other_form_opinion"
    UNKNOWN_INVITATION = "unknown_invitation"
    FORGED_OPINION = "forged_opinion"
    OLDER_OPINION = "older_opinion"
    OPINION_DIFFERS = "opinion_differs"
    OPINION_CLOSED = "opinion_closed"
    INVITED = "invited"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"


class Refusal(Exception):
    """A command the rules don't allow now; nothing was changed. ``detail``: the value refused, if any."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def refuse_unless(oral: Oral, stages: frozenset[Stage], otherwise: Reason) -> None:
    """Raises ``Refusal``, as the others here."""
    if oral.stage not in stages:
        raise Refusal(otherwise)


def refuse_begun(oral: Oral) -> None:
    if oral.stage.begun:
        raise Refusal(Reason.ALREADY_STARTED)


def refuse_idle(oral: Oral) -> None:
    if not oral.stage.facts.under_way:
        raise Refusal(Reason.NOT_RUNNING)


def refuse_finalised(oral: Oral) -> None:
    if oral.stage is Stage.FINALISED:
        raise Refusal(Reason.FINALISED)


def refuse_stopped(oral: Oral) -> None:
    if oral.proceedings.stopped:
        raise Refusal(Reason.ORAL_STOPPED)


def said(reason: str) -> str:
    """The reason without the spaces around it."""
    if not reason.strip():
        raise Refusal(Reason.EMPTY_REASON)
    return reason.strip()


def refuse_unsaid(reason: str) -> None:
    said(reason)
    refuse_unfit(reason)


def refuse_unnamed(name: str) -> None:
    if not name.strip():
        raise Refusal(Reason.EMPTY_NAME)


def refuse_unfit(text: str, limit: int = TEXT_LIMIT) -> None:
    """A text too long, or with something in it that nobody would see. ``limit``: characters."""
    if len(text) > limit:
        raise Refusal(Reason.TEXT_TOO_LONG, str(limit))
    if hidden := unseen(text):
        raise Refusal(Reason.UNSEEN_CHARACTER, hidden)


def check_criterion(form: Form, number: int | None) -> None:
    if number is not None and form.criterion(number) is None:
        raise Refusal(Reason.UNKNOWN_CRITERION, str(number))


def check_level(form: Form, criterion: int, level: str | None) -> None:
    check_criterion(form, criterion)
    if level is not None and level not in form.level_letters:
        raise Refusal(Reason.UNKNOWN_LEVEL, level)


def check_partial(form: Form, place: int, mark: Decimal | None) -> None:
    """``place``: of one of several marks in the form, from 1."""
    if not 1 <= place <= len(form.marks):
        raise Refusal(Reason.UNKNOWN_MARK, str(place))
    check_mark(mark, form.marks[place - 1])


def check_mark(mark: Decimal | None, rule: MarkRule | PartialMark) -> None:
    if mark is None or fits(mark, rule):
        return
    inside = mark.is_finite() and 0 <= mark <= rule.maximum
    raise Refusal(Reason.MARK_OFF_STEP if inside else Reason.MARK_OUT_OF_RANGE, str(mark))
