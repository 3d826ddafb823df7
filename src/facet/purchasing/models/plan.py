"""A purchase plan: what was proposed, from which facts, what a person made of it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.purchasing.rules.forecast import METHOD_WORDS
from facet.purchasing.rules.plan import CUT_WORDS, PLAN_STATE_WORDS, PlanState
from facet.purchasing.rules.words import choices, values


class PurchasePlan(models.Model):
    """One plan for the whole chain. At most one is open; making it again replaces its rows, never adds to them.

    `split`: whether its rows are of the chain, of areas or of stores; `grain`: by months or weeks; `history_from`: the
    first day that the forecast rested on. Totals repeat the rows. Units: days, basis points, pieces, cents, mg.
    Written by: purchasing.services.plan only.
    """

    classified = classify(
        keep="id number state run split grain planned_on history_from lead_days review_days service_bp ageing_days"
        " budget_cents budget_mg rows_count pieces amount_cents weight_mg made_at made_by_key made_by_name ordered_at"
        " ordered_by_name dropped_at dropped_by_name"
    )

    number = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=8, choices=choices(PLAN_STATE_WORDS))
    run = models.PositiveIntegerField(default=1)
    split = models.CharField(max_length=8)
    grain = models.CharField(max_length=8)
    planned_on = models.DateField()
    history_from = models.DateField()
    lead_days = models.PositiveSmallIntegerField()
    review_days = models.PositiveSmallIntegerField()
    service_bp = models.PositiveSmallIntegerField()
    ageing_days = models.PositiveSmallIntegerField()
    budget_cents = models.PositiveBigIntegerField(null=True)
    budget_mg = models.PositiveBigIntegerField(null=True)
    rows_count = models.PositiveIntegerField(default=0)
    pieces = models.PositiveIntegerField(default=0)
    amount_cents = models.PositiveBigIntegerField(default=0)
    weight_mg = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by_key = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=60)
    ordered_at = models.DateTimeField(null=True)
    ordered_by_name = models.CharField(max_length=60, blank=True, default="")
    dropped_at = models.DateTimeField(null=True)
    dropped_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["state"], condition=Q(state="open"), name="purchase_plan_one_open"),
            CheckConstraint(condition=Q(state__in=values(PlanState)), name="purchase_plan_state_known"),
        ]
        indexes = [models.Index(fields=["-made_at", "-id"], name="purchase_plan_newest")]

    def __str__(self) -> str:
        return self.number


class PurchasePlanRow(models.Model):
    """How much of one kind of goods to buy: category × weight band × price band, of the chain, an area or a store.

    `group_code` is the area's or the store's, by the plan's `split`; "" is the chain.
    `proposed` is what the rules said, `own_quantity` what a person says instead and why; `quantity` is what counts.
    `trace` keeps every number that the reason is told from, `history` the periods sold, `tests` the back-test.
    Units: millionths of a piece (`_e6`), pieces, cents and mg a piece, basis points of the naive error.
    Written by: purchasing.services.plan only.
    """

    classified = classify(
        keep="id plan group_code category weight_band price_band supplier method demand_e6 lost_e6 safety on_hand"
        " on_order in_transit reserved need proposed cut own_quantity own_reason own_by_name own_at quantity"
        " unit_cost_cents unit_weight_mg amount_cents weight_mg mase_bp naive_mase_bp trace history tests order_line"
    )

    plan = models.ForeignKey(PurchasePlan, models.CASCADE, related_name="rows", db_index=False)
    group_code = models.CharField(max_length=16, blank=True, default="")
    category = models.ForeignKey("catalog.Category", models.PROTECT, related_name="+", db_index=False)
    weight_band = models.CharField(max_length=16, blank=True, default="")
    price_band = models.CharField(max_length=16, blank=True, default="")
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, null=True, related_name="+", db_index=False)
    method = models.CharField(max_length=12, choices=choices(METHOD_WORDS))
    demand_e6 = models.PositiveBigIntegerField()
    lost_e6 = models.PositiveBigIntegerField()
    safety = models.PositiveIntegerField()
    on_hand = models.PositiveIntegerField()
    on_order = models.PositiveIntegerField()
    in_transit = models.PositiveIntegerField()
    reserved = models.PositiveIntegerField()
    need = models.PositiveIntegerField()
    proposed = models.PositiveIntegerField()
    cut = models.CharField(max_length=8, blank=True, default="", choices=choices(CUT_WORDS))
    own_quantity = models.PositiveIntegerField(null=True)
    own_reason = models.CharField(max_length=120, blank=True, default="")
    own_by_name = models.CharField(max_length=60, blank=True, default="")
    own_at = models.DateTimeField(null=True)
    quantity = models.PositiveIntegerField()
    unit_cost_cents = models.PositiveBigIntegerField()
    unit_weight_mg = models.PositiveBigIntegerField()
    amount_cents = models.PositiveBigIntegerField()
    weight_mg = models.PositiveBigIntegerField()
    mase_bp = models.PositiveIntegerField(null=True)
    naive_mase_bp = models.PositiveIntegerField(null=True)
    trace = models.JSONField(default=dict)
    history = models.JSONField(default=list)
    tests = models.JSONField(default=list)
    order_line = models.OneToOneField(
        "purchasing.PurchaseOrderLine", models.PROTECT, null=True, related_name="plan_row"
    )

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["plan", "group_code", "category", "weight_band", "price_band"], name="purchase_plan_row_once"
            ),
            CheckConstraint(
                condition=Q(own_quantity=None, quantity=F("proposed")) | Q(quantity=F("own_quantity")),
                name="purchase_plan_row_counts_one_of_two",
            ),
            CheckConstraint(condition=Q(proposed__lte=F("need")), name="purchase_plan_row_within_need"),
        ]
        indexes = [models.Index(fields=["plan", "-amount_cents"], name="purchase_plan_row_amount")]
