"""Customers' pieces are taken in for service, services are paid at the till, goods are delivered later.

Why: F22, R228-R231, R319, decisions.md section 2; another's piece, what is due for it and a delivery need rows.
Locks: seven new tables, none of the old ones changes.
Data: none.
Order: before the code that takes services and deliveries; the older code runs with it.
Undo: possible while no service and no delivery was taken.
"""

import django.db.models.deletion
import django.db.models.expressions
import facet.kernel.sealed
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_add_topics_of_contacts'),
        ('members', '0005_erase_people_and_open_books'),
        ('organisation', '0002_keep_views_of_lists'),
        ('sales', '0009_keep_sales_made_without_the_server'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seal_id', facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(choices=[('later', 'later'), ('other_store', 'other_store'), ('shipped', 'shipped')], max_length=12)),
                ('state', models.CharField(choices=[('ordered', 'ordered'), ('packed', 'packed'), ('shipped', 'shipped'), ('delivered', 'delivered'), ('returned', 'returned')], max_length=12)),
                ('due_on', models.DateField()),
                ('carrier', models.CharField(blank=True, default='', max_length=40)),
                ('tracking', models.CharField(blank=True, default='', max_length=40)),
                ('address', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('receiver', facet.kernel.sealed.SealedText(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('clerk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('sale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='sales.sale')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('to_store', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantity', models.PositiveIntegerField()),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='sales.delivery')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='sales.saleline')),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('from_state', models.CharField(blank=True, default='', max_length=12)),
                ('to_state', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sales.delivery')),
            ],
        ),
        migrations.CreateModel(
            name='Payable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('kind', models.CharField(max_length=16)),
                ('name', models.CharField(max_length=80)),
                ('name_en', models.CharField(max_length=120)),
                ('amount_cents', models.BigIntegerField()),
                ('created_at', models.DateTimeField()),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('sale', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payables', to='sales.sale')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='ServiceJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, unique=True)),
                ('claim_code', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('cleaning', 'cleaning'), ('resizing', 'resizing'), ('repair', 'repair'), ('safekeeping', 'safekeeping')], max_length=12)),
                ('state', models.CharField(choices=[('received', 'received'), ('at_bench', 'at_bench'), ('sent', 'sent'), ('ready', 'ready'), ('handed_back', 'handed_back'), ('refused', 'refused')], max_length=12)),
                ('metal', models.CharField(blank=True, default='', max_length=16)),
                ('fineness_e4', models.PositiveIntegerField(default=0)),
                ('description', models.CharField(max_length=400)),
                ('conditions', models.JSONField(default=list)),
                ('size_from_tenths', models.PositiveIntegerField(default=0)),
                ('size_to_tenths', models.PositiveIntegerField(default=0)),
                ('weight_in_mg', models.BigIntegerField()),
                ('added_mg', models.BigIntegerField(default=0)),
                ('removed_mg', models.BigIntegerField(default=0)),
                ('weight_out_mg', models.BigIntegerField(null=True)),
                ('tolerance_mg', models.PositiveIntegerField()),
                ('workshop', models.CharField(blank=True, default='', max_length=80)),
                ('due_on', models.DateField()),
                ('estimate_cents', models.BigIntegerField(default=0)),
                ('charge_cents', models.BigIntegerField(null=True)),
                ('taken_on', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.category')),
                ('clerk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='members.member')),
                ('payable', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='job', to='sales.payable')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
            ],
        ),
        migrations.CreateModel(
            name='JobStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('from_state', models.CharField(blank=True, default='', max_length=12)),
                ('to_state', models.CharField(max_length=12)),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.store')),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sales.servicejob')),
            ],
        ),
        migrations.CreateModel(
            name='JobPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('caption', models.CharField(blank=True, default='', max_length=120)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('job', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='sales.servicejob')),
            ],
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['store', 'state', 'due_on'], name='delivery_store_state'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['to_store', 'state'], name='delivery_to_store'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['-created_at', '-id'], name='delivery_newest'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'other_store'), ('to_store__isnull', False)), models.Q(models.Q(('kind', 'other_store'), _negated=True), ('to_store', None)), _connector='OR'), name='delivery_names_the_other_store'),
        ),
        migrations.AddConstraint(
            model_name='deliveryline',
            constraint=models.UniqueConstraint(fields=('delivery', 'line'), name='delivery_line_once'),
        ),
        migrations.AddConstraint(
            model_name='deliveryline',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gt', 0)), name='delivery_line_carries'),
        ),
        migrations.AddConstraint(
            model_name='deliverystep',
            constraint=models.UniqueConstraint(fields=('delivery', 'number'), name='delivery_step_once'),
        ),
        migrations.AddIndex(
            model_name='payable',
            index=models.Index(fields=['store', 'sale'], name='payable_store'),
        ),
        migrations.AddConstraint(
            model_name='payable',
            constraint=models.CheckConstraint(condition=models.Q(('amount_cents__gt', 0)), name='payable_is_above_zero'),
        ),
        migrations.AddIndex(
            model_name='servicejob',
            index=models.Index(fields=['store', 'state', 'due_on'], name='job_store_state'),
        ),
        migrations.AddIndex(
            model_name='servicejob',
            index=models.Index(fields=['member', 'state'], name='job_member'),
        ),
        migrations.AddIndex(
            model_name='servicejob',
            index=models.Index(fields=['-taken_at', '-id'], name='job_newest'),
        ),
        migrations.AddConstraint(
            model_name='servicejob',
            constraint=models.CheckConstraint(condition=models.Q(('added_mg__gte', 0), ('removed_mg__gte', 0), ('weight_in_mg__gt', 0)), name='job_weighs'),
        ),
        migrations.AddConstraint(
            model_name='servicejob',
            constraint=models.CheckConstraint(condition=models.Q(('removed_mg__lte', django.db.models.expressions.CombinedExpression(models.F('weight_in_mg'), '+', models.F('added_mg')))), name='job_removes_what_is_there'),
        ),
        migrations.AddConstraint(
            model_name='servicejob',
            constraint=models.CheckConstraint(condition=models.Q(('estimate_cents__gte', 0)), name='job_estimate_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='jobstep',
            constraint=models.UniqueConstraint(fields=('job', 'number'), name='job_step_once'),
        ),
        migrations.AddConstraint(
            model_name='jobphoto',
            constraint=models.UniqueConstraint(fields=('job', 'number'), name='job_photo_once'),
        ),
    ]
