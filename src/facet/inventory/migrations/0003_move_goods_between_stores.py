"""Transfers between stores, minimums, and hand-over of trays.

Why: goods that travel are one document with a line for each piece (R114); a store is told when it
has too little (R111, R128, R129); trays change hands by pieces and grams.
Locks: none that anybody waits for but the three new columns of places, which hold no data yet.
Data: none.
Order: after the list "tell first".
Undo: drops the documents; pieces that are on the road stay there and must be brought back first.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('inventory', '0002_tell_members_of_new_pieces_first'),
        ('organisation', '0002_keep_views_of_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='place',
            name='capacity',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='place',
            name='responsible',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='place',
            name='tare_mg',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.CreateModel(
            name='StockLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('least', models.PositiveIntegerField()),
                ('most', models.PositiveIntegerField(null=True)),
                ('warn_on', models.DateField(null=True)),
                ('is_open', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('changed_by_name', models.CharField(max_length=60)),
                ('category', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('lot', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.bulklot')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('style', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.style')),
            ],
        ),
        migrations.CreateModel(
            name='StockShortage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('low', 'below the minimum'), ('out', 'out of stock')], max_length=4)),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('pieces_at_start', models.IntegerField()),
                ('limit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='shortages', to='inventory.stocklimit')),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('state', models.CharField(choices=[('requested', 'asked for'), ('sent', 'on the road'), ('short', 'arrived short'), ('received', 'complete'), ('cancelled', 'cancelled')], max_length=12)),
                ('origin', models.CharField(blank=True, default='', max_length=24)),
                ('for_customer', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('requested_at', models.DateTimeField()),
                ('requested_by_key', models.CharField(max_length=64)),
                ('requested_by_name', models.CharField(max_length=60)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by_key', models.CharField(blank=True, default='', max_length=64)),
                ('sent_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('received_at', models.DateTimeField(null=True)),
                ('received_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('closed_at', models.DateTimeField(null=True)),
                ('seal', models.CharField(blank=True, default='', max_length=40)),
                ('carrier', models.CharField(blank=True, default='', max_length=60)),
                ('parcel_weight_mg', models.PositiveBigIntegerField(null=True)),
                ('from_store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('to_store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='TransferLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('label', models.CharField(max_length=40)),
                ('state', models.CharField(choices=[('asked', 'asked for'), ('not_sent', 'not sent'), ('on_the_road', 'on the road'), ('received', 'arrived'), ('came_back', 'back at the sender'), ('lost', 'lost on the road'), ('not_listed', 'came without being listed')], max_length=12)),
                ('quantity', models.PositiveIntegerField(default=1)),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('sent_weight_mg', models.PositiveBigIntegerField(null=True)),
                ('received_weight_mg', models.PositiveBigIntegerField(null=True)),
                ('received_quantity', models.PositiveIntegerField(default=0)),
                ('difference', models.CharField(blank=True, choices=[('weight', 'weight differs'), ('damaged', 'damaged'), ('not_listed', 'not on the packing list')], default='', max_length=12)),
                ('note', models.CharField(blank=True, default='', max_length=120)),
                ('settled_at', models.DateTimeField(null=True)),
                ('lot', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.bulklot')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfer_lines', to='inventory.piece')),
                ('transfer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.transfer')),
            ],
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('morning', 'Morning'), ('evening', 'Evening')], max_length=8)),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('book_pieces', models.PositiveIntegerField()),
                ('book_weight_mg', models.PositiveBigIntegerField()),
                ('counted_pieces', models.PositiveIntegerField()),
                ('scale_weight_mg', models.PositiveBigIntegerField(null=True)),
                ('seal', models.CharField(blank=True, default='', max_length=40)),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
                ('given_by_key', models.CharField(max_length=64)),
                ('given_by_name', models.CharField(max_length=60)),
                ('taken_by_name', models.CharField(max_length=60)),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='inventory.place')),
                ('store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('taken_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['store', 'on'], name='handover_store_on')],
                'constraints': [models.UniqueConstraint(fields=('place', 'kind', 'on', 'at'), name='handover_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['morning', 'evening'])), name='handover_kind_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='stocklimit',
            constraint=models.UniqueConstraint(fields=('store', 'category'), name='stock_limit_category_once'),
        ),
        migrations.AddConstraint(
            model_name='stocklimit',
            constraint=models.UniqueConstraint(fields=('store', 'style'), name='stock_limit_style_once'),
        ),
        migrations.AddConstraint(
            model_name='stocklimit',
            constraint=models.UniqueConstraint(fields=('store', 'lot'), name='stock_limit_lot_once'),
        ),
        migrations.AddConstraint(
            model_name='stocklimit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__isnull', False), ('lot__isnull', True), ('style__isnull', True)), models.Q(('category__isnull', True), ('lot__isnull', True), ('style__isnull', False)), models.Q(('category__isnull', True), ('lot__isnull', False), ('style__isnull', True)), _connector='OR'), name='stock_limit_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='stocklimit',
            constraint=models.CheckConstraint(condition=models.Q(('most__isnull', True), ('most__gte', models.F('least')), _connector='OR'), name='stock_limit_in_order'),
        ),
        migrations.AddIndex(
            model_name='stockshortage',
            index=models.Index(fields=['limit', 'began_at'], name='stock_shortage_began'),
        ),
        migrations.AddConstraint(
            model_name='stockshortage',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('limit', 'kind'), name='stock_shortage_one_open'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['from_store', 'state'], name='transfer_from_state'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['to_store', 'state'], name='transfer_to_state'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('from_store', models.F('to_store')), _negated=True), name='transfer_between_two_stores'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'sent', 'short', 'received', 'cancelled'])), name='transfer_state_known'),
        ),
        migrations.AddIndex(
            model_name='transferline',
            index=models.Index(fields=['state', 'transfer'], name='transfer_line_state'),
        ),
        migrations.AddConstraint(
            model_name='transferline',
            constraint=models.UniqueConstraint(fields=('transfer', 'line_no'), name='transfer_line_once'),
        ),
        migrations.AddConstraint(
            model_name='transferline',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'on_the_road')), fields=('piece',), name='transfer_line_one_road'),
        ),
        migrations.AddConstraint(
            model_name='transferline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'not_sent', 'on_the_road', 'received', 'came_back', 'lost', 'not_listed'])), name='transfer_line_state_known'),
        ),
    ]
