"""Write the reference pages that are printed from the program itself, or check that they are in step.

`python docs/generate.py` writes docs/reference/; `--check` compares and exits 1 on a difference.
"""

import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from pathlib import Path

from gongkai.annual_report.checking import CHECKS
from gongkai.law.answers import ANSWERS, COMMON_CONTENTS, QUESTIONS
from gongkai.law.citations import CERTAINTY_WORDS, instruments
from gongkai.law.clocks import CLOCKS
from gongkai.law.parameters import parameters
from gongkai.law.practice import Practice
from gongkai.web.environment import settings_table

REFERENCE = Path(__file__).with_name("reference")
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
                    (number, q.text, q.citation, q.answer.title)
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
                        "、".join(map(str, answer.citations)),
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
            "命令 `gongkai report check 文件` 运行下列全部项目，名称保持不变。",
            table(
                ("名称", "检查什么", "依据"),
                ((f"`{check.name}`", check.title, check.source) for check in CHECKS),
            ),
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


PAGES: dict[str, Callable[[], str]] = {
    "parameters.md": parameters_page,
    "answers.md": answers_page,
    "clocks.md": clocks_page,
    "practice.md": practice_page,
    "checks.md": checks_page,
    "settings.md": settings_page,
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
