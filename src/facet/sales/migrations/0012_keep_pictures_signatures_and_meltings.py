"""Old gold and hand-overs get sealed pictures, customers sign on the tablet, old gold is melted, layouts get a logo.

Why: R316, R319, R228-R231: weights before and after melting, the signed slip, the proof of a hand-over.
Locks: brief ones on the material pieces and the print layouts, which get columns with defaults.
Data: none.
Order: before the code that melts and signs; the older code runs with it.
Undo: possible while nothing was melted, signed or photographed.
"""

import django.db.models.deletion
import facet.kernel.sealed
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_add_kinds_of_occupation'),
        ('members', '0007_name_occupations_by_the_dictionary'),
        ('organisation', '0003_lend_people_to_other_stores'),
        ('sales', '0011_ask_for_invoices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeliveryPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MaterialPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('document', models.CharField(max_length=24)),
                ('act', models.CharField(choices=[('brought', 'brought'), ('fetched', 'fetched'), ('received', 'received'), ('melting', 'melting')], max_length=12)),
                ('strokes', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('signed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='materialpiece',
            name='melt_after_mg',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='materialpiece',
            name='melt_before_mg',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='printlayout',
            name='logo',
            field=models.CharField(blank=True, default='', max_length=64),
        ),
        migrations.AlterField(
            model_name='materialpiece',
            name='state',
            field=models.CharField(choices=[('held', 'held'), ('melted', 'melted'), ('sealed', 'sealed'), ('in_bag', 'in_bag'), ('at_hq', 'at_hq'), ('in_lot', 'in_lot'), ('refined', 'refined'), ('undone', 'undone')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='materialpiece',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('melt_after_mg', 0), ('melt_before_mg', 0)), models.Q(('melt_after_mg__gt', 0), ('melt_after_mg__lte', models.F('melt_before_mg')), ('melt_before_mg__lte', models.F('gross_mg'))), _connector='OR'), name='material_melting_loses_weight'),
        ),
        migrations.AddField(
            model_name='deliveryphoto',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deliveryphoto',
            name='delivery',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='sales.delivery'),
        ),
        migrations.AddField(
            model_name='materialphoto',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='materialphoto',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='sales.materialpiece'),
        ),
        migrations.AddField(
            model_name='signature',
            name='member',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member'),
        ),
        migrations.AddField(
            model_name='signature',
            name='store',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='signature',
            name='witness',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='deliveryphoto',
            constraint=models.UniqueConstraint(fields=('delivery', 'number'), name='delivery_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='materialphoto',
            constraint=models.UniqueConstraint(fields=('piece', 'number'), name='material_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('document', 'act'), name='signature_once'),
        ),
    ]
