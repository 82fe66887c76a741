"""Clean invented reports with prose and facts, and for every check one line that seeds its fault."""

import random
from dataclasses import dataclass, replace
from decimal import Decimal

from annual_report.invented import facts_of
from gongkai.annual_report.exchange import report_of
from gongkai.annual_report.quantities import simplest
from gongkai.annual_report.report import (
    Cell,
    Fact,
    Heading,
    Note,
    Report,
    Section,
    State,
    Table,
)

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
    for at, (key, value, unit) in enumerate(
        (("items.published", published, "条"), ("applications.received", received, "件"))
    ):
        text = LEADS[at][(seed + year) % 3].format(n=value)
        lines.append(text)
        facts.append((key, value, unit, text.rstrip("。")))
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
        Fact(key, value, unit, text, chapter_of["overview"]) for key, value, unit, text in facts
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


def value(report, name):
    table, row, column = name.split(".")
    cell = getattr(report, table).cell(row, column)
    return None if cell is None else cell.value


def put(report, name, number, raw=None, unit=None):
    """The report with one cell set; None empties it."""
    table_name, row, column = name.split(".")
    table = getattr(report, table_name)
    if isinstance(number, float):
        number = simplest(Decimal(repr(number)))
    state = State.BLANK if number is None else State.ZERO if number == 0 else State.NUMBER
    raw = raw if raw is not None else "" if number is None else str(number)
    cells = {key: dict(columns) for key, columns in table.cells.items()}
    cells.setdefault(row, {})[column] = Cell(raw, state, number, unit)
    return replace(report, **{table_name: replace(table, cells=cells)})


def say(report, sentence, *facts, key="overview"):
    """The report with a sentence more in a chapter, and the facts it states: (key, value, text)."""
    sections = tuple(
        replace(section, text=f"{section.text}\n{sentence}") if section.key == key else section
        for section in report.sections
    )
    number = next(section.number for section in report.sections if section.key == key)
    more = tuple(
        Fact(name, amount, "件", text, number, zero=amount == 0 and "没有" in text)
        for name, amount, text in facts
    )
    return replace(report, sections=sections, facts=(*report.facts, *more))


def write(report, key, text):
    """The report with a chapter's text replaced."""
    sections = tuple(
        replace(section, text=text) if section.key == key else section
        for section in report.sections
    )
    return replace(report, sections=sections)


def open_with(report, preamble):
    return replace(report, preamble=preamble)


def without(report, table, row):
    old = getattr(report, table)
    cells = {key: columns for key, columns in old.cells.items() if key != row}
    return replace(report, **{table: replace(old, cells=cells)})


def more(report, name, by=1):
    return put(report, name, value(report, name) + by)


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


NEW, HANDLED, OUT = (
    "applications.new.total",
    "applications.handled_total.total",
    "applications.carried_out.total",
)
PASSAGE = "围绕群众关心的事项逐月清点公开目录，缺什么补什么，补完以后由科室负责人和分管同志分别签字确认，年底统一存档备查。"
LONG = PASSAGE + "对照清单逐项核验"

