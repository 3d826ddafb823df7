"""What people keep of how they look at lists."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class SavedView(models.Model):
    """One way of looking at one list: columns, order, conditions; its owner's, or shared.

    Shared with a role: whoever holds it; with a store: whoever works there; never more rows or columns
    than the reader's own rights give. `content` is what kernel.listing.views reads.
    Written by: organisation.services.views only.
    """

    # content is scrubbed: a condition may hold a telephone number somebody looked for
    classified = classify(
        scrub="content name", keep="id list_key owner share role store is_default version created_at changed_at"
    )

    class Share(models.TextChoices):
        MINE = "mine", gettext_noop("Only for me")
        ROLE = "role", gettext_noop("For a role")
        STORE = "store", gettext_noop("For a store")

    list_key = models.CharField(max_length=64)
    name = models.CharField(max_length=40)
    content = models.JSONField()
    owner = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="+")
    share = models.CharField(max_length=8, choices=Share.choices, default=Share.MINE)
    role = models.ForeignKey("organisation.Role", models.PROTECT, null=True, related_name="+")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    is_default = models.BooleanField(default=False)  # opens with the list, for whom it is shared with
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["owner", "list_key", "name"], name="organisation_view_name_once"),
            UniqueConstraint(
                fields=["list_key", "owner"],
                condition=Q(is_default=True, share="mine"),
                name="organisation_view_one_default_mine",
            ),
            UniqueConstraint(
                fields=["list_key", "role"],
                condition=Q(is_default=True, share="role"),
                name="organisation_view_one_default_role",
            ),
            UniqueConstraint(
                fields=["list_key", "store"],
                condition=Q(is_default=True, share="store"),
                name="organisation_view_one_default_store",
            ),
            CheckConstraint(
                condition=Q(share="mine", role=None, store=None)
                | Q(share="role", role__isnull=False, store=None)
                | Q(share="store", role=None, store__isnull=False),
                name="organisation_view_shared_with_one",
            ),
        ]
        indexes = [models.Index(fields=["list_key", "share"], name="organisation_view_list")]
