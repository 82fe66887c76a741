"""Printed wording compared: spaces, radicals, numbering, quotes and mangled labels."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

# Chrome and Skia write radicals where characters belong. NFKC mends U+2F00–2FD5, not U+2E80–2EFF.
_PAIRS = (
    "⺅亻⺈刀⺉刂⺊卜⺌小⺍小⺎兀⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢水⺣灬"
    "⺤爪⺥爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罒⺲罒⺳罒⺶羊⺷羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹"
    "⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑长⻒镸⻓长⻔门⻕阜⻖阝⻗雨"
    "⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
_MEND = {
    ord(radical): character for radical, character in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)
} | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}

# Mirror sites print traditional characters: those that labels and headings are written with.
_TRADITIONAL = str.maketrans(
    "萬與專業個為舉於產眾會傳體黨關興況減決務動區單參號員響圍國處備復複審實對導屬開張當錄徑總態應戶執報護據數無時顯權條構標檢沒濟熱現監種稱穩類糾紀納線組經結繼續維繳"
    "網罰職輿範獲補規計認訓議許訟設訪證訴詢說請讀談負責購費質轉過這進違採錯門問間聞閱隱項領題額駁術機調財貨貢資車軍農沖廳縣臺團圖場壞塊聲獎學寶層歲幫廣慶庫異棄歸憶懷"
    "戲戰擴擬擇損換斷舊極樣檔氣匯漢湯溝測滿環電畫療蓋盤確礎積簡級約統絕給績綜編緩縮羅聯肅勝腦節藥藍慮雖銜見觀覺觸訂討讓記講論識評詞試話該詳語誤課誰謝貫貴貼賠賴輪軟輕"
    "載較輸辦達遷運還遠連遲適選遞遺郵釋錢銀鐵銷鎖長閉隊階際陸險難靜須順預頻風飛館駐驗齊龍後徵準製餘係纔並發點聽盡幹劃嚴從優價僅兩亞億倉側償兒寫凍淨憑擊則剛創別劑劇勞"
    "勢勵協賣衛廠歷壓變葉嗎啟諮",
    "万与专业个为举于产众会传体党关兴况减决务动区单参号员响围国处备复复审实对导属开张当录径总态应户执报护据数无时显权条构标检没济热现监种称稳类纠纪纳线组经结继续维缴"
    "网罚职舆范获补规计认训议许讼设访证诉询说请读谈负责购费质转过这进违采错门问间闻阅隐项领题额驳术机调财货贡资车军农冲厅县台团图场坏块声奖学宝层岁帮广庆库异弃归忆怀"
    "戏战扩拟择损换断旧极样档气汇汉汤沟测满环电画疗盖盘确础积简级约统绝给绩综编缓缩罗联肃胜脑节药蓝虑虽衔见观觉触订讨让记讲论识评词试话该详语误课谁谢贯贵贴赔赖轮软轻"
    "载较输办达迁运还远连迟适选递遗邮释钱银铁销锁长闭队阶际陆险难静须顺预频风飞馆驻验齐龙后征准制余系才并发点听尽干划严从优价仅两亚亿仓侧偿儿写冻净凭击则刚创别剂剧劳"
    "势励协卖卫厂历压变叶吗启咨",
)

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD, *range(0x202A, 0x202F)]
)
_NUMERALS = "〇零一二三四五六七八九十"
_ORDINAL = re.compile(
    rf"^(?:[(（〔]\s*(?:[{_NUMERALS}]{{1,3}}|\d{{1,2}})\s*[)）〕][、.．]?"
    rf"|[{_NUMERALS}]{{1,3}}\s*[、.．,，:：]"
    r"|\d{1,2}\s*(?:[、.．,，)）]|(?=[^\d\s.,%％件条个项次人年月日]))"
    r"|[①-⑳⑴-⒇⒈-⒛])\s*"
)
_REMNANT = re.compile(r"\[bookmark:[^\[\]]{0,40}\]")  # what a converter leaves of a bookmark
_QUOTES = re.compile("[“”\"'‘’＂＇「」『』《》〈〉]")
_LIKE = 0.6
_LONGEST = 200  # no label of any form is longer


def mended(text: str) -> str:
    """Return the text with radicals put back to characters and invisible characters dropped."""
    return text.translate(_MEND).translate(_INVISIBLE)


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """Return the text with every run of spaces as one, and none beside a Chinese character."""
    line = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", line)


def squeezed(text: str) -> str:
    """Return the text without any space."""
    return re.sub(r"\s+", "", mended(text))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return what is left of a label to compare: no spaces, numbering, quotes, width or 其它."""
    text = squeezed(unicodedata.normalize("NFKC", mended(text))).translate(_TRADITIONAL)
    text = _REMNANT.sub("", text)
    text = _QUOTES.sub("", text).replace("其它", "其他")
    text = _ORDINAL.sub("", text)
    return re.sub(r"[,，、;；:：。.()（）·\-]", "", text)


def is_numbered(text: str) -> bool:
    """Return whether a text begins with the number of a heading or of an item of a list."""
    return _ORDINAL.match(text) is not None


@lru_cache(maxsize=4096)
def title_words(text: str) -> str:
    """Return a chapter title to compare: as plain, and without the words offices vary."""
    return re.sub("以及|的|和|及|与", "", plain(text))


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> float:
    """Return how alike two plain texts are, 0 to 1; a long part of the other counts as alike."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(long) > _LONGEST:
        return 0.0
    if len(short) >= 4 and short in long:
        return 0.7 + 0.3 * len(short) / len(long)
    # Characters in common bound the ratio from above: most pairs need no matching at all.
    held = set(long)
    if 4 * sum(each in held for each in short) < len(short) + len(long):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def likeness_to(text: str, wordings: Iterable[str]) -> float:
    """Return the likeness of a plain text to the nearest of these labels."""
    return max((likeness(text, plain(wording)) for wording in wordings), default=0.0)


def raised(text: str) -> str:
    """Return text set above or below the line, its digits marked as such: no part of a number."""
    return text.translate(_RAISED)


def chinese_number(numeral: str) -> int | None:
    """Return the number of 一 … 九十九, or None."""
    if not numeral or any(character not in _NUMERALS for character in numeral):
        return None
    if "十" not in numeral:
        digits = "".join(str(max(0, _NUMERALS.index(each) - 1)) for each in numeral)
        return int(digits)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1:  # 五十三十
        return None
    return (_NUMERALS.index(tens) - 1 if tens else 1) * 10 + (
        _NUMERALS.index(ones) - 1 if ones else 0
    )
