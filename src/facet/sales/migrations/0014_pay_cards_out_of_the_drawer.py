"""Why: a value card that is paid out leaves the drawer as an entry of its own kind (R323).
Locks: none; a new choice of a text column.
Data: none.
Order: this migration first, then the code that pays cards out of the drawer.
Undo: ./facet migrate sales 0013 keeps the entries; the older code does not name their kind.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sales', '0013_keep_quotes_and_agreed_prices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='drawerentry',
            name='kind',
            field=models.CharField(choices=[('stored_value_sold', 'Stored value sold'), ('credit_repayment', 'Credit repaid'), ('other_in', 'Other money in'), ('change_added', 'Change from the safe'), ('stored_value_out', 'Value card paid out'), ('expense', 'Expense of the store'), ('other_out', 'Other money out'), ('to_safe', 'Cash to the safe')], max_length=20),
        ),
    ]
