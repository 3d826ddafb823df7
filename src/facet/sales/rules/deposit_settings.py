"""What a chain may set about deposits and layaways. Pure. Source: decisions.md §4.10, F21."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

GROUP = gettext_noop("Deposits")


def _setting(key: str, title: str, hint: str, kind: str, default: Any, **more: Any) -> Setting:
    return Setting(
        key=f"sales.deposit_{key}", title=title, hint=hint, kind=kind, default=default, per_store=True, group=GROUP,
        **more,
    )  # fmt: skip


DEPOSIT_SETTINGS = (
    _setting(
        "most_bp", gettext_noop("Most earnest money of the price"),
        gettext_noop("The law allows a fifth; what is above it is a prepayment."), "percent", 2_000,
        high=2_000, order=0,
    ),
    _setting(
        "lock_days", gettext_noop("Days a gold price is locked"),
        gettext_noop("Counted from the deposit; after that the day's price counts."), "int", 15, high=90, order=1,
    ),
    _setting(
        "hold_days", gettext_noop("Days a piece is kept for a deposit"),
        gettext_noop("After that anybody may buy it; the money stays the customer's."), "int", 15, high=180, order=2,
    ),
    _setting(
        "down_bp", gettext_noop("Least down payment of a layaway"),
        gettext_noop("Of the piece's price."), "percent", 2_000, high=9_000, order=3,
    ),
    _setting(
        "instalments", gettext_noop("Most instalments of a layaway"),
        gettext_noop("A month apart, the first a month after the down payment."), "int", 12, high=36, order=4,
    ),
    _setting(
        "fee_bp", gettext_noop("Fee for cancelling a layaway"),
        gettext_noop("Of the piece's price, taken off what goes back."), "percent", 500, high=2_000, order=5,
    ),
    _setting(
        "grace_days", gettext_noop("Days a layaway waits for a late instalment"),
        gettext_noop("The piece stays kept so long after the last instalment's day."), "int", 15, high=90, order=6,
    ),
)  # fmt: skip

NAMES = tuple(setting.key for setting in DEPOSIT_SETTINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositTerms:
    """The terms of one store on one day."""

    most_bp: int
    lock_days: int
    hold_days: int
    down_bp: int
    instalments: int
    fee_bp: int
    grace_days: int


def deposit_terms(values: Mapping[str, Any]) -> DepositTerms:
    """The terms in `values`, by the names of the settings."""
    return DepositTerms(**{name.removeprefix("sales.deposit_"): int(value) for name, value in values.items()})
