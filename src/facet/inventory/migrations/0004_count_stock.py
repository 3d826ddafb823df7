"""Counts: plans, stocktakes, scans and the differences that were settled.

Why: a store counts its trays while it sells, and what differs is explained, approved and kept (R115–R120).
Locks: none that anybody waits for; the tables are new.
Data: none.
Order: after the places of transfers, whose tables these do not touch.
Undo: drops the counts with their history; the movements that they booked stay.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0003_move_goods_between_stores'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('place_ids', models.JSONField(default=list)),
                ('category_ids', models.JSONField(default=list)),
                ('is_blind', models.BooleanField(default=True)),
                ('every_days', models.PositiveSmallIntegerField()),
                ('next_on', models.DateField()),
                ('people', models.JSONField(default=list)),
                ('is_active', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='Stocktake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('place_ids', models.JSONField()),
                ('category_ids', models.JSONField(default=list)),
                ('scope_words', models.CharField(max_length=200)),
                ('is_blind', models.BooleanField(default=True)),
                ('state', models.CharField(choices=[('open', 'counting'), ('closed', 'to be settled'), ('approved', 'settled'), ('cancelled', 'called off')], default='open', max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('opened_by_key', models.CharField(max_length=64)),
                ('opened_by_name', models.CharField(max_length=60)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_key', models.CharField(blank=True, default='', max_length=64)),
                ('ended_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('expected', models.PositiveIntegerField(default=0)),
                ('found', models.PositiveIntegerField(default=0)),
                ('missing', models.PositiveIntegerField(default=0)),
                ('extra', models.PositiveIntegerField(default=0)),
                ('value_cents', models.BigIntegerField(default=0)),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.countplan')),
                ('store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='CountScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField()),
                ('undoes', models.UUIDField(null=True)),
                ('code', models.CharField(max_length=64)),
                ('quantity', models.PositiveIntegerField(null=True)),
                ('weight_mg', models.PositiveBigIntegerField(null=True)),
                ('scanned_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('device', models.CharField(blank=True, default='', max_length=60)),
                ('actor_key', models.CharField(max_length=64)),
                ('actor_name', models.CharField(max_length=60)),
                ('lot', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inventory.bulklot')),
                ('piece', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='inventory.piece')),
                ('place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.place')),
                ('stocktake', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='inventory.stocktake')),
            ],
        ),
        migrations.CreateModel(
            name='CountLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('found', 'found'), ('misplaced', 'in another tray'), ('missing', 'missing'), ('sold_meanwhile', 'sold meanwhile'), ('moved_meanwhile', 'moved meanwhile'), ('elsewhere', 'belongs elsewhere'), ('other_store', 'belongs to another store'), ('sold_before', 'sold, but still here'), ('found_again', 'was lost, is here'), ('off_book', 'not in stock by the books'), ('unknown', 'unknown code'), ('bulk', 'bulk goods differ'), ('bulk_uncounted', 'bulk goods not counted')], max_length=20)),
                ('code', models.CharField(max_length=64)),
                ('seen_at', models.DateTimeField(null=True)),
                ('seen_by', models.CharField(blank=True, default='', max_length=60)),
                ('quantity', models.IntegerField(default=0)),
                ('weight_mg', models.BigIntegerField(default=0)),
                ('cost_cents', models.BigIntegerField(null=True)),
                ('tag_cents', models.BigIntegerField(null=True)),
                ('is_booked', models.BooleanField(default=False)),
                ('reason', models.CharField(max_length=120)),
                ('document', models.CharField(blank=True, default='', max_length=64)),
                ('lot', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.bulklot')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='count_lines', to='inventory.piece')),
                ('place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.place')),
                ('seen_place', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.place')),
                ('stocktake', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.stocktake')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='countplan',
            constraint=models.CheckConstraint(condition=models.Q(('every_days__gte', 1), ('every_days__lte', 366)), name='count_plan_days_sane'),
        ),
        migrations.AddConstraint(
            model_name='countplan',
            constraint=models.UniqueConstraint(fields=('store', 'name'), name='count_plan_name_once_a_store'),
        ),
        migrations.AddIndex(
            model_name='stocktake',
            index=models.Index(fields=['store', 'state', 'opened_at'], name='stocktake_store_state'),
        ),
        migrations.AddConstraint(
            model_name='stocktake',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'closed', 'approved', 'cancelled'])), name='stocktake_state_known'),
        ),
        migrations.AddIndex(
            model_name='countscan',
            index=models.Index(fields=['stocktake', 'piece'], name='count_scan_piece'),
        ),
        migrations.AddConstraint(
            model_name='countscan',
            constraint=models.UniqueConstraint(fields=('stocktake', 'client_id'), name='count_scan_once'),
        ),
    ]
