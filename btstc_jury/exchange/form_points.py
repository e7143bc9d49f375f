"""What a form file says of descriptors, points, blocks and partial marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial

from btstc_jury.domain.form import Criterion, Form, Level
from btstc_jury.domain.marking import Block, NotAssessed, PartialMark, Rounding
from btstc_jury.domain.points import gives_points, points_of
from btstc_jury.exchange import form_values as read
from btstc_jury.exchange.form_values import MISSING, Fault, Reader, Rule, shown, wrong

_MOST_POINTS = 1000
_MOST_BLOCKS, _FEWEST_MARKS, _MOST_MARKS = 20, 2, 9
_LONGEST_DESCRIPTOR = 300


def _descriptor(value: object, at: str) -> str:
    """A level may have none, written ""."""
    return "" if value == "" else read.text(_LONGEST_DESCRIPTOR)(value, at)


_DESCRIPTORS = read.several(_descriptor, "une liste de textes, un par niveau, le plus bas d’abord")

OF_LEVEL: Mapping[str, Reader[object]] = {"share": read.optional(read.decimal(100, zero=True), None)}
OF_CRITERION: Mapping[str, Reader[object]] = {
    "descriptors": read.optional(_DESCRIPTORS, ()),
    "points": read.optional(read.decimal(_MOST_POINTS), None),
    "block": read.optional(read.integer(1, _MOST_BLOCKS), 0),
}
OF_MARK: Mapping[str, Reader[object]] = {
    "rounding": read.optional(read.choice(Rounding), Rounding.NONE),
    "not_assessed": read.optional(read.choice(NotAssessed), NotAssessed.LEFT_OUT),
    "summed": read.optional(read.flag, False),
}
"""Further keys of the tables of these names; ``OF_FORM``: of the form itself."""


def _few_blocks(blocks: Sequence[Block]) -> Iterator[Fault]:
    if len(blocks) > _MOST_BLOCKS:
        yield "", f"{len(blocks)} blocs\u202f; {_MOST_BLOCKS} au plus"


def _several_marks(marks: Sequence[PartialMark]) -> Iterator[Fault]:
    if not _FEWEST_MARKS <= len(marks) <= _MOST_MARKS:
        found = read.counted(len(marks), "note", "notes")
        yield "", f"{found}\u202f; attendu\u202f: de {_FEWEST_MARKS} à {_MOST_MARKS} notes partielles"
    for place, mark in enumerate(marks, 1):
        if mark.maximum % mark.step:
            yield f"{place}.step", f"le pas {shown(mark.step)} ne divise pas {shown(mark.maximum)}"


_BLOCK = read.table(
    Block,
    title=read.text(120),
    points=read.optional(read.decimal(_MOST_POINTS), None),
    mark=read.optional(read.integer(1, _MOST_MARKS), 0),
)
_PARTIAL = read.table(
    PartialMark, title=read.text(60), maximum=read.decimal(_MOST_POINTS), step=read.decimal(_MOST_POINTS)
)

OF_FORM: Mapping[str, Reader[object]] = {
    "blocks": read.optional(read.tables(_BLOCK, partial(read.repeated, "title"), _few_blocks), ()),
    "marks": read.optional(read.tables(_PARTIAL, partial(read.repeated, "title"), _several_marks), ()),
    "motivated": read.optional(read.flag, False),
}
ORIGINS: tuple[str, ...] = (
    "blocks",
    "marks",
    "motivated",
    "mark.rounding",
    "mark.not_assessed",
    "mark.summed",
)
"""Values that have an origin where the file gives them."""


def share_rules(levels: Sequence[Level]) -> Iterator[Fault]:
    """Every level has a share or none has; a better level never has a smaller one."""
    shares = [each.share for each in levels]
    if all(each is None for each in shares):
        return
    known: Decimal | None = None
    for place, share in enumerate(shares, 1):
        if share is None:
            yield f"{place}.share", f"{read.missing(_SHARE)}\u202f; les autres niveaux en ont une"
        elif known is not None and share < known:
            yield f"{place}.share", f"moins que celle du niveau précédent, {shown(known)}"
        known = known if share is None else share
    if known is not None and not known:
        yield "", "aucun niveau ne donne de points"


_SHARE = read.decimal(100, zero=True)


def _criteria_rules(form: Form) -> Iterator[Fault]:
    yield from read.of_each(partial(_descriptor_rules, len(form.levels)), form.criteria)


def _blocks_of_criteria(form: Form) -> Iterator[Fault]:
    for place, block in enumerate(read.known(form.criteria, "block"), 1):
        if isinstance(block, int) and block > len(form.blocks):
            yield f"criteria.{place}.block", wrong(f"le rang d’un bloc, de 1 à {len(form.blocks)}", block)


def _marks_of_blocks(form: Form) -> Iterator[Fault]:
    for place, mark in enumerate(read.known(form.blocks, "mark"), 1):
        if isinstance(mark, int) and mark > len(form.marks):
            expected = f"le rang d’une note partielle, de 1 à {len(form.marks)}"
            yield f"blocks.{place}.mark", wrong(expected, mark)


def _blocks_rules(form: Form) -> Iterator[Fault]:
    yield from read.of_each(partial(_block_rules, form), form.blocks)


def _descriptor_rules(levels: int, place: int, criterion: Criterion) -> Iterator[Fault]:
    if criterion.descriptors and len(criterion.descriptors) != levels:
        found = len(criterion.descriptors)
        yield (
            f"criteria.{place}.descriptors",
            f"{found} descripteurs pour {levels} niveaux\u202f; un par niveau, ou aucun",
        )


def _block_rules(form: Form, place: int, block: Block) -> Iterator[Fault]:
    path = f"blocks.{place}"
    members = [each for each in form.criteria if each.block == place]
    if not members:
        yield path, f"aucun critère n’est du bloc {shown(block.title)}"
    own = [each.points for each in members if each.points is not None]
    if block.points is None or not own:
        return
    if len(own) < len(members):
        yield f"{path}.points", "certains critères du bloc ont leurs points, d’autres non"
    elif sum(own) != block.points:
        yield f"{path}.points", f"{shown(block.points)}, mais ses critères font {shown(sum(own, Decimal(0)))}"


def _whole_rules(form: Form) -> Iterator[Fault]:
    """Points are given to every criterion, or to none."""
    if any(each.block > len(form.blocks) for each in form.criteria):
        return
    if not gives_points(form):
        for key in ("rounding", "not_assessed"):
            if getattr(form.mark, key) != OF_MARK[key](MISSING, ""):
                yield f"mark.{key}", "de trop\u202f: la forme ne donne pas de points"
        return
    for place, criterion in enumerate(form.criteria, 1):
        shared = form.blocks[criterion.block - 1].points if criterion.block else None
        if criterion.points is None and shared is None:
            yield f"criteria.{place}.points", "valeur manquante\u202f: les autres critères ont des points"


def _sum_rules(form: Form) -> Iterator[Fault]:
    if form.mark.summed and not form.marks:
        yield "mark.summed", "de trop\u202f: la forme n’a pas de notes partielles"
    together = sum((each.maximum for each in form.marks), Decimal(0))
    if form.mark.summed and form.marks and together != form.mark.maximum:
        found = f"les notes partielles font {shown(together)}"
        yield "mark.maximum", f"{found}, la note va jusqu’à {shown(form.mark.maximum)}"


def _step_rules(form: Form) -> Iterator[Fault]:
    for place, each in enumerate(form.marks, 1):
        if form.mark.summed and each.step % form.mark.step:
            yield f"marks.{place}.step", f"n’est pas un multiple du pas de la note, {shown(form.mark.step)}"
    quantum = form.mark.rounding.facts.quantum
    if quantum is None:
        return
    steps = [("mark.rounding", form.mark.step)]
    steps += [(f"marks.{place}.step", each.step) for place, each in enumerate(form.marks, 1)]
    for path, step in steps:
        if Fraction(quantum) % Fraction(step):
            words = form.mark.rounding.facts.words
            yield path, f"{words}\u202f: le total pourrait tomber entre deux pas de {shown(step)}"


POINTS_RULES: tuple[Rule[Form], ...] = (
    _criteria_rules,
    _blocks_of_criteria,
    _marks_of_blocks,
    _blocks_rules,
    _whole_rules,
    _sum_rules,
    _step_rules,
)
"""What the criteria, blocks and marks of a whole form say of each other."""


def doubts(form: Form) -> Iterator[Fault]:
    """What a form may say, and may not mean: points that don't make the mark that they are to give."""
    points = points_of(form)
    wholes = [("mark.maximum", form.mark.maximum, form.criteria)]
    if form.marks:
        mark_of = {place: block.mark for place, block in enumerate(form.blocks, 1)}
        wholes = [
            (
                f"marks.{place}.maximum",
                each.maximum,
                tuple(line for line in form.criteria if mark_of.get(line.block) == place),
            )
            for place, each in enumerate(form.marks, 1)
        ]
    for path, maximum, criteria in wholes:
        together = sum((points.get(each.number, Fraction(0)) for each in criteria), Fraction(0))
        if together and together != Fraction(maximum):
            found = f"les points font {shown(_plain(together))}, la note va jusqu’à {shown(maximum)}"
            yield path, f"{found}\u202f: le total calculé y sera ramené"


def _plain(number: Fraction) -> Decimal:
    """With two decimals at most."""
    shortest = (Decimal(number.numerator) / number.denominator).quantize(Decimal("0.01")).normalize()
    return Decimal(f"{shortest:f}")
