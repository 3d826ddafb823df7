"""An item of a delivery may be bulk goods: the lot, and how many came (issue 5).

Why: beads and clasps come by hundreds and grams, without tags of their own.
Locks: receipt items for an instant; the constraint is checked over the table once.
Data: every item so far is one piece.
Order: this migration first, then the code that receives bulk goods.
Undo: ./facet migrate purchasing 0002; items of bulk goods then read as one refused piece each.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inventory', '0008_reprice_many_at_once'),
        ('purchasing', '0002_keep_purchase_plans'),
    ]

    operations = [
        migrations.AddField(
            model_name='receiptitem',
            name='lot',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='inventory.bulklot'),
        ),
        migrations.AddField(
            model_name='receiptitem',
            name='quantity',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddConstraint(
            model_name='receiptitem',
            constraint=models.CheckConstraint(condition=models.Q(('piece', None), models.Q(('lot', None), ('quantity', 1)), _connector='OR'), name='receipt_item_piece_or_lot'),
        ),
    ]
