"""A row for what each purchase on credit earned and still waits for, and the kind of ledger line that gives it.

Why: purchases on credit earn when they are repaid (decisions.md §4.2).
Locks: points entries while their check of kinds is replaced; one new table.
Data: none; purchases on credit of before keep that they earned nothing.
Order: after 0007; before the code that has points wait.
Undo: drops the table; ledger lines of the new kind must be gone first.
"""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_map_and_undo_imports"),
        ("loyalty", "0007_awards_and_grants"),
        ("organisation", "0002_keep_views_of_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="OwedSale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.CharField(max_length=64, unique=True)),
                ("points", models.BigIntegerField()),
                ("released", models.BigIntegerField(default=0)),
                ("taken_back", models.BigIntegerField(default=0)),
                ("lapsed", models.BigIntegerField(default=0)),
                ("paid_cents", models.BigIntegerField(default=0)),
                ("due_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="pointsentry",
            name="points_entry_kind_known",
        ),
        migrations.AddConstraint(
            model_name="pointsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "earned",
                            "on_credit",
                            "repaid",
                            "clawed_back",
                            "adjusted",
                            "expired",
                            "spent",
                            "spent_back",
                            "redeemed",
                            "redeemed_back",
                            "converted",
                            "merged_out",
                            "merged_in",
                            "referred",
                            "recruit",
                            "registration",
                            "birthday",
                            "occasion",
                            "first_purchase",
                            "survey",
                            "granted",
                            "taken_back",
                            "handed_out",
                            "handed_in",
                        ],
                    )
                ),
                name="points_entry_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="owedsale",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="owed_sales", to="loyalty.pointsaccount"
            ),
        ),
        migrations.AddField(
            model_name="owedsale",
            name="latest_entry",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.pointsentry"
            ),
        ),
        migrations.AddField(
            model_name="owedsale",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="owedsale",
            name="rule_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.ruleversion"
            ),
        ),
        migrations.AddField(
            model_name="owedsale",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddIndex(
            model_name="owedsale",
            index=models.Index(
                condition=models.Q(
                    (
                        "points__gt",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("released"), "+", models.F("taken_back")
                            ),
                            "+",
                            models.F("lapsed"),
                        ),
                    )
                ),
                fields=["account"],
                name="owed_sale_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="owedsale",
            constraint=models.CheckConstraint(
                condition=models.Q(("lapsed__gte", 0), ("points__gt", 0), ("released__gte", 0), ("taken_back__gte", 0)),
                name="owed_sale_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="owedsale",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "points__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("released"), "+", models.F("taken_back")
                            ),
                            "+",
                            models.F("lapsed"),
                        ),
                    )
                ),
                name="owed_sale_within_it",
            ),
        ),
    ]
