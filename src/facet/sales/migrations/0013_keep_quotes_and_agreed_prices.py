"""Quotes that hold for some days, and the reason of a price that is not the piece's own.

Why: R332; prices were promised on slips of paper, and a piece sold the other way round than its tag left no trace.
Locks: a brief one on sale lines and on baskets, which get a column that may be empty.
Data: none.
Order: before the code that quotes; the older code runs with it.
Undo: possible while nothing was quoted.
"""

import uuid

import django.db.models.deletion
import django.db.models.expressions
import facet.kernel.sealed
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_add_kinds_of_occupation"),
        ("inventory", "0008_reprice_many_at_once"),
        ("members", "0007_name_occupations_by_the_dictionary"),
        ("organisation", "0003_lend_people_to_other_stores"),
        ("sales", "0012_keep_pictures_signatures_and_meltings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="saleline",
            name="agreed",
            field=models.JSONField(null=True),
        ),
        migrations.CreateModel(
            name="Quotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=32, unique=True)),
                ("seal_id", facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ("customer", facet.kernel.sealed.SealedText(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("used", "used"), ("withdrawn", "withdrawn")], max_length=10
                    ),
                ),
                ("quoted_on", models.DateField()),
                ("quoted_at", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("list_cents", models.BigIntegerField()),
                ("discount_cents", models.BigIntegerField()),
                ("due_cents", models.BigIntegerField()),
                ("pieces", models.PositiveIntegerField()),
                ("weight_mg", models.BigIntegerField()),
                ("note", models.CharField(blank=True, default="", max_length=200)),
                ("sale", models.UUIDField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                (
                    "clerk",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="basket",
            name="quotation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="baskets", to="sales.quotation"
            ),
        ),
        migrations.CreateModel(
            name="QuotationLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line_no", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=80)),
                ("name_en", models.CharField(blank=True, default="", max_length=120)),
                ("quantity", models.PositiveIntegerField()),
                ("weight_mg", models.BigIntegerField()),
                ("price_basis", models.CharField(max_length=16)),
                ("board_cents_per_gram", models.PositiveIntegerField(default=0)),
                ("metal_cents", models.BigIntegerField()),
                ("labour_cents", models.BigIntegerField()),
                ("stones_cents", models.BigIntegerField()),
                ("list_cents", models.BigIntegerField()),
                ("discount_cents", models.BigIntegerField()),
                ("net_cents", models.BigIntegerField()),
                ("steps", models.JSONField(default=list)),
                (
                    "approval",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.approval",
                    ),
                ),
                (
                    "board_price",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.boardprice",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventory.bulklot"
                    ),
                ),
                (
                    "piece",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventory.piece"
                    ),
                ),
                (
                    "quotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="sales.quotation"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["store", "state", "valid_until"], name="quotation_store_state"),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["member", "state"], name="quotation_member"),
        ),
        migrations.AddIndex(
            model_name="quotation",
            index=models.Index(fields=["-quoted_at", "-id"], name="quotation_newest"),
        ),
        migrations.AddConstraint(
            model_name="quotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "due_cents",
                        django.db.models.expressions.CombinedExpression(
                            models.F("list_cents"), "-", models.F("discount_cents")
                        ),
                    )
                ),
                name="quotation_due_is_list_less_discount",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sale__isnull", False), ("state", "used")),
                    models.Q(models.Q(("state", "used"), _negated=True), ("sale", None)),
                    _connector="OR",
                ),
                name="quotation_used_by_a_ticket",
            ),
        ),
        migrations.AddConstraint(
            model_name="quotation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("sale__isnull", False)), fields=("sale",), name="quotation_of_sale_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="quotationline",
            constraint=models.UniqueConstraint(fields=("quotation", "line_no"), name="quotation_line_once"),
        ),
        migrations.AddConstraint(
            model_name="quotationline",
            constraint=models.UniqueConstraint(fields=("quotation", "code"), name="quotation_goods_once"),
        ),
        migrations.AddConstraint(
            model_name="quotationline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "net_cents",
                        django.db.models.expressions.CombinedExpression(
                            models.F("list_cents"), "-", models.F("discount_cents")
                        ),
                    )
                ),
                name="quotation_line_net_is_list_less",
            ),
        ),
    ]
