"""An export refused for its number of rows says how many there were, and how many a second person allowed.

Why: a yes above a role's limit of rows is bound to one export and to its rows (decisions.md D8).
Locks: the exports' table for a moment, while two columns with a constant default are added.
Data: none; exports of before have 0, which offers nothing to ask.
Order: any.
Undo: drops the columns; an export that waits for a second person stays refused.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0002_map_and_undo_imports'),
    ]

    operations = [
        migrations.AddField(
            model_name='exportjob',
            name='allowed_rows',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='exportjob',
            name='over_rows',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
