"""Members leave deposits, pay in instalments and order what is not there; a deposit pays a ticket.

Why: F20, F21, decisions.md §3.5, §4.10; promised prices and liabilities need rows of their own (D6).
Locks: tables with ways of paying while the words of a column change (no rewrite); six new tables.
Data: none.
Order: before the code that takes deposits; the older code runs with it.
Undo: possible while no deposit and no order was taken.
"""

import django.db.models.deletion
import facet.sales.rules.kinds
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('inventory', '0005_keep_the_metal_ledger'),
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0006_close_the_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='dayclosemethod',
            name='method',
            field=models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher'), (facet.sales.rules.kinds.Method['DEPOSIT'], 'Deposit')], max_length=16),
        ),
        migrations.AlterField(
            model_name='drawerentry',
            name='method',
            field=models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher'), (facet.sales.rules.kinds.Method['DEPOSIT'], 'Deposit')], max_length=16),
        ),
        migrations.AlterField(
            model_name='payment',
            name='method',
            field=models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher'), (facet.sales.rules.kinds.Method['DEPOSIT'], 'Deposit')], max_length=16),
        ),
        migrations.AlterField(
            model_name='shiftcount',
            name='method',
            field=models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher'), (facet.sales.rules.kinds.Method['DEPOSIT'], 'Deposit')], max_length=16),
        ),
        migrations.AlterField(
            model_name='tender',
            name='method',
            field=models.CharField(choices=[(facet.sales.rules.kinds.Method['CASH'], 'Cash'), (facet.sales.rules.kinds.Method['TERMINAL'], 'Card terminal'), (facet.sales.rules.kinds.Method['WECHAT'], 'WeChat Pay'), (facet.sales.rules.kinds.Method['ALIPAY'], 'Alipay'), (facet.sales.rules.kinds.Method['BANK'], 'Bank transfer'), (facet.sales.rules.kinds.Method['MALL'], 'Mall collects'), (facet.sales.rules.kinds.Method['POINTS'], 'Points'), (facet.sales.rules.kinds.Method['STORED_VALUE'], 'Stored value'), (facet.sales.rules.kinds.Method['CREDIT'], "Member's credit"), (facet.sales.rules.kinds.Method['GROUP_VOUCHER'], 'Group-buying voucher'), (facet.sales.rules.kinds.Method['DEPOSIT'], 'Deposit')], max_length=16),
        ),
        migrations.CreateModel(
            name='CustomerOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('special', 'special'), ('custom', 'custom')], max_length=8)),
                ('state', models.CharField(choices=[('taken', 'taken'), ('confirmed', 'confirmed'), ('making', 'making'), ('arrived', 'arrived'), ('told', 'told'), ('handed_over', 'handed_over'), ('cancelled', 'cancelled')], max_length=12)),
                ('design', models.CharField(max_length=400)),
                ('size_tenths', models.PositiveIntegerField(default=0)),
                ('weight_from_mg', models.BigIntegerField(default=0)),
                ('weight_to_mg', models.BigIntegerField(default=0)),
                ('estimate_from_cents', models.BigIntegerField()),
                ('estimate_to_cents', models.BigIntegerField()),
                ('metal_source', models.CharField(choices=[('house', 'house'), ('customer', 'customer'), ('both', 'both')], max_length=8)),
                ('metal_gross_mg', models.BigIntegerField(default=0)),
                ('metal_fine_mg', models.BigIntegerField(default=0)),
                ('promised_on', models.DateField()),
                ('taken_on', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('clerk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finished_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece')),
                ('sale', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='sales.sale')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('style', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.style')),
            ],
        ),
        migrations.CreateModel(
            name='Deposit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('earnest', 'earnest'), ('prepayment', 'prepayment'), ('layaway', 'layaway')], max_length=12)),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed')], max_length=8)),
                ('subject', models.CharField(blank=True, default='', max_length=120)),
                ('price_cents', models.BigIntegerField()),
                ('paid_cents', models.BigIntegerField(default=0)),
                ('balance_cents', models.BigIntegerField(default=0)),
                ('fee_bp', models.PositiveSmallIntegerField(default=0)),
                ('held_until', models.DateField(null=True)),
                ('lock_mg', models.BigIntegerField(default=0)),
                ('lock_left_mg', models.BigIntegerField(default=0)),
                ('lock_cents_per_gram', models.PositiveIntegerField(default=0)),
                ('lock_lower', models.BooleanField(default=False)),
                ('lock_until', models.DateField(null=True)),
                ('opened_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('clerk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lock_board', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.boardprice')),
                ('lock_item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.priceitem')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deposits', to='sales.customerorder')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='DepositEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('paid', 'paid'), ('used', 'used'), ('given_back', 'given_back'), ('refunded', 'refunded'), ('kept', 'kept')], max_length=12)),
                ('amount_cents', models.BigIntegerField()),
                ('balance_cents', models.BigIntegerField()),
                ('sale', models.UUIDField()),
                ('line_no', models.PositiveSmallIntegerField()),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deposit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='sales.deposit')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('amount_cents', models.BigIntegerField()),
                ('deposit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='sales.deposit')),
            ],
        ),
        migrations.CreateModel(
            name='OrderDrawing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('added_at', models.DateTimeField()),
                ('approved_on', models.DateField(null=True)),
                ('approver', models.CharField(blank=True, choices=[('member', 'member'), ('family', 'family'), ('other', 'other')], default='', max_length=8)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawings', to='sales.customerorder')),
            ],
        ),
        migrations.CreateModel(
            name='OrderStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('from_state', models.CharField(blank=True, default='', max_length=12)),
                ('to_state', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sales.customerorder')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.AddIndex(
            model_name='customerorder',
            index=models.Index(fields=['store', 'state', 'promised_on'], name='order_store_state'),
        ),
        migrations.AddIndex(
            model_name='customerorder',
            index=models.Index(fields=['member', 'state'], name='order_member'),
        ),
        migrations.AddIndex(
            model_name='customerorder',
            index=models.Index(fields=['-taken_at', '-id'], name='order_newest'),
        ),
        migrations.AddConstraint(
            model_name='customerorder',
            constraint=models.CheckConstraint(condition=models.Q(('estimate_from_cents__gt', 0), ('estimate_to_cents__gte', models.F('estimate_from_cents'))), name='order_estimate_is_a_range'),
        ),
        migrations.AddConstraint(
            model_name='customerorder',
            constraint=models.CheckConstraint(condition=models.Q(('metal_fine_mg__gte', 0), ('metal_gross_mg__gte', models.F('metal_fine_mg'))), name='order_metal_makes_sense'),
        ),
        migrations.AddIndex(
            model_name='deposit',
            index=models.Index(fields=['store', 'state', '-opened_at'], name='deposit_store_state'),
        ),
        migrations.AddIndex(
            model_name='deposit',
            index=models.Index(fields=['member', 'state'], name='deposit_member'),
        ),
        migrations.AddIndex(
            model_name='deposit',
            index=models.Index(fields=['-opened_at', '-id'], name='deposit_newest'),
        ),
        migrations.AddConstraint(
            model_name='deposit',
            constraint=models.CheckConstraint(condition=models.Q(('balance_cents__gte', 0), ('price_cents__gt', 0)), name='deposit_never_below_zero'),
        ),
        migrations.AddConstraint(
            model_name='deposit',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'open'), ('balance_cents', 0), _connector='OR'), name='deposit_settled_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='deposit',
            constraint=models.CheckConstraint(condition=models.Q(('lock_left_mg__gte', 0)), name='deposit_lock_never_below_zero'),
        ),
        migrations.AddIndex(
            model_name='depositentry',
            index=models.Index(fields=['sale'], name='deposit_entry_sale'),
        ),
        migrations.AddConstraint(
            model_name='depositentry',
            constraint=models.UniqueConstraint(fields=('deposit', 'number'), name='deposit_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='depositentry',
            constraint=models.CheckConstraint(condition=models.Q(('balance_cents__gte', 0)), name='deposit_entry_never_below_zero'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(fields=('deposit', 'number'), name='instalment_once'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='instalment_above_zero'),
        ),
        migrations.AddConstraint(
            model_name='orderdrawing',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='order_drawing_once'),
        ),
        migrations.AddConstraint(
            model_name='orderstep',
            constraint=models.UniqueConstraint(fields=('order', 'number'), name='order_step_once'),
        ),
    ]
