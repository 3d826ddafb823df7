"""Months of stock: who locked them, and their lines as they stood.

Why: finance closes a month of each store once, and it stays as it was (R323).
Locks: none that anybody waits for; the tables are new.
Data: none; open months are computed from the movements.
Order: after the metal ledger, which it does not touch.
Undo: drops the locks with their lines; every month is open again.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('inventory', '0005_keep_the_metal_ledger'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='MonthLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField()),
                ('locked_at', models.DateTimeField()),
                ('locked_by_key', models.CharField(max_length=64)),
                ('locked_by_name', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField(null=True)),
                ('asked_by_key', models.CharField(blank=True, default='', max_length=64)),
                ('asked_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('reason', models.CharField(blank=True, default='', max_length=200)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('reopened_by_key', models.CharField(blank=True, default='', max_length=64)),
                ('reopened_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='MonthLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('column', models.CharField(choices=[('opening', 'Opening'), ('corrected', 'Corrections of locked months'), ('received', 'Received'), ('transferred_in', 'Transferred in'), ('returned', 'Returned by customers'), ('found', 'Found'), ('sold', 'Sold'), ('transferred_out', 'Transferred out'), ('written_off', 'Written off'), ('refined', 'Melted, dismantled'), ('sent_back', 'Back to suppliers')], max_length=16)),
                ('pieces', models.BigIntegerField()),
                ('net_mg', models.BigIntegerField()),
                ('cost_cents', models.BigIntegerField()),
                ('category', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('lock', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.monthlock')),
            ],
        ),
        migrations.AddConstraint(
            model_name='monthlock',
            constraint=models.UniqueConstraint(condition=models.Q(('reopened_at', None)), fields=('store', 'month'), name='month_lock_one_open'),
        ),
        migrations.AddConstraint(
            model_name='monthlock',
            constraint=models.CheckConstraint(condition=models.Q(('reopened_at', None), models.Q(('asked_at__isnull', False), models.Q(('reopened_by_key', ''), _negated=True)), _connector='OR'), name='month_reopened_on_request'),
        ),
        migrations.AddConstraint(
            model_name='monthline',
            constraint=models.UniqueConstraint(fields=('lock', 'category', 'column'), name='month_line_once'),
        ),
    ]
