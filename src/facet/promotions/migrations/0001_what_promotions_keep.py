"""Why: promotions with their versions, the slices of their limits and what each ticket was given (R093 to R102, R328).
Locks: five new tables; an instant.
Data: none.
Order: this migration first, then the code that prices tickets with promotions.
Undo: ./facet migrate promotions zero loses every promotion and what tickets were given by them.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(blank=True, default='', max_length=60)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='PromotionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('terms', models.JSONField()),
                ('kind', models.CharField(max_length=16)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('review', 'In review'), ('published', 'Published'), ('stopped', 'Stopped')], max_length=12)),
                ('begins', models.DateField()),
                ('until', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.CharField(blank=True, default='', max_length=64)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('stopped_by', models.CharField(blank=True, default='', max_length=64)),
                ('approval', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.approval')),
                ('promotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='promotions.promotion')),
            ],
        ),
        migrations.CreateModel(
            name='PromotionTicket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
                ('on_day', models.DateField()),
                ('uses', models.SmallIntegerField()),
                ('cents', models.BigIntegerField()),
                ('brand_cents', models.BigIntegerField(default=0)),
                ('mall_cents', models.BigIntegerField(default=0)),
                ('franchisee_cents', models.BigIntegerField(default=0)),
                ('gifts', models.IntegerField(default=0)),
                ('factor_bp', models.IntegerField(default=0)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('reverses', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='promotions.promotionticket')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='promotions.promotionversion')),
            ],
        ),
        migrations.CreateModel(
            name='PromotionSlice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('budget_cents', models.BigIntegerField(default=0)),
                ('used_cents', models.BigIntegerField(default=0)),
                ('total', models.IntegerField(default=0)),
                ('uses', models.IntegerField(default=0)),
                ('today', models.IntegerField(default=0)),
                ('uses_today', models.IntegerField(default=0)),
                ('day', models.DateField(null=True)),
                ('promotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slices', to='promotions.promotion')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('promotion', 'store'), name='promotion_slice_once'), models.CheckConstraint(condition=models.Q(('used_cents__gte', 0), ('used_cents__lte', models.F('budget_cents'))), name='promotion_within_budget'), models.CheckConstraint(condition=models.Q(('uses__gte', 0), ('uses__lte', models.F('total'))), name='promotion_within_total'), models.CheckConstraint(condition=models.Q(('uses_today__gte', 0), ('uses_today__lte', models.F('today'))), name='promotion_within_day')],
            },
        ),
        migrations.CreateModel(
            name='PromotionUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=32)),
                ('cents', models.BigIntegerField()),
                ('base_cents', models.BigIntegerField()),
                ('part', models.CharField(max_length=8)),
                ('set_no', models.PositiveSmallIntegerField(default=0)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='promotions.promotionticket')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ticket', 'line_no'), name='promotion_line_once')],
            },
        ),
        migrations.AddIndex(
            model_name='promotionversion',
            index=models.Index(fields=['state', 'begins', 'until'], name='promotion_live'),
        ),
        migrations.AddConstraint(
            model_name='promotionversion',
            constraint=models.UniqueConstraint(fields=('promotion', 'number'), name='promotion_version_once'),
        ),
        migrations.AddConstraint(
            model_name='promotionversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'review'])), fields=('promotion',), name='promotion_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='promotionversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('promotion',), name='promotion_one_live'),
        ),
        migrations.AddConstraint(
            model_name='promotionversion',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('begins'))), name='promotion_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='promotionticket',
            index=models.Index(fields=['document'], name='promotion_document'),
        ),
        migrations.AddIndex(
            model_name='promotionticket',
            index=models.Index(fields=['version', 'member'], name='promotion_of_member'),
        ),
        migrations.AddIndex(
            model_name='promotionticket',
            index=models.Index(fields=['version', 'on_day'], name='promotion_of_day'),
        ),
        migrations.AddConstraint(
            model_name='promotionticket',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses', None)), fields=('document', 'version'), name='promotion_ticket_once'),
        ),
        migrations.AddConstraint(
            model_name='promotionticket',
            constraint=models.UniqueConstraint(condition=models.Q(('reverses__isnull', False)), fields=('document', 'reverses'), name='promotion_reversed_once'),
        ),
        migrations.AddConstraint(
            model_name='promotionticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cents__gte', 0), ('reverses', None), ('uses', 1)), models.Q(('cents__lte', 0), ('reverses__isnull', False), ('uses__lte', 0)), _connector='OR'), name='promotion_ticket_sign'),
        ),
    ]
