"""What members bought, and by what they leave the house: sums and classes. Pure. Source: R041, R336, R349."""

from dataclasses import dataclass

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting


@dataclass(frozen=True, slots=True)
class Trade:
    """Sums over purchases. Units: cents, mg, cents."""

    net_cents: int = 0
    weight_mg: int = 0
    margin_cents: int = 0


CLASS_A, CLASS_B = "members.margin_class_a", "members.margin_class_b"
MARGIN_CLASSES = {
    "a": gettext_noop("A: much margin"),
    "b": gettext_noop("B: some margin"),
    "c": gettext_noop("C: little margin"),
    "d": gettext_noop("D: none, or a loss"),
}
_HINT = gettext_noop("Margin of a year's purchases, tax taken off, from which a member is in this class.")
MARGIN_SETTINGS = (
    Setting(
        key=CLASS_A, title=gettext_noop("Margin class A from"), hint=_HINT, kind="yuan", default=1_000_000, low=1,
        group=gettext_noop("Members"), order=30,
    ),
    Setting(
        key=CLASS_B, title=gettext_noop("Margin class B from"), hint=_HINT, kind="yuan", default=200_000, low=1,
        group=gettext_noop("Members"), order=31,
    ),
)  # fmt: skip


def bounds_of(name: str, *, class_a: int, class_b: int) -> tuple[int | None, int | None]:
    """The margins of the class, fen: from (included) and below (excluded); None is open."""
    low_b = min(class_a, class_b)
    return {"a": (class_a, None), "b": (low_b, class_a), "c": (1, low_b), "d": (None, 1)}[name]


def class_of(margin_cents: int, *, class_a: int, class_b: int) -> str:
    """The class of a margin, fen: "a" to "d"."""
    if margin_cents >= class_a:
        return "a"
    return "b" if margin_cents >= class_b else "c" if margin_cents > 0 else "d"
