"""The end of a store's day: money beside tickets, the close, what went to the bank."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.rules.drawer import DRAWER_LABELS
from facet.sales.rules.kinds import METHOD_LABELS


class DrawerEntry(AppendOnly):
    """One sum that came into a till or left it beside tickets; its id is the operation. Units: cents, in is positive.

    `document` names what it moved ("members.credit:17", "loyalty.stored_value:5").
    Written by: sales.services.drawer only.
    """

    classified = classify(
        keep="id shift store till business_date kind method amount_cents document member by recorded_at", scrub="note"
    )

    id = models.UUIDField(primary_key=True)
    shift = models.ForeignKey("sales.Shift", models.PROTECT, related_name="drawer_entries")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    till = models.ForeignKey("organisation.Till", models.PROTECT, related_name="+")
    business_date = models.DateField()
    kind = models.CharField(max_length=20, choices=[(str(kind), words) for kind, words in DRAWER_LABELS.items()])
    method = models.CharField(max_length=16, choices=list(METHOD_LABELS.items()))
    amount_cents = models.BigIntegerField()
    document = models.CharField(max_length=64, blank=True, default="")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=120, blank=True, default="")
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(amount_cents=0), name="drawer_entry_moves")]
        indexes = [
            models.Index(fields=["store", "business_date"], name="drawer_entry_day"),
            models.Index(fields=["member"], name="drawer_entry_member"),
        ]


class DayClose(AppendOnly):
    """A store's business day as it stood when somebody closed it; its id is the operation.

    Closing again after a late ticket writes the next `number`; the last one counts. `for_bank` is the
    cash beyond the floats. Units: cents, pieces, mg. Written by: sales.services.day only.
    """

    classified = classify(
        keep="id store business_date number closed_by closed_at tickets due_cents net_cents returned_cents labour_cents"
        " pieces weight_mg drawer_cents difference_cents for_bank_cents open_shifts open_payments reason"
    )

    id = models.UUIDField(primary_key=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    number = models.PositiveSmallIntegerField()
    closed_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField()
    tickets = models.PositiveIntegerField()
    due_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    returned_cents = models.BigIntegerField()
    labour_cents = models.BigIntegerField()
    pieces = models.IntegerField()
    weight_mg = models.BigIntegerField()
    drawer_cents = models.BigIntegerField()
    difference_cents = models.BigIntegerField()
    for_bank_cents = models.BigIntegerField()
    open_shifts = models.PositiveSmallIntegerField(default=0)
    open_payments = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "business_date", "number"], name="day_close_once"),
            CheckConstraint(
                condition=Q(open_shifts=0, open_payments=0) | ~Q(reason=""), name="day_close_open_needs_a_reason"
            ),
        ]


class DayCloseMethod(AppendOnly):
    """One way of paying in a closed day; tickets + drawer = expected. `counted` is null where nothing is counted.

    Written by: sales.services.day only.
    """

    classified = classify(keep="id close method tickets_cents drawer_cents expected_cents counted_cents")

    close = models.ForeignKey(DayClose, models.PROTECT, related_name="methods")
    method = models.CharField(max_length=16, choices=list(METHOD_LABELS.items()))
    tickets_cents = models.BigIntegerField()
    drawer_cents = models.BigIntegerField()
    expected_cents = models.BigIntegerField()
    counted_cents = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["close", "method"], name="day_close_method_once"),
            CheckConstraint(
                condition=Q(expected_cents=F("tickets_cents") + F("drawer_cents")), name="day_close_method_adds_up"
            ),
        ]


class BankDeposit(AppendOnly):
    """Cash of one business day that somebody carried to the bank; its id is the operation. Units: cents.

    Written by: sales.services.day only. Source: R323.
    """

    classified = classify(keep="id store business_date amount_cents slip_number carried_by paid_on by recorded_at")

    id = models.UUIDField(primary_key=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    amount_cents = models.BigIntegerField()
    slip_number = models.CharField(max_length=40)
    carried_by = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    paid_on = models.DateField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "slip_number"], name="bank_deposit_slip_once"),
            CheckConstraint(condition=Q(amount_cents__gt=0), name="bank_deposit_positive"),
        ]
        indexes = [models.Index(fields=["store", "business_date"], name="bank_deposit_day")]
