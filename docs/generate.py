"""Write the reference pages that are printed from the program itself, or check that they are in step.

`python docs/generate.py` writes docs/reference/; `--check` compares and exits 1 on a difference.
"""

import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from gongkai.annual_report.checking import CHECKS
from gongkai.annual_report.facts.rules import vocabulary
from gongkai.annual_report.form import form_of, generation_of
from gongkai.law import application_stages, publication_stages, report_stages
from gongkai.law.answers import ANSWERS, COMMON_CONTENTS, QUESTIONS
from gongkai.law.application_stages import Act, Stage, why_not
from gongkai.law.citations import CERTAINTY_WORDS, instruments
from gongkai.law.clocks import CLOCKS
from gongkai.law.parameters import parameters
from gongkai.law.practice import Practice
from gongkai.law.receipt import Channel
from gongkai.web.environment import settings_table

REFERENCE = Path(__file__).with_name("reference")
SCENARIOS = Path(__file__).parents[1] / "tests/apps/applications/scenarios.toml"
MADE = "<!-- 本页由 docs/generate.py 从程序生成，请勿手改。 -->"


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a Markdown table."""
    head = list(headings)
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for row in rows:
        cells = (str(cell).replace("|", "\\|").replace("\n", " ") for cell in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def parameters_page() -> str:
    rows = [
        (
            f"`{name}`" if position == 0 else "",
            parameter.title if position == 0 else "",
            value.from_on,
            content(value.content, value.unit),
            value.citation,
            value.note,
            CERTAINTY_WORDS[value.citation.certainty],
        )
        for name, parameter in parameters().items()
        for position, value in enumerate(parameter.values)
    ]
    return "\n\n".join(
        (
            "# 法定参数",
            (
                "2008年5月1日以来的每一天，每项参数恰有一个值；“没有规定”也是一个值。"
                "命令 `gongkai law parameters --on 日期` 列出某一天有效的值。"
            ),
            table(("名称", "含义", "自何日起", "值", "依据", "说明", "核对"), rows),
            "## 所引文件",
            table(
                ("名称", "文号", "自何日起", "至何日止", "核对"),
                (
                    (
                        f"《{i.title}》",
                        i.number,
                        i.in_force_on or i.issued_on or "",
                        i.replaced_on or "",
                        CERTAINTY_WORDS[i.certainty],
                    )
                    for i in instruments().values()
                ),
            ),
        )
    )


def content(value: object, unit: str) -> str:
    if value is None:
        return "没有规定"
    if isinstance(value, dict):
        steps = [
            f"{step['price']} 元至第 {step['up_to']} {unit[-1]}"
            if "up_to" in step
            else f"其后 {step['price']} 元"
            for step in value["steps"]
        ]
        if "then_every" in value:
            steps.append(f"其后每 {value['then_every']} {unit[-1]}加 {value['then_adds']} 元")
        return "；".join(steps)
    return "是" if value is True else f"{value} {unit}" if isinstance(value, int) else str(value)


def answers_page() -> str:
    return "\n\n".join(
        (
            "# 答复类型",
            "一张清单同时决定：判断顺序、答复内容、救济告知，以及年度报告表三的栏目。",
            "## 依次判断的问题",
            "第一个“是”决定答复；全部为“否”则予以公开。",
            table(
                ("序号", "问题", "依据", "答复"),
                (
                    (number, q.text, q.source, q.answer.title)
                    for number, q in enumerate(QUESTIONS, 1)
                ),
            ),
            "## 各种答复",
            f"每份答复都应当写明：{'；'.join(COMMON_CONTENTS)}。",
            table(
                ("名称", "答复", "依据", "还应当写明", "表三栏目", "2024年起复议前置"),
                (
                    (
                        f"`{answer.key}`",
                        answer.title,
                        "、".join(answer.sources),
                        "；".join(answer.must_contain),
                        f"`{answer.row}`",
                        {"all": "是", "part": "是（不予公开的部分）", "nothing": ""}[
                            answer.withholds
                        ],
                    )
                    for answer in ANSWERS.values()
                ),
            ),
        )
    )


def clocks_page() -> str:
    return "\n\n".join(
        (
            "# 答复以外的期限",
            "命令 `gongkai clock 名称 --from 日期` 计算；起算之日不计。",
            table(
                ("名称", "期限", "自何日起算", "天数（现行）", "逾期"),
                (
                    (f"`{key}`", c.title, c.starts, now(c.parameter), c.lapse)
                    for key, c in CLOCKS.items()
                ),
            ),
        )
    )


def now(name: str) -> str:
    value = parameters()[name].values[-1]
    return f"{content(value.content, value.unit)}（{value.citation}）"


def practice_page() -> str:
    return "\n\n".join(
        (
            "# 办理口径",
            (
                "法律留有选择或者原文未能核对之处，各有一项设置。环境变量 `GONGKAI_PRACTICE` 指向一个 TOML 文件，"
                '文件中写出要改的项，例如 `excluded_time_begins = "receipt"`；其余用默认值。'
            ),
            table(
                ("名称", "默认", "理由"),
                (
                    (f"`{f.name}`", f"`{str(f.default).lower()}`", f.metadata["reason"])
                    for f in fields(Practice)
                ),
            ),
        )
    )


def checks_page() -> str:
    return "\n\n".join(
        (
            "# 年度报告的检查项目",
            (
                "命令 `gongkai report check 文件` 运行下列全部项目，名称保持不变。"
                "一项的名称、程序文件、测试和这里的标题相同。"
            ),
            *(f"## {each.name}\n\n{each.title}。\n\n依据：{each.source}。" for each in CHECKS),
        )
    )


def settings_page() -> str:
    return "\n\n".join(
        (
            "# 环境变量",
            "网站程序读取下列环境变量；值不能使用时，程序说明是哪一个并且不启动。",
            table(("名称", "默认", "含义"), settings_table()),
        )
    )


def stages_page() -> str:
    return "\n\n".join(
        (
            "# 环节",
            "每张图、每张表都从程序的环节表打印。职务的名称与任职的代号一致。",
            *(part for title, module in STAGES for part in stages_of(title, module)),
        )
    )


STAGES: tuple[tuple[str, Any], ...] = (
    ("信息公开", publication_stages),
    ("依申请公开", application_stages),
    ("年度报告", report_stages),
)
"""A heading, and the module with its Stage, NEXT, WHOSE_TURN, Act and WHO_MAY."""


def stages_of(title: str, module: Any) -> tuple[str, ...]:
    arrows = [
        f"    {stage.name} --> {after.name}"
        for stage, following in module.NEXT.items()
        for after in module.Stage
        if after in following
    ]
    names = [f'    state "{stage.label}" as {stage.name}' for stage in module.Stage]
    return (
        f"## {title}",
        "\n".join(["```mermaid", "stateDiagram-v2", *names, *arrows, "```"]),
        table(
            ("环节", "轮到谁"),
            ((stage.label, roles(module.WHOSE_TURN[stage])) for stage in module.Stage),
        ),
        table(
            ("做什么", "谁可以做"), ((f"`{act}`", roles(module.WHO_MAY[act])) for act in module.Act)
        ),
    )


def roles(keys: Iterable[str]) -> str:
    return "、".join(f"`{key}`" for key in sorted(keys)) or "无"


def permissions_page() -> str:
    return "\n\n".join(
        (
            "# 谁在哪个阶段可以办什么",
            "从程序的表打印。一个人要办一件事，职务和阶段都要允许。职务的名称与任职的代号一致。",
            "## 依申请公开",
            "职务是在收到申请的机关的职务；签发的人还不能参与过判断、起草、送签。",
            *_who_and_when(application_stages, begins=Act.TAKE_IN),
            "### 不可以时怎样说",
            table(
                ("办理", *(stage.label for stage in Stage)),
                ((act.label, *(why_not(act, stage) for stage in Stage)) for act in Act),
            ),
            "## 年度报告",
            "职务是在编制报告的机关的职务；提交报告的人不能审核、签发这份报告。主管部门可以看所主管机关的报告，不能办理。",
            *_who_and_when(report_stages, begins=report_stages.Act.COMPILE_REPORT),
        )
    )


def _who_and_when(module: Any, begins: str) -> tuple[str, ...]:
    """Return who may do what, and at which stage; the act that begins stands before all stages."""
    roles = sorted({role for those in module.WHO_MAY.values() for role in those})
    stages = [stage for stage in module.Stage if module.POSSIBLE[stage]]
    return (
        "### 谁可以",
        table(
            ("办理", *roles), (_marks(act.label, roles, module.WHO_MAY[act]) for act in module.Act)
        ),
        "### 在哪个阶段可以",
        table(
            ("办理", *(stage.label for stage in stages)),
            (
                _marks(act.label, stages, {each for each in stages if act in module.POSSIBLE[each]})
                for act in module.Act
                if act != begins
            ),
        ),
    )


def _marks(name: str, columns: Iterable[str], marked: Iterable[str]) -> tuple[str, ...]:
    return (name, *("●" if column in set(marked) else "" for column in columns))


def facts_page() -> str:
    return "\n\n".join(
        (
            "# 文字中的数据",
            (
                "读取年度报告时，按规则从文字中找出的数量；规则是 `annual_report/facts` 里的表格，一行一条。"
                "不合任何一项的数量列为“没有归类”，不作猜测。"
                "建议、提案的各项，分得清的记作 `proposals.npc.…`、`proposals.cppcc.…`。"
            ),
            table(
                ("名称", "含义"), ((f"`{key}`", meaning) for key, meaning in vocabulary().items())
            ),
        )
    )


def scenarios_page() -> str:
    told = tomllib.loads(SCENARIOS.read_text(encoding="utf-8"))["scenario"]
    return "\n\n".join(
        (
            "# 办理情形",
            (
                "每一行是一件申请从收到到答复的经过，以及由此算出的答复期限、答复类型和表三的栏目。"
                "每一行都在测试里办过：通过办理的各个动作（2019年5月15日以前收到的不能录入，除外），"
                "通过命令 `gongkai deadline`；有期限的，再与另外写的一份算法核对。口径都是默认的。"
            ),
            table(
                ("情形", "怎样收到", "经过", "最迟答复", "答复", "计入表三"),
                (
                    (
                        each["title"],
                        f"{each['received']} {Channel(each['channel']).label}",
                        "；".join(each["story"].strip().splitlines()),
                        _due_of(each),
                        _answer_of(each),
                        _row_of(each),
                    )
                    for each in told
                ),
            ),
        )
    )


WAITING = {
    "confirmation": "没有开始，等待确认",
    "correction": "没有，等待补正",
    "payment": "没有，等待缴费",
}
WARNED = {"correction-late": "补正告知过晚", "fee-late": "收费通知过晚"}


def _due_of(scenario: dict[str, Any]) -> str:
    if "due" not in scenario:
        return WAITING[scenario["waiting"]]
    marks = [WARNED[each] for each in scenario.get("warnings", ())]
    marks += ["暂定"] if scenario.get("provisional") else []
    return f"{scenario['due']}（{'、'.join(marks)}）" if marks else str(scenario["due"])


def _answer_of(scenario: dict[str, Any]) -> str:
    if "answer" not in scenario:
        return ""
    return f"{scenario['replied']} {ANSWERS[scenario['answer']].title}"


def _row_of(scenario: dict[str, Any]) -> str:
    if "answer" not in scenario:
        return ""
    answer, form = ANSWERS[scenario["answer"]], generation_of(scenario["replied"].year)
    key = answer.row_2019 if form == "2019" else answer.row
    row = next(each for each in form_of(form).applications.rows if each.key == key)
    group = row.groups[-1] if len(row.groups) > 1 else ""
    return f"{group} {row.label}".strip()


PAGES: dict[str, Callable[[], str]] = {
    "parameters.md": parameters_page,
    "answers.md": answers_page,
    "clocks.md": clocks_page,
    "practice.md": practice_page,
    "checks.md": checks_page,
    "facts.md": facts_page,
    "settings.md": settings_page,
    "permissions.md": permissions_page,
    "stages.md": stages_page,
    "scenarios.md": scenarios_page,
}


def main() -> int:
    stale = []
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        path, text = REFERENCE / name, f"{MADE}\n\n{page()}\n"
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"docs/reference is out of step: {', '.join(stale)}; run `make docs`")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
