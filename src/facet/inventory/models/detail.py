"""What a piece consists of: metals, stones, certificates, cost parts, pictures."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.inventory.rules.words import CERTIFICATE_WORDS, COST_WORDS, STONE_OWNER_WORDS, choices
from facet.kernel.classification import classify


class PieceMetal(models.Model):
    """One metal of a piece that has several; a piece of one metal needs no row.

    Written by: inventory.services only.
    """

    classified = classify(keep="id piece line_no metal fineness_e4 colour weight_mg")

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="metals", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    metal = models.CharField(max_length=16)
    fineness_e4 = models.PositiveSmallIntegerField()
    colour = models.CharField(max_length=24, blank=True, default="")
    weight_mg = models.PositiveIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["piece", "line_no"], name="piece_metal_line_once")]


class PieceStone(models.Model):
    """One line of stones: `count` stones of one kind with `carat_mct` in all.

    Depth and table are shares of the girdle in basis points, as on a grading report.
    Written by: inventory.services only.
    """

    classified = classify(
        keep="id piece line_no kind count carat_mct shape colour clarity cut treatment depth_bp table_bp measurements"
        " price_cents_per_ct cost_cents is_main ownership"
    )

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="stones", db_index=False)
    line_no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=24)
    count = models.PositiveIntegerField(default=1)
    carat_mct = models.PositiveIntegerField()
    shape = models.CharField(max_length=24, blank=True, default="")
    colour = models.CharField(max_length=24, blank=True, default="")
    clarity = models.CharField(max_length=12, blank=True, default="")
    cut = models.CharField(max_length=24, blank=True, default="")
    treatment = models.CharField(max_length=40, blank=True, default="")
    depth_bp = models.PositiveIntegerField(null=True)
    table_bp = models.PositiveIntegerField(null=True)
    measurements = models.CharField(max_length=32, blank=True, default="")  # mm
    price_cents_per_ct = models.PositiveBigIntegerField(null=True)
    cost_cents = models.PositiveBigIntegerField(null=True)
    is_main = models.BooleanField(default=False)
    ownership = models.CharField(max_length=8, default="shop", choices=choices(STONE_OWNER_WORDS))

    class Meta:
        constraints = [
            UniqueConstraint(fields=["piece", "line_no"], name="piece_stone_line_once"),
            UniqueConstraint(fields=["piece"], condition=Q(is_main=True), name="piece_stone_one_main"),
            CheckConstraint(condition=Q(count__gte=1), name="piece_stone_counted"),
        ]


class Certificate(models.Model):
    """One paper of a laboratory about one piece. Number and laboratory are unique together.

    Written by: inventory.services only.
    """

    classified = classify(
        keep="id piece lab number kind issued_on inscription file_sha256 checked_by_key checked_by_name checked_at"
    )

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="certificates")
    lab = models.CharField(max_length=24)
    number = models.CharField(max_length=40, db_index=True)
    kind = models.CharField(max_length=16, default="grading", choices=choices(CERTIFICATE_WORDS))
    issued_on = models.DateField(null=True)
    inscription = models.CharField(max_length=60, blank=True, default="")
    file_sha256 = models.CharField(max_length=64, blank=True, default="")
    checked_by_key = models.CharField(max_length=64, blank=True, default="")
    checked_by_name = models.CharField(max_length=60, blank=True, default="")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["lab", "number"], name="certificate_once")]


class CostPart(models.Model):
    """One part of what a piece cost us; the parts add up to Piece.cost_cents.

    Written by: inventory.services only.
    """

    classified = classify(keep="id piece kind cents")

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="cost_parts", db_index=False)
    kind = models.CharField(max_length=8, choices=choices(COST_WORDS))
    cents = models.PositiveBigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["piece", "kind"], name="cost_part_once")]


class PiecePhoto(models.Model):
    """One picture of a piece: a file named by its own sha256 under the uploads, re-encoded by us.

    Written by: inventory.services only.
    """

    classified = classify(keep="id piece sha256 width height added_at added_by_name")

    piece = models.ForeignKey("inventory.Piece", models.PROTECT, related_name="photos", db_index=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    added_by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [UniqueConstraint(fields=["piece", "sha256"], name="piece_photo_once")]
