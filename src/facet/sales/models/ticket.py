"""A completed sale: one ticket with its lines, its money and its people. Never edited."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.rules.basis import REASONS
from facet.sales.rules.kinds import METHOD_LABELS, LineKind


class StoreDay(models.Model):
    """The last receipt number of one store on one business date; locked last of all.

    Written by: sales.services.complete only.
    """

    classified = classify(keep="id store business_date last_number")

    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    last_number = models.PositiveIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["store", "business_date"], name="store_day_once")]


class Sale(AppendOnly):
    """One completed ticket; its id is the operation that made it, its number is for people.

    gross − discount = net; net + other + rounding = due = Σ tenders, which is negative when the
    customer gets money. `returned` is the part of net that came back (≤ 0); `pieces` and `weight`
    are what left the house less what came back. Units: cents, milligrams.
    Written by: sales.services.complete only.
    """

    classified = classify(
        keep="id number store till shift business_date member cashier completed_at gross_cents net_cents"
        " returned_cents other_cents rounding_cents due_cents tendered_cents change_cents points_earned"
        " grade_before grade_after pieces weight_mg prices_at note"
    )

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=32, unique=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    till = models.ForeignKey("organisation.Till", models.PROTECT, related_name="+")
    shift = models.ForeignKey("sales.Shift", models.PROTECT, null=True, related_name="sales")
    business_date = models.DateField()
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    cashier = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField()
    gross_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    returned_cents = models.BigIntegerField(default=0)
    other_cents = models.BigIntegerField(default=0)
    rounding_cents = models.BigIntegerField()
    due_cents = models.BigIntegerField()
    tendered_cents = models.BigIntegerField()
    change_cents = models.BigIntegerField()
    points_earned = models.BigIntegerField(default=0)
    grade_before = models.CharField(max_length=16, blank=True, default="")
    grade_after = models.CharField(max_length=16, blank=True, default="")
    pieces = models.IntegerField()
    weight_mg = models.BigIntegerField()
    prices_at = models.DateTimeField()  # the moment whose board prices hold
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(due_cents=F("net_cents") + F("other_cents") + F("rounding_cents")),
                name="sale_due_is_its_parts",
            ),
            CheckConstraint(condition=Q(due_cents=F("tendered_cents") - F("change_cents")), name="sale_is_paid"),
            CheckConstraint(condition=Q(returned_cents__lte=0), name="sale_returns_take_off"),
            CheckConstraint(condition=Q(rounding_cents__lte=0) | Q(returned_cents__lt=0), name="sale_rounds_down"),
        ]
        indexes = [
            models.Index(fields=["store", "business_date"], name="sale_store_day"),
            models.Index(fields=["member", "-completed_at"], name="sale_member"),
            models.Index(fields=["-completed_at", "-id"], name="sale_newest"),
        ]


class SaleLine(AppendOnly):
    """One line of a completed ticket, with the price it was sold at and how it came about.

    list − discount = net. `steps` is the formula as shown. `agreed` says why the price is not the piece's own: the
    quote that promised it, or the switch of its price basis with who asked and why. A return line `returns` the line it
    takes back, with the sign turned, and carries that ticket's part of `rounding`.
    Units: cents, milligrams. Written by: sales.services.complete only.
    """

    classified = classify(
        keep="id sale line_no kind returns rounding_cents piece lot category code name name_en quantity weight_mg"
        " price_basis board_price"
        " board_cents_per_gram metal_cents labour_cents stones_cents list_cents discount_cents net_cents cost_cents"
        " points steps discount approval agreed"
    )

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="lines")
    line_no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in LineKind])
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="+")
    lot = models.ForeignKey("inventory.BulkLot", models.PROTECT, null=True, related_name="+")
    returns = models.ForeignKey("self", models.PROTECT, null=True, related_name="returned_by")
    category = models.ForeignKey("catalog.Category", models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True, default="")
    quantity = models.IntegerField()
    weight_mg = models.BigIntegerField()
    price_basis = models.CharField(max_length=16)
    board_price = models.ForeignKey("catalog.BoardPrice", models.PROTECT, null=True, related_name="+")
    board_cents_per_gram = models.PositiveIntegerField(default=0)
    metal_cents = models.BigIntegerField()
    labour_cents = models.BigIntegerField()
    stones_cents = models.BigIntegerField()
    list_cents = models.BigIntegerField()
    discount_cents = models.BigIntegerField()
    net_cents = models.BigIntegerField()
    cost_cents = models.BigIntegerField(default=0)
    rounding_cents = models.BigIntegerField(default=0)
    points = models.BigIntegerField(default=0)
    steps = models.JSONField(default=list)
    discount = models.JSONField(default=dict)
    approval = models.ForeignKey("organisation.Approval", models.PROTECT, null=True, related_name="+")
    agreed = models.JSONField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["sale", "line_no"], name="sale_line_once"),
            CheckConstraint(
                condition=Q(net_cents=F("list_cents") - F("discount_cents")), name="sale_line_net_is_list_less_discount"
            ),
            CheckConstraint(
                condition=Q(discount_cents__gte=0) | Q(kind=LineKind.RETURN.value),
                name="sale_line_discount_not_negative",
            ),
            CheckConstraint(
                condition=Q(kind=LineKind.RETURN.value, returns__isnull=False) | Q(returns=None),
                name="sale_line_only_returns_point_back",
            ),
        ]

    @property
    def agreed_why(self) -> str:
        """Why the price basis was switched; English, translated where it is shown, "" for other lines."""
        return REASONS.get((self.agreed or {}).get("why", ""), "")


class Tender(AppendOnly):
    """Money that came in for one ticket. `amount_cents` pays, the rest of a cash tender went back.

    A refund is negative; `refunds` is the payment of an earlier ticket that it gives back.
    Written by: sales.services.complete only.
    """

    classified = classify(keep="id sale line_no method amount_cents tendered_cents refunds", scrub="reference")

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="tenders")
    line_no = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=16, choices=list(METHOD_LABELS.items()))
    amount_cents = models.BigIntegerField()
    tendered_cents = models.BigIntegerField()
    reference = models.CharField(max_length=64, blank=True, default="")
    refunds = models.ForeignKey("self", models.PROTECT, null=True, related_name="refunded_by")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["sale", "line_no"], name="tender_once"),
            CheckConstraint(
                condition=Q(amount_cents__gte=0, tendered_cents__gte=F("amount_cents"), refunds=None)
                | Q(amount_cents__lt=0, tendered_cents=F("amount_cents")),
                name="tender_is_money_in_or_back",
            ),
        ]


class StaffShare(AppendOnly):
    """One person's part of one sale line: what staff results and commission rest on.

    The parts of a line add up to it exactly. `pieces_bp` is ten-thousandths of a piece.
    Written by: sales.services.complete only.
    """

    classified = classify(keep="id line staff store business_date is_main share_bp net_cents weight_mg pieces_bp")

    line = models.ForeignKey(SaleLine, models.PROTECT, related_name="shares")
    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    business_date = models.DateField()
    is_main = models.BooleanField()
    share_bp = models.PositiveSmallIntegerField()
    net_cents = models.BigIntegerField()
    weight_mg = models.BigIntegerField()
    pieces_bp = models.IntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["line", "staff"], name="staff_share_once")]
        indexes = [models.Index(fields=["store", "business_date", "staff"], name="staff_share_day")]


class ReceiptPrint(AppendOnly):
    """One time a receipt was printed; the second is a reprint and says so.

    Written by: sales.services.receipt only.
    """

    classified = classify(keep="id sale copy printed_at printed_by")

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="prints")
    copy = models.PositiveSmallIntegerField()  # 0 = the original
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["sale", "copy"], name="receipt_copy_once")]
