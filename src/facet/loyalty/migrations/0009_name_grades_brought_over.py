"""A cause for grades that an older system gave.

Why: the opening import brings a grade's protection, which is counted from the day it was reached (R312).
Locks: none; the list of causes is checked by the code.
Data: none.
Order: any.
Undo: the list is the old one again; rows that name the new cause stay as they are.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('loyalty', '0008_let_points_of_credit_wait'),
    ]

    operations = [
        migrations.AlterField(
            model_name='gradechange',
            name='cause',
            field=models.CharField(choices=[('earned', 'Points of a purchase'), ('clawed_back', 'Points of a return'), ('regraded', 'New grade ladder'), ('lowered', 'Figures fell below the grade'), ('opening', 'Brought over from the older system')], max_length=16),
        ),
    ]
