"""What a chain may set about the books of stock. Pure. Source: domain.md F11, F48."""

from facet.inventory.rules.metal import TOLERANCE_POLICY
from facet.inventory.rules.works import LOSS_POLICY
from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

_GROUP = gettext_noop("Books of stock")
STORAGE, CAPITAL, SHRINKAGE = "inventory.storage_bp", "inventory.capital_bp", "inventory.shrinkage_bp"
SPIFF_DAYS, SPIFF_SHARE = "inventory.spiff_days", "inventory.spiff_bp"
MARKDOWN_DAYS, MARKDOWN_SHARE = "inventory.markdown_days", "inventory.markdown_bp"

BOOKS_SETTINGS = (
    Setting(
        key=TOLERANCE_POLICY, title=gettext_noop("Tolerance when metal is closed"),
        hint=gettext_noop("A day whose goods and book differ by more, per alloy, opens a to-do. In grams."),
        kind="grams", default=20, high=100_000, per_store=True, group=_GROUP, order=0,
    ),
    Setting(
        key=STORAGE, title=gettext_noop("Storage, a year"),
        hint=gettext_noop("Vault, guards and insurance, as a share of the average stock at cost."),
        kind="percent", default=100, high=10_000, group=_GROUP, order=1,
    ),
    Setting(
        key=CAPITAL, title=gettext_noop("Capital, a year"),
        hint=gettext_noop("What the money in stock costs, as a share of the average stock at cost."),
        kind="percent", default=350, high=10_000, group=_GROUP, order=2,
    ),
    Setting(
        key=SHRINKAGE, title=gettext_noop("Shrinkage, a year"),
        hint=gettext_noop("What is expected to go missing, as a share of the average stock at cost."),
        kind="percent", default=80, high=10_000, group=_GROUP, order=3,
    ),
    Setting(
        key=SPIFF_DAYS, title=gettext_noop("Days until a bonus for selling is proposed"),
        hint=gettext_noop("Who sells a piece that lies longer gets a share of its profit."),
        kind="int", default=540, low=1, high=3_650, group=_GROUP, order=4,
    ),
    Setting(
        key=SPIFF_SHARE, title=gettext_noop("Bonus, share of the profit"),
        hint=gettext_noop("Of tag price less cost."),
        kind="percent", default=5_000, high=10_000, group=_GROUP, order=5,
    ),
    Setting(
        key=MARKDOWN_DAYS, title=gettext_noop("Days until a lower price is proposed"),
        hint=gettext_noop("After that the tag price should come down."),
        kind="int", default=600, low=1, high=3_650, group=_GROUP, order=6,
    ),
    Setting(
        key=MARKDOWN_SHARE, title=gettext_noop("Mark-down"),
        hint=gettext_noop("How much lower the tag price is proposed."),
        kind="percent", default=3_000, high=9_000, group=_GROUP, order=7,
    ),
    Setting(
        key=LOSS_POLICY, title=gettext_noop("Loss while working on pieces"),
        hint=gettext_noop("A work that loses a larger share of its metal, or any stone, waits for a second person."),
        kind="percent", default=100, high=10_000, per_store=True, group=_GROUP, order=8,
    ),
)  # fmt: skip
