"""Sales made while the server was away: booked at its return, or refused and waiting for a manager.

Why: reliability.md 1.4 rule 11; decision 0019.
Locks: none on tables in use; one new table.
Data: none; no till has sold without the server before.
Order: before the code that writes it; the older code runs with it.
Undo: possible while nothing was sold without the server.
"""

import django.db.models.deletion
import facet.sales.rules.pending
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0008_pay_commission_set_targets_note_visits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PendingSale',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=32)),
                ('snapshot', models.UUIDField()),
                ('staff', models.CharField(max_length=16)),
                ('sold_at', models.DateTimeField()),
                ('synced_at', models.DateTimeField()),
                ('total_cents', models.BigIntegerField()),
                ('cash_cents', models.BigIntegerField()),
                ('lines', models.JSONField(default=list)),
                ('state', models.CharField(choices=[(facet.sales.rules.pending.PendingState['BOOKED'], 'Booked'), (facet.sales.rules.pending.PendingState['CONFLICT'], 'Refused'), (facet.sales.rules.pending.PendingState['SETTLED'], 'Settled')], max_length=12)),
                ('refusal_code', models.CharField(blank=True, default='', max_length=64)),
                ('refusal', models.CharField(blank=True, default='', max_length=400)),
                ('facts', models.JSONField(default=dict)),
                ('settled_at', models.DateTimeField(null=True)),
                ('way', models.CharField(blank=True, choices=[(facet.sales.rules.pending.Settlement['MONEY_BACK'], 'Money given back, goods returned'), (facet.sales.rules.pending.Settlement['OTHER_PIECE'], 'Another piece, on a ticket of its own'), (facet.sales.rules.pending.Settlement['REPRICED'], "Sold again at today's price")], default='', max_length=16)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('synced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sales.sale')),
                ('till', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.till')),
            ],
        ),
        migrations.AddIndex(
            model_name='pendingsale',
            index=models.Index(fields=['snapshot'], name='pending_sale_snapshot'),
        ),
        migrations.AddIndex(
            model_name='pendingsale',
            index=models.Index(fields=['store', 'state', '-sold_at'], name='pending_sale_inbox'),
        ),
        migrations.AddConstraint(
            model_name='pendingsale',
            constraint=models.CheckConstraint(condition=models.Q(('cash_cents__gte', 0), ('total_cents__gte', 0)), name='pending_sale_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='pendingsale',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('state', 'settled')), models.Q(models.Q(('state', 'settled'), _negated=True), ('settled_at', None), ('ticket', None)), _connector='OR'), name='pending_sale_settled_once'),
        ),
        migrations.AddConstraint(
            model_name='pendingsale',
            constraint=models.UniqueConstraint(condition=models.Q(('ticket__isnull', False)), fields=('ticket',), name='pending_sale_one_ticket'),
        ),
    ]
