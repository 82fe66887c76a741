"""What the prose says of licences, penalties and coercive measures is the row of part two."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import accepted, is_scoped, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails, needed, shown
from gongkai.annual_report.report import Fact, Finding, Passage, Severity

NAME = "decisions-differ"
TITLE = "正文与表格：行政许可、处罚、强制的件数应与第二部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_ROWS = {
    "licensing.decisions": "proactive.licensing.decisions",
    "penalties.decisions": "proactive.penalties.decisions",
    "coercion.decisions": "proactive.coercion.decisions",
}
# Only all of them: 重大行政处罚, 涉企行政许可 and what stands behind 其中 are some.
_ALL = re.compile(
    "(?:^|作出|办理|办结|实施|下达|核发|采取|完成|共|各类|[、，。；：和及与\n])行政(?:许可|处罚|强制)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _ROWS, "行政许可、行政处罚、行政强制的件数")
    needed(dossier.report.proactive, "第二部分表格")
    judged = [
        (key, name, dossier.facts[key])
        for key, name in _ROWS.items()
        if key in dossier.facts and dossier.number(name) is not None
    ]
    if not judged:
        raise NotApplicable("表格没有对应的数。")
    for _, name, facts in judged:
        number = dossier.number(name)
        if any(accepted(fact, [number]) for fact in facts) or len(facts) > 1:
            continue  # more than one number: each of some
        [fact] = facts
        if fact.scope is None and _is_whole(dossier, fact):
            yield fails(
                NAME,
                f"{chapter(fact.section)}写“{fact.text}”，而表格“{dossier.cell_label(name)}”为{shown(number)}。",
                [name],
                Severity.NOTICE,
                remedy="请核对正文和第二部分表格；统计口径不同的，写明口径。",
                passages=[Passage(fact.section, dossier.sentence_of(fact))],
            )


def _is_whole(dossier: Dossier, fact: Fact) -> bool:
    """Return whether a sentence speaks of all decisions of the office itself."""
    sentence = dossier.sentence_of(fact)
    before = sentence[: max(sentence.find(fact.text), 0)]
    return not is_scoped(sentence) and "其中" not in before and _ALL.search(sentence) is not None
