"""Batches of new tag prices, with what each tag said before and shall say.

Why: prices change for many pieces at once, at an hour, above a limit with a second yes (R320).
Locks: none that anybody waits for; the tables are new.
Data: none. The column words of the month book are told anew; the column itself stays.
Order: after the average costs, which it does not touch.
Undo: drops the batches; the tags and their price history stay as they were written.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0007_average_the_cost_of_bulk_goods'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.AlterField(
            model_name='monthline',
            name='column',
            field=models.CharField(choices=[('opening', 'Opening'), ('corrected', 'Corrections of locked months'), ('received', 'Goods received'), ('transferred_in', 'Transferred in'), ('returned', 'Returned by customers'), ('found', 'Goods found again'), ('sold', 'Sold'), ('transferred_out', 'Transferred out'), ('written_off', 'Booked as lost'), ('refined', 'Melted, dismantled'), ('sent_back', 'Back to suppliers')], max_length=16),
        ),
        migrations.CreateModel(
            name='Repricing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'waits for approval'), ('planned', 'planned'), ('applied', 'written'), ('refused', 'not allowed'), ('cancelled', 'cancelled')], max_length=12)),
                ('rule', models.CharField(choices=[('percent', 'Percent up or down'), ('amount', 'Yuan up or down'), ('margin', 'Margin of the tag price'), ('labour', 'Labour per gram'), ('each', 'A price for each piece')], max_length=8)),
                ('value', models.BigIntegerField(default=0)),
                ('round_to', models.PositiveIntegerField(default=100)),
                ('reason', models.CharField(max_length=120)),
                ('pieces', models.PositiveSmallIntegerField()),
                ('written', models.PositiveSmallIntegerField(default=0)),
                ('greatest_bp', models.PositiveIntegerField()),
                ('difference_cents', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('made_by_key', models.CharField(max_length=64)),
                ('made_by_name', models.CharField(max_length=60)),
                ('effective_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('approval', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.approval')),
                ('store', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='RepricingLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('tag', models.CharField(max_length=32)),
                ('basis', models.CharField(max_length=12)),
                ('before_price_cents', models.PositiveBigIntegerField(null=True)),
                ('before_labour_kind', models.CharField(blank=True, default='', max_length=16)),
                ('before_labour_value', models.PositiveBigIntegerField(default=0)),
                ('after_price_cents', models.PositiveBigIntegerField(null=True)),
                ('after_labour_value', models.PositiveBigIntegerField(default=0)),
                ('fate', models.CharField(choices=[('waiting', 'waits'), ('written', 'written'), ('gone', 'left the stock before'), ('changed', 'repriced by somebody else before')], max_length=8)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece')),
                ('repricing', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.repricing')),
                ('store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.AddIndex(
            model_name='repricing',
            index=models.Index(fields=['state', 'effective_at'], name='repricing_due'),
        ),
        migrations.AddConstraint(
            model_name='repricing',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'planned', 'applied', 'refused', 'cancelled'])), name='repricing_state_known'),
        ),
        migrations.AddConstraint(
            model_name='repricing',
            constraint=models.CheckConstraint(condition=models.Q(('written__lte', models.F('pieces'))), name='repricing_writes_its_pieces'),
        ),
        migrations.AddConstraint(
            model_name='repricingline',
            constraint=models.UniqueConstraint(fields=('repricing', 'line_no'), name='repricing_line_once'),
        ),
        migrations.AddConstraint(
            model_name='repricingline',
            constraint=models.UniqueConstraint(fields=('repricing', 'piece'), name='repricing_piece_once'),
        ),
    ]
