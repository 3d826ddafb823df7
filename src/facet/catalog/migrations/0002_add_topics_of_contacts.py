"""A dictionary of topics, which the log of contacts chooses from.

Why: what people talk about is a word of the house's dictionaries, so that a chain names its own topics (R019, R342).
Locks: the dictionary, a few hundred rows, while the check is replaced and the first words are written.
Data: adds the starting topics to houses that have a catalogue already; existing words stay.
Order: before members may point at a topic.
Undo: removes the topics nobody refers to, then puts the narrower check back.
"""

from typing import Any

from django.db import migrations, models

TOPICS = (
    ("greeting", "问候", "Greeting"),
    ("new-goods", "新货推荐", "New goods"),
    ("need", "了解需求", "Asking what is wanted"),
    ("price", "金价与价格", "Gold price and prices"),
    ("appointment", "预约到店", "Appointment"),
    ("after-sale", "售后回访", "After-sales call"),
    ("repair", "维修保养", "Repair and care"),
    ("points", "积分与权益", "Points and benefits"),
    ("event", "活动邀约", "Invitation to an event"),
    ("complaint", "投诉", "Complaint"),
    ("other-topic", "其他", "Other"),
)
KINDS = ["form", "gem", "style", "material", "brand", "craft", "ring_size"]


def add_topics(apps: Any, _schema: Any) -> None:
    """Only where the catalogue was installed already; a new house gets them with it."""
    entries = apps.get_model("catalog", "DictionaryEntry")
    if entries.objects.exists():
        entries.objects.bulk_create(
            entries(kind="topic", code=code, name=name, name_en=name_en, position=position)
            for position, (code, name, name_en) in enumerate(TOPICS, start=1)
        )


def remove_topics(apps: Any, _schema: Any) -> None:
    apps.get_model("catalog", "DictionaryEntry").objects.filter(kind="topic").delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="dictionaryentry", name="catalog_dictionary_kind"),
        migrations.AlterField(
            model_name="dictionaryentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("form", "Kind of piece"), ("gem", "Gem"), ("style", "Taste"), ("material", "Material"),
                    ("brand", "Brand"), ("craft", "Craft"), ("ring_size", "Ring size"), ("topic", "Topic of a contact"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="dictionaryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [*KINDS, "topic"])), name="catalog_dictionary_kind"
            ),
        ),
        migrations.RunPython(add_topics, remove_topics),
    ]
