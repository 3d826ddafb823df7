"""Where the house is: the chain, its legal entities, areas, stores, departments and partners."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from treebeard.mp_tree import MP_Node

from facet.kernel.classification import classify
from facet.kernel.errors import gettext_noop
from facet.kernel.sealed import SealedText, SealId


class Chain(models.Model):
    """The one chain that this installation serves; there is exactly one row, number 1.

    Written by: organisation.services.stores only.
    """

    classified = classify(keep="id name name_en time_zone hotline")

    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    hotline = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        constraints = [CheckConstraint(condition=Q(id=1), name="organisation_one_chain")]


class LegalEntity(models.Model):
    """A company that invoices: our own, or a franchisee's, who sees only his own stores.

    Written by: organisation.services.stores only.
    """

    classified = classify(keep="id code name name_en tax_number kind")

    class Kind(models.TextChoices):
        OWN = "own", gettext_noop("Own company")
        FRANCHISEE = "franchisee", gettext_noop("Franchisee")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True, default="")
    tax_number = models.CharField(max_length=20, blank=True, default="")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OWN)


class PriceGroup(models.Model):
    """Stores that share one gold price board."""

    classified = classify(keep="id code name name_en")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")


class Area(MP_Node):
    """An administrative part of the chain that holds areas or stores; a tree, its paths are ours alone."""

    classified = classify(keep="id path depth numchild code name name_en")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")


class Department(MP_Node):
    """A part of the organisation that staff belong to; a tree. Written by: services.departments only."""

    classified = classify(keep="id path depth numchild code name name_en is_active")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    is_active = models.BooleanField(default=True)


class Store(models.Model):
    """One branch. Hours are local to `time_zone`; `admin_code` is the 省/市/区 code of its address.

    Written by: organisation.services.stores only.
    """

    classified = classify(
        keep="id code name name_en kind entity area price_group time_zone opens_at closes_at admin_code address"
        " receipt_head phone is_open opened_on"
    )

    class Kind(models.TextChoices):
        OWN = "own", gettext_noop("Own store")
        FRANCHISE = "franchise", gettext_noop("Franchise")
        JOINT = "joint", gettext_noop("Joint venture")
        MALL_COUNTER = "mall_counter", gettext_noop("Mall counter")

    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True, default="")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OWN)
    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="stores")
    area = models.ForeignKey(Area, models.PROTECT, related_name="stores")
    price_group = models.ForeignKey(PriceGroup, models.PROTECT, related_name="stores")
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")
    opens_at = models.TimeField()
    closes_at = models.TimeField()
    admin_code = models.CharField(max_length=12, blank=True, default="")
    address = models.CharField(max_length=160, blank=True, default="")
    receipt_head = models.CharField(max_length=160, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")  # the shop's, printed on receipts
    is_open = models.BooleanField(default=True)
    opened_on = models.DateField(null=True)


class Partner(models.Model):
    """A house we deal with: supplier, refiner, laboratory or mall. Its people are sealed.

    Written by: organisation.services.partners only.
    """

    classified = classify(
        scrub="contact_name contact_phone note", keep="id seal_id code name name_en kind tax_number is_active"
    )

    class Kind(models.TextChoices):
        SUPPLIER = "supplier", gettext_noop("Supplier")
        REFINER = "refiner", gettext_noop("Refiner")
        LABORATORY = "laboratory", gettext_noop("Laboratory")
        MALL = "mall", gettext_noop("Mall")

    seal_id = SealId()
    code = models.CharField(max_length=16, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True, default="")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    tax_number = models.CharField(max_length=20, blank=True, default="")
    contact_name = SealedText()
    contact_phone = SealedText()
    note = SealedText()
    is_active = models.BooleanField(default=True)


class MallContract(models.Model):
    """What a mall keeps of a counter's takings, for a time. `deduction_bp` is the rate where no term fits.

    Both days are included; `valid_until` null means until further notice.
    Written by: organisation.services.malls only.
    """

    classified = classify(keep="id store mall number deduction_bp settlement_day valid_from valid_until")

    store = models.ForeignKey(Store, models.PROTECT, related_name="mall_contracts")
    mall = models.ForeignKey(Partner, models.PROTECT, related_name="mall_contracts")
    number = models.CharField(max_length=40)
    deduction_bp = models.PositiveIntegerField()
    settlement_day = models.PositiveSmallIntegerField(default=10)  # of the following month
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["store", "number"], name="organisation_mall_contract_once"),
            CheckConstraint(condition=Q(deduction_bp__lte=10_000), name="organisation_mall_deduction_share"),
            CheckConstraint(
                condition=Q(settlement_day__gte=1) & Q(settlement_day__lte=28), name="organisation_mall_settlement_day"
            ),
            CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="organisation_mall_contract_days",
            ),
        ]


class MallTerm(models.Model):
    """A rate that differs: for a category, for a campaign of the mall, or for both; "" means any.

    Written by: organisation.services.malls only.
    """

    classified = classify(keep="id contract category_code campaign deduction_bp")

    contract = models.ForeignKey(MallContract, models.PROTECT, related_name="terms")
    category_code = models.CharField(max_length=32, blank=True, default="")
    campaign = models.CharField(max_length=40, blank=True, default="")
    deduction_bp = models.PositiveIntegerField()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["contract", "category_code", "campaign"], name="organisation_mall_term_once"),
            CheckConstraint(condition=Q(deduction_bp__lte=10_000), name="organisation_mall_term_share"),
        ]
