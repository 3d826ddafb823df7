"""How papers look, how often they were printed, and the warranties that customers keep."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from facet.kernel.append_only import AppendOnly
from facet.kernel.classification import classify


class PrintLayout(AppendOnly):
    """One wording of one form from a day on: of the chain (no store) or of a store. A later row replaces it.

    `blocks` are the keys of the parts that print, in order; `logo` is the sum of its picture, "" for none.
    Written by: sales.services.print_layouts only.
    """

    classified = classify(
        keep="id form store valid_from follows_chain paper font blocks logo head head_en foot foot_en note set_by_key"
        " set_by_name set_at"
    )

    form = models.CharField(max_length=24)
    store = models.ForeignKey("organisation.Store", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    follows_chain = models.BooleanField(default=False)
    paper = models.CharField(max_length=16)
    font = models.CharField(max_length=8)
    blocks = models.JSONField(default=list)
    logo = models.CharField(max_length=64, blank=True, default="")
    head = models.CharField(max_length=400, blank=True, default="")
    head_en = models.CharField(max_length=400, blank=True, default="")
    foot = models.CharField(max_length=400, blank=True, default="")
    foot_en = models.CharField(max_length=400, blank=True, default="")
    note = models.CharField(max_length=120, blank=True, default="")
    set_by_key = models.CharField(max_length=64)
    set_by_name = models.CharField(max_length=60)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(condition=Q(follows_chain=False) | Q(store__isnull=False), name="print_layout_chain_leads")
        ]
        indexes = [models.Index(fields=["form", "store", "valid_from"], name="print_layout_on")]


class PaperPrint(AppendOnly):
    """One time a paper of a ticket other than its receipt was printed; the second is a reprint and says so.

    Written by: sales.services.papers only.
    """

    classified = classify(keep="id sale form copy printed_at printed_by")

    sale = models.ForeignKey("sales.Sale", models.PROTECT, related_name="papers")
    form = models.CharField(max_length=24)
    copy = models.PositiveSmallIntegerField()  # 0 = the original
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey("organisation.Staff", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [UniqueConstraint(fields=["sale", "form", "copy"], name="paper_copy_once")]


class Warranty(AppendOnly):
    """The signed statement about one sold piece; `token` opens its public page, which holds nothing of a person.

    `statement` is the exact text that was signed. Written by: sales.services.warranty only.
    """

    classified = classify(keep="id line token statement signature key_number issued_at")

    line = models.OneToOneField("sales.SaleLine", models.PROTECT, related_name="warranty")
    token = models.CharField(max_length=32, unique=True)
    statement = models.TextField()
    signature = models.CharField(max_length=96)
    key_number = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
