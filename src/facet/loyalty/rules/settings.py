"""What a chain may set about spending points, stored value and coupons. Pure."""

from facet.kernel.errors import gettext_noop
from facet.loyalty.rules.stored_value import BEARER_LIMIT, IDENTITY_FROM, NAMED_LIMIT
from facet.organisation.rules.policies import Setting

PROOF_ASKED, PROOF_FROM = "loyalty.proof_asked", "loyalty.proof_from"
GIFT_DAYS = "loyalty.birthday_gift_days"
POINTS_PER_YUAN, PAY_OUT = "loyalty.points_per_yuan", "loyalty.pay_out_points"
NAMED_CARD, BEARER_CARD, IDENTITY = "loyalty.named_card", "loyalty.bearer_card", "loyalty.identity_from"
_GROUP = gettext_noop("Points and coupons")

SETTINGS = (
    Setting(
        PROOF_ASKED, gettext_noop("Ask members for a proof before spending"),
        gettext_noop("Code, QR code, PIN or a manager, for points, stored value and personal coupons."),
        "yes_no", True, per_store=True, group=_GROUP, order=1,
    ),
    Setting(
        PROOF_FROM, gettext_noop("Proof from this worth on"), gettext_noop("Below it no proof is asked for."),
        "yuan", 0, per_store=True, group=_GROUP, order=2,
    ),
    Setting(
        GIFT_DAYS, gettext_noop("Birthday gift: days around the birthday"),
        gettext_noop("So many days before and after it, by the calendar she keeps."),
        "int", 7, high=31, group=_GROUP, order=3,
    ),
    Setting(
        POINTS_PER_YUAN, gettext_noop("Points for one yuan of stored value or coupon"),
        gettext_noop("0 turns this off."), "points", 100, high=1_000_000, group=_GROUP, order=4,
    ),
    Setting(
        PAY_OUT, gettext_noop("Pay points out in money"),
        gettext_noop("Each time with a second person's approval. Ask your accountant first."),
        "yes_no", False, group=_GROUP, order=5,
    ),
    Setting(
        NAMED_CARD, gettext_noop("Most on a named stored-value card"), gettext_noop("The law of the place decides."),
        "yuan", NAMED_LIMIT, group=_GROUP, order=6,
    ),
    Setting(
        BEARER_CARD, gettext_noop("Most on a bearer stored-value card"), gettext_noop("The law of the place decides."),
        "yuan", BEARER_LIMIT, group=_GROUP, order=7,
    ),
    Setting(
        IDENTITY, gettext_noop("Identity document from this stored value on"),
        gettext_noop("All that one member ever paid in counts together."),
        "yuan", IDENTITY_FROM, group=_GROUP, order=8,
    ),
)  # fmt: skip
