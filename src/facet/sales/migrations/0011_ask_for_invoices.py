"""Invoices that customers ask for at the till and the accountant answers.

Why: R079, F38, F39; a request lived on paper, and what it had to say was worked out by hand.
Locks: none on tables in use; one new table.
Data: none.
Order: before the code that writes it; the older code runs with it.
Undo: possible while no invoice was asked for.
"""

import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import facet.kernel.sealed


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_keep_views_of_lists"),
        ("sales", "0010_take_services_and_deliveries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InvoiceRequest",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("seal_id", facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ("buyer", models.CharField(choices=[("person", "person"), ("company", "company")], max_length=8)),
                ("title", facet.kernel.sealed.SealedText(blank=True, null=True)),
                ("tax_number", facet.kernel.sealed.SealedText(blank=True, null=True)),
                ("email", facet.kernel.sealed.SealedText(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked"), ("issued", "issued"), ("rejected", "rejected")], max_length=8
                    ),
                ),
                ("amount_cents", models.BigIntegerField()),
                ("net_cents", models.BigIntegerField()),
                ("vat_cents", models.BigIntegerField()),
                ("consumption_cents", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("invoice_number", models.CharField(blank=True, default="", max_length=32)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invoices", to="sales.sale"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "store", "-asked_at"], name="invoice_to_issue"),
                    models.Index(fields=["-asked_at", "-id"], name="invoice_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "rejected"), _negated=True),
                        fields=("sale",),
                        name="invoice_of_sale_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "amount_cents",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("net_cents"), "+", models.F("vat_cents")
                                ),
                            ),
                            ("amount_cents__gt", 0),
                        ),
                        name="invoice_is_net_and_tax",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "asked")),
                            models.Q(models.Q(("state", "asked"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="invoice_decided_when_answered",
                    ),
                ],
            },
        ),
    ]
