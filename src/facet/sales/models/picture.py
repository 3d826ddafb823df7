"""Pictures and signatures that belong to papers of the counter: what was seen, and who signed for it."""

from django.db import models
from django.db.models import UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.sales.rules.signatures import ACT_WORDS, SignedAct

PICTURE_COLUMNS = "id number sha256 width height added_at added_by"


class KeptPicture(AppendOnly):
    """One picture of a paper, the n-th; the file lies under its sum. Units: pixels."""

    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=120, blank=True, default="")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class MaterialPhoto(KeptPicture):
    """One picture of old gold as it came in or left the crucible; its file is sealed.

    Written by: sales.services.pictures only.
    """

    classified = classify(keep=f"{PICTURE_COLUMNS} piece", scrub="caption")

    piece = models.ForeignKey("sales.MaterialPiece", models.PROTECT, related_name="photos")

    class Meta:
        constraints = [UniqueConstraint(fields=["piece", "number"], name="material_photo_once")]


class DeliveryPhoto(KeptPicture):
    """One picture that proves a hand-over: the goods, the signed slip, the door; its file is sealed.

    Written by: sales.services.pictures only.
    """

    classified = classify(keep=f"{PICTURE_COLUMNS} delivery", scrub="caption")

    delivery = models.ForeignKey("sales.Delivery", models.PROTECT, related_name="photos")

    class Meta:
        constraints = [UniqueConstraint(fields=["delivery", "number"], name="delivery_photo_once")]


class Signature(AppendOnly):
    """What somebody drew on the counter's tablet for one act on one paper; `document` is the paper's number.

    The strokes are sealed (rules.signatures). Written by: sales.services.signatures only.
    """

    classified = classify(keep="id seal_id document act store member signed_at witness", scrub="strokes")

    seal_id = SealId()
    document = models.CharField(max_length=24)
    act = models.CharField(max_length=12, choices=[(each.value, each.value) for each in SignedAct])
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    strokes = SealedText()
    signed_at = models.DateTimeField()
    witness = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["document", "act"], name="signature_once")]

    @property
    def act_words(self) -> str:
        """What was signed for; English, translated where it is shown."""
        return ACT_WORDS[SignedAct(self.act)]
