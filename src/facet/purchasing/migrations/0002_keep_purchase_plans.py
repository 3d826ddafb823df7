"""Purchase plans: rows with their forecast, their reasons and what people made of them (R130 to R133, R137, R331).

Why: what to buy is proposed from sales and stock, and each number stays explained after the day it was said.
Locks: new tables only; an instant.
Data: none.
Order: this migration first, then the code that makes plans.
Undo: ./facet migrate purchasing 0001 loses the plans; orders written from them stay.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('organisation', '0002_keep_views_of_lists'),
        ('purchasing', '0001_what_purchasing_keeps'),
    ]

    operations = [
        migrations.CreateModel(
            name='PurchasePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('state', models.CharField(choices=[('open', 'Open'), ('ordered', 'Ordered'), ('dropped', 'Dropped')], max_length=8)),
                ('run', models.PositiveIntegerField(default=1)),
                ('split', models.CharField(max_length=8)),
                ('grain', models.CharField(max_length=8)),
                ('planned_on', models.DateField()),
                ('history_from', models.DateField()),
                ('lead_days', models.PositiveSmallIntegerField()),
                ('review_days', models.PositiveSmallIntegerField()),
                ('service_bp', models.PositiveSmallIntegerField()),
                ('ageing_days', models.PositiveSmallIntegerField()),
                ('budget_cents', models.PositiveBigIntegerField(null=True)),
                ('budget_mg', models.PositiveBigIntegerField(null=True)),
                ('rows_count', models.PositiveIntegerField(default=0)),
                ('pieces', models.PositiveIntegerField(default=0)),
                ('amount_cents', models.PositiveBigIntegerField(default=0)),
                ('weight_mg', models.PositiveBigIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('made_by_key', models.CharField(max_length=64)),
                ('made_by_name', models.CharField(max_length=60)),
                ('ordered_at', models.DateTimeField(null=True)),
                ('ordered_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('dropped_by_name', models.CharField(blank=True, default='', max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['-made_at', '-id'], name='purchase_plan_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('state',), name='purchase_plan_one_open'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'ordered', 'dropped'])), name='purchase_plan_state_known')],
            },
        ),
        migrations.CreateModel(
            name='PurchasePlanRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group_code', models.CharField(blank=True, default='', max_length=16)),
                ('weight_band', models.CharField(blank=True, default='', max_length=16)),
                ('price_band', models.CharField(blank=True, default='', max_length=16)),
                ('method', models.CharField(choices=[('naive', 'as last time'), ('seasonal', 'as a year ago'), ('mean', 'mean of the last periods'), ('shaped', 'mean in the shape of the year'), ('sba', 'now and then (SBA)'), ('tsb', 'now and then, dying out (TSB)'), ('thumb', 'rule of thumb')], max_length=12)),
                ('demand_e6', models.PositiveBigIntegerField()),
                ('lost_e6', models.PositiveBigIntegerField()),
                ('safety', models.PositiveIntegerField()),
                ('on_hand', models.PositiveIntegerField()),
                ('on_order', models.PositiveIntegerField()),
                ('in_transit', models.PositiveIntegerField()),
                ('reserved', models.PositiveIntegerField()),
                ('need', models.PositiveIntegerField()),
                ('proposed', models.PositiveIntegerField()),
                ('cut', models.CharField(blank=True, choices=[('', 'not cut'), ('age', 'would lie too long'), ('budget', 'beyond the budget')], default='', max_length=8)),
                ('own_quantity', models.PositiveIntegerField(null=True)),
                ('own_reason', models.CharField(blank=True, default='', max_length=120)),
                ('own_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('own_at', models.DateTimeField(null=True)),
                ('quantity', models.PositiveIntegerField()),
                ('unit_cost_cents', models.PositiveBigIntegerField()),
                ('unit_weight_mg', models.PositiveBigIntegerField()),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('mase_bp', models.PositiveIntegerField(null=True)),
                ('naive_mase_bp', models.PositiveIntegerField(null=True)),
                ('trace', models.JSONField(default=dict)),
                ('history', models.JSONField(default=list)),
                ('tests', models.JSONField(default=list)),
                ('category', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('order_line', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_row', to='purchasing.purchaseorderline')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='purchasing.purchaseplan')),
                ('supplier', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
            ],
            options={
                'indexes': [models.Index(fields=['plan', '-amount_cents'], name='purchase_plan_row_amount')],
                'constraints': [models.UniqueConstraint(fields=('plan', 'group_code', 'category', 'weight_band', 'price_band'), name='purchase_plan_row_once'), models.CheckConstraint(condition=models.Q(models.Q(('own_quantity', None), ('quantity', models.F('proposed'))), ('quantity', models.F('own_quantity')), _connector='OR'), name='purchase_plan_row_counts_one_of_two'), models.CheckConstraint(condition=models.Q(('proposed__lte', models.F('need'))), name='purchase_plan_row_within_need')],
            },
        ),
    ]
