"""Clean invented reports with prose and facts, and for every check one line that seeds its fault.

Most of the faults are those of `gongkai corpus synthesize`; here are the others, which need another
report, or print what no writer of the house does.
"""

import random
from dataclasses import dataclass, replace

from annual_report.invented import facts_of
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.report import (
    Cell,
    Fact,
    Heading,
    Note,
    Report,
    State,
    Table,
)
from gongkai.corpus.editing import add, dated, open_with, put, say, value, write
from gongkai.corpus.faults import FAULTS

__all__ = [
    "SEEDS",
    "Case",
    "applications_set",
    "clean",
    "open_with",
    "put",
    "say",
    "value",
    "write",
]

OFFICES = (
    "云川市水务局",
    "云川市云水区人民政府",
    "云川市青岩镇人民政府",
    "云川市教育局",
    "云川市云水区民政局",
)
WORKS = (
    "河道整治",
    "学校招生",
    "困难救助",
    "低保审批",
    "道路养护",
    "校舍修缮",
    "水质监测",
    "婚姻登记",
)
WHEN = (
    "三月",
    "上半年",
    "入夏以后",
    "年底前",
    "每月中旬",
    "七月起",
    "第一季度",
    "国庆以后",
    "开春后",
    "每逢周一",
)
WHO = ("业务科室", "窗口同志", "两名联络员", "分管同志", "值班人员", "综合科", "网站编辑", "老同志")
DID = ("梳理", "核对", "补齐", "更新", "标注", "归并", "抽查", "校对", "改写", "重排")
WHAT = (
    "的公开事项",
    "的办理条件",
    "的办事地图",
    "的咨询记录",
    "栏目内容",
    "的结果清单",
    "常见问题",
    "的历史数据",
)
ENDS = (
    "，定期回头看", "，由两名同志交叉复核", "，留有底稿备查", "，遇到不清楚的先问后办", "，并在显著位置提示更新日期",
    "，结果记入台账", "，不方便上网的群众可以到窗口查看", "，同类问题一并整改", "，听到的意见逐条回应",
    "，做到有据可依", "，和业务系统对过一遍数", "，年底再核一次",
)  # fmt: skip
LEADS = (
    ("本机关通过各渠道主动公开政府信息{n}条。", "全年主动公开政府信息共{n}条。", "主动公开各类政府信息{n}条。"),
    ("全年收到政府信息公开申请{n}件。", "本年度新收政府信息公开申请{n}件。", "共收到政府信息公开申请{n}件。"),
)  # fmt: skip
PROBLEMS = (
    "一些栏目的更新还不够快，{work}的解读多是文字，图表偏少。",
    "{work}一类信息分散在几处，群众要翻几页才找得到。",
    "新来的同志对{work}哪些该公开还拿不准。",
)
PLANS = (
    "下一步按月清点栏目，给{work}配上图解。",
    "今后把{work}集中到一个专栏，标明更新日期。",
    "明年为新同志讲两次课，拿{work}的例子讲清楚。",
)


@dataclass(frozen=True)
class Case:
    """What a check is given: a report, last year's, and others."""

    report: Report
    last_year: Report | None = None
    others: tuple[Report, ...] = ()


def clean(form="2021", seed=1, year=None):
    """A clean report with facts that its prose states, and last year's from which it follows."""
    dice = random.Random(f"{form}{seed}")
    year = year or {"2021": 2022 + seed % 3, "2019": 2020, "2008": 2015 + seed % 4}[form]
    office = OFFICES[seed % len(OFFICES)]
    now = _report(form, year, office, seed, dice)
    if form == "2008":
        return Case(now, _before_2008(now, seed, dice))
    before = _report(form, year - 1, office, seed + 1009, dice)
    return Case(now, _followed(before, now))


