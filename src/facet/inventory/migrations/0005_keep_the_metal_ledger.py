"""The metal ledger: accounts in fine milligrams, their entries, and the days that were closed.

Why: every gram is proven, per store, alloy and day, from delivery to refiner (M4, F18, F19).
Locks: none that anybody waits for; the tables are new.
Data: none here; the job `inventory.keep_metal` posts what the goods carried since the first delivery.
Order: after the counts; members and partners are only named.
Undo: drops the ledger; it can be derived again from the goods, but for what was handed over by hand.
"""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0004_count_stock'),
        ('kernel', '0002_map_and_undo_imports'),
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='MetalAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=80, unique=True)),
                ('owner', models.CharField(choices=[('stock', 'Stock'), ('keeping', 'Goods of others in our keeping'), ('road', 'On the road'), ('old_gold', 'Old gold'), ('bullion', 'Fine metal at headquarters'), ('goldsmith', 'Goldsmith'), ('refiner', 'Refiner'), ('customer', 'Customers'), ('supplier', 'Suppliers'), ('loss', 'Losses')], max_length=12)),
                ('metal', models.CharField(max_length=16)),
                ('fine_mg', models.BigIntegerField(default=0)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
                ('store', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='MetalClosing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('metal', models.CharField(max_length=16)),
                ('fineness_e4', models.PositiveSmallIntegerField()),
                ('opening_mg', models.BigIntegerField()),
                ('in_mg', models.BigIntegerField()),
                ('out_mg', models.BigIntegerField()),
                ('closing_mg', models.BigIntegerField()),
                ('goods_mg', models.BigIntegerField()),
                ('difference_mg', models.BigIntegerField()),
                ('is_within', models.BooleanField()),
                ('closed_at', models.DateTimeField()),
                ('store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='MetalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(max_length=24)),
                ('recorded_at', models.DateTimeField()),
                ('fine_mg', models.BigIntegerField()),
                ('fine_after_mg', models.BigIntegerField()),
                ('net_mg', models.BigIntegerField(default=0)),
                ('fineness_e4', models.PositiveSmallIntegerField(default=0)),
                ('on', models.DateField()),
                ('source', models.CharField(blank=True, default='', max_length=16)),
                ('document', models.CharField(blank=True, default='', max_length=64)),
                ('actor_key', models.CharField(max_length=64)),
                ('actor_name', models.CharField(max_length=60)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='inventory.metalaccount')),
                ('operation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.operation')),
                ('reverses', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='inventory.metalentry')),
                ('store', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.AddConstraint(
            model_name='metalaccount',
            constraint=models.CheckConstraint(condition=models.Q(('owner__in', ['stock', 'keeping', 'road', 'old_gold', 'bullion', 'goldsmith', 'refiner', 'customer', 'supplier', 'loss'])), name='metal_account_owner_known'),
        ),
        migrations.AddConstraint(
            model_name='metalaccount',
            constraint=models.CheckConstraint(condition=models.Q(('metal', ''), _negated=True), name='metal_account_names_a_metal'),
        ),
        migrations.AddIndex(
            model_name='metalclosing',
            index=models.Index(fields=['on', 'store'], name='metal_closing_on'),
        ),
        migrations.AddConstraint(
            model_name='metalclosing',
            constraint=models.UniqueConstraint(fields=('store', 'on', 'metal', 'fineness_e4'), name='metal_closing_once'),
        ),
        migrations.AddConstraint(
            model_name='metalclosing',
            constraint=models.CheckConstraint(condition=models.Q(('closing_mg', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('opening_mg'), '+', models.F('in_mg')), '-', models.F('out_mg')))), name='metal_closing_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='metalclosing',
            constraint=models.CheckConstraint(condition=models.Q(('difference_mg', django.db.models.expressions.CombinedExpression(models.F('goods_mg'), '-', models.F('closing_mg')))), name='metal_closing_difference'),
        ),
        migrations.AddIndex(
            model_name='metalentry',
            index=models.Index(fields=['on', 'store'], name='metal_entry_on_store'),
        ),
        migrations.AddIndex(
            model_name='metalentry',
            index=models.Index(fields=['account', 'on'], name='metal_entry_account_on'),
        ),
        migrations.AddConstraint(
            model_name='metalentry',
            constraint=models.UniqueConstraint(fields=('account', 'operation', 'line_no', 'kind'), name='metal_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='metalentry',
            constraint=models.CheckConstraint(condition=models.Q(('fine_mg', 0), ('net_mg', 0), _negated=True), name='metal_entry_moves_something'),
        ),
        migrations.AddConstraint(
            model_name='metalentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'sold', 'returned', 'sent', 'arrived', 'came_back', 'missed', 'found', 'dismantled', 'melted', 'sent_back', 'adjusted', 'taken_in', 'given_back', 'to_refiner', 'refined', 'variance', 'owed', 'settled', 'handed_over', 'reversed'])), name='metal_entry_kind_known'),
        ),
    ]
