"""What members of each price level pay less than the list price.

Why: a card type named a level, and nothing said what the level costs (R047, R348).
Locks: none that anybody waits for; one new table.
Data: none; until a level is defined its cards pay the list price.
Order: any.
Undo: drops the table; every card pays the list price again.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0005_erase_people_and_open_books'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.PositiveSmallIntegerField(unique=True)),
                ('name', models.CharField(max_length=32)),
                ('name_en', models.CharField(blank=True, default='', max_length=32)),
                ('fixed_bp', models.PositiveSmallIntegerField(default=0)),
                ('gram_cents', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('level__gte', 1), ('level__lte', 9)), name='price_level_is_1_to_9'), models.CheckConstraint(condition=models.Q(('fixed_bp__lt', 10000)), name='price_level_leaves_a_price')],
            },
        ),
    ]
