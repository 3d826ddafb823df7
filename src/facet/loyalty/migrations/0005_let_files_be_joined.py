"""Two kinds of ledger lines for joined files, and lines that move only what counts for grades.

Why: joining two files of a member moves points by transfer lines in both accounts (P10, decision 0016).
Locks: points entries while their two checks are replaced.
Data: none.
Order: after the table of entries; any time.
Undo: puts the narrower checks back; lines of joined files must be gone first.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_map_and_undo_imports"),
        ("loyalty", "0004_spending"),
        ("organisation", "0002_keep_views_of_lists"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="pointsentry",
            name="points_entry_moves_points",
        ),
        migrations.RemoveConstraint(
            model_name="pointsentry",
            name="points_entry_kind_known",
        ),
        migrations.AddConstraint(
            model_name="pointsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifetime_delta", 0), ("owed_delta", 0), ("points", 0), _negated=True),
                name="points_entry_moves_points",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "earned",
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
                        ],
                    )
                ),
                name="points_entry_kind_known",
            ),
        ),
    ]
