"""Batches that withdraw or retag many pieces, and the second yes that a settlement of a count may wait for.

Why: a style is withdrawn or retagged with one reason, above a limit only after a second person (R320); differences
of a count beyond the settler's limit are asked for instead of refused (R120).
Locks: stocktake gets a nullable and a defaulted column, neither rewrites the table; the rest is new.
Data: none.
Order: after the works, which it does not touch.
Undo: drops the batches and the two columns; what was withdrawn and retagged stays.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inventory", "0009_work_on_goods_and_send_them_out"),
        ("organisation", "0003_lend_people_to_other_stores"),
    ]

    operations = [
        migrations.AddField(
            model_name="stocktake",
            name="approval",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.approval",
            ),
        ),
        migrations.AddField(
            model_name="stocktake",
            name="asked",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="PieceBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("kind", models.CharField(choices=[("withdraw", "Withdrawal"), ("retag", "New tags")], max_length=12)),
                ("movement", models.CharField(blank=True, default="", max_length=24)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for approval"),
                            ("written", "written"),
                            ("refused", "not allowed"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=120)),
                ("pieces", models.PositiveSmallIntegerField()),
                ("written", models.PositiveSmallIntegerField(default=0)),
                ("value_cents", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("made_by_key", models.CharField(max_length=64)),
                ("made_by_name", models.CharField(max_length=60)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by_name", models.CharField(blank=True, default="", max_length=60)),
                (
                    "approval",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.approval",
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.store",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PieceBatchLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line_no", models.PositiveSmallIntegerField()),
                ("tag", models.CharField(max_length=32)),
                ("after_tag", models.CharField(blank=True, default="", max_length=32)),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("written", "written"),
                            ("left", "left as it is: it changed before"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="inventory.piecebatch",
                    ),
                ),
                (
                    "piece",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="inventory.piece"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.store",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="piecebatch",
            index=models.Index(condition=models.Q(("state", "waiting")), fields=["state"], name="piece_batch_waiting"),
        ),
        migrations.AddConstraint(
            model_name="piecebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["withdraw", "retag"])), name="piece_batch_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="piecebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "written", "refused", "cancelled"])),
                name="piece_batch_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="piecebatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("written__lte", models.F("pieces"))), name="piece_batch_writes_its_pieces"
            ),
        ),
        migrations.AddConstraint(
            model_name="piecebatchline",
            constraint=models.UniqueConstraint(fields=("batch", "line_no"), name="piece_batch_line_once"),
        ),
        migrations.AddConstraint(
            model_name="piecebatchline",
            constraint=models.UniqueConstraint(fields=("batch", "piece"), name="piece_batch_piece_once"),
        ),
    ]
