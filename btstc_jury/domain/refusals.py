"""Why a command is refused. The words for it are the application's."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    EMPTY_NAME = "empty_name"
    EMPTY_NUMBER = "empty_number"
    EMPTY_CENTRE = "empty_centre"
    EMPTY_TEXT = "empty_text"
    EMPTY_REASON = "empty_reason"
    TEXT_TOO_LONG = "text_too_long"
    NO_JUROR = "no_juror"
    TIME_NEEDED = "time_needed"
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
    UNKNOWN_NOTE = "unknown_note"
    NOT_AN_ORDER = "not_an_order"
    UNKNOWN_PAUSE = "unknown_pause"
    UNKNOWN_GAP = "unknown_gap"
    LEVEL_WITHOUT_CRITERION = "level_without_criterion"
    MARK_OFF_STEP = "mark_off_step"
    MARK_OUT_OF_RANGE = "mark_out_of_range"
    INCOMPLETE = "incomplete"
    PRESIDENT_DECISION_NEEDED = "president_decision_needed"
    NO_REPLACEMENT = "no_replacement"
    ORAL_STOPPED = "oral_stopped"
    DOCUMENT_NEEDED = "document_needed"
    NO_RESERVE = "no_reserve"
    NO_FRAUD = "no_fraud"
    NO_REPORT = "no_report"
    UNKNOWN_JUROR = "unknown_juror"
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
    NO_NOTES = "no_notes"
    NOTES_IN_TRANSFER = "notes_in_transfer"
    NOT_DECIDED = "not_decided"
    RESULT_WITHHELD = "result_withheld"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOTHING_TO_REDO = "nothing_to_redo"


class Refusal(Exception):
    """A command the rules don't allow now; nothing was changed. ``detail``: the value refused, if any."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
