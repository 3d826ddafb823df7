"""Suppliers' terms, orders, receipts, returns, grams owed, bills, consignment and memos (R130 to R139, R321).

Why: what is bought is followed from the order to the bill; gold may come before its price.
Locks: new tables only; an instant.
Data: none.
Order: this migration first, then the code that writes orders.
Undo: ./facet migrate purchasing zero loses every order, receipt and bill; the pieces stay in stock.
"""

import django.db.models.deletion
import django.db.models.expressions
import facet.kernel.sealed
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('inventory', '0004_count_stock'),
        ('organisation', '0002_keep_views_of_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='ConsignmentSettlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('pieces', models.PositiveIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
                ('cents_per_gram', models.PositiveBigIntegerField(default=0)),
                ('settled_at', models.DateTimeField(db_index=True)),
                ('settled_by_key', models.CharField(max_length=64)),
                ('settled_by_name', models.CharField(max_length=60)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Memo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('state', models.CharField(choices=[('out', 'lent out'), ('back', 'all back')], max_length=8)),
                ('due_on', models.DateField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('lent_at', models.DateTimeField()),
                ('lent_by_key', models.CharField(max_length=64)),
                ('lent_by_name', models.CharField(max_length=60)),
                ('back_at', models.DateTimeField(null=True)),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='MemoLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=40)),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('back_at', models.DateTimeField(null=True)),
                ('back_weight_mg', models.PositiveBigIntegerField(null=True)),
                ('memo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='purchasing.memo')),
                ('piece', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece')),
            ],
        ),
        migrations.CreateModel(
            name='OrderReceipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('delivery_note', models.CharField(blank=True, default='', max_length=40)),
                ('pieces', models.PositiveIntegerField()),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
                ('received_at', models.DateTimeField()),
                ('received_by_key', models.CharField(max_length=64)),
                ('received_by_name', models.CharField(max_length=60)),
                ('store', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
            ],
        ),
        migrations.CreateModel(
            name='MetalDebt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('metal', models.CharField(max_length=16)),
                ('fine_mg', models.PositiveBigIntegerField()),
                ('provisional_cents', models.PositiveBigIntegerField()),
                ('settled_mg', models.PositiveBigIntegerField(default=0)),
                ('settled_cents', models.PositiveBigIntegerField(default=0)),
                ('owed_since', models.DateTimeField()),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='metal_debts', to='organisation.partner')),
                ('receipt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debts', to='purchasing.orderreceipt')),
            ],
        ),
        migrations.CreateModel(
            name='PriceFixing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('metal', models.CharField(max_length=16)),
                ('fine_mg', models.PositiveBigIntegerField()),
                ('cents_per_gram', models.PositiveBigIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
                ('difference_cents', models.BigIntegerField()),
                ('paid_with', models.CharField(choices=[('money', 'money'), ('metal', 'metal from stock'), ('old_gold', 'old gold')], max_length=12)),
                ('fixed_at', models.DateTimeField()),
                ('fixed_by_key', models.CharField(max_length=64)),
                ('fixed_by_name', models.CharField(max_length=60)),
                ('note', models.CharField(blank=True, default='', max_length=120)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
            ],
        ),
        migrations.CreateModel(
            name='FixingPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fine_mg', models.PositiveBigIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
                ('provisional_cents', models.PositiveBigIntegerField()),
                ('debt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='purchasing.metaldebt')),
                ('fixing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='purchasing.pricefixing')),
            ],
        ),
        migrations.CreateModel(
            name='PurchaseOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('waiting', 'waits for approval'), ('approved', 'to be sent'), ('sent', 'sent'), ('confirmed', 'confirmed'), ('partly', 'partly received'), ('closed', 'closed'), ('cancelled', 'cancelled')], max_length=12)),
                ('priced_later', models.BooleanField(default=False)),
                ('consigned', models.BooleanField(default=False)),
                ('return_by', models.DateField(null=True)),
                ('due_on', models.DateField()),
                ('promised_on', models.DateField(null=True)),
                ('pieces', models.PositiveIntegerField()),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('origin', models.CharField(blank=True, default='', max_length=24)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('created_at', models.DateTimeField()),
                ('created_by_key', models.CharField(max_length=64)),
                ('created_by_name', models.CharField(max_length=60)),
                ('approved_at', models.DateTimeField(null=True)),
                ('approved_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('sent_at', models.DateTimeField(null=True)),
                ('link_digest', models.CharField(max_length=64, null=True, unique=True)),
                ('link_until', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.CharField(blank=True, default='', max_length=60)),
                ('first_received_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('close_reason', models.CharField(blank=True, default='', max_length=120)),
                ('approval', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.approval')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purchase_orders', to='organisation.partner')),
            ],
        ),
        migrations.CreateModel(
            name='OrderSending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('intended', 'being sent'), ('sent', 'sent'), ('failed', 'not sent')], max_length=12)),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
                ('at', models.DateTimeField()),
                ('by_name', models.CharField(max_length=60)),
                ('done_at', models.DateTimeField(null=True)),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='purchasing.purchaseorder')),
            ],
        ),
        migrations.AddField(
            model_name='orderreceipt',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='purchasing.purchaseorder'),
        ),
        migrations.CreateModel(
            name='PurchaseOrderLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('label', models.CharField(blank=True, default='', max_length=80)),
                ('metal', models.CharField(blank=True, default='', max_length=16)),
                ('fineness_e4', models.PositiveSmallIntegerField(default=0)),
                ('quantity', models.PositiveIntegerField()),
                ('weight_mg', models.PositiveBigIntegerField(default=0)),
                ('metal_cents_per_gram', models.PositiveBigIntegerField(default=0)),
                ('labour_per', models.CharField(choices=[('per_gram', 'per gram'), ('per_piece', 'per piece')], max_length=12)),
                ('labour_cents', models.PositiveBigIntegerField(default=0)),
                ('other_cents', models.PositiveBigIntegerField(default=0)),
                ('amount_cents', models.PositiveBigIntegerField()),
                ('confirmed_quantity', models.PositiveIntegerField(null=True)),
                ('received_quantity', models.PositiveIntegerField(default=0)),
                ('rejected_quantity', models.PositiveIntegerField(default=0)),
                ('received_weight_mg', models.PositiveBigIntegerField(default=0)),
                ('cancelled_quantity', models.PositiveIntegerField(default=0)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('order', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='purchasing.purchaseorder')),
                ('style', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.style')),
            ],
        ),
        migrations.CreateModel(
            name='ReceiptItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_no', models.PositiveSmallIntegerField()),
                ('tag', models.CharField(max_length=40)),
                ('accepted', models.BooleanField()),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
                ('gross_mg', models.PositiveBigIntegerField()),
                ('net_mg', models.PositiveBigIntegerField()),
                ('fine_mg', models.PositiveBigIntegerField()),
                ('metal_cents', models.PositiveBigIntegerField(default=0)),
                ('labour_cents', models.PositiveBigIntegerField(default=0)),
                ('other_cents', models.PositiveBigIntegerField(default=0)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='purchasing.purchaseorderline')),
                ('piece', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece')),
                ('receipt', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='purchasing.orderreceipt')),
            ],
        ),
        migrations.CreateModel(
            name='ConsignmentLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=40)),
                ('fine_mg', models.PositiveBigIntegerField()),
                ('metal_cents', models.PositiveBigIntegerField()),
                ('labour_cents', models.PositiveBigIntegerField()),
                ('other_cents', models.PositiveBigIntegerField()),
                ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='purchasing.consignmentsettlement')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='settled', to='purchasing.receiptitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupplierBill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('bill_number', models.CharField(max_length=40)),
                ('billed_on', models.DateField()),
                ('pay_by', models.DateField()),
                ('channel', models.CharField(choices=[('exchange', 'gold exchange'), ('member', 'through a member of the exchange'), ('trade', 'trade, not the exchange')], max_length=12)),
                ('gold_use', models.CharField(choices=[('non_investment', 'non-investment'), ('investment', 'investment'), ('no_gold', 'no gold on this bill')], max_length=16)),
                ('invoice_kind', models.CharField(choices=[('special', 'special invoice'), ('ordinary', 'ordinary invoice'), ('none', 'no invoice yet')], max_length=12)),
                ('deduction_bp', models.PositiveSmallIntegerField(default=0)),
                ('net_cents', models.PositiveBigIntegerField()),
                ('tax_cents', models.PositiveBigIntegerField(default=0)),
                ('gross_cents', models.PositiveBigIntegerField()),
                ('deductible_cents', models.PositiveBigIntegerField(default=0)),
                ('expected_cents', models.PositiveBigIntegerField()),
                ('difference_cents', models.BigIntegerField()),
                ('state', models.CharField(choices=[('matched', 'agrees'), ('differs', 'differs'), ('approved', 'allowed')], max_length=12)),
                ('entered_at', models.DateTimeField()),
                ('entered_by_key', models.CharField(max_length=64)),
                ('entered_by_name', models.CharField(max_length=60)),
                ('allowed_at', models.DateTimeField(null=True)),
                ('allowed_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('approval', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.approval')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purchase_bills', to='organisation.partner')),
            ],
        ),
        migrations.CreateModel(
            name='SupplierBillLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('quantity', models.PositiveIntegerField()),
                ('weight_mg', models.PositiveBigIntegerField(default=0)),
                ('net_cents', models.PositiveBigIntegerField()),
                ('expected_quantity', models.PositiveIntegerField()),
                ('expected_weight_mg', models.PositiveBigIntegerField()),
                ('expected_cents', models.PositiveBigIntegerField()),
                ('mismatch', models.CharField(blank=True, choices=[('not_received', 'not received'), ('quantity', 'more pieces than received'), ('weight', 'more grams than received'), ('price', 'another amount than agreed'), ('billed_twice', 'already billed')], default='', max_length=16)),
                ('bill', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='purchasing.supplierbill')),
                ('order_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bill_lines', to='purchasing.purchaseorderline')),
            ],
        ),
        migrations.CreateModel(
            name='SupplierPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('labour_per', models.CharField(choices=[('per_gram', 'per gram'), ('per_piece', 'per piece')], max_length=12)),
                ('labour_cents', models.PositiveBigIntegerField()),
                ('valid_from', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.CharField(max_length=64)),
                ('category', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('style', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.style')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labour_prices', to='organisation.partner')),
            ],
        ),
        migrations.CreateModel(
            name='SupplierReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('reason', models.CharField(max_length=120)),
                ('carrier', models.CharField(blank=True, default='', max_length=60)),
                ('pieces', models.PositiveIntegerField()),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
                ('returned_at', models.DateTimeField(db_index=True)),
                ('returned_by_key', models.CharField(max_length=64)),
                ('returned_by_name', models.CharField(max_length=60)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupplierReturnLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=40)),
                ('metal', models.CharField(blank=True, default='', max_length=16)),
                ('weight_mg', models.PositiveBigIntegerField()),
                ('fine_mg', models.PositiveBigIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
                ('piece', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece')),
                ('supplier_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='purchasing.supplierreturn')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupplierTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('email', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('payment_days', models.PositiveSmallIntegerField(default=30)),
                ('currency', models.CharField(default='CNY', max_length=3)),
                ('lead_days', models.PositiveSmallIntegerField(default=14)),
                ('priced_later', models.BooleanField(default=False)),
                ('language', models.CharField(default='zh-hans', max_length=8)),
                ('note', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.CharField(max_length=64)),
                ('supplier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='purchase_terms', to='organisation.partner')),
            ],
        ),
        migrations.AddIndex(
            model_name='memo',
            index=models.Index(fields=['state', 'due_on'], name='memo_state_due'),
        ),
        migrations.AddConstraint(
            model_name='memoline',
            constraint=models.UniqueConstraint(condition=models.Q(('back_at__isnull', True)), fields=('piece',), name='memo_line_one_borrower'),
        ),
        migrations.AddIndex(
            model_name='metaldebt',
            index=models.Index(fields=['supplier', 'metal', 'owed_since'], name='metal_debt_oldest'),
        ),
        migrations.AddConstraint(
            model_name='metaldebt',
            constraint=models.UniqueConstraint(fields=('receipt', 'metal'), name='metal_debt_once_a_delivery'),
        ),
        migrations.AddConstraint(
            model_name='metaldebt',
            constraint=models.CheckConstraint(condition=models.Q(('settled_mg__lte', models.F('fine_mg'))), name='metal_debt_settled_at_most_all'),
        ),
        migrations.AddIndex(
            model_name='pricefixing',
            index=models.Index(fields=['supplier', 'fixed_at'], name='price_fixing_supplier'),
        ),
        migrations.AddConstraint(
            model_name='fixingpart',
            constraint=models.UniqueConstraint(fields=('fixing', 'debt'), name='fixing_part_once'),
        ),
        migrations.AddIndex(
            model_name='purchaseorder',
            index=models.Index(fields=['state', 'due_on'], name='purchase_order_state_due'),
        ),
        migrations.AddIndex(
            model_name='purchaseorder',
            index=models.Index(fields=['supplier', 'created_at'], name='purchase_order_supplier'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorder',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'waiting', 'approved', 'sent', 'confirmed', 'partly', 'closed', 'cancelled'])), name='purchase_order_state_known'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorder',
            constraint=models.CheckConstraint(condition=models.Q(('consigned', False), ('priced_later', False), _connector='OR'), name='purchase_order_owes_once'),
        ),
        migrations.AddConstraint(
            model_name='ordersending',
            constraint=models.UniqueConstraint(fields=('order', 'attempt'), name='order_sending_once'),
        ),
        migrations.AddIndex(
            model_name='orderreceipt',
            index=models.Index(fields=['supplier', 'received_at'], name='order_receipt_supplier'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorderline',
            constraint=models.UniqueConstraint(fields=('order', 'line_no'), name='purchase_order_line_once'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorderline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='purchase_order_line_of_something'),
        ),
        migrations.AddConstraint(
            model_name='purchaseorderline',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_quantity__lte', models.F('quantity'))), name='purchase_order_line_cancels_at_most_all'),
        ),
        migrations.AddConstraint(
            model_name='receiptitem',
            constraint=models.UniqueConstraint(fields=('receipt', 'item_no'), name='receipt_item_once'),
        ),
        migrations.AddConstraint(
            model_name='receiptitem',
            constraint=models.UniqueConstraint(condition=models.Q(('piece__isnull', False)), fields=('piece',), name='receipt_item_one_piece'),
        ),
        migrations.AddIndex(
            model_name='supplierbill',
            index=models.Index(fields=['state', 'pay_by'], name='supplier_bill_state_pay'),
        ),
        migrations.AddConstraint(
            model_name='supplierbill',
            constraint=models.UniqueConstraint(fields=('supplier', 'bill_number'), name='supplier_bill_entered_once'),
        ),
        migrations.AddConstraint(
            model_name='supplierbill',
            constraint=models.CheckConstraint(condition=models.Q(('gross_cents', django.db.models.expressions.CombinedExpression(models.F('net_cents'), '+', models.F('tax_cents')))), name='supplier_bill_adds_up'),
        ),
        migrations.AddConstraint(
            model_name='supplierbillline',
            constraint=models.UniqueConstraint(fields=('bill', 'line_no'), name='supplier_bill_line_once'),
        ),
        migrations.AddIndex(
            model_name='supplierprice',
            index=models.Index(fields=['supplier', 'valid_from'], name='supplier_price_by_day'),
        ),
        migrations.AddConstraint(
            model_name='supplierprice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__isnull', False), ('style__isnull', True)), models.Q(('category__isnull', True), ('style__isnull', False)), _connector='OR'), name='supplier_price_of_one_thing'),
        ),
    ]
