"""A piece: one tagged thing with its own weights, stones, price and history."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from facet.catalog.rules.pricing import BASIS_LABELS, LABOUR_LABELS
from facet.inventory.rules.states import STATE_WORDS, PieceState
from facet.inventory.rules.words import OWNERSHIP_WORDS, choices, values
from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class Piece(models.Model):
    """One thing under one tag, for ever: after the sale the row stays and the tag stays taken.

    An import that is taken back frees the tags it brought.

    `state`, `place` and `store` are the end of its last movement and change only together with
    a new one, under the row's lock; `sequence` counts the movements. `store` is where the piece
    is, or was when it left. `cost_cents` is the sum of its cost parts.
    Written by: inventory.services only.
    """

    classified = classify(
        scrub="engraving note",
        keep="id tag epc style category price_item form legal_name legal_name_en metal fineness_e4 gross_weight_mg"
        " net_weight_mg colour circumference_tenths length_mm price_basis tag_price_cents labour_kind labour_value"
        " cost_cents supplier batch received_at state place store ownership sequence photo is_new_product in_set",
    )

    tag = models.CharField(max_length=32, unique=True)
    epc = models.CharField(max_length=32, unique=True, null=True)
    style = models.ForeignKey("catalog.Style", models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey("catalog.Category", models.PROTECT, related_name="+", db_index=False)
    price_item = models.ForeignKey("catalog.PriceItem", models.PROTECT, null=True, related_name="+", db_index=False)
    form = models.CharField(max_length=32, blank=True, default="")  # the catalogue's word: ring, bangle
    legal_name = models.CharField(max_length=80)
    legal_name_en = models.CharField(max_length=120, blank=True, default="")
    metal = models.CharField(max_length=16, blank=True, default="")
    fineness_e4 = models.PositiveSmallIntegerField(default=0)
    gross_weight_mg = models.PositiveIntegerField()
    net_weight_mg = models.PositiveIntegerField()
    colour = models.CharField(max_length=24, blank=True, default="")
    circumference_tenths = models.PositiveSmallIntegerField(null=True)  # 0.1 mm: rings and bangles
    length_mm = models.PositiveSmallIntegerField(null=True)
    price_basis = models.CharField(max_length=12, choices=choices(BASIS_LABELS))
    tag_price_cents = models.PositiveBigIntegerField(null=True)
    labour_kind = models.CharField(max_length=16, blank=True, default="", choices=choices(LABOUR_LABELS))
    labour_value = models.PositiveBigIntegerField(default=0)
    cost_cents = models.PositiveBigIntegerField(null=True)
    supplier = models.ForeignKey("organisation.Partner", models.PROTECT, null=True, related_name="+", db_index=False)
    batch = models.CharField(max_length=40, blank=True, default="")
    received_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=choices(STATE_WORDS))
    place = models.ForeignKey("inventory.Place", models.PROTECT, related_name="pieces")
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+", db_index=False)
    ownership = models.CharField(max_length=12, default="own", choices=choices(OWNERSHIP_WORDS))
    sequence = models.PositiveIntegerField(default=1)
    engraving = models.CharField(max_length=60, blank=True, default="")
    photo = models.CharField(max_length=64, blank=True, default="")  # sha256 of the first picture
    is_new_product = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True, default="")
    # Repeats the one living PieceSetLine, so that a sale learns of sets without asking another table.
    in_set = models.ForeignKey("inventory.PieceSet", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(tag=""), name="piece_has_a_tag"),
            CheckConstraint(condition=Q(net_weight_mg__lte=F("gross_weight_mg")), name="piece_net_within_gross"),
            CheckConstraint(condition=Q(fineness_e4__lte=10_000), name="piece_fineness_at_most_pure"),
            CheckConstraint(
                condition=~Q(price_basis="fixed") | Q(tag_price_cents__isnull=False), name="piece_fixed_has_tag_price"
            ),
            CheckConstraint(
                condition=~Q(price_basis="by_weight") | Q(price_item__isnull=False),
                name="piece_by_weight_has_price_item",
            ),
            CheckConstraint(condition=Q(sequence__gte=1), name="piece_has_moved"),
            CheckConstraint(condition=Q(state__in=values(PieceState)), name="piece_state_known"),
        ]
        indexes = [
            # Stock by store and category, and the till's own pieces.
            models.Index(fields=["store", "state", "category"], name="piece_store_state_category"),
            models.Index(fields=["category", "state"], name="piece_category_state"),
            models.Index(fields=["legal_name", "state", "store"], name="piece_name_state_store"),
            models.Index(fields=["received_at", "id"], name="piece_received"),
        ]

    def __str__(self) -> str:
        return self.tag


class RetiredTag(AppendOnly):
    """A tag that a piece once carried and that no piece will carry again.

    Written by: inventory.services.retag_piece only.
    """

    classified = classify(keep="id tag piece retired_at actor_key actor_name reason")

    tag = models.CharField(max_length=32, unique=True)
    piece = models.ForeignKey(Piece, models.PROTECT, related_name="retired_tags")
    retired_at = models.DateTimeField()
    actor_key = models.CharField(max_length=64)
    actor_name = models.CharField(max_length=60)
    reason = models.CharField(max_length=120, blank=True, default="")


class PieceName(models.Model):
    """One legal name that any piece has or had: a few thousand rows that the till searches first.

    `sounds` holds pinyin and initials, so that "zjz" finds 足金镯. Never deleted.
    Written by: inventory.services when pieces are received or renamed.
    """

    classified = classify(keep="id name name_en sounds")

    name = models.CharField(max_length=80, unique=True)
    name_en = models.CharField(max_length=120, blank=True, default="")
    sounds = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return self.name
