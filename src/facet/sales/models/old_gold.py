"""Old gold that came in: who sold it, the bar-coded piece of material, and every step it took."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.sales.rules.old_gold import ASSAY_WORDS, MAKER_WORDS, WAY_WORDS, Assay, Maker, Way
from facet.sales.rules.refining import STATE_WORDS, MaterialState


class SellerIdentity(AppendOnly):
    """Who sold gold to the house, from the paper that was looked at. Written once, sealed.

    Written by: sales.services.old_gold_seller only.
    """

    classified = classify(scrub="name number", keep="id seal_id store member document taken_at taken_by")

    seal_id = SealId()
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    document = models.CharField(max_length=16)  # rules.old_gold_settings.DOCUMENT_WORDS
    name = SealedText()
    number = SealedText()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")


class MaterialPiece(models.Model):
    """One piece of old gold under its own bar code, from the counter to the refiner.

    What was weighed and tested never changes; `state`, `seal`, `bag`, `lot`, `given_back` and the weights of a
    melting after it came in do, each change with a MaterialMove. `origin` is the sold line that an upgrade took in.
    Units: mg, ten-thousandths, cents. Written by: sales.services.old_gold and .refining only.
    """

    classified = classify(
        keep="id code store line origin price_item way maker assay tested_e4 fineness_e4 gross_mg non_metal_mg"
        " melted_mg net_mg fine_mg credited_mg value_cents melt_consent seller tester taken_at hold_until undo_until"
        " melt_before_mg melt_after_mg state seal bag lot given_back",
        scrub="description",
    )

    code = models.CharField(max_length=24, unique=True)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    line = models.OneToOneField("sales.SaleLine", models.PROTECT, related_name="material")
    origin = models.ForeignKey("sales.SaleLine", models.PROTECT, null=True, related_name="taken_as_material")
    price_item = models.ForeignKey("catalog.PriceItem", models.PROTECT, related_name="+")
    way = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Way])
    maker = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Maker])
    assay = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Assay])
    description = models.CharField(max_length=120, blank=True, default="")
    tested_e4 = models.PositiveIntegerField()
    fineness_e4 = models.PositiveIntegerField()
    gross_mg = models.BigIntegerField()
    non_metal_mg = models.BigIntegerField()
    melted_mg = models.BigIntegerField()
    melt_before_mg = models.BigIntegerField(default=0)
    melt_after_mg = models.BigIntegerField(default=0)
    net_mg = models.BigIntegerField()
    fine_mg = models.BigIntegerField()
    credited_mg = models.BigIntegerField()
    value_cents = models.BigIntegerField()
    melt_consent = models.BooleanField()
    seller = models.ForeignKey(SellerIdentity, models.PROTECT, null=True, related_name="pieces")
    tester = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()
    hold_until = models.DateField()
    undo_until = models.DateField()
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in MaterialState])
    seal = models.ForeignKey("sales.NightSeal", models.PROTECT, null=True, related_name="pieces_sealed")
    bag = models.ForeignKey("sales.GoldBag", models.PROTECT, null=True, related_name="pieces_packed")
    lot = models.ForeignKey("sales.RefiningLot", models.PROTECT, null=True, related_name="pieces_taken")
    given_back = models.OneToOneField("sales.SaleLine", models.PROTECT, null=True, related_name="material_given_back")

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(gross_mg__gt=0, non_metal_mg__gte=0, melted_mg__gte=0, net_mg__gt=0, fine_mg__gte=0,
                            fine_mg__lte=F("net_mg"), net_mg__lte=F("gross_mg"), value_cents__gt=0),
                name="material_weights_make_sense",
            ),
            CheckConstraint(
                condition=Q(melt_before_mg=0, melt_after_mg=0)
                | Q(melt_after_mg__gt=0, melt_after_mg__lte=F("melt_before_mg"), melt_before_mg__lte=F("gross_mg")),
                name="material_melting_loses_weight",
            ),
            UniqueConstraint(
                fields=["origin"], condition=~Q(state=MaterialState.UNDONE.value), name="material_origin_once"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["store", "state", "-taken_at"], name="material_store_state"),
            models.Index(fields=["-taken_at", "-id"], name="material_newest"),
        ]

    @property
    def is_melted(self) -> bool:
        """Whether it went through the crucible, before the customer's eyes or later: it cannot go back any more."""
        return bool(self.melted_mg or self.melt_after_mg)

    @property
    def way_words(self) -> str:
        """How it counted, as people say it; English, translated where it is shown."""
        return WAY_WORDS[Way(self.way)]

    @property
    def maker_words(self) -> str:
        """Whose gold it is; English, translated where it is shown."""
        return MAKER_WORDS[Maker(self.maker)]

    @property
    def assay_words(self) -> str:
        """How it was tested; English, translated where it is shown."""
        return ASSAY_WORDS[Assay(self.assay)]

    @property
    def state_words(self) -> str:
        """Where it stands; English, translated where it is shown."""
        return STATE_WORDS[MaterialState(self.state)]


class MaterialMove(AppendOnly):
    """One step of a piece of material; the first comes from nowhere. Units: mg of fine metal.

    Written by: sales.services.old_gold and .refining only.
    """

    classified = classify(keep="id piece number from_state to_state fine_mg document at by")

    piece = models.ForeignKey(MaterialPiece, models.PROTECT, related_name="moves")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=12, blank=True, default="")
    to_state = models.CharField(max_length=12)
    fine_mg = models.BigIntegerField()
    document = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["piece", "number"], name="material_move_once")]

    @property
    def to_words(self) -> str:
        """Where the step led; English, translated where it is shown."""
        return STATE_WORDS[MaterialState(self.to_state)]
