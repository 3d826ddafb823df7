"""Commission plans and what each line paid; targets of stores and people; visits and what was asked for in vain.

Why: F36, R329, R331.
Locks: none on tables in use; six new tables.
Data: none; tickets sold before have paid no commission.
Order: before the code that writes them; the older code runs with it.
Undo: possible while no plan was published and nothing was noted.
"""

import django.db.models.deletion
import django.db.models.functions.comparison
import facet.sales.rules.commission
import facet.sales.rules.reception
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('members', '0006_give_price_levels_their_prices'),
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0007_take_deposits_and_orders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CommissionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=12)),
                ('effective_on', models.DateField(null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CommissionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('pays', models.CharField(choices=[(facet.sales.rules.commission.Pays['PER_GRAM'], 'Yuan a gram'), (facet.sales.rules.commission.Pays['PERCENT'], 'Percent of the takings'), (facet.sales.rules.commission.Pays['LABOUR'], 'Percent of the labour'), (facet.sales.rules.commission.Pays['PER_PIECE'], 'Yuan a piece, instead of the rest')], max_length=12)),
                ('rate', models.PositiveIntegerField()),
                ('role', models.CharField(blank=True, default='', max_length=32)),
                ('style_code', models.CharField(blank=True, default='', max_length=32)),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='sales.commissionplan')),
                ('store', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='CommissionEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('business_date', models.DateField()),
                ('amount_cents', models.BigIntegerField()),
                ('trace', models.JSONField(default=dict)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commissions', to='sales.saleline')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sales.commissionrule')),
            ],
        ),
        migrations.CreateModel(
            name='Reception',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('business_date', models.DateField()),
                ('came_at', models.DateTimeField()),
                ('party', models.PositiveSmallIntegerField(default=1)),
                ('outcome', models.CharField(choices=[(facet.sales.rules.reception.Outcome['SOLD'], 'Bought something'), (facet.sales.rules.reception.Outcome['LEFT'], 'Left without buying'), (facet.sales.rules.reception.Outcome['ASKED'], 'Asked for something missing')], max_length=8)),
                ('note', models.CharField(blank=True, default='', max_length=120)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='AskedFor',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('business_date', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('style_code', models.CharField(blank=True, default='', max_length=32)),
                ('size_tenths', models.PositiveSmallIntegerField(default=0)),
                ('weight_band', models.CharField(blank=True, default='', max_length=8)),
                ('price_band', models.CharField(blank=True, default='', max_length=16)),
                ('quantity', models.PositiveSmallIntegerField(default=1)),
                ('note', models.CharField(blank=True, default='', max_length=120)),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('reception', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_for', to='sales.reception')),
            ],
        ),
        migrations.CreateModel(
            name='SalesTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('span', models.CharField(choices=[('month', 'Month'), ('day', 'Day')], max_length=8)),
                ('first_on', models.DateField()),
                ('net_cents', models.BigIntegerField(default=0)),
                ('pieces', models.PositiveIntegerField(default=0)),
                ('weight_mg', models.BigIntegerField(default=0)),
                ('set_at', models.DateTimeField()),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.AddIndex(
            model_name='commissionplan',
            index=models.Index(fields=['state', '-effective_on', '-number'], name='commission_plan_in_force'),
        ),
        migrations.AddConstraint(
            model_name='commissionplan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('state',), name='commission_plan_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='commissionplan',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('effective_on__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='commission_plan_published_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='commissionrule',
            constraint=models.UniqueConstraint(fields=('plan', 'place'), name='commission_rule_place'),
        ),
        migrations.AddIndex(
            model_name='commissionentry',
            index=models.Index(fields=['staff', 'business_date'], name='commission_entry_staff'),
        ),
        migrations.AddIndex(
            model_name='commissionentry',
            index=models.Index(fields=['store', 'business_date'], name='commission_entry_day'),
        ),
        migrations.AddConstraint(
            model_name='commissionentry',
            constraint=models.UniqueConstraint(fields=('line', 'staff'), name='commission_entry_once'),
        ),
        migrations.AddIndex(
            model_name='reception',
            index=models.Index(fields=['store', 'business_date'], name='reception_day'),
        ),
        migrations.AddIndex(
            model_name='reception',
            index=models.Index(fields=['-came_at', '-id'], name='reception_newest'),
        ),
        migrations.AddIndex(
            model_name='reception',
            index=models.Index(fields=['member'], name='reception_member'),
        ),
        migrations.AddConstraint(
            model_name='reception',
            constraint=models.CheckConstraint(condition=models.Q(('party__gte', 1)), name='reception_somebody_came'),
        ),
        migrations.AddIndex(
            model_name='askedfor',
            index=models.Index(fields=['store', 'business_date'], name='asked_for_day'),
        ),
        migrations.AddIndex(
            model_name='askedfor',
            index=models.Index(fields=['category', 'business_date'], name='asked_for_category'),
        ),
        migrations.AddIndex(
            model_name='askedfor',
            index=models.Index(fields=['-asked_at', '-id'], name='asked_for_newest'),
        ),
        migrations.AddIndex(
            model_name='askedfor',
            index=models.Index(fields=['member'], name='asked_for_member'),
        ),
        migrations.AddConstraint(
            model_name='askedfor',
            constraint=models.CheckConstraint(condition=models.Q(('category__isnull', False), models.Q(('style_code', ''), _negated=True), _connector='OR'), name='asked_for_something'),
        ),
        migrations.AddConstraint(
            model_name='askedfor',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='asked_for_some'),
        ),
        migrations.AddIndex(
            model_name='salestarget',
            index=models.Index(fields=['staff', 'first_on'], name='sales_target_staff'),
        ),
        migrations.AddConstraint(
            model_name='salestarget',
            constraint=models.UniqueConstraint(models.F('store'), django.db.models.functions.comparison.Coalesce('staff', 0), models.F('span'), models.F('first_on'), name='sales_target_once'),
        ),
        migrations.AddConstraint(
            model_name='salestarget',
            constraint=models.CheckConstraint(condition=models.Q(('net_cents__gte', 0), ('weight_mg__gte', 0)), name='sales_target_not_negative'),
        ),
    ]
