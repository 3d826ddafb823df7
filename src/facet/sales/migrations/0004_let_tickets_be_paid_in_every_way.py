"""Points, stored value, credit and vouchers pay; terminals are asked before tickets; large cash is told.

Why: decisions.md §3.5, R327, F43; a charge whose answer never came must leave a row (P9).
Locks: tenders and shift counts while the words of a column change (no rewrite); three new tables.
Data: none.
Order: before the code that writes the new ways of paying; the older code runs with it.
Undo: possible while nothing was paid in the new ways.
"""

import django.db.models.deletion
import django.db.models.expressions
import facet.kernel.sealed
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0003_take_old_gold'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='shiftcount',
            name='method',
            field=models.CharField(choices=[('cash', 'Cash'), ('terminal', 'Card terminal'), ('wechat', 'WeChat Pay'), ('alipay', 'Alipay'), ('bank', 'Bank transfer'), ('mall', 'Mall collects'), ('points', 'Points'), ('stored_value', 'Stored value'), ('credit', "Member's credit"), ('group_voucher', 'Group-buying voucher')], max_length=16),
        ),
        migrations.AlterField(
            model_name='tender',
            name='method',
            field=models.CharField(choices=[('cash', 'Cash'), ('terminal', 'Card terminal'), ('wechat', 'WeChat Pay'), ('alipay', 'Alipay'), ('bank', 'Bank transfer'), ('mall', 'Mall collects'), ('points', 'Points'), ('stored_value', 'Stored value'), ('credit', "Member's credit"), ('group_voucher', 'Group-buying voucher')], max_length=16),
        ),
        migrations.CreateModel(
            name='CashIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('sale', models.UUIDField(unique=True)),
                ('business_date', models.DateField()),
                ('cash_cents', models.BigIntegerField()),
                ('day_cents', models.BigIntegerField()),
                ('document_kind', models.CharField(choices=[('id_card', 'id_card'), ('passport', 'passport'), ('permit', 'permit')], max_length=16)),
                ('name', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('number', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('due_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'indexes': [models.Index(fields=['member', 'business_date'], name='cash_identity_day')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('basket', models.UUIDField(null=True)),
                ('method', models.CharField(choices=[('cash', 'Cash'), ('terminal', 'Card terminal'), ('wechat', 'WeChat Pay'), ('alipay', 'Alipay'), ('bank', 'Bank transfer'), ('mall', 'Mall collects'), ('points', 'Points'), ('stored_value', 'Stored value'), ('credit', "Member's credit"), ('group_voucher', 'Group-buying voucher')], max_length=16)),
                ('amount_cents', models.BigIntegerField()),
                ('state', models.CharField(choices=[('asked', 'asked'), ('approved', 'approved'), ('declined', 'declined'), ('unknown', 'unknown'), ('claimed', 'claimed'), ('not_charged', 'not_charged'), ('reversed', 'reversed')], max_length=12)),
                ('reference', models.CharField(blank=True, default='', max_length=64)),
                ('answers', models.PositiveSmallIntegerField(default=0)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('sale', models.UUIDField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('till', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.till')),
            ],
            options={
                'indexes': [models.Index(fields=['store', 'state', '-asked_at'], name='payment_to_reconcile'), models.Index(fields=['basket'], name='payment_of_basket')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payment_positive'), models.CheckConstraint(condition=models.Q(models.Q(('sale__isnull', False), ('state', 'claimed')), models.Q(models.Q(('state', 'claimed'), _negated=True), ('sale', None)), _connector='OR'), name='payment_claimed_by_a_ticket')],
            },
        ),
        migrations.CreateModel(
            name='VoucherClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=64)),
                ('platform', models.CharField(blank=True, default='', max_length=32)),
                ('sale', models.UUIDField()),
                ('line_no', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('claimed', 'claimed'), ('reconciled', 'reconciled'), ('given_back', 'given_back')], max_length=12)),
                ('face_cents', models.BigIntegerField()),
                ('settlement_cents', models.BigIntegerField()),
                ('fee_cents', models.BigIntegerField()),
                ('claimed_at', models.DateTimeField()),
                ('reconciled_at', models.DateTimeField(null=True)),
                ('reconciled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'store', '-claimed_at'], name='voucher_to_settle')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'given_back'), _negated=True), fields=('code',), name='voucher_claimed_once'), models.UniqueConstraint(fields=('sale', 'line_no'), name='voucher_of_tender'), models.CheckConstraint(condition=models.Q(('face_cents__gt', 0), ('fee_cents', django.db.models.expressions.CombinedExpression(models.F('face_cents'), '-', models.F('settlement_cents'))), ('settlement_cents__gte', 0)), name='voucher_fee_is_face_less_settlement')],
            },
        ),
    ]