def _report(form, year, office, seed, dice):
    data = facts_of(form, year=year, seed=seed, office=office)
    if form == "2008":
        _vary_statistics(data["statistics"], dice)
    else:
        for group in data["remedies"].values():
            group["pending"] = 0
            group["total"] = group["upheld"] + group["corrected"] + group["other"]
        if year >= 2024:
            data["remedies"]["litigation_direct"] = dict.fromkeys(
                data["remedies"]["reconsideration"], 0
            )
        for row in data["proactive"].values():
            if "items_last_year" in row:
                row["items_last_year"] += 10
    report = report_of(data)
    published = (
        report.statistics.cells["S01"]["number"].value if form == "2008" else dice.randint(40, 3000)
    )
    received = (
        report.statistics.cells["S17"] if form == "2008" else report.applications.cells["new"]
    )
    received = received["number" if form == "2008" else "total"].value
    lines, facts = [], []
    for at, (key, number, unit) in enumerate(
        (("items.published", published, "条"), ("applications.received", received, "件"))
    ):
        text = LEADS[at][(seed + year) % 3].format(n=number)
        lines.append(text)
        facts.append((key, number, unit, text.rstrip("。")))
    works = dice.sample(WORKS, 5)

    def way(at):
        return (
            "".join(
                [*map(dice.choice, (WHEN, WHO, DID)), works[at], *map(dice.choice, (WHAT, ENDS))]
            )
            + "。"
        )

    def told(at):
        return "".join(way((at + step) % 5) for step in range(4))

    texts = {
        "overview": "\n".join([
            f"{year}年，{office}按照要求做好公开工作。",
            f"（一）主动公开。{lines[0]}{told(0)}",
            f"（二）依申请公开。{lines[1]}{told(1)}",
            f"（三）政府信息管理。{told(2)}发布前经过三次审核。",
            f"（四）平台建设。{told(3)}网站栏目保持更新。",
            f"（五）监督保障。{told(4)}培训安排在上半年。",
        ]),
        "problems_and_improvements": (
            f"（一）问题。{dice.choice(PROBLEMS).format(work=works[1])}\n"
            f"（二）改进。{dice.choice(PLANS).format(work=works[2])}"
        ),
        "other_matters": f"本机关{year}年没有收取信息处理费。",
    }  # fmt: skip
    chapter_of = {section.key: section.number for section in report.sections}
    sections = tuple(
        replace(section, text=texts.get(section.key, way(at % 5) if form == "2008" else ""))
        for at, section in enumerate(report.sections)
    )  # fmt: skip
    found = tuple(
        Fact(key, number, unit, text, chapter_of["overview"]) for key, number, unit, text in facts
    )
    fee = Fact(
        "fees.charged", 0, None, "没有收取信息处理费", chapter_of.get("other_matters", 0), zero=True
    )
    return replace(report, sections=sections, facts=(*found, fee) if form != "2008" else found)


def _vary_statistics(numbers, dice):
    numbers["S05"] = dice.randint(120, 900)
    numbers["S07"] = dice.randint(50, 110)
    numbers["S01"] = numbers["S05"] + dice.randint(1, 40)
    numbers["S20"] = dice.randint(3, 40)
    numbers["S17"] = numbers["S18"] + numbers["S20"] + numbers["S21"]
    numbers["S22"] = numbers["S25"] = numbers["S17"]
    numbers["S23"] = numbers["S17"] - numbers["S24"]
    numbers["S27"] = numbers["S17"] - numbers["S26"] - numbers["S29"] - numbers["S37"]
    if numbers["S27"] < 0:
        numbers["S26"], numbers["S27"] = numbers["S26"] + numbers["S27"], 0


def _before_2008(now, seed, dice):
    return _report("2008", now.year - 1, now.office, seed + 1009, dice)


def _followed(before, now):
    """Last year's report, made such that this one's carried numbers follow from it."""
    for kind, cell in now.applications.cells["carried_in"].items():
        before = put(before, f"applications.carried_out.{kind}", cell.value)
    for kind in now.applications.cells["carried_in"]:
        balance = sum(
            value(before, f"applications.{row}.{kind}") for row in ("handled_total", "carried_out")
        )
        before = put(before, f"applications.new.{kind}", balance)
        before = put(before, f"applications.carried_in.{kind}", 0)
    before = _restated(before)
    for row, columns in now.proactive.cells.items():
        here = {key: cell.value for key, cell in columns.items()}
        if "items_change" in here and value(before, f"proactive.{row}.items_change") is not None:
            before = put(before, f"proactive.{row}.items_last_year", here["items_last_year"])
            before = put(before, f"proactive.{row}.items_change", 0)
        if "total_disclosed" in here:
            before = put(
                before,
                f"proactive.{row}.total_disclosed",
                max(0, here["total_disclosed"] - here["newly_disclosed"]),
            )
            before = put(before, f"proactive.{row}.newly_disclosed", 0)
        if "in_force" in here and value(before, f"proactive.{row}.in_force") is not None:
            before = put(
                before,
                f"proactive.{row}.in_force",
                here["in_force"] - here["issued"] + here["repealed"],
            )
            before = put(before, f"proactive.{row}.issued", 0)
    return before


