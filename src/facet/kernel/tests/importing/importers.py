"""An importer for the tests: rings, kept as rows of a kernel table, updated by their code."""

from facet.kernel import operations
from facet.kernel.importing import Checked, ImportColumn, Importer, RowError
from facet.kernel.models import CronRun
from facet.kernel.tests.factories import AT
from facet.kernel.transactions import unit_of_work

COLUMNS = [
    ImportColumn("code", ("条码", "Tag", "编号"), kind="code", required=True, limit=32, hint="The number on the tag."),
    ImportColumn("name", ("品名", "Name")),
    ImportColumn("weight_mg", ("净金重", "Net weight"), kind="grams", least=1, most=10**6),
    ImportColumn("price_cents", ("标价", "Tag price"), kind="yuan", least=0),
    ImportColumn("made_on", ("生产日期", "Made on"), kind="date"),
    ImportColumn(
        "kind", ("大类", "Kind"), kind="choice", choices=[("gold", "黄金", "Gold"), ("diamond", "钻石", "Diamond")]
    ),
    ImportColumn("loss_bp", ("损耗", "Loss"), kind="percent"),
    ImportColumn("pieces", ("件数", "Pieces"), kind="int", least=0, most=999),
    ImportColumn("open", ("上架", "On show"), kind="bool"),
]


def _check(actor, rows, at):
    known = set(CronRun.objects.values_list("job", flat=True))
    states = {row.line: "unchanged" if row.values["code"] in known else "new" for row in rows}
    errors = [
        RowError(
            row.line, "code", "The tag {tag} is in the museum.", "Leave it there.", row.values["code"], {"tag": "M"}
        )
        for row in rows
        if row.values["code"].startswith("MUSEUM")
    ]
    new = sum(state == "new" for state in states.values())
    return Checked(new=new, unchanged=len(rows) - new, errors=errors, states=states)


@unit_of_work
def _apply(actor, operation, rows, at):
    act = operations.begin(operation, kind="kernel.rings", actor=actor, at=at)
    if act.done:
        return Checked(**act.result)
    checked = _check(actor, rows, at)
    CronRun.objects.bulk_create(
        [CronRun(job=row.values["code"], due=AT) for row in rows], ignore_conflicts=True, batch_size=2000
    )
    if any(row.values["name"] == "bang" for row in rows):
        raise ValueError("the domain fell over after writing")
    act.finish(new=checked.new, unchanged=checked.unchanged)
    return checked


RINGS = Importer(
    key="kernel.rings",
    title="Rings",
    purpose="Rings for the tests.",
    permission="kernel.import_rings",
    columns=COLUMNS,
    check=_check,
    apply=_apply,
    unique=("code",),
)

HEAD = ["条码", "品名", "净金重(克)", "标价", "生产日期", "大类", "损耗", "件数", "上架"]
GOOD = ["A001", "足金戒指", 3.98, "1,280.00", "2026-02-14", "黄金", "12.5%", 1, "是"]
