"""What stands on each paper, without code: parts in order, words, paper, letters. Pure. Source: ux.md §3.3."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop

_SUM = re.compile("[0-9a-f]{64}")
LONGEST = 400  # characters of a head or a foot; "/" begins a new line


@dataclass(frozen=True, slots=True)
class PaperSize:
    """One size of paper. Units: tenths of a millimetre; height 0 for a roll."""

    label: str
    width_tenths: int
    height_tenths: int


PAPERS: Mapping[str, PaperSize] = {
    "roll80": PaperSize(gettext_noop("Roll 80 mm"), 800, 0),
    "roll58": PaperSize(gettext_noop("Roll 58 mm"), 580, 0),
    "three_part": PaperSize(gettext_noop("Three parts 241 × 140 mm"), 2410, 1400),
    "a5": PaperSize(gettext_noop("A5 across 210 × 148 mm"), 2100, 1480),
    "a5_up": PaperSize(gettext_noop("A5 upright 148 × 210 mm"), 1480, 2100),
    "a6": PaperSize(gettext_noop("A6 across 148 × 105 mm"), 1480, 1050),
    "a7": PaperSize(gettext_noop("A7 across 105 × 74 mm"), 1050, 740),
    "card": PaperSize(gettext_noop("Card 85.6 × 54 mm"), 856, 540),
}
FONTS: Mapping[str, str] = {
    "small": gettext_noop("Small letters"),
    "normal": gettext_noop("Normal letters"),
    "large": gettext_noop("Large letters"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a form. A `fixed` one cannot be switched off; a `side` one stands beside the others."""

    key: str
    label: str
    fixed: bool = False
    side: bool = False
    starts_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintForm:
    """Slot "print.form": one kind of paper. `sample()` gives a made-up one for the preview."""

    key: str
    title: str
    folder: str  # of templates: one file for each block
    papers: tuple[str, ...]  # the first is what a new house starts with
    blocks: tuple[Block, ...]
    sample: Callable[[], Any] = field(compare=False)
    style: str = "pp"  # the class of its sheet: "rc" for what may stand on a roll
    order: int = 0
    of: str = "ticket"  # what it is a paper of: "ticket", "job", "order", "deposit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one form prints in one store on one day. `blocks` are the blocks that are on, in order."""

    form: str
    paper: str
    font: str = "normal"
    blocks: tuple[str, ...]
    head: str = ""
    head_en: str = ""
    foot: str = ""
    foot_en: str = ""
    logo: str = ""  # the sum of its picture

    def head_in(self, english: bool) -> str:
        return (self.head_en or self.head) if english else self.head

    def foot_in(self, english: bool) -> tuple[str, ...]:
        """The foot line by line."""
        return lines_of((self.foot_en or self.foot) if english else self.foot)


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutVersion:
    """One stored wording: of the chain (`store_id` None) or of a store, from a day on."""

    id: int
    store_id: int | None
    valid_from: date
    follows_chain: bool
    layout: Layout


def lines_of(text: str) -> tuple[str, ...]:
    """A text whose lines are parted by "/"."""
    return tuple(line for line in (part.strip() for part in text.split("/")) if line)


def first_layout(form: PrintForm) -> Layout:
    """The layout of a house that has said nothing yet."""
    return Layout(form=form.key, paper=form.papers[0], blocks=tuple(each.key for each in form.blocks if each.starts_on))


def checked_layout(form: PrintForm, layout: Layout) -> Layout:
    """`layout` as it may be stored: known blocks once each, the fixed ones present. Raises: Invalid."""
    if layout.paper not in form.papers:
        raise Invalid(field="paper", reason=gettext_noop("this form is not printed on that paper"))
    if layout.font not in FONTS:
        raise Invalid(field="font", reason=gettext_noop("choose one of the sizes"))
    known = {each.key for each in form.blocks}
    if len(set(layout.blocks)) != len(layout.blocks) or not set(layout.blocks) <= known:
        raise Invalid(field="blocks", reason=gettext_noop("a part is named twice or is not known"))
    missing = [each for each in form.blocks if each.fixed and each.key not in layout.blocks]
    if missing:
        raise Invalid(field="blocks", reason=gettext_noop("a part that the law asks for is missing"))
    if layout.logo and not _SUM.fullmatch(layout.logo):
        raise Invalid(field="logo", reason=gettext_noop("choose the picture again"))
    for name in ("head", "head_en", "foot", "foot_en"):
        if len(getattr(layout, name)) > LONGEST:
            raise Invalid(field=name, reason=gettext_noop("this is too long"))
    return replace(layout, form=form.key)


def ordered_blocks(form: PrintForm, *, places: Mapping[str, int], on: Iterable[str]) -> tuple[str, ...]:
    """The blocks that are `on` and the fixed ones, by number; a number that was given goes before a usual one."""
    wanted = set(on) | {each.key for each in form.blocks if each.fixed}
    standing = {each.key: number for number, each in enumerate(form.blocks, start=1)}
    kept = [each.key for each in form.blocks if each.key in wanted]
    return tuple(sorted(kept, key=lambda key: (places.get(key, standing[key]), key not in places, standing[key])))


def layout_on(versions: Sequence[LayoutVersion], *, form: PrintForm, store_id: int | None, on: date) -> Layout:
    """What holds in a store on a day: its own newest wording unless that follows the chain, then the chain's."""
    for whose in dict.fromkeys((store_id, None)):
        mine = [each for each in versions if each.store_id == whose and each.valid_from <= on]
        if mine:
            newest = max(mine, key=lambda each: (each.valid_from, each.id))
            if not newest.follows_chain:
                return newest.layout
    return first_layout(form)