SEEDS = {
    "applications-balance": ("2021", only(lambda r: more(r, "applications.new.natural_person", 50))),
    "applications-handled": ("2021", only(lambda r: more(r, "applications.granted.natural_person", 50))),
    "applications-row-total": ("2019", only(lambda r: more(r, "applications.granted.total", 50))),
    "outcomes-without-applications": ("2021", only(lambda r: put(put(r, NEW, 0), "applications.carried_in.total", 0))),
    "fee-overdue-without-notice": ("2021", only(lambda r: write(put(r, "applications.closed_fee_overdue.total", 2), "other_matters", "无。"))),
    "carried-over": ("2021", before(lambda r: more(r, OUT, 3))),
    "remedies-total": ("2021", only(lambda r: more(r, "remedies.reconsideration.upheld", 5))),
    "litigation-without-reconsideration": ("2019", lambda c: replace(c, last_year=None, report=put(c.report, "remedies.reconsideration.total", 0))),
    "direct-litigation": ("2021", only(lambda r: replace(put(put(r, "remedies.litigation_direct.total", 1), "applications.refused_third_party.total", 9), year=2025))),
    "pending-carried-over": ("2021", before(lambda r: put(r, "remedies.reconsideration.pending", 99))),
    "items-not-negative": ("2019", only(lambda r: put(r, "proactive.coercion.items_change", -999))),
    "items-carried-over": ("2019", before(lambda r: more(r, "proactive.fees.items_last_year", 4))),
    "decisions-without-items": ("2019", only(lambda r: put(put(put(r, "proactive.penalties.items_last_year", 0), "proactive.penalties.items_change", 0), "proactive.penalties.decisions", 7))),
    "procurement-amount": ("2019", only(lambda r: put(r, "proactive.procurement.amount_yuan", 0))),
    "disclosed-over-total": ("2019", only(lambda r: put(r, "proactive.normative_documents.newly_disclosed", 9999))),
    "disclosed-over-made": ("2019", only(lambda r: more(r, "proactive.normative_documents.newly_disclosed", 501))),
    "disclosed-carried-over": ("2019", only(lambda r: more(r, "proactive.normative_documents.total_disclosed", 9999))),
    "issued-over-in-force": ("2021", only(lambda r: put(put(r, "proactive.normative_documents.in_force", 0), "proactive.normative_documents.issued", 600))),
    "in-force-carried-over": ("2021", only(lambda r: more(r, "proactive.normative_documents.in_force", 2))),
    "regulations-without-power": ("2021", only(lambda r: put(r, "proactive.regulations.in_force", 3))),
    "amount-implausible": ("2021", only(lambda r: put(r, "proactive.fees.amount_10k_yuan", 1605964))),
    "extra-row": ("2021", only(lambda r: replace(r, notes=(Note("extra-row", "第二部分表格中的“其他主动公开文件”（3）不是全国统一的行。"),)))),
    "statistics-sum": ("2008", only(lambda r: more(r, "statistics.S41.number", 4))),
    "statistics-limit": ("2008", only(lambda r: put(r, "statistics.S11.number", 9))),
    "statistics-documents": ("2008", only(lambda r: put(r, "statistics.S03.number", 1))),
    "statistics-channels": ("2008", only(lambda r: put(r, "statistics.S01.number", 3))),
    "statistics-answered": ("2008", only(lambda r: more(r, "statistics.S25.number", 1))),
    "statistics-closed": ("2008", only(lambda r: more(r, "statistics.S22.number", 30))),
    "integer-cells": ("2021", only(lambda r: put(r, "applications.granted.total", -2))),
    "cells-blank": ("2021", only(lambda r: put(r, "applications.granted.total", None))),
    "unit-in-cell": ("2019", only(lambda r: put(r, "proactive.procurement.amount_yuan", 268000, "26.8万元", "万元"))),
    "numbers-jump": ("2021", before(lambda r: put(r, "proactive.licensing.decisions", 99999))),
    "numbers-of-last-year": ("2021", lambda c: replace(c, last_year=replace(c.last_year, applications=c.report.applications))),
    "received-differs": ("2021", only(lambda r: say(r, "新收申请9999件。", ("applications.received", 9999, "新收申请9999件")))),
    "outcomes-differ": ("2021", only(lambda r: say(r, "予以公开999件。", ("applications.granted", 999, "予以公开999件")))),
    "carried-differs": ("2021", only(lambda r: say(r, "结转下年度888件。", ("applications.carried_out", 888, "结转下年度888件")))),
    "applicants-differ": ("2019", only(lambda r: say(r, "自然人申请777件。", ("applications.by_person", 777, "自然人申请777件")))),
    "none-received": ("2021", only(lambda r: say(r, "本年没有收到政府信息公开申请。", ("applications.received", 0, "没有收到政府信息公开申请")))),
    "all-closed": ("2021", only(lambda r: say(put(r, OUT, 4), "收到的申请均已按期办结。"))),
    "remedies-differ": ("2021", only(lambda r: say(r, "发生行政复议555件。", ("reconsideration.cases", 555, "行政复议555件")))),
    "all-upheld": ("2021", only(lambda r: say(put(r, "remedies.reconsideration.corrected", 3), "行政复议案件均获维持。"))),
    "change-differs": ("2021", only(lambda r: say(r, "比上年增加999件。", ("applications.change_from_last_year", 999, "比上年增加999件")))),
    "documents-differ": ("2021", only(lambda r: say(r, "制发规范性文件8888件。", ("documents.normative_issued", 8888, "制发规范性文件8888件")))),
    "fees-differ": ("2021", only(lambda r: say(r, "收取信息处理费30元。", ("fees.charged", 30, "收取信息处理费30元")))),
    "statistics-differ": ("2008", only(lambda r: say(r, "收到申请666件。", ("applications.received", 666, "收到申请666件")))),
    "percent-differs": ("2021", only(lambda r: say(r, "共发布信息200条，其中政策类50条，占35%。"))),
    "parts-differ": ("2021", only(lambda r: say(r, "共承办建议提案9件，其中主办6件，分办5件。"))),
    "said-twice": ("2021", only(lambda r: say(r, "承办提案3件。后来写承办政协提案5件。", ("proposals.cppcc", 3, "承办提案3件"), ("proposals.cppcc", 5, "承办政协提案5件")))),
    "channels-over-total": ("2021", only(lambda r: say(r, "网站公开99999条。", ("items.published_by_channel:website", 99999, "网站公开99999条")))),
    "proposals-differ": ("2021", only(lambda r: say(r, "承办提案3件，A类5件。", ("proposals.cppcc", 3, "承办提案3件"), ("proposals.cppcc.grade_A", 5, "A类5件")))),
    "form-of-another-year": ("2019", only(lambda r: replace(r, year=2023))),
    "heading-of-another-year": ("2021", only(lambda r: headed(r, "issued", "本年新制作数量", "2019"))),
    "row-missing": ("2021", only(lambda r: replace(r, remedies=None))),
    "second-table": ("2021", only(lambda r: replace(r, notes=(Note("second-table", "第三部分印了两张表，只读取第一张。"),)))),
    "chapter-missing": ("2021", only(lambda r: replace(r, sections=r.sections[:4] + r.sections[5:]))),
    "chapter-order": ("2021", only(lambda r: replace(r, sections=r.sections[::-1]))),
    "chapter-empty": ("2021", only(lambda r: write(r, "problems_and_improvements", "无"))),
    "heading-wording": ("2021", only(lambda r: replace(r, sections=(*r.sections, Section(None, 7, "附图", ""))))),
    "contents-differ": ("2021", only(lambda r: open_with(r, r.preamble + "本报告由总体情况、主动公开政府信息情况、存在的主要问题及改进情况三部分组成。"))),
    "overview-topics": ("2021", only(lambda r: write(r, "overview", "本机关主动公开政府信息30条。"))),
    "no-published-count": ("2021", only(lambda r: write(replace(r, facts=()), "overview", "做好主动公开、依申请公开、信息管理、平台建设和监督保障。"))),
    "proposals-in-overview": ("2021", only(lambda r: say(r, "（六）建议提案办理情况。已经全部答复。"))),
    "no-period": ("2021", only(lambda r: open_with(r, "如有疑问，请致电0000-5550108。"))),
    "period-differs": ("2021", only(lambda r: open_with(r, r.preamble.replace(str(r.year), str(r.year - 1))))),
    "year-differs": ("2021", only(lambda r: open_with(r, r.preamble + f"现将{r.year - 1}年政府信息公开工作情况报告如下。"))),
    "year-remnant": ("2021", only(lambda r: say(r, f"{r.year - 1}年，我局组织了两次讲课。"))),
    "office-differs": ("2021", only(lambda r: replace(open_with(r, "本报告由云川市林业局编制。" + r.preamble), office="云川市水务局"))),
    "no-contact": ("2021", only(lambda r: open_with(r, f"数据统计期限自{r.year}年1月1日起至12月31日止。"))),
    "phone-without-area-code": ("2021", only(lambda r: open_with(r, r.preamble.replace("0000-5550108", "5550108")))),
    "title-repeated": ("2021", only(lambda r: replace(r, repeated=(r.title,)))),
    "title-differs": ("2021", only(lambda r: say(r, f"编制了《{r.office}{r.year}年政务公开年度报告》。"))),
    "signature-date": ("2021", only(lambda r: say(r, f"{r.year + 1}年1月", key="other_matters"))),
    "signed-late": ("2021", only(lambda r: say(r, f"{r.year + 1}年9月8日", key="other_matters"))),
    "attachment-missing": ("2008", only(lambda r: say(replace(r, statistics=None), "详见附后的政府信息公开情况统计表。"))),
    "text-of-last-year": ("2021", lambda c: Case(say(c.report, LONG * 2 + "。"), say(c.last_year, LONG * 2 + "。"))),
    "text-of-another-office": ("2021", lambda c: Case(c.report, None, (replace(c.report, office="云川市林业局"),))),
    "passage-repeated": ("2021", only(lambda r: say(say(r, PASSAGE), PASSAGE, key="other_matters"))),
    "broken-cell": ("2021", only(lambda r: replace(r, broken=(Heading("", "结果\n\n维持"),)))),
    "bookmark-remnant": ("2021", only(lambda r: say(r, "[bookmark: _GoBack]另行公布。"))),
    "prompt-remnant": ("2021", only(lambda r: say(r, "XX局另行公布。"))),
    "stray-characters": ("2021", only(lambda r: say(r, "另行\ufffd\ufffd公布。"))),
    "date-impossible": ("2021", only(lambda r: say(r, f"自{r.year}年11日起另行公布。"))),
    "old-law-terms": ("2021", only(lambda r: say(r, "申请人应当说明自身生产、生活、科研等特殊需要。"))),
    "law-not-in-force": ("2021", only(lambda r: say(r, "依据国务院令第492号办理。"))),
    "article-not-there": ("2021", only(lambda r: say(r, "依据《政府信息公开条例》第六十三条办理。"))),
    "until-wording": ("2021", only(lambda r: say(r, f"截止{r.year}年12月31日，栏目正常。"))),
    "other-wording": ("2021", only(lambda r: say(r, "其它事项另行公布。"))),
    "unit-wording": ("2021", only(lambda r: say(r, "依申请公开数量1条。"))),
    "word-missing": ("2021", only(lambda r: say(r, "政府信息力度需要加大。"))),
    "word-doubled": ("2021", only(lambda r: say(r, "进行进行公布。"))),
    "numbering-mixed": ("2021", only(lambda r: say(r, "1．清点栏目。\n2、补充目录。"))),
    "marks-doubled": ("2021", only(lambda r: say(r, "栏目正常。。"))),
    "marks-half-width": ("2021", only(lambda r: say(r, "栏目正常,更新及时。"))),
}  # fmt: skip