def _restated(report):
    """The report with its prose saying what its table says now."""
    new = value(report, "applications.new.total")
    old = next(fact for fact in report.facts if fact.key == "applications.received")
    text = old.text.replace(f"申请{old.value}件", f"申请{new}件")
    sections = tuple(
        replace(section, text=section.text.replace(old.text, text)) for section in report.sections
    )
    facts = tuple(
        replace(fact, value=new, text=text) if fact is old else fact for fact in report.facts
    )
    return replace(report, sections=sections, facts=facts)


def headed(report, key, printed, of_form):
    table = report.proactive
    heading = Heading(key, printed, of_form, ("normative_documents",))
    return replace(report, proactive=replace(table, headings=(*table.headings, heading)))


def only(change):
    """A seed that changes the report alone."""
    return lambda case: replace(case, report=change(case.report))


def before(change):
    """A seed that changes last year's report alone."""
    return lambda case: replace(case, last_year=change(case.last_year))


def applications_set(report, **numbers):
    """Part three with the 总计 column and the natural persons set alike, all else zero."""
    table = report.applications
    cells = {
        row: {kind: Cell(str(n), State.NUMBER if n else State.ZERO, n)
              for kind in columns
              for n in [numbers.get(row, 0) if kind in {"total", "natural_person"} else 0]}
        for row, columns in table.cells.items()
    }  # fmt: skip
    facts = tuple(fact for fact in report.facts if not fact.key.startswith("applications."))
    return replace(report, applications=Table(cells, table.headings, table.labels), facts=facts)


OUT = "applications.carried_out.total"
PASSAGE = "围绕群众关心的事项逐月清点公开目录，缺什么补什么，补完以后由科室负责人和分管同志分别签字确认，年底统一存档备查，对照清单逐项核验"


def alone(fault):
    """The newest form that bears the fault, and the seed that changes the report alone."""
    return fault.forms[-1], only(lambda r: fault.change(dated(r, max(r.year, fault.first))))


SEEDS = {
    **{name: alone(fault) for name, fault in FAULTS.items()},
    "litigation-without-reconsideration": ("2021", lambda c: Case(FAULTS["litigation-without-reconsideration"].change(c.report))),
    "carried-over": ("2021", before(lambda r: add(r, 3, OUT))),
    "pending-carried-over": ("2021", before(lambda r: put(r, "remedies.reconsideration.pending", 99))),
    "items-carried-over": ("2019", before(lambda r: add(r, 4, "proactive.fees.items_last_year"))),
    "disclosed-carried-over": ("2019", only(lambda r: add(r, 9999, "proactive.normative_documents.total_disclosed"))),
    "in-force-carried-over": ("2021", only(lambda r: add(r, 2, "proactive.normative_documents.in_force"))),
    "extra-row": ("2021", only(lambda r: replace(r, notes=(Note("extra-row", "第二部分表格中的“其他主动公开文件”（3）不是全国统一的行。"),)))),
    "numbers-jump": ("2021", before(lambda r: put(r, "proactive.licensing.decisions", 99999))),
    "numbers-of-last-year": ("2021", lambda c: replace(c, last_year=replace(c.last_year, applications=c.report.applications))),
    "change-differs": ("2021", only(lambda r: say(r, "比上年增加999件。", ("applications.change_from_last_year", 999, "比上年增加999件")))),
    "decisions-differ": ("2021", only(lambda r: say(r, "全年作出行政许可决定99999件。", ("licensing.decisions", 99999, "作出行政许可决定99999件")))),
    "heading-of-another-year": ("2021", only(lambda r: headed(r, "issued", "本年新制作数量", "2019"))),
    "second-table": ("2021", only(lambda r: replace(r, notes=(Note("second-table", "第三部分印了两张表，只读取第一张。"),)))),
    "text-of-last-year": ("2021", lambda c: Case(say(c.report, PASSAGE * 2 + "。"), say(c.last_year, PASSAGE * 2 + "。"))),
    "text-of-another-office": ("2021", lambda c: Case(c.report, None, (replace(c.report, office="云川市林业局"),))),
    "broken-cell": ("2021", only(lambda r: replace(r, broken=(Heading("", "结果\n\n维持"),)))),
}  # fmt: skip
