"""Roles are data: which rights, how far, up to what, and which sensitive fields."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Coalesce

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop


class Role(models.Model):
    """A bundle of rights that people hold at a place. Written by: organisation.services.roles only."""

    classified = classify(keep="id code name name_en order")

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)


class RoleGrant(models.Model):
    """A role's right to one permission, and how far it reaches from the place where the role is held."""

    classified = classify(keep="id role permission scope")

    class Scope(models.TextChoices):
        OWN = "own", gettext_noop("Own records")
        STORE = "store", gettext_noop("Store")
        AREA = "area", gettext_noop("Sales area")
        ENTITY = "entity", gettext_noop("Legal entity")
        CHAIN = "chain", gettext_noop("Whole chain")

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    permission = models.CharField(max_length=64)
    scope = models.CharField(max_length=8, choices=Scope.choices)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["role", "permission"], name="organisation_role_grant_once"),
            CheckConstraint(
                condition=Q(scope__in=["own", "store", "area", "entity", "chain"]), name="organisation_role_grant_scope"
            ),
        ]


class RoleLimit(models.Model):
    """The largest value that a role may allow alone. Units are in the name: `_bp`, `_cents`, points."""

    classified = classify(keep="id role name value")

    role = models.ForeignKey(Role, models.CASCADE, related_name="limits")
    name = models.CharField(max_length=32)
    value = models.PositiveBigIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["role", "name"], name="organisation_role_limit_once")]


class RoleSwitch(models.Model):
    """A sensitive field that a role may see."""

    classified = classify(keep="id role switch")

    role = models.ForeignKey(Role, models.CASCADE, related_name="switches")
    switch = models.CharField(max_length=32)

    class Meta:
        constraints = [UniqueConstraint(fields=["role", "switch"], name="organisation_role_switch_once")]


class RoleAssignment(models.Model):
    """Who holds which role where: at a store, an area, a legal entity, or (none) at the home store.

    Taking a role away deletes the row; the audit log remembers it. Written by: services.staff only.
    """

    classified = classify(keep="id staff role store area entity")

    staff = models.ForeignKey("organisation.Staff", models.PROTECT, related_name="assignments")
    role = models.ForeignKey(Role, models.PROTECT, related_name="assignments")
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey("organisation.Area", models.PROTECT, null=True, related_name="+")
    entity = models.ForeignKey("organisation.LegalEntity", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            UniqueConstraint(
                "staff",
                "role",
                Coalesce("store", 0),
                Coalesce("area", 0),
                Coalesce("entity", 0),
                name="organisation_role_held_once",
            ),
            CheckConstraint(
                condition=(Q(store=None) & Q(area=None))
                | (Q(store=None) & Q(entity=None))
                | (Q(area=None) & Q(entity=None)),
                name="organisation_role_held_at_one_place",
            ),
        ]
