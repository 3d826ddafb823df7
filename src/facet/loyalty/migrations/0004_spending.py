"""Why: spending points, stored value and coupons: proofs, reservations, prizes with their stock, cards, coupons.
Locks: new tables; the list of kinds of points entries is checked anew, which reads that table once.
Data: none is changed; every old entry has one of the kinds that the new list still holds.
Order: this migration first, then the code that spends.
Undo: ./facet migrate loyalty 0003 loses all of the above, and fails once points were spent. The books say who holds what.
"""

import django.db.models.deletion
import facet.kernel.sealed
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0001_initial"),
        ("loyalty", "0003_second_person_and_replays"),
        ("members", "0001_initial"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BirthdayGift",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("birthday_on", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=14, unique=True)),
                ("state", models.CharField(default="issued", max_length=8)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
                ("issued_at", models.DateTimeField()),
                ("document", models.CharField(blank=True, default="", max_length=64)),
                ("used_at", models.DateTimeField(null=True)),
                ("taken_cents", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="CouponBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=60)),
                ("quantity", models.PositiveIntegerField()),
                ("is_bearer", models.BooleanField()),
                ("cause", models.CharField(blank=True, default="", max_length=64)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                ("exported_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CouponEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=64)),
                ("document", models.CharField(blank=True, default="", max_length=64)),
                ("cents", models.BigIntegerField(default=0)),
                ("reason", models.CharField(blank=True, default="", max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="CouponType",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, default="", max_length=60)),
                ("benefit", models.CharField(max_length=8)),
                ("value", models.BigIntegerField(default=0)),
                ("cap_cents", models.BigIntegerField(default=0)),
                ("min_spend_cents", models.BigIntegerField(default=0)),
                ("classes", models.JSONField(default=list)),
                ("stacks", models.BooleanField(default=False)),
                ("days", models.PositiveSmallIntegerField()),
                ("per_member", models.PositiveSmallIntegerField(default=0)),
                ("cost_cents", models.BigIntegerField(default=0)),
                ("is_open", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="MemberPin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("encoded", models.CharField(max_length=128)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="PointsReservation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("document", models.CharField(max_length=64)),
                ("points", models.BigIntegerField()),
                ("cents", models.BigIntegerField()),
                ("state", models.CharField(default="open", max_length=8)),
                ("reserved_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Prize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("name_en", models.CharField(blank=True, default="", max_length=60)),
                ("points", models.PositiveIntegerField()),
                ("cost_cents", models.BigIntegerField(default=0)),
                ("begins", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("per_member", models.PositiveSmallIntegerField(default=0)),
                ("is_open", models.BooleanField(default=True)),
                ("is_birthday_gift", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="PrizeMovement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line_no", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("recorded_at", models.DateTimeField()),
                ("quantity", models.BigIntegerField()),
                ("on_hand_after", models.BigIntegerField()),
                ("document", models.CharField(blank=True, default="", max_length=64)),
                ("reason", models.CharField(blank=True, default="", max_length=120)),
                ("by", models.CharField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="PrizeStock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on_hand", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seal_id", facet.kernel.sealed.SealId(default=uuid.uuid4, editable=False, unique=True)),
                ("purpose", models.CharField(max_length=16)),
                ("amount", models.BigIntegerField()),
                ("document", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=8)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("tries_left", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Redemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveSmallIntegerField()),
                ("points", models.BigIntegerField()),
                ("state", models.CharField(default="redeemed", max_length=12)),
                ("redeemed_at", models.DateTimeField()),
                ("redeemed_by", models.CharField(max_length=64)),
                ("handed_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="StoredValueAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=14, unique=True)),
                ("kind", models.CharField(max_length=8)),
                ("state", models.CharField(default="active", max_length=8)),
                ("principal_cents", models.BigIntegerField(default=0)),
                ("bonus_cents", models.BigIntegerField(default=0)),
                ("loaded_cents", models.BigIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StoredValueEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line_no", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("recorded_at", models.DateTimeField()),
                ("principal_cents", models.BigIntegerField()),
                ("bonus_cents", models.BigIntegerField()),
                ("principal_after", models.BigIntegerField()),
                ("bonus_after", models.BigIntegerField()),
                ("document", models.CharField(blank=True, default="", max_length=64)),
                ("reason", models.CharField(blank=True, default="", max_length=120)),
                ("by", models.CharField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="pointsentry",
            name="points_entry_kind_known",
        ),
        migrations.AddConstraint(
            model_name="pointsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "earned",
                            "repaid",
                            "clawed_back",
                            "adjusted",
                            "expired",
                            "spent",
                            "spent_back",
                            "redeemed",
                            "redeemed_back",
                            "converted",
                        ],
                    )
                ),
                name="points_entry_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="birthdaygift",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"),
        ),
        migrations.AddField(
            model_name="birthdaygift",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="birthdaygift",
            name="store",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="operation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="used_store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="couponbatch",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="coupons", to="loyalty.couponbatch"
            ),
        ),
        migrations.AddField(
            model_name="couponevent",
            name="coupon",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="events", to="loyalty.coupon"
            ),
        ),
        migrations.AddField(
            model_name="couponevent",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="couponevent",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="coupontype",
            name="stores",
            field=models.ManyToManyField(related_name="+", to="organisation.store"),
        ),
        migrations.AddField(
            model_name="couponbatch",
            name="type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="loyalty.coupontype"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="coupons", to="loyalty.coupontype"
            ),
        ),
        migrations.AddField(
            model_name="memberpin",
            name="member",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="pointsreservation",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reservations", to="loyalty.pointsaccount"
            ),
        ),
        migrations.AddConstraint(
            model_name="prize",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost_cents__gte", 0)), name="prize_cost_not_negative"
            ),
        ),
        migrations.AddField(
            model_name="coupontype",
            name="prize",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.prize"
            ),
        ),
        migrations.AddField(
            model_name="birthdaygift",
            name="prize",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.prize"),
        ),
        migrations.AddField(
            model_name="prizemovement",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="prizemovement",
            name="reverses",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="loyalty.prizemovement",
            ),
        ),
        migrations.AddField(
            model_name="prizestock",
            name="prize",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="stocks", to="loyalty.prize"
            ),
        ),
        migrations.AddField(
            model_name="prizestock",
            name="store",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="prizemovement",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="loyalty.prizestock"
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"),
        ),
        migrations.AddField(
            model_name="proof",
            name="operation",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="proof",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="redemption",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.pointsentry"
            ),
        ),
        migrations.AddField(
            model_name="redemption",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"),
        ),
        migrations.AddField(
            model_name="redemption",
            name="prize",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="redemptions", to="loyalty.prize"
            ),
        ),
        migrations.AddField(
            model_name="redemption",
            name="store",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="storedvalueaccount",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="storedvalueaccount",
            name="store",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="storedvalueentry",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="loyalty.storedvalueaccount"
            ),
        ),
        migrations.AddField(
            model_name="storedvalueentry",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="storedvalueentry",
            name="reverses",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="loyalty.storedvalueentry",
            ),
        ),
        migrations.AddField(
            model_name="storedvalueentry",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddConstraint(
            model_name="couponevent",
            constraint=models.UniqueConstraint(fields=("coupon", "operation", "kind"), name="coupon_event_once"),
        ),
        migrations.AddConstraint(
            model_name="couponevent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["issued", "redeemed", "restored", "expired", "voided"])),
                name="coupon_event_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["member", "state"], name="coupon_of_member"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["type", "state"], name="coupon_of_type"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(condition=models.Q(("state", "issued")), fields=["valid_until"], name="coupon_ending"),
        ),
        migrations.AddIndex(
            model_name="coupon",
            index=models.Index(fields=["document"], name="coupon_document"),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["issued", "redeemed", "expired", "void"])), name="coupon_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("operation__isnull", False), ("state", "redeemed"), ("used_at__isnull", False)),
                    models.Q(models.Q(("state", "redeemed"), _negated=True), ("operation", None), ("used_at", None)),
                    _connector="OR",
                ),
                name="coupon_used_by_one_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_cents__gte", 0)), name="coupon_takes_nothing_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="pointsreservation",
            index=models.Index(fields=["account", "state"], name="reservation_of_account"),
        ),
        migrations.AddIndex(
            model_name="pointsreservation",
            index=models.Index(condition=models.Q(("state", "open")), fields=["expires_at"], name="reservation_ending"),
        ),
        migrations.AddConstraint(
            model_name="pointsreservation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("document",), name="reservation_once_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsreservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents__gt", 0), ("points__gt", 0)), name="reservation_holds_points"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsreservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "used", "released"])), name="reservation_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="coupontype",
            constraint=models.CheckConstraint(
                condition=models.Q(("benefit__in", ["amount", "percent", "labour", "gift"])),
                name="coupon_type_benefit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="coupontype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cap_cents__gte", 0), ("cost_cents__gte", 0), ("min_spend_cents__gte", 0), ("value__gte", 0)
                ),
                name="coupon_type_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="coupontype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("benefit", "gift"), _negated=True), ("prize__isnull", False), _connector="OR"
                ),
                name="coupon_type_gift_has_a_prize",
            ),
        ),
        migrations.AddConstraint(
            model_name="birthdaygift",
            constraint=models.UniqueConstraint(fields=("member", "year"), name="birthday_gift_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="prizestock",
            constraint=models.UniqueConstraint(fields=("prize", "store"), name="prize_stock_once_a_store"),
        ),
        migrations.AddConstraint(
            model_name="prizestock",
            constraint=models.CheckConstraint(condition=models.Q(("on_hand__gte", 0)), name="prize_stock_not_negative"),
        ),
        migrations.AddIndex(
            model_name="prizemovement",
            index=models.Index(fields=["account", "-id"], name="prize_movement_newest"),
        ),
        migrations.AddConstraint(
            model_name="prizemovement",
            constraint=models.UniqueConstraint(
                fields=("account", "operation", "line_no", "kind"), name="prize_movement_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="prizemovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity", 0), _negated=True), name="prize_movement_moves"
            ),
        ),
        migrations.AddConstraint(
            model_name="prizemovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("on_hand_after__gte", 0)), name="prize_movement_not_below_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="prizemovement",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["received", "corrected", "redeemed", "returned", "gifted"])),
                name="prize_movement_known",
            ),
        ),
        migrations.AddIndex(
            model_name="proof",
            index=models.Index(fields=["member", "-id"], name="proof_of_member"),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["code", "qr", "pin", "manager"])), name="proof_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["points", "stored_value", "coupon", "pin"])),
                name="proof_purpose_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "given", "used", "lost"])), name="proof_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("operation__isnull", False), ("state", "used")),
                    models.Q(models.Q(("state", "used"), _negated=True), ("operation", None)),
                    _connector="OR",
                ),
                name="proof_used_by_one_act",
            ),
        ),
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(fields=["member", "prize"], name="redemption_of_member"),
        ),
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(fields=["store", "-id"], name="redemption_of_store"),
        ),
        migrations.AddConstraint(
            model_name="redemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gt", 0), ("quantity__gt", 0)), name="redemption_costs_points"
            ),
        ),
        migrations.AddConstraint(
            model_name="redemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["redeemed", "handed_over", "cancelled"])),
                name="redemption_state_known",
            ),
        ),
        migrations.AddIndex(
            model_name="storedvalueaccount",
            index=models.Index(fields=["member"], name="stored_value_of_member"),
        ),
        migrations.AddConstraint(
            model_name="storedvalueaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("bonus_cents__gte", 0), ("loaded_cents__gte", 0), ("principal_cents__gte", 0)),
                name="stored_value_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "named"), ("member__isnull", False)),
                    models.Q(("kind", "bearer"), ("member", None)),
                    _connector="OR",
                ),
                name="stored_value_named_has_a_member",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["named", "bearer"])), name="stored_value_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["active", "frozen", "closed"])), name="stored_value_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "closed"), _negated=True),
                    models.Q(("bonus_cents", 0), ("principal_cents", 0)),
                    _connector="OR",
                ),
                name="stored_value_closed_is_empty",
            ),
        ),
        migrations.AddIndex(
            model_name="storedvalueentry",
            index=models.Index(fields=["account", "-id"], name="stored_value_entry_newest"),
        ),
        migrations.AddIndex(
            model_name="storedvalueentry",
            index=models.Index(fields=["document"], name="stored_value_entry_document"),
        ),
        migrations.AddConstraint(
            model_name="storedvalueentry",
            constraint=models.UniqueConstraint(
                fields=("account", "operation", "line_no", "kind"), name="stored_value_entry_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("bonus_cents", 0), ("principal_cents", 0), _negated=True),
                name="stored_value_entry_moves",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("bonus_after__gte", 0), ("principal_after__gte", 0)),
                name="stored_value_entry_not_below_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedvalueentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["loaded", "converted", "spent", "spent_back", "paid_out", "moved_out", "moved_in"])
                ),
                name="stored_value_entry_kind_known",
            ),
        ),
    ]
