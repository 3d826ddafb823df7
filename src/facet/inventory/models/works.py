"""Works on goods, goods outside with laboratories and factories, and sets."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.outside import NOTE_WORDS, OUTSIDE_LINE_WORDS, OUTSIDE_WORDS, PURPOSE_WORDS, OutsideKind
from facet.inventory.rules.sets import POLICY_WORDS, SetPolicy
from facet.inventory.rules.words import choices, values
from facet.inventory.rules.works import KIND_WORDS, LOSS_WORDS, WORK_WORDS, WorkKind, WorkState
from facet.kernel.classification import classify


class Work(models.Model):
    """One work: pieces that went in, pieces that came out, what was lost and why.

    Above the tolerance it waits for a second person; `wanted` is then what shall come out. Units: mg,
    thousandths of a carat, cents. Written by: inventory.services.works only.
    """

    classified = classify(
        scrub="note",
        keep="id number kind state store wanted loss_reason loss_mg loss_mct lost_stones added_mg fee_cents document"
        " made_at made_by_key made_by_name decided_at decided_by_name undone_at undone_by_name",
    )

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=12, choices=choices(KIND_WORDS))
    state = models.CharField(max_length=8, choices=choices(WORK_WORDS))
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    wanted = models.JSONField(default=list)
    loss_reason = models.CharField(max_length=12, blank=True, default="", choices=choices(LOSS_WORDS))
    loss_mg = models.PositiveBigIntegerField(default=0)
    loss_mct = models.PositiveIntegerField(default=0)
    lost_stones = models.PositiveIntegerField(default=0)
    added_mg = models.PositiveBigIntegerField(default=0)
    fee_cents = models.PositiveBigIntegerField(default=0)
    document = models.CharField(max_length=64, blank=True, default="")  # the outside note that it belongs to
    note = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()
    made_by_key = models.CharField(max_length=64)
    made_by_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=60, blank=True, default="")
    undone_at = models.DateTimeField(null=True)
    undone_by_name = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(kind__in=values(WorkKind)), name="work_kind_known"),
            CheckConstraint(condition=Q(state__in=values(WorkState)), name="work_state_known"),
        ]
        indexes = [models.Index(fields=["store", "state"], name="work_store_state")]

    def __str__(self) -> str:
        return self.number


class WorkLine(models.Model):
    """One piece of a work: that went in, or that came out, with what it weighed and cost then.

    The lines are a piece's lineage, both ways. Units: mg, thousandths of a carat, cents.
    Written by: inventory.services.works only.
    """

    classified = classify(keep="id work line_no came_out piece tag gross_mg net_mg carat_mct cost_cents place is_live")

    work = models.ForeignKey(Work, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    came_out = models.BooleanField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="work_lines")
    tag = models.CharField(max_length=32)
    gross_mg = models.PositiveIntegerField()
    net_mg = models.PositiveIntegerField()
    carat_mct = models.PositiveIntegerField(default=0)
    cost_cents = models.PositiveBigIntegerField(null=True)
    place = models.ForeignKey("inventory.Place", models.PROTECT, null=True, related_name="+", db_index=False)
    is_live = models.BooleanField(default=True)  # False once the work was undone or refused

    class Meta:
        constraints = [
            UniqueConstraint(fields=["work", "line_no"], name="work_line_once"),
            # A piece goes into one work and comes out of one, ever, unless that one was undone.
            UniqueConstraint(fields=["piece", "came_out"], condition=Q(is_live=True), name="work_line_one_live"),
        ]


class OutsideNote(models.Model):
    """Goods of one store at a laboratory or a factory: sent for a purpose, expected on a day, received by scan.

    Units: cents. Written by: inventory.services.outside only.
    """

    classified = classify(
        scrub="note",
        keep="id number kind state store partner purpose expected_on sent_at sent_by_key sent_by_name seal fee_cents"
        " closed_at",
    )

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=8, choices=choices(OUTSIDE_WORDS))
    state = models.CharField(max_length=12, choices=choices(NOTE_WORDS))
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    partner = models.ForeignKey("organisation.Partner", models.PROTECT, related_name="+", db_index=False)
    purpose = models.CharField(max_length=16, choices=choices(PURPOSE_WORDS))
    expected_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by_key = models.CharField(max_length=64)
    sent_by_name = models.CharField(max_length=60)
    seal = models.CharField(max_length=40, blank=True, default="")
    note = models.CharField(max_length=200, blank=True, default="")
    fee_cents = models.PositiveBigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [CheckConstraint(condition=Q(kind__in=values(OutsideKind)), name="outside_kind_known")]
        indexes = [models.Index(fields=["store", "state"], name="outside_store_state")]

    def __str__(self) -> str:
        return self.number


class OutsideLine(models.Model):
    """One piece of an outside note: what it weighed when it left and when it came back, and what it became.

    Units: mg, cents. Written by: inventory.services.outside only.
    """

    classified = classify(
        keep="id note line_no piece tag state out_weight_mg back_weight_mg differs back_at fee_cents certificate"
        " became remark"
    )

    note = models.ForeignKey(OutsideNote, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="outside_lines")
    tag = models.CharField(max_length=32)
    state = models.CharField(max_length=12, choices=choices(OUTSIDE_LINE_WORDS))
    out_weight_mg = models.PositiveIntegerField()
    back_weight_mg = models.PositiveIntegerField(null=True)
    differs = models.BooleanField(default=False)
    back_at = models.DateTimeField(null=True)
    fee_cents = models.PositiveBigIntegerField(default=0)
    certificate = models.CharField(max_length=65, blank=True, default="")
    became = models.ForeignKey("inventory.Piece", models.PROTECT, null=True, related_name="+", db_index=False)
    remark = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["note", "line_no"], name="outside_line_once"),
            UniqueConstraint(fields=["piece"], condition=Q(state="out"), name="outside_line_one_out"),
        ]


class PieceSet(models.Model):
    """Pieces under one set tag. `price_cents` is what the whole set costs, None: the sum of its pieces.

    Units: cents. Written by: inventory.services.sets only.
    """

    classified = classify(
        keep="id tag name name_en store policy price_cents made_at made_by_name ended_at ended_by_name reason"
    )

    tag = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True, default="")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")  # where it was put together
    policy = models.CharField(max_length=8, default="together", choices=choices(POLICY_WORDS))
    price_cents = models.PositiveBigIntegerField(null=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [CheckConstraint(condition=Q(policy__in=values(SetPolicy)), name="piece_set_policy_known")]

    def __str__(self) -> str:
        return self.tag


class PieceSetLine(models.Model):
    """One piece of a set, and its share of the set's price. A piece belongs to one living set.

    Units: cents. Written by: inventory.services.sets only.
    """

    classified = classify(keep="id set line_no piece share_cents is_live")

    set = models.ForeignKey(PieceSet, models.PROTECT, related_name="lines", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="set_lines")
    share_cents = models.PositiveBigIntegerField(null=True)
    is_live = models.BooleanField(default=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["set", "line_no"], name="piece_set_line_once"),
            UniqueConstraint(fields=["piece"], condition=Q(is_live=True), name="piece_set_line_one_live"),
        ]
