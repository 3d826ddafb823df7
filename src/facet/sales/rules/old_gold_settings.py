"""What a chain may set about old gold. Pure. Source: decisions.md §4.8; domain.md E."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting
from facet.sales.rules.old_gold import Maker, Terms, Way
from facet.sales.rules.old_gold_request import OldGoldRequest

GROUP = gettext_noop("Old gold")
FEE = "catalog.exchange_fee_cents"  # the price screen shows it, so catalog owns it


def _setting(key: str, title: str, hint: str, kind: str, default: Any, **more: Any) -> Setting:
    return Setting(
        key=f"sales.old_gold_{key}", title=title, hint=hint, kind=kind, default=default, per_store=True, group=GROUP,
        **more,
    )  # fmt: skip


OLD_GOLD_SETTINGS = (
    _setting(
        "loss_bp", gettext_noop("Melting loss when old gold is exchanged"),
        gettext_noop("Taken off the credited weight, gram for gram and by value."), "percent", 100, high=2_000, order=0,
    ),
    _setting(
        "buy_back_loss_bp", gettext_noop("Melting loss when old gold is bought back"),
        gettext_noop("Taken off the fine weight that is paid."), "percent", 200, high=2_000, order=1,
    ),
    _setting(
        "own_ratio_bp", gettext_noop("Least weight of the new piece for our own brand"),
        gettext_noop("New weight against old weight; 100 % means as heavy as the old."), "percent", 10_000,
        high=50_000, order=2,
    ),
    _setting(
        "other_ratio_bp", gettext_noop("Least weight of the new piece for other brands"),
        gettext_noop("New weight against old weight; 100 % means as heavy as the old."), "percent", 10_000,
        high=50_000, order=3,
    ),
    _setting(
        "missing_fee_cents", gettext_noop("Surcharge for each missing gram, in yuan"),
        gettext_noop("Asked where the new piece is lighter than the rule wants."), "yuan", 3_000, high=1_000_000,
        order=4,
    ),
    _setting(
        "least_permille", gettext_noop("Least fineness for gram for gram, in ‰"),
        gettext_noop("Gold below it counts by value or is bought back."), "int", 990, high=1_000, order=5,
    ),
    _setting(
        "upgrade_bp", gettext_noop("What an upgrade counts of the price paid"),
        gettext_noop("100 % credits the whole price that was paid for our fixed-price piece."), "percent", 10_000,
        high=10_000, order=6,
    ),
    _setting(
        "upgrade_least_bp", gettext_noop("Least price of the new goods in an upgrade"),
        gettext_noop("Against the price paid: 150 % means half as much again."), "percent", 15_000, high=100_000,
        order=7,
    ),
    _setting(
        "consent", gettext_noop("Consent before melting"),
        gettext_noop("Other brands, and whatever is melted at the counter, need the customer's consent."), "yes_no",
        True, order=8,
    ),
    _setting(
        "identity", gettext_noop("Whose identity is taken"),
        gettext_noop("Name and document of the seller, sealed; asked in a step of its own."), "choice", "buy_back",
        choices=(
            ("never", gettext_noop("Nobody's")),
            ("buy_back", gettext_noop("Sellers of a buy-back")),
            ("always", gettext_noop("Everybody's who brings old gold")),
        ),
        order=9,
    ),
    _setting(
        "hold_days", gettext_noop("Days old gold is held before refining"),
        gettext_noop("It cannot go into a lot before; the place's law may ask for it."), "int", 3, high=90, order=10,
    ),
    _setting(
        "undo_days", gettext_noop("Days in which a trade-in can be undone"),
        gettext_noop("While the old gold is still in the store, unmelted, everything goes back."), "int", 7, high=90,
        order=11,
    ),
)  # fmt: skip

NAMES = (*(setting.key for setting in OLD_GOLD_SETTINGS), FEE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseTerms:
    """The terms of one store on one day, and what it asks of the seller. Units: days."""

    terms: Terms
    consent: bool
    identity: str
    hold_days: int
    undo_days: int

    def needs_consent(self, wanted: OldGoldRequest) -> bool:
        """Whether the customer must agree to melting before this is taken."""
        return self.consent and (wanted.maker == Maker.OTHER or bool(wanted.melted_mg))

    def needs_identity(self, wanted: OldGoldRequest) -> bool:
        """Whether the seller's identity must be taken first."""
        return self.identity == "always" or (self.identity == "buy_back" and wanted.way == Way.BUY_BACK)


def house_terms(values: Mapping[str, Any]) -> HouseTerms:
    """The terms in `values`, by the names of the settings."""
    of = {name.removeprefix("sales.old_gold_"): value for name, value in values.items()}
    return HouseTerms(
        terms=Terms(
            loss_bp=of["loss_bp"], buy_back_loss_bp=of["buy_back_loss_bp"], fee_cents=of[FEE],
            own_ratio_bp=of["own_ratio_bp"], other_ratio_bp=of["other_ratio_bp"],
            missing_fee_cents=of["missing_fee_cents"], least_e4=of["least_permille"] * 10,
            upgrade_bp=of["upgrade_bp"], upgrade_least_bp=of["upgrade_least_bp"],
        ),
        consent=of["consent"], identity=of["identity"], hold_days=of["hold_days"], undo_days=of["undo_days"],
    )  # fmt: skip
