"""Old gold as bar-coded pieces of material, with its seller, seals, bags and lots.

Why: a customer's gold is followed by weight and fineness from the counter to the refiner (R316, F12-F18).
Locks: none; only new tables, whose keys point at existing rows.
Data: none; no old gold was taken in before.
Order: before the code that takes old gold in.
Undo: possible while no old gold is booked; its sale lines would stand without their material.
"""

import django.db.models.deletion
import django.db.models.expressions
import facet.kernel.sealed
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0002_let_tickets_hold_every_kind_of_line'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GoldBag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=32, unique=True)),
                ('seal_number', models.CharField(max_length=32, unique=True)),
                ('state', models.CharField(choices=[('sent', 'Sent'), ('received', 'Received')], default='sent', max_length=10)),
                ('pieces', models.PositiveIntegerField()),
                ('gross_mg', models.BigIntegerField()),
                ('fine_mg', models.BigIntegerField()),
                ('weight_out_mg', models.BigIntegerField()),
                ('weight_in_mg', models.BigIntegerField(null=True)),
                ('sent_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(null=True)),
                ('seal_intact', models.BooleanField(null=True)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='MaterialPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24, unique=True)),
                ('way', models.CharField(choices=[('grams', 'grams'), ('value', 'value'), ('upgrade', 'upgrade'), ('buy_back', 'buy_back')], max_length=12)),
                ('maker', models.CharField(choices=[('own', 'own'), ('other', 'other')], max_length=8)),
                ('assay', models.CharField(choices=[('xrf', 'xrf'), ('touchstone', 'touchstone'), ('fire', 'fire')], max_length=12)),
                ('description', models.CharField(blank=True, default='', max_length=120)),
                ('tested_e4', models.PositiveIntegerField()),
                ('fineness_e4', models.PositiveIntegerField()),
                ('gross_mg', models.BigIntegerField()),
                ('non_metal_mg', models.BigIntegerField()),
                ('melted_mg', models.BigIntegerField()),
                ('net_mg', models.BigIntegerField()),
                ('fine_mg', models.BigIntegerField()),
                ('credited_mg', models.BigIntegerField()),
                ('value_cents', models.BigIntegerField()),
                ('melt_consent', models.BooleanField()),
                ('taken_at', models.DateTimeField()),
                ('hold_until', models.DateField()),
                ('undo_until', models.DateField()),
                ('state', models.CharField(choices=[('held', 'held'), ('sealed', 'sealed'), ('in_bag', 'in_bag'), ('at_hq', 'at_hq'), ('in_lot', 'in_lot'), ('refined', 'refined'), ('undone', 'undone')], max_length=12)),
                ('bag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pieces_packed', to='sales.goldbag')),
                ('given_back', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='material_given_back', to='sales.saleline')),
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='material', to='sales.saleline')),
                ('origin', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_as_material', to='sales.saleline')),
                ('price_item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.priceitem')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('tester', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MaterialMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('from_state', models.CharField(blank=True, default='', max_length=12)),
                ('to_state', models.CharField(max_length=12)),
                ('fine_mg', models.BigIntegerField()),
                ('document', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='sales.materialpiece')),
            ],
        ),
        migrations.CreateModel(
            name='NightSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=32, unique=True)),
                ('business_date', models.DateField()),
                ('seal_number', models.CharField(max_length=32, unique=True)),
                ('pieces', models.PositiveIntegerField()),
                ('gross_mg', models.BigIntegerField()),
                ('fine_mg', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('first_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.AddField(
            model_name='materialpiece',
            name='seal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pieces_sealed', to='sales.nightseal'),
        ),
        migrations.CreateModel(
            name='RefiningLot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=32, unique=True)),
                ('state', models.CharField(choices=[('sent', 'Sent'), ('refined', 'Refined')], default='sent', max_length=10)),
                ('metal', models.CharField(max_length=16)),
                ('pieces', models.PositiveIntegerField()),
                ('net_mg', models.BigIntegerField()),
                ('booked_fine_mg', models.BigIntegerField()),
                ('returned_fine_mg', models.BigIntegerField(null=True)),
                ('cents_per_gram', models.BigIntegerField(default=0)),
                ('variance_mg', models.BigIntegerField(null=True)),
                ('variance_bp', models.BigIntegerField(null=True)),
                ('variance_cents', models.BigIntegerField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('refined_at', models.DateTimeField(null=True)),
                ('reference', models.CharField(blank=True, default='', max_length=64)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('refined_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('refiner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
            ],
        ),
        migrations.AddField(
            model_name='materialpiece',
            name='lot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pieces_taken', to='sales.refininglot'),
        ),
        migrations.CreateModel(
            name='SellerIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('document', models.CharField(max_length=16)),
                ('name', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('number', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('taken_at', models.DateTimeField()),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='materialpiece',
            name='seller',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='sales.selleridentity'),
        ),
        migrations.CreateModel(
            name='TesterVariance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('booked_fine_mg', models.BigIntegerField()),
                ('variance_mg', models.BigIntegerField()),
                ('variance_cents', models.BigIntegerField()),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='testers', to='sales.refininglot')),
                ('tester', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='goldbag',
            constraint=models.CheckConstraint(condition=models.Q(('weight_out_mg__gt', 0), models.Q(('weight_in_mg', None), ('weight_in_mg__gt', 0), _connector='OR')), name='gold_bag_weighs_something'),
        ),
        migrations.AddConstraint(
            model_name='materialmove',
            constraint=models.UniqueConstraint(fields=('piece', 'number'), name='material_move_once'),
        ),
        migrations.AddConstraint(
            model_name='nightseal',
            constraint=models.CheckConstraint(condition=models.Q(('first_by', models.F('second_by')), _negated=True), name='night_seal_takes_two'),
        ),
        migrations.AddConstraint(
            model_name='refininglot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('returned_fine_mg', None), ('variance_mg', None)), ('variance_mg', django.db.models.expressions.CombinedExpression(models.F('booked_fine_mg'), '-', models.F('returned_fine_mg'))), _connector='OR'), name='refining_lot_variance_is_the_difference'),
        ),
        migrations.AddIndex(
            model_name='materialpiece',
            index=models.Index(fields=['store', 'state', '-taken_at'], name='material_store_state'),
        ),
        migrations.AddIndex(
            model_name='materialpiece',
            index=models.Index(fields=['-taken_at', '-id'], name='material_newest'),
        ),
        migrations.AddConstraint(
            model_name='materialpiece',
            constraint=models.CheckConstraint(condition=models.Q(('fine_mg__gte', 0), ('fine_mg__lte', models.F('net_mg')), ('gross_mg__gt', 0), ('melted_mg__gte', 0), ('net_mg__gt', 0), ('net_mg__lte', models.F('gross_mg')), ('non_metal_mg__gte', 0), ('value_cents__gt', 0)), name='material_weights_make_sense'),
        ),
        migrations.AddConstraint(
            model_name='materialpiece',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'undone'), _negated=True), fields=('origin',), name='material_origin_once'),
        ),
        migrations.AddConstraint(
            model_name='testervariance',
            constraint=models.UniqueConstraint(fields=('lot', 'tester'), name='tester_variance_once'),
        ),
    ]
