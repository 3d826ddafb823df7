"""What a store says above and below its receipts: settings of the house, each store may have its own."""

from dataclasses import dataclass
from datetime import date

from facet.kernel.errors import gettext_noop
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.policies import Setting

_GROUP = gettext_noop("Receipts")
_POLICY = "按克计价的黄金按重量换款；一口价货品未佩戴，凭小票 7 天内可退换。"
_POLICY_EN = "Gold by weight: exchange by weight; fixed-price pieces: 7 days unworn with this receipt."

SETTINGS = (
    Setting(
        "sales.receipt_head", gettext_noop("Head of the receipt"),
        gettext_noop("Stands above everything on receipts; empty for the store's name alone."),
        kind="text", default="", per_store=True, group=_GROUP, order=1,
    ),
    Setting(
        "sales.receipt_head_en", gettext_noop("Head of the receipt in English"),
        gettext_noop("On receipts printed in English; empty takes the Chinese one."),
        kind="text", default="", per_store=True, group=_GROUP, order=2,
    ),
    Setting(
        "sales.receipt_policy", gettext_noop("Terms at the foot of the receipt"),
        gettext_noop("Exchange and return in one sentence; / begins a new line."),
        kind="text", default=_POLICY, per_store=True, group=_GROUP, order=3,
    ),
    Setting(
        "sales.receipt_policy_en", gettext_noop("Terms at the foot of the receipt in English"),
        gettext_noop("On receipts printed in English; empty takes the Chinese ones."),
        kind="text", default=_POLICY_EN, per_store=True, group=_GROUP, order=4,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReceiptWords:
    """Texts of one store's receipts; `policy` line by line."""

    head: str
    policy: tuple[str, ...]


def receipt_words(*, store_id: int, on: date, english: bool) -> ReceiptWords:
    """The texts that held on `on`, so that a reprint says what the original said. Queries: 2, or 4 in English."""
    lines = _text("sales.receipt_policy", store_id=store_id, on=on, english=english).split("/")
    return ReceiptWords(
        head=_text("sales.receipt_head", store_id=store_id, on=on, english=english),
        policy=tuple(line.strip() for line in lines if line.strip()),
    )


def _text(name: str, *, store_id: int, on: date, english: bool) -> str:
    translated = organisation_selectors.policy_value(f"{name}_en", store_id=store_id, on=on) if english else ""
    return str(translated or organisation_selectors.policy_value(name, store_id=store_id, on=on) or "")
