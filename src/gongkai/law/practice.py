"""Where the law leaves a choice or its text is not certain: one setting each, with its default and reason.

Nothing else in the program decides these questions. An office changes one by a line in the TOML
file that the environment variable GONGKAI_PRACTICE names.
"""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_type_hints


class UnusablePractice(ValueError):
    """Raise for settings that cannot be used; the message is a sentence for the person."""


def _choice(default: Any, reason: str) -> Any:
    return field(default=default, metadata={"reason": reason})


@dataclass(frozen=True)
class Practice:
    """The choices of an office, each field one question."""

    excluded_time_begins: Literal["sending", "receipt"] = _choice(
        "sending",
        "征求意见的时间自发出（sending）还是自对方收到（receipt）征求意见书起不计算。"
        "条例第三十三条第三款只说“所需时间”；默认自发出起。",
    )
    reasons_stop_clock: bool = _choice(
        False,
        "要求申请人说明理由（条例第三十五条）的时间是否不计算在答复期限内。条例没有规定；默认不停止计算。",
    )
    secrecy_question_stops_clock: bool = _choice(
        False,
        "报请保密行政管理部门确定的时间是否视同征求其他机关意见。没有全国规定；默认不停止计算。",
    )
    partly_withheld_comes_first: bool = _choice(
        True,
        "部分公开中不予公开的部分是否复议前置。《政府信息公开行政复议指导意见》第二条将部分不予公开"
        "列入不予公开；默认前置。",
    )
    silence_comes_first: bool = _choice(
        False,
        "逾期不予答复是否复议前置。行政复议法第二十三条第一款第（三）项与法释〔2025〕8号第二条的说法不一；"
        "默认可以复议，也可以诉讼。",
    )
    tell_what_cannot_be_sued: bool = _choice(
        False,
        "对法释〔2025〕8号所列不属于行政诉讼受案范围的答复，救济告知是否只写行政复议。所列各项只见转述；"
        "默认两种途径都写。",
    )
    fee_month_counts_by: Literal["receipt", "filing"] = _choice(
        "receipt",
        "按件计收时，一个自然月内的件数按收到之日（receipt）还是提交之日（filing）累计。办法没有规定；默认按收到之日。",
    )
    fee_counts_withdrawn: bool = _choice(
        True,
        "按件计收时，已撤回的申请是否计入件数。办法没有规定；默认计入。",
    )


DEFAULT_PRACTICE = Practice()


def read_practice(path: Path) -> Practice:
    """Return the settings in a TOML file; raise UnusablePractice with a sentence."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusablePractice(
            f"办理口径文件 {path.name} 不能读取，或者不是有效的 TOML。"
        ) from error
    kinds = get_type_hints(Practice)
    for name, value in table.items():
        if name not in kinds:
            known = "、".join(setting.name for setting in fields(Practice))
            raise UnusablePractice(f"办理口径文件中没有 {name} 这一项；可以设置的有：{known}。")
        allowed = (True, False) if kinds[name] is bool else get_args(kinds[name])
        if type(value) is not type(allowed[0]) or value not in allowed:
            words = "、".join(str(choice).lower() for choice in allowed)
            raise UnusablePractice(f"办理口径 {name} 只能是 {words} 之一。")
    return Practice(**table)
