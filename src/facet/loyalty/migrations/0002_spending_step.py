"""Why: a rule version may multiply by spending steps (R063); every factor of a line is stored beside it.
Locks: PostgreSQL adds a column with a constant default without rewriting the table; an instant.
Data: lines from before have 10 000, which is × 1: what they were counted with.
Order: this migration first, then the code that counts with steps.
Undo: ./facet migrate loyalty 0001 loses the factors of lines that steps counted.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("loyalty", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="earnedline",
            name="step_bp",
            field=models.PositiveIntegerField(db_default=10000, default=10000),
        ),
    ]
