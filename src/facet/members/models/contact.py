"""The log of contacts and what was corrected in it."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify
from facet.kernel.sealed import SealedText, SealId
from facet.members.rules.contact_log import ContactChannel, Direction, Outcome


class Contact(models.Model):
    """One call, visit or message with a member, or with somebody of her family; never deleted.

    `with_member` is the family member with a file of her own, on whose timeline it stands, too; `with_name`
    one without. The author may correct it for a day; every earlier text is a ContactEdit.
    Written by: members.services.contact only.
    """

    classified = classify(
        scrub="text with_name",
        keep="id seal_id member with_member with_kind channel direction topic outcome at on recorded_at by by_name"
        " store follow_up_on followed_at version",
    )

    seal_id = SealId()
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="contacts")
    with_member = models.ForeignKey("members.Member", models.PROTECT, null=True, related_name="contacts_for_family")
    with_kind = models.CharField(max_length=8, blank=True, default="")  # rules.words.RelationKind
    with_name = SealedText()
    channel = models.CharField(max_length=8)
    direction = models.CharField(max_length=4)
    topic = models.ForeignKey("catalog.DictionaryEntry", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12)
    text = SealedText()
    at = models.DateTimeField()
    on = models.DateField()  # the local day
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=60)
    store = models.ForeignKey("organisation.Store", models.PROTECT, related_name="+")
    follow_up_on = models.DateField(null=True)
    followed_at = models.DateTimeField(null=True)  # when the promise was kept, by a later contact
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(channel__in=[each.value for each in ContactChannel]), name="contact_channel_known"
            ),
            CheckConstraint(
                condition=Q(direction__in=[each.value for each in Direction]), name="contact_direction_known"
            ),
            CheckConstraint(condition=Q(outcome__in=[each.value for each in Outcome]), name="contact_outcome_known"),
            CheckConstraint(
                condition=Q(with_member=None) | ~Q(with_member=F("member")), name="contact_with_somebody_else"
            ),
            CheckConstraint(
                condition=Q(followed_at=None) | Q(follow_up_on__isnull=False), name="contact_followed_was_promised"
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-at", "-id"], name="contact_newest"),
            models.Index(fields=["with_member", "-at"], name="contact_family_newest"),
            models.Index(fields=["on", "topic"], name="contact_day_topic"),
            models.Index(fields=["follow_up_on", "followed_at"], name="contact_promised"),
        ]


class ContactEdit(AppendOnly):
    """What a contact said before a correction, and who corrected it.

    Written by: members.services.contact.correct_contact only.
    """

    classified = classify(scrub="text", keep="id seal_id contact version topic_name outcome at by_key by_name")

    seal_id = SealId()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="edits")
    version = models.PositiveIntegerField()  # that was replaced
    topic_name = models.CharField(max_length=64)
    outcome = models.CharField(max_length=12)
    text = SealedText()
    at = models.DateTimeField()
    by_key = models.CharField(max_length=64)
    by_name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "version"], name="contact_edit_once")]
