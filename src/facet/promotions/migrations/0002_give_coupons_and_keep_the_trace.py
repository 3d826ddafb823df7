"""Why: a promotion may give coupons for next time, and a ticket keeps why the others did not count (R076, R098, P24).
Locks: one new table; two columns of promotion tickets, empty or 0, an instant.
Data: none.
Order: this migration first, then the code that gives coupons with tickets.
Undo: ./facet migrate promotions 0001 loses which ticket gave which coupons; the coupons stay.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('loyalty', '0009_name_grades_brought_over'),
        ('promotions', '0001_what_promotions_keep'),
    ]

    operations = [
        migrations.CreateModel(
            name='PromotionTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(max_length=64, unique=True)),
                ('skipped', models.JSONField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='promotionticket',
            name='coupon_batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='loyalty.couponbatch'),
        ),
        migrations.AddField(
            model_name='promotionticket',
            name='coupons',
            field=models.IntegerField(default=0),
        ),
    ]
