"""Awards (referral, gifts, points that wait), notices of expiry, grants to many, and their kinds of ledger lines.

Why: referrers, gifts, waiting points and grants need a row that is given once and can be taken back (R069-R075, R350).
Locks: points entries while their check of kinds is replaced; five new tables.
Data: none.
Order: after 0006; before the code that gives awards.
Undo: drops awards, notices and grants; ledger lines of the new kinds must be gone first.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_map_and_undo_imports"),
        ("loyalty", "0006_keep_grade_policies"),
        ("members", "0005_erase_people_and_open_books"),
        ("organisation", "0002_keep_views_of_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=16)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("points", models.BigIntegerField()),
                ("taken_back", models.BigIntegerField(default=0)),
                ("state", models.CharField(max_length=8)),
                ("due_on", models.DateField(null=True)),
                ("document", models.CharField(blank=True, default="", max_length=64)),
                ("line_no", models.PositiveSmallIntegerField(default=0)),
                ("earned_on", models.DateField()),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("base_points", models.BigIntegerField(default=0)),
                ("percent_bp", models.PositiveIntegerField(default=0)),
                ("recorded_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("trace", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="ExpiryNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", models.PositiveSmallIntegerField()),
                ("points", models.BigIntegerField()),
                ("expires_on", models.DateField()),
                ("noted_on", models.DateField()),
                ("told_at", models.DateTimeField(null=True)),
                ("told_by", models.CharField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=120)),
                ("conditions", models.JSONField(default=dict)),
                ("points", models.BigIntegerField(default=0)),
                ("members", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=8)),
                ("done", models.PositiveIntegerField(default=0)),
                ("passed_over", models.PositiveIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=64)),
                ("earned_on", models.DateField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.CharField(blank=True, default="", max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="GrantLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_done", models.BooleanField(default=False)),
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
                            "merged_out",
                            "merged_in",
                            "referred",
                            "recruit",
                            "registration",
                            "birthday",
                            "occasion",
                            "first_purchase",
                            "survey",
                            "granted",
                            "taken_back",
                            "handed_out",
                            "handed_in",
                        ],
                    )
                ),
                name="points_entry_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="loyalty.pointsaccount"
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="entry",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="awards", to="loyalty.pointsentry"
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="operation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="recruit",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="rule_version",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.ruleversion"
            ),
        ),
        migrations.AddField(
            model_name="award",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="expirynotice",
            name="lot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="loyalty.pointslot"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="approval",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.approval"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="coupon_type",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.coupontype"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="operation",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.operation"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="store",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.store"
            ),
        ),
        migrations.AddField(
            model_name="grantline",
            name="award",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.award"
            ),
        ),
        migrations.AddField(
            model_name="grantline",
            name="coupon",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="loyalty.coupon"
            ),
        ),
        migrations.AddField(
            model_name="grantline",
            name="grant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="loyalty.grant"
            ),
        ),
        migrations.AddField(
            model_name="grantline",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.member"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["due_on", "account"], name="award_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["document"], name="award_document"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["recruit", "kind"], name="award_recruit"),
        ),
        migrations.AddIndex(
            model_name="award",
            index=models.Index(fields=["account", "kind", "-id"], name="award_account"),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(condition=models.Q(("points__gt", 0)), name="award_gives_points"),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("taken_back__gte", 0), ("taken_back__lte", models.F("points"))),
                name="award_taken_back_within_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "purchase",
                            "referred",
                            "recruit",
                            "registration",
                            "birthday",
                            "occasion",
                            "first_purchase",
                            "survey",
                            "granted",
                        ],
                    )
                ),
                name="award_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "given", "void"])), name="award_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "given"), _negated=True), ("entry__isnull", False), _connector="OR"
                ),
                name="award_given",
            ),
        ),
        migrations.AddIndex(
            model_name="expirynotice",
            index=models.Index(fields=["days", "expires_on", "id"], name="expiry_notice_window"),
        ),
        migrations.AddConstraint(
            model_name="expirynotice",
            constraint=models.UniqueConstraint(fields=("lot", "days"), name="expiry_notice_once"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["-asked_at"], name="grant_newest"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "running", "done", "undone"])), name="grant_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("coupon_type", None), ("points__gt", 0)),
                    models.Q(("coupon_type__isnull", False), ("points", 0)),
                    _connector="OR",
                ),
                name="grant_gives_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantline",
            constraint=models.UniqueConstraint(fields=("grant", "member"), name="grant_line_once"),
        ),
    ]
