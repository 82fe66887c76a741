"""Reports of invented offices in 云川市: made whole and right, to be written out and then damaged."""

import random

from gongkai.annual_report.exchange import SCHEMA, report_of
from gongkai.annual_report.facts import with_facts
from gongkai.annual_report.form import form_of, statistics_form
from gongkai.corpus.flattening import flattened

__all__ = ["applications", "facts_of", "flattened", "invented", "proactive"]

KINDS = form_of("2021").applications.column_keys
TEXTS = {
    "overview": "云川市水务局按要求办理各项公开事务。\n（一）主动公开。全年发布各类信息若干。\n"
    "（二）依申请公开。畅通受理渠道，按期答复。\n（三）政府信息管理。发布前逐条审查。\n"
    "（四）平台建设。门户网站栏目调整两次。\n（五）监督保障。安排业务培训，接受社会评议。",
    "problems_and_improvements": "解读材料偏少。\n下一年增加图解。",
    "other_matters": "全年没有收取信息处理费。",
}


def preamble(year, office="云川市水务局"):
    return (
        f"本报告中所列数据的统计期限自{year}年1月1日起，至{year}年12月31日止。"
        f"如有疑问，请与{office}办公室联系（地址：云川市云水路8号；电话：0000-5550108）。"
    )


def applications(form="2021", seed=1, largest=9):
    """Part three with every relation kept."""
    dice = random.Random(seed)
    rows = form_of(form).applications.row_keys
    outcomes = form_of(form).outcome_rows
    table = {row: {} for row in rows}
    for kind in KINDS[:-1]:
        handled = 0
        for row in outcomes:
            table[row][kind] = dice.choice([0, 0, dice.randint(0, largest)])
            handled += table[row][kind]
        table["handled_total"][kind] = handled
        table["carried_in"][kind] = dice.randint(0, handled)
        table["carried_out"][kind] = dice.randint(0, largest)
        table["new"][kind] = handled + table["carried_out"][kind] - table["carried_in"][kind]
    for row in rows:
        table[row]["total"] = sum(table[row].values())
    return table


def remedies(seed=1):
    dice = random.Random(seed)
    table = {}
    for group in form_of("2021").remedies.row_keys:
        results = {key: dice.randint(0, 20) for key in ("upheld", "corrected", "other", "pending")}
        table[group] = results | {"total": sum(results.values())}
    return table


def proactive(form="2021", seed=1):
    dice = random.Random(seed)
    table = {
        row.key: {column.key: dice.randint(0, 500) for column in block.columns}
        for block in form_of(form).proactive
        for row in block.rows
    }
    table["regulations"] = dict.fromkeys(table["regulations"], 0)  # a bureau makes none
    documents = table["normative_documents"]
    if form == "2021":
        documents["in_force"] += documents["issued"]
        table["fees"]["amount_10k_yuan"] = 160.5964
    else:
        documents["newly_disclosed"] = min(documents["made"], documents["newly_disclosed"])
        documents["total_disclosed"] += documents["newly_disclosed"]
        table["licensing"]["items_change"] = -min(8, table["licensing"]["items_last_year"])
        table["procurement"] = {"projects": 12, "amount_yuan": 268000}
    return table


def statistics():
    numbers = {row.key: 0 for row in statistics_form().rows}
    numbers |= {"S01": 210, "S02": 4, "S03": 4, "S05": 180, "S07": 90, "S10": 3, "S11": 1}
    numbers |= {"S17": 9, "S18": 2, "S20": 6, "S21": 1, "S22": 9, "S23": 8, "S24": 1}
    numbers |= {"S25": 9, "S26": 3, "S27": 2, "S29": 2, "S32": 1, "S35": 1, "S37": 2}
    numbers |= {"S40": 3, "S41": 2, "S43": 1, "S44": 1, "S45": 1, "S52": 5, "S53": 1, "S54": 4}
    return numbers | {"S55": 1.25, "S57": 2, "S58": 46}


def sections(form="2021"):
    return [
        {
            "key": label.key,
            "number": number,
            "heading": label.label,
            "text": TEXTS.get(label.key, ""),
        }
        for number, label in enumerate(form_of(form).sections, 1)
    ]


def facts_of(form="2021", year=None, seed=1, office="云川市水务局"):
    """A whole report as data of the exchange schema."""
    year = year or {"2021": 2023, "2019": 2020, "2008": 2017}[form]
    whole = {
        "schema": SCHEMA,
        "title": f"{office}{year}年政府信息公开工作年度报告",
        "office": office,
        "year": year,
        "form": form,
        "preamble": preamble(year, office),
        "sections": sections(form),
        "proactive": None,
        "applications": None,
        "remedies": None,
        "statistics": None,
        "facts": [],
        "unkeyed": [],
        "notes": [],
    }
    if form == "2008":
        return whole | {"statistics": statistics()}
    return whole | {
        "proactive": proactive(form, seed),
        "applications": applications(form, seed),
        "remedies": remedies(seed),
    }


def invented(form="2021", **changes):
    return with_facts(report_of(facts_of(form, **changes)))
