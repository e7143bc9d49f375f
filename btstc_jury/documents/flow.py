"""Blocks laid under each other, page after page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from btstc_jury.documents.sheet import Sheet


class Block(ABC):
    """``gap``: space above, not at the top of a page. ``keep``: never the last of a page when the next one
    could be beside it. ``repeated``: drawn first again when this block begins a page. All in points.
    """

    height: float
    gap: float = 0.0
    keep: bool = False
    repeated: Block | None = None

    @abstractmethod
    def draw(self, sheet: Sheet, top: float) -> None: ...

    def split(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002
        """A part at most ``room`` high and the rest, or None where it doesn't divide well."""
        return None

    def spaced(self, gap: float, *, keep: bool = False) -> Self:
        """This block, with that space above."""
        self.gap = gap
        self.keep = keep
        return self


@dataclass(frozen=True, slots=True)
class Placed:
    block: Block
    top: float


class _Pages:
    def __init__(self, top: float, bottom: float, running: Block) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._top = top
        self._bottom = bottom
        self._running = running
        self._used = top
        self.fresh = True
        """Whether the page has nothing of its own yet."""

    @property
    def room(self) -> float:
        return self._bottom - self._used

    def place(self, block: Block) -> None:
        if self.fresh and len(self.pages) > 1 and block.repeated is not None:
            self._put(block.repeated)
        self._used += 0 if self.fresh else block.gap
        self._put(block)
        self.fresh = False

    def turn(self) -> None:
        self.pages.append([])
        self._used = self._top
        self._put(self._running)
        self.fresh = True

    def fits(self, chain: Sequence[Block]) -> bool:
        return self.needed(chain) <= self.room

    def needed(self, chain: Sequence[Block]) -> float:
        gaps = sum(block.gap for block in (chain[1:] if self.fresh else chain))
        repeated = chain[0].repeated if self.fresh and len(self.pages) > 1 else None
        return gaps + sum(block.height for block in chain) + (repeated.height if repeated else 0)

    def _put(self, block: Block) -> None:
        self.pages[-1].append(Placed(block, self._used))
        self._used += block.height


def paginate(blocks: Sequence[Block], top: float, bottom: float, running: Block) -> list[list[Placed]]:
    """Pages between ``top`` and ``bottom``; ``running`` heads every page but the first."""
    pages = _Pages(top, bottom, running)
    waiting = deque(blocks)
    while waiting:
        chain = _chain(waiting)
        first = waiting.popleft()
        if pages.fits(chain):
            pages.place(first)
        elif parts := first.split(pages.room - (0 if pages.fresh else first.gap)):
            pages.place(parts[0])
            waiting.appendleft(parts[1])
            pages.turn()
        elif pages.fresh:
            pages.place(first)
        else:
            waiting.appendleft(first)
            pages.turn()
    return pages.pages


def _chain(blocks: Sequence[Block]) -> list[Block]:
    """The first block and those that it must not be separated from."""
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.keep:
            break
    return chain
