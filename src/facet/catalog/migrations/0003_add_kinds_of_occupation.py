"""A dictionary of occupations, which members' files choose from.

Why: what members do for a living is a word of the house's dictionaries, so that a chain names its own (R342).
Locks: the dictionary, a few hundred rows, while the check is replaced and the first words are written.
Data: adds the starting occupations to houses that have a catalogue already; existing words stay.
Order: before members' files may name a word of the chain's own.
Undo: removes the occupations, then puts the narrower check back; files keep their codes.
"""

from typing import Any

from django.db import migrations, models

OCCUPATIONS = (
    ("office", "公司职员", "Office worker"),
    ("civil", "公务员", "Civil servant"),
    ("teacher", "教师", "Teacher"),
    ("doctor", "医护", "Doctor or nurse"),
    ("finance", "银行金融", "Bank and finance"),
    ("tech", "工程技术", "Engineer or technician"),
    ("owner", "企业主", "Business owner"),
    ("freelance", "自由职业", "Freelancer"),
    ("shop", "商业服务", "Shop and service"),
    ("worker", "工人", "Worker"),
    ("farmer", "务农", "Farmer"),
    ("student", "学生", "Student"),
    ("home", "居家", "At home"),
    ("retired", "退休", "Retired"),
    ("other-occupation", "其他职业", "Other occupation"),
)
KINDS = ["form", "gem", "style", "material", "brand", "craft", "ring_size", "topic"]


def add_occupations(apps: Any, _schema: Any) -> None:
    """Only where the catalogue was installed already; a new house gets them with it."""
    entries = apps.get_model("catalog", "DictionaryEntry")
    if entries.objects.exists():
        entries.objects.bulk_create(
            entries(kind="occupation", code=code, name=name, name_en=name_en, position=position)
            for position, (code, name, name_en) in enumerate(OCCUPATIONS, start=1)
        )


def remove_occupations(apps: Any, _schema: Any) -> None:
    apps.get_model("catalog", "DictionaryEntry").objects.filter(kind="occupation").delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_add_topics_of_contacts")]

    operations = [
        migrations.RemoveConstraint(model_name="dictionaryentry", name="catalog_dictionary_kind"),
        migrations.AlterField(
            model_name="dictionaryentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("form", "Kind of piece"),
                    ("gem", "Gem"),
                    ("style", "Taste"),
                    ("material", "Material"),
                    ("brand", "Brand"),
                    ("craft", "Craft"),
                    ("ring_size", "Ring size"),
                    ("topic", "Topic of a contact"),
                    ("occupation", "Kind of occupation"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="dictionaryentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [*KINDS, "occupation"])), name="catalog_dictionary_kind"
            ),
        ),
        migrations.RunPython(add_occupations, remove_occupations),
    ]
