"""What each delivery of bulk goods cost, and the average a gram after it.

Why: bulk goods are valued at a moving average, and each step of it can be shown (R121).
Locks: none that anybody waits for; the table is new.
Data: none; lots keep the cost a gram that they have.
Order: after the month locks, which it does not touch.
Undo: drops the steps; the averages stay on the lots.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0006_lock_months_of_stock'),
        ('kernel', '0002_map_and_undo_imports'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('cost_cents', models.PositiveBigIntegerField()),
                ('held_mg', models.BigIntegerField()),
                ('before_cents_per_gram', models.PositiveBigIntegerField(null=True)),
                ('after_cents_per_gram', models.PositiveBigIntegerField()),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='costs', to='inventory.bulklot')),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.operation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('lot', 'operation'), name='bulk_cost_once')],
            },
        ),
    ]
