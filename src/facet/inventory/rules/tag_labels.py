"""Tags for jewelry: their sizes, and what of a piece they say. Pure. Source: ux.md §3.3, F4, F5."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facet.inventory.errors import TooManyTags
from facet.inventory.rules.tags import normal_tag
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.organisation.rules.policies import Setting

MOST = 300  # labels at one go
MOST_SHIFT = 50  # tenths of a millimetre: how far a printer may be off


@dataclass(frozen=True, slots=True)
class LabelSize:
    """One label of a roll. Units: tenths of a millimetre. `code` is the side of the square code."""

    label: str
    width: int
    height: int
    code: int
    is_card: bool = False


SIZES: Mapping[str, LabelSize] = {
    "rat_tail": LabelSize(gettext_noop("Rat tail: two faces 25 × 12 mm and the tail"), 800, 120, 80),
    "dumbbell": LabelSize(gettext_noop("Dumbbell 45 × 10 mm"), 450, 100, 70),
    "card": LabelSize(gettext_noop("Companion card 60 × 40 mm with everything the law asks for"), 600, 400, 100, True),
}


TAG_SIZE = Setting(
    key="inventory.tag_size", title=gettext_noop("Usual label for tags"),
    hint=gettext_noop("What a desk that printed no tags yet starts with; each desk keeps what it used last."),
    kind="choice", default="rat_tail", choices=tuple((key, size.label) for key, size in SIZES.items()),
    per_store=True, group=gettext_noop("Tags"), order=0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelPlan:
    """Which labels, and how far the printer is off. Units: tenths of a millimetre."""

    tags: tuple[str, ...]
    size: str
    right: int = 0
    down: int = 0


def checked_plan(plan: LabelPlan) -> LabelPlan:
    """`plan` with each tag once, as tags are stored. Raises: Invalid, TooManyTags."""
    tags = tuple(dict.fromkeys(tag for tag in (normal_tag(each) for each in plan.tags) if tag))
    if not tags:
        raise Invalid(field="tags", reason=gettext_noop("scan or write at least one tag"))
    if len(tags) > MOST:
        raise TooManyTags(most=MOST)
    if plan.size not in SIZES:
        raise Invalid(field="size", reason=gettext_noop("choose one of the sizes"))
    if max(abs(plan.right), abs(plan.down)) > MOST_SHIFT:
        raise Invalid(field="right", reason=gettext_noop("at most 5 mm"))
    return LabelPlan(tags, plan.size, plan.right, plan.down)


def tag_grams(weight_mg: int) -> str:
    """A weight as tags say it: cut to 0.01 g, never raised. 10255 → "10.25". Source: decisions.md §3.9."""
    return shown(weight_mg // 10 * 10, "grams")


def in_lines(text: str) -> list[str]:
    """The tags in what somebody scanned or typed: parted by blanks, commas or new lines."""
    return [each for each in text.replace(",", " ").replace("，", " ").replace("、", " ").split() if each]


def path_of(matrix: Sequence[Sequence[bool]]) -> str:
    """The dark modules as one SVG path, a module being one unit; dark neighbours are one bar."""
    bars = []
    for y, line in enumerate(matrix):
        x = 0
        while x < len(line):
            begin = x
            while x < len(line) and line[x]:
                x += 1
            if x > begin:
                bars.append(f"M{begin} {y}h{x - begin}v1h-{x - begin}z")
            x += 1
    return "".join(bars)
