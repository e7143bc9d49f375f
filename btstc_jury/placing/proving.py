"""Why there is no plan: the rules are assumptions of the solver, which says which of them it used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from btstc_jury.application.centre.placing_problem import (
    Bar,
    Found,
    Kept,
    Option,
    OralToPlace,
    Place,
    Sitting,
    SolverAnswer,
    SolverQuestion,
    Span,
)
from btstc_jury.placing.cells import Ground, ground, without
from btstc_jury.placing.model import PACE, Literal, profile


def explained(question: SolverQuestion) -> SolverAnswer:
    """``NONE`` with rules of which none can be left out; a plan where there is one after all."""
    proof = _Proof(ground(question.problem), question)
    rules = range(len(question.problem.rules))
    status = proof.solve(rules)
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return SolverAnswer(Found.PLAN, proof.places())
    if status != cp_model.INFEASIBLE:
        return SolverAnswer(Found.UNKNOWN)
    return SolverAnswer(Found.NONE, rules=tuple(_least(proof, proof.used())))


def _least(proof: _Proof, rules: Sequence[int]) -> list[int]:
    """Those without which there would be a plan, each of them; all that are left when the time is over."""
    needed = list(rules)
    for rule in rules:
        fewer = [each for each in needed if each != rule]
        if rule in needed and proof.solve(fewer) == cp_model.INFEASIBLE:
            used = {*proof.used()}
            needed = [each for each in fewer if each in used]
    return needed


class _Proof:
    """One model in which each rule holds where its literal does."""

    def __init__(self, base: Ground, question: SolverQuestion) -> None:
        self._base = base
        self._problem = base.problem
        self._seconds = question.seconds
        self._cp = cp_model.CpModel()
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = 1
        self._solver.parameters.random_seed = question.seed
        self._rules = [self._cp.new_bool_var(f"r{each}") for each in range(len(self._problem.rules))]
        begins = min((each.begins for one in self._problem.sittings for each in one.open), default=0)
        ends = max((each.ends for one in self._problem.sittings for each in one.open), default=0)
        self._whole = Span(begins, max(begins, ends) + 1)
        self._starts = [self._start(each) for each in range(len(self._problem.orals))]
        self._there = [self._options(at, each) for at, each in enumerate(self._problem.orals)]
        self._commissions()
        self._jurors()
        self._candidates()
        self._seats()

    def solve(self, rules: Iterable[int]) -> cp_model.CpSolverStatus:
        """Whether there is a plan that keeps these."""
        if self._seconds <= 0:
            return cp_model.UNKNOWN
        self._cp.clear_assumptions()
        self._cp.add_assumptions([self._rules[each] for each in rules])
        self._solver.parameters.max_deterministic_time = self._seconds * PACE
        self._solver.parameters.max_time_in_seconds = max(1.0, 2 * self._seconds)
        status = self._solver.solve(self._cp)
        self._seconds -= max(
            self._solver.response_proto.deterministic_time / PACE, self._solver.wall_time / 2
        )
        return status

    def used(self) -> list[int]:
        """Of the rules of the latest proof."""
        places = {each.index: rule for rule, each in enumerate(self._rules)}
        return sorted({places[each] for each in self._solver.sufficient_assumptions_for_infeasibility()})

    def places(self) -> tuple[Place | None, ...]:
        value, true = self._solver.value, self._solver.boolean_value
        return tuple(
            next((Place(option.commission, value(start)) for option, there in options if true(there)), None)
            for start, options in zip(self._starts, self._there, strict=True)
        )

    def _start(self, oral: int) -> cp_model.IntVar:
        return self._cp.new_int_var(self._whole.begins, self._whole.ends, f"s{oral}")

    def _options(self, at: int, oral: OralToPlace) -> list[tuple[Option, Literal]]:
        found: list[tuple[Option, Literal]] = [
            (each, self._cp.new_bool_var(f"p{at}_{each.commission}")) for each in oral.options
        ]
        self._cp.add_exactly_one([there for _, there in found])
        for option, there in found:
            sitting = self._problem.sittings[self._base.sittings[option.commission]]
            fits = [Span(each.begins, each.ends - option.busy + 1) for each in sitting.open]
            self._within(self._starts[at], fits, [there])
            for rule in option.refused:
                self._cp.add_bool_or([~there, ~self._rules[rule]])
            self._bar(at, option, there, sitting)
        return found

    def _bar(self, at: int, option: Option, there: Literal, sitting: Sitting) -> None:
        """Each rule by itself, as long as it holds."""
        oral = self._problem.orals[at]
        barred: dict[tuple[int, ...], list[Span]] = defaultdict(list)
        for each in sitting.bars:
            barred[each.rule,].append(_for_commission(each, option))
        for each in (*oral.bars, *self._problem.bars):
            barred[each.rule,].append(_for_candidate(each.begins, each.ends, option))
        gap, gap_rule = self._problem.gap, self._problem.gap_rule
        shared = {juror: rule for juror, rule in self._problem.shared if juror in sitting.jurors}
        for kept in self._problem.kept:
            if kept.candidate == oral.candidate:
                here, wide = kept.preparation, kept.ends
                barred[kept.rule,].append(_for_candidate(here, wide, option))
                barred[kept.rule, gap_rule].append(_for_candidate(here - gap, wide + gap, option))
            for rules in self._busy(kept, option, shared):
                barred[rules].append(_for_commission(Bar(kept.rule, kept.oral, kept.free), option))
        for rules, spans in barred.items():
            left = without(self._whole, spans)
            if left != (self._whole,):
                self._within(self._starts[at], left, [there, *(self._rules[each] for each in rules)])

    def _busy(self, kept: Kept, option: Option, shared: Mapping[int, int]) -> Iterable[tuple[int, ...]]:
        """By which rules together a slot that is kept takes the commission's time."""
        if kept.commission == option.commission:
            return [(kept.rule,)]
        place = self._base.sittings.get(kept.commission)
        jurors: Collection[int] = () if place is None else self._problem.sittings[place].jurors
        return [(kept.rule, rule) for juror, rule in shared.items() if juror in jurors]

    def _within(self, start: cp_model.IntVar, spans: Sequence[Span], literals: Sequence[Literal]) -> None:
        intervals = [[each.begins, each.ends - 1] for each in spans if each.begins < each.ends]
        if intervals:
            domain = cp_model.Domain.from_intervals(intervals)
            self._cp.add_linear_expression_in_domain(start, domain).only_enforce_if(literals)
        else:
            self._cp.add_bool_or([~each for each in literals])

    def _each(self) -> Iterable[tuple[int, Option, Literal]]:
        for at, options in enumerate(self._there):
            for option, there in options:
                yield at, option, there

    def _commissions(self) -> None:
        self._busy_of: dict[int, list[tuple[int, Option, Literal]]] = defaultdict(list)
        for at, option, there in self._each():
            self._busy_of[option.commission].append((at, option, there))
        for each in self._busy_of.values():
            self._cp.add_no_overlap(
                [
                    self._cp.new_optional_fixed_size_interval_var(self._starts[at], option.busy, there, "")
                    for at, option, there in each
                ]
            )

    def _while(self, rule: int, there: Literal) -> Literal:
        """True when the rule holds and the oral is there, at least."""
        both = self._cp.new_bool_var("")
        self._cp.add_bool_or([both, ~there, ~self._rules[rule]])
        return both

    def _jurors(self) -> None:
        for juror, rule in self._problem.shared:
            self._cp.add_no_overlap(
                [
                    self._cp.new_optional_fixed_size_interval_var(
                        self._starts[at], option.busy, self._while(rule, there), ""
                    )
                    for sitting in self._problem.sittings
                    if juror in sitting.jurors
                    for at, option, there in self._busy_of[sitting.identity]
                ]
            )

    def _candidates(self) -> None:
        of: dict[int, list[int]] = defaultdict(list)
        for at, oral in enumerate(self._problem.orals):
            of[oral.candidate].append(at)
        holds = self._rules[self._problem.gap_rule]
        for orals in of.values():
            for one, other in combinations(orals, 2):
                first = self._cp.new_bool_var("")
                self._after(one, other, [first], holds)
                self._after(other, one, [~first], holds)

    def _after(self, one: int, other: int, literals: Sequence[Literal], gap: Literal) -> None:
        ends = self._starts[one] + sum(there * option.oral for option, there in self._there[one])
        prepares = self._starts[other] - sum(
            there * option.preparation for option, there in self._there[other]
        )
        self._cp.add(prepares >= ends).only_enforce_if(literals)
        self._cp.add(prepares >= ends + self._problem.gap).only_enforce_if([*literals, gap])

    def _seats(self) -> None:
        rooms = {each.identity: each.room for each in self._problem.sittings}
        for seats in self._problem.seats:
            intervals = [
                self._cp.new_optional_fixed_size_interval_var(
                    self._starts[at] - option.preparation,
                    option.preparation,
                    self._while(seats.rule, there),
                    "",
                )
                for at, option, there in self._each()
                if option.preparation and rooms[option.commission] == seats.room
            ]
            held = [
                Span(each.preparation, each.oral)
                for each in self._problem.kept
                if each.preparation < each.oral and rooms.get(each.commission) == seats.room
            ]
            taken = profile(held, seats.seats)
            demands = [1] * len(intervals) + [count for _, count in taken]
            for span, _ in taken:
                intervals.append(
                    self._cp.new_optional_fixed_size_interval_var(
                        span.begins, span.ends - span.begins, self._rules[seats.rule], ""
                    )
                )
            if intervals:
                self._cp.add_cumulative(intervals, demands, seats.seats)


def _for_commission(bar: Bar, option: Option) -> Span:
    """Beginnings that the bar leaves out."""
    return Span(bar.begins - option.busy + 1, bar.ends)


def _for_candidate(begins: int, ends: int, option: Option) -> Span:
    return Span(begins - option.oral + 1, ends + option.preparation)
