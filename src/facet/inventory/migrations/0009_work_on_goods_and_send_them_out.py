"""Works on pieces with what went in and came out, goods outside with laboratories and factories, and sets.

Why: one piece becomes several, several become one, goods go out and come back, and weight and cost are kept (R322).
Locks: the checks of piece, place, metal account and metal entry are dropped and made again, each reading its table
once; `piece.in_set` is a nullable column and rewrites nothing.
Data: none. A store's places "laboratory", "factory" and "works" are made when it first needs them.
Order: after the batches of prices, which it does not touch.
Undo: drops works, notes and sets; refused by the checks while a piece is outside or went into another.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_add_kinds_of_occupation'),
        ('inventory', '0008_reprice_many_at_once'),
        ('kernel', '0003_let_a_second_person_allow_large_exports'),
        ('members', '0007_name_occupations_by_the_dictionary'),
        ('organisation', '0003_lend_people_to_other_stores'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OutsideLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('tag', models.CharField(max_length=32)),
                ('state', models.CharField(choices=[('out', 'outside'), ('back', 'back as it was'), ('remade', 'back, changed'), ('lost', 'never came back'), ('cancelled', 'not sent after all')], max_length=12)),
                ('out_weight_mg', models.PositiveIntegerField()),
                ('back_weight_mg', models.PositiveIntegerField(null=True)),
                ('differs', models.BooleanField(default=False)),
                ('back_at', models.DateTimeField(null=True)),
                ('fee_cents', models.PositiveBigIntegerField(default=0)),
                ('certificate', models.CharField(blank=True, default='', max_length=65)),
                ('remark', models.CharField(blank=True, default='', max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='OutsideNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('lab', 'Laboratory note'), ('factory', 'Factory note')], max_length=8)),
                ('state', models.CharField(choices=[('out', 'goods are outside'), ('partly', 'partly back'), ('back', 'all back'), ('cancelled', 'note cancelled')], max_length=12)),
                ('purpose', models.CharField(choices=[('grading', 'diamond grading'), ('identification', 'identification of gems'), ('purity', 'assay of fineness'), ('recheck', 'second examination'), ('resize', 'change of size'), ('reset', 'stones set again'), ('polish', 'polishing and plating'), ('repair', 'repair of our own goods'), ('remake', 'remaking')], max_length=16)),
                ('expected_on', models.DateField()),
                ('sent_at', models.DateTimeField()),
                ('sent_by_key', models.CharField(max_length=64)),
                ('sent_by_name', models.CharField(max_length=60)),
                ('seal', models.CharField(blank=True, default='', max_length=40)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('fee_cents', models.PositiveBigIntegerField(default=0)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PieceSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.CharField(max_length=32, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('name_en', models.CharField(blank=True, default='', max_length=120)),
                ('policy', models.CharField(choices=[('together', 'only as a whole'), ('singly', 'whole or singly')], default='together', max_length=8)),
                ('price_cents', models.PositiveBigIntegerField(null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by_name', models.CharField(max_length=60)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('reason', models.CharField(blank=True, default='', max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='PieceSetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('share_cents', models.PositiveBigIntegerField(null=True)),
                ('is_live', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Work',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('split', 'Split into pieces'), ('combine', 'Combined into one'), ('take_apart', 'Taken apart'), ('remade', 'Changed at the factory')], max_length=12)),
                ('state', models.CharField(choices=[('waiting', 'waits for a second person'), ('done', 'work done'), ('undone', 'work undone'), ('refused', 'work refused')], max_length=8)),
                ('wanted', models.JSONField(default=list)),
                ('loss_reason', models.CharField(blank=True, choices=[('', 'no loss'), ('filing', 'filing and setting'), ('polishing', 'polishing'), ('solder', 'melting and soldering'), ('cutting', 'cutting'), ('stone', 'a stone broke or fell out'), ('factory', 'loss at the factory'), ('other', 'another cause, see the note')], default='', max_length=12)),
                ('loss_mg', models.PositiveBigIntegerField(default=0)),
                ('loss_mct', models.PositiveIntegerField(default=0)),
                ('lost_stones', models.PositiveIntegerField(default=0)),
                ('added_mg', models.PositiveBigIntegerField(default=0)),
                ('fee_cents', models.PositiveBigIntegerField(default=0)),
                ('document', models.CharField(blank=True, default='', max_length=64)),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_by_key', models.CharField(max_length=64)),
                ('made_by_name', models.CharField(max_length=60)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_name', models.CharField(blank=True, default='', max_length=60)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by_name', models.CharField(blank=True, default='', max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='WorkLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line_no', models.PositiveSmallIntegerField()),
                ('came_out', models.BooleanField()),
                ('tag', models.CharField(max_length=32)),
                ('gross_mg', models.PositiveIntegerField()),
                ('net_mg', models.PositiveIntegerField()),
                ('carat_mct', models.PositiveIntegerField(default=0)),
                ('cost_cents', models.PositiveBigIntegerField(null=True)),
                ('is_live', models.BooleanField(default=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='metalaccount',
            name='metal_account_owner_known',
        ),
        migrations.RemoveConstraint(
            model_name='metalentry',
            name='metal_entry_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='piece',
            name='piece_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='place',
            name='place_virtual_once_a_store',
        ),
        migrations.AlterField(
            model_name='metalaccount',
            name='owner',
            field=models.CharField(choices=[('stock', 'Stock'), ('keeping', 'Goods of others in our keeping'), ('road', 'On the road'), ('old_gold', 'Old gold'), ('bullion', 'Fine metal at headquarters'), ('goldsmith', 'Goldsmith'), ('refiner', 'Refiner'), ('customer', 'Customers'), ('service', "Customers' pieces in service"), ('supplier', 'Suppliers'), ('loss', 'Losses'), ('outside', 'At laboratories and factories')], max_length=12),
        ),
        migrations.AlterField(
            model_name='monthline',
            name='column',
            field=models.CharField(choices=[('opening', 'Opening'), ('corrected', 'Corrections of locked months'), ('received', 'Goods received'), ('transferred_in', 'Transferred in'), ('returned', 'Returned by customers'), ('found', 'Goods found again'), ('sold', 'Sold'), ('transferred_out', 'Transferred out'), ('written_off', 'Booked as lost'), ('refined', 'Melted, dismantled'), ('sent_back', 'Back to suppliers'), ('made', 'Made in works'), ('used', 'Used in works')], max_length=16),
        ),
        migrations.AlterField(
            model_name='piece',
            name='state',
            field=models.CharField(choices=[('draft', 'off sale'), ('in_stock', 'in stock'), ('in_transit', 'in transit'), ('out', 'lent out'), ('sold', 'sold'), ('lost', 'lost'), ('dismantled', 'dismantled'), ('melted', 'melted'), ('returned_to_supplier', 'returned to supplier'), ('outside', 'at the laboratory or factory'), ('worked', 'went into other pieces')], max_length=20),
        ),
        migrations.AlterField(
            model_name='piecemovement',
            name='from_state',
            field=models.CharField(blank=True, choices=[('draft', 'off sale'), ('in_stock', 'in stock'), ('in_transit', 'in transit'), ('out', 'lent out'), ('sold', 'sold'), ('lost', 'lost'), ('dismantled', 'dismantled'), ('melted', 'melted'), ('returned_to_supplier', 'returned to supplier'), ('outside', 'at the laboratory or factory'), ('worked', 'went into other pieces')], default='', max_length=20),
        ),
        migrations.AlterField(
            model_name='piecemovement',
            name='kind',
            field=models.CharField(choices=[('received', 'Received into stock'), ('moved', 'Moved within the store'), ('sold', 'Sold'), ('returned', 'Returned by the customer'), ('sent', 'Sent to another store'), ('arrived', 'Arrived'), ('sending_cancelled', 'Sending cancelled'), ('lent', 'Lent out'), ('brought_back', 'Brought back'), ('taken_off_sale', 'Taken off sale'), ('put_on_sale', 'Put on sale again'), ('missed', 'Reported missing'), ('found', 'Found again'), ('dismantled', 'Dismantled for parts'), ('melted', 'Melted'), ('sent_back', 'Sent back to the supplier'), ('to_lab', 'Sent to the laboratory'), ('to_factory', 'Sent to the factory'), ('back_in', 'Back from laboratory or factory'), ('not_back', 'Did not come back from outside'), ('used', 'Used in works'), ('made', 'Made in works'), ('unmade', 'Work undone, no longer there'), ('unused', 'Work undone, back in stock')], max_length=20),
        ),
        migrations.AlterField(
            model_name='piecemovement',
            name='to_state',
            field=models.CharField(choices=[('draft', 'off sale'), ('in_stock', 'in stock'), ('in_transit', 'in transit'), ('out', 'lent out'), ('sold', 'sold'), ('lost', 'lost'), ('dismantled', 'dismantled'), ('melted', 'melted'), ('returned_to_supplier', 'returned to supplier'), ('outside', 'at the laboratory or factory'), ('worked', 'went into other pieces')], max_length=20),
        ),
        migrations.AlterField(
            model_name='place',
            name='kind',
            field=models.CharField(choices=[('store', 'Store'), ('counter', 'Counter'), ('tray', 'Tray'), ('slot', 'Slot'), ('vault', 'Vault'), ('window', 'Window'), ('transit', 'On the road'), ('customer', 'With customers'), ('supplier', 'With suppliers'), ('loss', 'Losses and melting'), ('lab', 'At the laboratory'), ('factory', 'At the factory'), ('works', 'In works')], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='metalaccount',
            constraint=models.CheckConstraint(condition=models.Q(('owner__in', ['stock', 'keeping', 'road', 'old_gold', 'bullion', 'goldsmith', 'refiner', 'customer', 'service', 'supplier', 'loss', 'outside'])), name='metal_account_owner_known'),
        ),
        migrations.AddConstraint(
            model_name='metalentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'sold', 'returned', 'sent', 'arrived', 'came_back', 'missed', 'found', 'dismantled', 'melted', 'sent_back', 'adjusted', 'taken_in', 'given_back', 'to_refiner', 'refined', 'variance', 'owed', 'settled', 'handed_over', 'service_in', 'worked_in', 'service_out', 'work_loss', 'reversed', 'to_outside', 'back_in', 'used', 'made', 'added'])), name='metal_entry_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['customer', 'factory', 'lab', 'loss', 'store', 'supplier', 'transit', 'works'])), fields=('store', 'kind'), name='place_virtual_once_a_store'),
        ),
        migrations.AddField(
            model_name='outsideline',
            name='became',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.piece'),
        ),
        migrations.AddField(
            model_name='outsideline',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outside_lines', to='inventory.piece'),
        ),
        migrations.AddField(
            model_name='outsidenote',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.partner'),
        ),
        migrations.AddField(
            model_name='outsidenote',
            name='store',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='outsideline',
            name='note',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.outsidenote'),
        ),
        migrations.AddField(
            model_name='pieceset',
            name='store',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='piece',
            name='in_set',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.pieceset'),
        ),
        migrations.AddConstraint(
            model_name='piece',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_stock', 'in_transit', 'out', 'sold', 'lost', 'dismantled', 'melted', 'returned_to_supplier', 'outside', 'worked'])), name='piece_state_known'),
        ),
        migrations.AddField(
            model_name='piecesetline',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='set_lines', to='inventory.piece'),
        ),
        migrations.AddField(
            model_name='piecesetline',
            name='set',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.pieceset'),
        ),
        migrations.AddField(
            model_name='work',
            name='store',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store'),
        ),
        migrations.AddField(
            model_name='workline',
            name='piece',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_lines', to='inventory.piece'),
        ),
        migrations.AddField(
            model_name='workline',
            name='place',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.place'),
        ),
        migrations.AddField(
            model_name='workline',
            name='work',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='inventory.work'),
        ),
        migrations.AddIndex(
            model_name='outsidenote',
            index=models.Index(fields=['store', 'state'], name='outside_store_state'),
        ),
        migrations.AddConstraint(
            model_name='outsidenote',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['lab', 'factory'])), name='outside_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='outsideline',
            constraint=models.UniqueConstraint(fields=('note', 'line_no'), name='outside_line_once'),
        ),
        migrations.AddConstraint(
            model_name='outsideline',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'out')), fields=('piece',), name='outside_line_one_out'),
        ),
        migrations.AddConstraint(
            model_name='pieceset',
            constraint=models.CheckConstraint(condition=models.Q(('policy__in', ['together', 'singly'])), name='piece_set_policy_known'),
        ),
        migrations.AddConstraint(
            model_name='piecesetline',
            constraint=models.UniqueConstraint(fields=('set', 'line_no'), name='piece_set_line_once'),
        ),
        migrations.AddConstraint(
            model_name='piecesetline',
            constraint=models.UniqueConstraint(condition=models.Q(('is_live', True)), fields=('piece',), name='piece_set_line_one_live'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['store', 'state'], name='work_store_state'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['split', 'combine', 'take_apart', 'remade'])), name='work_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'done', 'undone', 'refused'])), name='work_state_known'),
        ),
        migrations.AddConstraint(
            model_name='workline',
            constraint=models.UniqueConstraint(fields=('work', 'line_no'), name='work_line_once'),
        ),
        migrations.AddConstraint(
            model_name='workline',
            constraint=models.UniqueConstraint(condition=models.Q(('is_live', True)), fields=('piece', 'came_out'), name='work_line_one_live'),
        ),
    ]
