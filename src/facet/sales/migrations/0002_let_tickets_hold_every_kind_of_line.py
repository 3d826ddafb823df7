"""One ticket for every kind of line: goods that come back, and others that are no revenue.

Why: an exchange is one document with one balance (P25); a return is stored amounts with the sign turned.
Locks: sales, their lines and tenders while checks are exchanged; new columns have constant defaults.
Data: none; a ticket without returns keeps other and returned at zero.
Order: before the code that writes returns; the older code runs with these columns.
Undo: possible while no ticket holds a return; the narrower checks refuse otherwise.
"""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReturnedGoods',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('quality', 'quality'), ('changed_mind', 'changed_mind'), ('size', 'size'), ('gift', 'gift'), ('wrong_sale', 'wrong_sale')], max_length=16)),
                ('condition', models.CharField(choices=[('unworn', 'unworn'), ('worn', 'worn'), ('damaged', 'damaged')], max_length=16)),
                ('within_terms', models.BooleanField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='sale',
            name='sale_due_is_net_and_rounding',
        ),
        migrations.RemoveConstraint(
            model_name='sale',
            name='sale_rounds_down',
        ),
        migrations.RemoveConstraint(
            model_name='saleline',
            name='sale_line_discount_not_negative',
        ),
        migrations.RemoveConstraint(
            model_name='tender',
            name='tender_is_money_in',
        ),
        migrations.AddField(
            model_name='basketline',
            name='facts',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='basketline',
            name='kind',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='sale',
            name='other_cents',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='sale',
            name='returned_cents',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='saleline',
            name='returns',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='returned_by', to='sales.saleline'),
        ),
        migrations.AddField(
            model_name='saleline',
            name='rounding_cents',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='tender',
            name='refunds',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='refunded_by', to='sales.tender'),
        ),
        migrations.AlterField(
            model_name='sale',
            name='pieces',
            field=models.IntegerField(),
        ),
        migrations.AlterField(
            model_name='saleline',
            name='category',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category'),
        ),
        migrations.AlterField(
            model_name='saleline',
            name='kind',
            field=models.CharField(choices=[('piece', 'piece'), ('bulk', 'bulk'), ('service', 'service'), ('return', 'return'), ('old_gold', 'old_gold'), ('gift', 'gift'), ('add_on', 'add_on'), ('stored_value_sold', 'stored_value_sold'), ('deposit_taken', 'deposit_taken'), ('credit_repayment', 'credit_repayment'), ('rounding', 'rounding')], max_length=20),
        ),
        migrations.AlterField(
            model_name='saleline',
            name='quantity',
            field=models.IntegerField(),
        ),
        migrations.AddConstraint(
            model_name='sale',
            constraint=models.CheckConstraint(condition=models.Q(('due_cents', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('net_cents'), '+', models.F('other_cents')), '+', models.F('rounding_cents')))), name='sale_due_is_its_parts'),
        ),
        migrations.AddConstraint(
            model_name='sale',
            constraint=models.CheckConstraint(condition=models.Q(('returned_cents__lte', 0)), name='sale_returns_take_off'),
        ),
        migrations.AddConstraint(
            model_name='sale',
            constraint=models.CheckConstraint(condition=models.Q(('rounding_cents__lte', 0), ('returned_cents__lt', 0), _connector='OR'), name='sale_rounds_down'),
        ),
        migrations.AddConstraint(
            model_name='saleline',
            constraint=models.CheckConstraint(condition=models.Q(('discount_cents__gte', 0), ('kind', 'return'), _connector='OR'), name='sale_line_discount_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='saleline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'return'), ('returns__isnull', False)), ('returns', None), _connector='OR'), name='sale_line_only_returns_point_back'),
        ),
        migrations.AddConstraint(
            model_name='tender',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_cents__gte', 0), ('refunds', None), ('tendered_cents__gte', models.F('amount_cents'))), models.Q(('amount_cents__lt', 0), ('tendered_cents', models.F('amount_cents'))), _connector='OR'), name='tender_is_money_in_or_back'),
        ),
        migrations.AddField(
            model_name='returnedgoods',
            name='line',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='return_facts', to='sales.saleline'),
        ),
    ]
