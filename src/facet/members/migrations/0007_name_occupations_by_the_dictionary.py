"""Room for the codes of the dictionary of occupations.

Why: occupations are words of the house's dictionaries now, whose codes may have 32 letters (R342).
Locks: the members' table for a moment; a longer text rewrites nothing.
Data: the code "other" becomes the dictionary's "other-occupation".
Order: any.
Undo: shortens the column again; codes of more than 12 letters must be changed before.
"""

from typing import Any

from django.db import migrations, models


def name_other(apps: Any, _schema: Any) -> None:
    apps.get_model("members", "Member").objects.filter(occupation_kind="other").update(
        occupation_kind="other-occupation"
    )


def name_other_as_before(apps: Any, _schema: Any) -> None:
    apps.get_model("members", "Member").objects.filter(occupation_kind="other-occupation").update(
        occupation_kind="other"
    )


class Migration(migrations.Migration):
    dependencies = [("members", "0006_give_price_levels_their_prices")]

    operations = [
        migrations.AlterField(
            model_name="member", name="occupation_kind", field=models.CharField(blank=True, default="", max_length=32)
        ),
        migrations.RunPython(name_other, name_other_as_before),
    ]
