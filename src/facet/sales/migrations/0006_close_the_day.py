"""A store's day is closed over its shifts: pay-ins and pay-outs, the close by way of paying, deposits at the bank.

Why: R323; money beside tickets had no place, so drawers could not tie.
Locks: none on tables in use; four new tables.
Data: none.
Order: before the code that writes them; the older code runs with it.
Undo: possible while nothing was paid in and no day was closed.
"""

import django.db.models.deletion
import django.db.models.expressions
import facet.sales.rules.kinds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0005_keep_print_layouts_and_warranties'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DayClose',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('business_date', models.DateField()),
                ('number', models.PositiveSmallIntegerField()),
                ('closed_at', models.DateTimeField()),
                ('tickets', models.PositiveIntegerField()),
                ('due_cents', models.BigIntegerField()),
                ('net_cents', models.BigIntegerField()),
                ('returned_cents', models.BigIntegerField()),
                ('labour_cents', models.BigIntegerField()),
                ('pieces', models.IntegerField()),
                ('weight_mg', models.BigIntegerField()),
                ('drawer_cents', models.BigIntegerField()),
                ('difference_cents', models.BigIntegerField()),
                ('for_bank_cents', models.BigIntegerField()),
                ('open_shifts', models.PositiveSmallIntegerField(default=0)),
                ('open_payments', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.CharField(blank=True, default='', max_length=200)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='DayCloseMethod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher')], max_length=16)),
                ('tickets_cents', models.BigIntegerField()),
                ('drawer_cents', models.BigIntegerField()),
                ('expected_cents', models.BigIntegerField()),
                ('counted_cents', models.BigIntegerField(null=True)),
                ('close', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='methods', to='sales.dayclose')),
            ],
        ),
        migrations.CreateModel(
            name='DrawerEntry',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('business_date', models.DateField()),
                ('kind', models.CharField(choices=[('stored_value_sold', 'Stored value sold'), ('credit_repayment', 'Credit repaid'), ('other_in', 'Other money in'), ('change_added', 'Change from the safe'), ('expense', 'Expense of the store'), ('other_out', 'Other money out'), ('to_safe', 'Cash to the safe')], max_length=20)),
                ('method', models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher')], max_length=16)),
                ('amount_cents', models.BigIntegerField()),
                ('document', models.CharField(blank=True, default='', max_length=64)),
                ('note', models.CharField(blank=True, default='', max_length=120)),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawer_entries', to='sales.shift')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('till', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.till')),
            ],
        ),
        migrations.CreateModel(
            name='BankDeposit',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('business_date', models.DateField()),
                ('amount_cents', models.BigIntegerField()),
                ('slip_number', models.CharField(max_length=40)),
                ('paid_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('carried_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'indexes': [models.Index(fields=['store', 'business_date'], name='bank_deposit_day')],
                'constraints': [models.UniqueConstraint(fields=('store', 'slip_number'), name='bank_deposit_slip_once'), models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='bank_deposit_positive')],
            },
        ),
        migrations.AddConstraint(
            model_name='dayclose',
            constraint=models.UniqueConstraint(fields=('store', 'business_date', 'number'), name='day_close_once'),
        ),
        migrations.AddConstraint(
            model_name='dayclose',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('open_payments', 0), ('open_shifts', 0)), models.Q(('reason', ''), _negated=True), _connector='OR'), name='day_close_open_needs_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='dayclosemethod',
            constraint=models.UniqueConstraint(fields=('close', 'method'), name='day_close_method_once'),
        ),
        migrations.AddConstraint(
            model_name='dayclosemethod',
            constraint=models.CheckConstraint(condition=models.Q(('expected_cents', django.db.models.expressions.CombinedExpression(models.F('tickets_cents'), '+', models.F('drawer_cents')))), name='day_close_method_adds_up'),
        ),
        migrations.AddIndex(
            model_name='drawerentry',
            index=models.Index(fields=['store', 'business_date'], name='drawer_entry_day'),
        ),
        migrations.AddIndex(
            model_name='drawerentry',
            index=models.Index(fields=['member'], name='drawer_entry_member'),
        ),
        migrations.AddConstraint(
            model_name='drawerentry',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents', 0), _negated=True), name='drawer_entry_moves'),
        ),
    ]
