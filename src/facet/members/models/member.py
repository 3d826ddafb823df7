"""The file of one person."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.members.rules.words import Channel, State


class Member(models.Model):
    """One person the chain knows by name; never deleted, only archived.

    Personal data is sealed (bound to `seal_id`) and found again through MemberToken only.
    `clerk` cares for the member, `home_store` is where; both decide who sees the full file.
    Written by: members.services only.
    """

    classified = classify(
        scrub="name phone email wechat street birth_date id_number note allergies occupation",
        keep="id number seal_id gender admin_code area birth_decade is_lunar_birthday is_birth_year_known"
        " ring_tenths occupation_kind no_profiling opened_on"
        " opened_store home_store clerk channel referrer state archived_at version created_at merged_into public_since",
    )

    number = models.CharField(max_length=16, unique=True)
    seal_id = SealId()
    name = SealedText()
    phone = SealedText()  # E.164: +8613800135678
    email = SealedText()
    wechat = SealedText()
    street = SealedText()
    birth_date = SealedText()  # ISO; the solar date also where the birthday is kept by the lunar calendar
    id_number = SealedText()
    note = SealedText()
    allergies = SealedText()  # words parted by commas, see rules.words.ALLERGIES
    occupation = SealedText()
    gender = models.CharField(max_length=1, blank=True, default="")  # f, m, or not known
    admin_code = models.CharField(max_length=6, blank=True, default="")  # GB/T 2260
    area = models.CharField(max_length=64, blank=True, default="")  # the code's names, for lists
    birth_decade = models.PositiveSmallIntegerField(null=True)  # 1980
    is_lunar_birthday = models.BooleanField(default=False)
    is_birth_year_known = models.BooleanField(default=True)  # else the year of `birth_date` says nothing
    occupation_kind = models.CharField(max_length=32, blank=True, default="")  # a code of the dictionary
    no_profiling = models.BooleanField(default=False)  # nothing is proposed from what she bought
    ring_tenths = models.PositiveSmallIntegerField(null=True)  # inner circumference, 0.1 mm
    opened_on = models.DateField()
    opened_store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    home_store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    clerk = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=12, default=Channel.STORE.value)
    referrer = models.ForeignKey("self", models.PROTECT, null=True, related_name="referred")
    preferences = models.ManyToManyField("catalog.DictionaryEntry", related_name="+")
    state = models.CharField(max_length=8, default=State.ACTIVE.value)
    archived_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_from")
    public_since = models.DateField(null=True)  # in nobody's care after long silence; any clerk may claim her
    version = models.PositiveIntegerField(default=1)  # counts the edits of the file
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(gender__in=["", "f", "m"]), name="member_gender_known"),
            CheckConstraint(condition=Q(channel__in=[each.value for each in Channel]), name="member_channel_known"),
            CheckConstraint(condition=Q(state__in=[each.value for each in State]), name="member_state_known"),
            CheckConstraint(
                condition=Q(state="active", archived_at=None) | Q(state="archived", archived_at__isnull=False),
                name="member_archived_has_its_moment",
            ),
            CheckConstraint(
                condition=Q(merged_into=None) | Q(state="archived") & ~Q(merged_into=F("id")),
                name="member_merged_is_archived",
            ),
            CheckConstraint(condition=Q(referrer=None) | ~Q(referrer=F("id")), name="member_not_her_own_referrer"),
            CheckConstraint(
                condition=Q(ring_tenths=None) | Q(ring_tenths__gte=300, ring_tenths__lte=900),
                name="member_ring_fits_a_finger",
            ),
        ]
        indexes = [
            models.Index(fields=["clerk", "state"], name="member_of_clerk"),
            models.Index(fields=["home_store", "state"], name="member_of_store"),
            models.Index(fields=["opened_on", "id"], name="member_opened"),
            models.Index(fields=["public_since"], condition=Q(public_since__isnull=False), name="member_public"),
        ]

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE
