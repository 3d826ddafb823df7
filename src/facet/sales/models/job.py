"""Customers' own pieces in the house's hands, what their service costs, and where they are."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.sales.models.picture import PICTURE_COLUMNS, KeptPicture
from facet.sales.rules.jobs import CONDITION_WORDS, KIND_WORDS, STATE_WORDS, JobKind, JobState


class Payable(models.Model):
    """What a till is asked to collect for something that is no sale of goods; paid on one ticket, once.

    `number` is the paper it belongs to. Zero is never asked for. Units: cents.
    Written by: sales.services.payables only.
    """

    classified = classify(keep="id number kind name name_en store member amount_cents created_at sale")

    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    amount_cents = models.BigIntegerField()
    created_at = models.DateTimeField()
    sale = models.ForeignKey("sales.Sale", models.PROTECT, null=True, related_name="payables")

    class Meta:
        constraints = [CheckConstraint(condition=Q(amount_cents__gt=0), name="payable_is_above_zero")]
        indexes = [models.Index(fields=["store", "sale"], name="payable_store")]


class ServiceJob(models.Model):
    """One piece of a customer's that the house works on or keeps. It is never stock and has no stock value.

    `claim_code` stands on the slip and proves who may fetch it. Weights are checked by F22.
    Units: mg, cents, tenths of a millimetre. Written by: sales.services.jobs only.
    """

    classified = classify(
        keep="id number claim_code kind state store member clerk category metal conditions size_from_tenths"
        " size_to_tenths weight_in_mg added_mg removed_mg weight_out_mg tolerance_mg fineness_e4 due_on estimate_cents"
        " charge_cents payable taken_on taken_at closed_at",
        scrub="description workshop",
    )

    number = models.CharField(max_length=24, unique=True)
    claim_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in JobKind])
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in JobState])
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    category = models.ForeignKey("catalog.Category", models.PROTECT, related_name="+")
    metal = models.CharField(max_length=16, blank=True, default="")
    fineness_e4 = models.PositiveIntegerField(default=0)
    description = models.CharField(max_length=400)
    conditions = models.JSONField(default=list)
    size_from_tenths = models.PositiveIntegerField(default=0)
    size_to_tenths = models.PositiveIntegerField(default=0)
    weight_in_mg = models.BigIntegerField()
    added_mg = models.BigIntegerField(default=0)
    removed_mg = models.BigIntegerField(default=0)
    weight_out_mg = models.BigIntegerField(null=True)
    tolerance_mg = models.PositiveIntegerField()
    workshop = models.CharField(max_length=80, blank=True, default="")
    due_on = models.DateField()
    estimate_cents = models.BigIntegerField(default=0)
    charge_cents = models.BigIntegerField(null=True)
    payable = models.OneToOneField(Payable, models.PROTECT, null=True, related_name="job")
    taken_on = models.DateField()
    taken_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(weight_in_mg__gt=0, added_mg__gte=0, removed_mg__gte=0), name="job_weighs"),
            CheckConstraint(
                condition=Q(removed_mg__lte=F("weight_in_mg") + F("added_mg")), name="job_removes_what_is_there"
            ),
            CheckConstraint(condition=Q(estimate_cents__gte=0), name="job_estimate_not_negative"),
        ]
        indexes = [
            models.Index(fields=["store", "state", "due_on"], name="job_store_state"),
            models.Index(fields=["member", "state"], name="job_member"),
            models.Index(fields=["-taken_at", "-id"], name="job_newest"),
        ]

    @property
    def kind_words(self) -> str:
        """What is done; English, translated where it is shown."""
        return KIND_WORDS[self.kind]

    @property
    def state_words(self) -> str:
        """Where it stands; English, translated where it is shown."""
        return STATE_WORDS[self.state]

    @property
    def condition_words(self) -> list[str]:
        """What was seen on it; English, translated where it is shown."""
        return [CONDITION_WORDS[each] for each in self.conditions]

    @property
    def expected_mg(self) -> int:
        """What it should weigh after the work (F22)."""
        return int(self.weight_in_mg + self.added_mg - self.removed_mg)


class JobStep(AppendOnly):
    """One stage that a job reached. Written by: sales.services.jobs only."""

    classified = classify(keep="id job number from_state to_state store at by", scrub="note")

    job = models.ForeignKey(ServiceJob, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    from_state = models.CharField(max_length=12, blank=True, default="")
    to_state = models.CharField(max_length=12)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [UniqueConstraint(fields=["job", "number"], name="job_step_once")]

    @property
    def to_words(self) -> str:
        """The stage reached; English, translated where it is shown."""
        return STATE_WORDS[self.to_state]


class JobPhoto(KeptPicture):
    """One picture of a customer's piece as it came in or went out. Written by: sales.services.pictures only."""

    classified = classify(keep=f"{PICTURE_COLUMNS} job", scrub="caption")

    job = models.ForeignKey(ServiceJob, models.PROTECT, related_name="photos")

    class Meta:
        constraints = [UniqueConstraint(fields=["job", "number"], name="job_photo_once")]
