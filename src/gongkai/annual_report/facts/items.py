"""What a count of 主动公开 is of: all items, one channel, or one named kind or column."""

import re

CHANNELS = {
    "website": "网站|官网|门户|网页|网上|线上|互联网|公开网|信息网|政府网|外网",
    "wechat": "微信|公众号|订阅号|服务号|视频号",
    "weibo": "微博",
    "toutiao": "头条",
    "new_media": "新媒体|双微|两微|抖音|快手|APP|客户端|小红书|短视频",
    "gazette": "公报(?!等)",
    "platform": "(?<!全)平台|政务服务网|政务网(?!站)|公开系统|管理系统|信用中国|信用网",
    "other": "公示栏|公告栏|公开栏(?!目)|宣传栏|电子屏|显示屏|触摸屏|报刊|报纸|广播|电视|查阅点"
    "|其[他它](?:方式|渠道|平台|媒体|形式|途径)|宣传册|宣传单|便民手册",
}
_CHANNEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in CHANNELS.items()))
_OF_NEW_MEDIA = {"wechat", "weibo", "toutiao", "new_media"}
_PLATFORM_OF = re.compile(
    "(?:网站|微信|公众号|微博|媒体|门户|头条)[^，。；#]{0,6}平台|平台（[^）]*(?:网站|微信)"
)
_BY_WAY_OF = re.compile("(?:通过|以|在|利用|依托|运用|借助|开通|开设|新开)(?P<way>[^，；]*)")
_QUOTED = re.compile("“[^”]{3,}”")
_IN_BRACKETS = re.compile("（[^）]*）?")

_UNITS = frozenset(("条", "件", "篇", "篇次", "份", "个", "则", "项", "次", "部", ""))
_GAZETTE_UNITS = frozenset(("条", "件", "篇"))
_PRINTED = re.compile("^(?:共|累计)?(?:刊登|刊发|刊载|登载)")
_GAZETTE_BEFORE = re.compile("公报》?[^，。；]{0,8}，$")
_VERB = (
    "(?:(?<!法定)主动公开|(?<!政务)(?<!主动)(?<!信息)(?<!事务)公开|信息公开(?=数|总数|#|$))(?!类|指南|目录|年报|年度|制度|栏|条例|工作|平台|网|系统|专区|电话|信箱|申请)|发布(?!会)|更新|推送|公布|上传|刊发|刊登"
    "|公示(?!公告)|转载|推文|推出|编发|登载|发文(?!稿|件)|刊载|发表|披露|信息新增|发送"
)
_VERBS = re.compile(_VERB)
_NOT_PUBLISHED = re.compile("属于|同意|范围的|不予公开|予以公开|同意公开|部分公开|未公开")
_LAST_VERB = re.compile(rf"^.*(?:{_VERB})(?:了|的)?")
_VERB_LAST = re.compile(
    rf"(?P<name>[^，。；]*?)(?P<verb>{_VERB})(?:总?数|数量|总?量|了|共计?|合计|总计|为|达|有)*$"
)
_NOT_ITEMS = re.compile(
    "阅读|浏览|点击|访问|粉丝|关注量|关注人数|关注用户|点赞|转发量|权力(?!信息|清单|事项)|办件|抽查|整改|清理|培训|申请(?!指南)|问题|宣传(?!类|信息|报道)"
    "|发放|报送|采用|播放|场次|排名|指标|任务|栏目#|专栏#|专题#|账号#|制度#|台账|查阅|会议#"
)
_OF_ANOTHER_KIND = re.compile(
    "回答|解答|收到|受理|举办|召开|参加|承办|回复|接受|接到|开设|(?<!社会)组织(?!机构)|配备"
    "|(?:[已共年]|^)(?:办理|办结|答复|处理)|(?:办理|办结|答复|处理)(?!$|#|情况|结果|一览|进展|决定)"
)
_BARE_VERB = re.compile("^(?:新?制定|新?修改|修订|废止|新建|更新|删除|撤销|转载|发布|公开|原创)$")

# Words that name no kind. Taken out one by one, never as one pattern that must fit to the end.
_GENERIC = re.compile(
    "全文|有关|相关|所有|全部|其[他它]"
    "|本(?:局|部门|单位|机关|委|年度?|办|级|镇|乡|县|区|市|街道|厅)|我(?:局|镇|乡|县|市|区|委|办|院|单位|部门|街道|厅|处|中心)"
    "|政府|政务|部门|信息量?|数据|内容|方面|栏目|累计|共计?|合计|总计|总共|总数|总量|数量?|新增|全年|年度|以上|工作|图文|资讯|文章|消息|稿件"
    "|条数|件数|信息、动态|原创|公开|主动|依法|[新达有为约总各的了到、和及与“”数件条，]"
)
_WHOLE = re.compile("^(?:各类|各项|各种|各个)")
_LEADING = re.compile(
    "^(?:其中|包括|包含|涉及|分别为|分别是|分别有|主要有|主要是|主要为|有|含|为|是|另|以及|和|及|与|并|、|共|新增|累计|20\\d\\d年度?(?:以来)?的?|本单位|本部门|本局|我局|全年|今年|发布|推送|公布|重点聚焦|聚焦"
    "|[一二三四五六七八九十]是|[①-⑳]|\\d{1,2}[.、])+"
)
_TRAILING = re.compile(
    "(?:类的?(?:政府|政务)?信息|类|的|共计?|合计|总计|数量?|有|为|达|约|方面|栏目|新增|累计|更新|，)+$"
)
_EXAMPLES = re.compile("^.*等(?=[^，等]{3,8}信息$)")  # 教育、医疗等重点领域信息
_SUCH_AS = re.compile("等(?:方面|各类)?(?:的)?(?:政[府务])?(?:信息)?(?:共计?|合计)?$")
_NAMED_IN_LIST = re.compile(
    "(?!其中|主动|累计|新增|通过)[^，。；在由共]{2,6}(?<!主动)(?:公开|公示)(?:类)?信息"
)
_OFFICES = re.compile("(?:机关|政府|乡镇|街道|部门|区县|县区|单位)$|^各[区县市]")
_COLUMN = re.compile(
    "(?P<name>[^，。；在、]{2,12}?)(?:栏目|专栏|板块)(?:共|累计)?(?:发布|公开|更新)"
)
_FIELD = re.compile("(?P<name>[^，。；在、共]{2,10}领域)(?:主动)?公开(?:政府|政务)?信息")
_QUOTES = re.compile("[“”‘’\"'「」]")
_LONGEST = 24


def key_of_items(lead: str, tail: str, unit: str, before: str, *, in_list: bool) -> str | None:
    """Return the key of a count of items: the words around it, before it, and whether it is listed."""
    clause = f"{lead}#{tail}"
    if _NOT_ITEMS.search(clause) or _NOT_PUBLISHED.search(clause):
        return None
    publishes = _VERBS.search(clause) is not None
    if not publishes and (not in_list or _OF_ANOTHER_KIND.search(clause)):
        return None
    if unit in _GAZETTE_UNITS and _PRINTED.search(lead) and _GAZETTE_BEFORE.search(before):
        return "items.published_by_channel:gazette"
    name = name_of_kind(lead, tail, in_list=in_list)
    channel = channel_of(lead)
    if channel is None and not name and (publishes or not in_list):
        channel = _channel_before(lead, before)
    if not _counts_items(unit, lead, channel):
        return None
    if channel not in (None, "several") and not (name and _is_explicit(lead)):
        return f"items.published_by_channel:{channel}"
    if name and (channel is None or _is_explicit(lead) or "信息" not in lead):
        return f"items.published_by_type:{name}"
    return "items.published" if publishes and name is not None else None


def _counts_items(unit: str, lead: str, channel: str | None) -> bool:
    """Return whether items are counted in this unit: by the 期 new media only, by the 次 信息 only."""
    if unit == "期":
        return channel in _OF_NEW_MEDIA
    if channel == "gazette":
        return unit in _GAZETTE_UNITS
    return unit in _UNITS and (unit != "次" or "信息" in lead)


def channel_of(words: str) -> str | None:
    """Return the one channel these words name; "several" for more than one, None for none."""
    words = _QUOTED.sub("", words)
    names = {found.lastgroup for found in _CHANNEL.finditer(words)}
    if "platform" in names and len(names) > 1 and _PLATFORM_OF.search(words):
        names.discard("platform")
    if len(names) < 2:
        return next(iter(names), None)
    return "new_media" if names <= _OF_NEW_MEDIA else "several"


def name_of_kind(lead: str, tail: str, *, in_list: bool) -> str | None:
    """Return the kind or column a count is of; empty where all items are meant, None for neither."""
    words = _object_of(_IN_BRACKETS.sub("", lead), in_list=in_list)
    words = _EXAMPLES.sub("", words)
    if _WHOLE.match(words) and (not in_list or words[2:4] == "信息"):
        return ""
    if _SUCH_AS.search(words) and not in_list:
        return ""
    if words.endswith("等"):
        return None
    name = _trimmed(words)
    if _names_nothing(name) and tail:
        name = _trimmed(tail)
    if _names_nothing(name):
        raw = _TRAILING.sub("", _LEADING.sub("", words)) or _LEADING.sub("", words)
        name = raw if in_list and len(words) >= len(lead) - 2 else ""
        if not name and _COLUMN.search(lead):
            name = words
    if (
        len(name) > _LONGEST
        or _BARE_VERB.match(name)
        or re.search("等.|□", name)
        or _OFFICES.search(name)
    ):
        return None
    return name


def _object_of(words: str, *, in_list: bool) -> str:
    """Return what is made public: behind its verb, or before it in 动态类信息更新8条, 规划公示8条."""
    found = _VERB_LAST.fullmatch(words)
    if found is None:
        behind = _LAST_VERB.sub("", words)
        if not _names_nothing(_trimmed(behind)):
            return behind
        found = _COLUMN.search(words) or _FIELD.search(words)
        if found is not None:
            return found["name"]
        named = _LEADING.sub("", words)
        return named if in_list and _NAMED_IN_LIST.fullmatch(named) else behind
    name = found["name"]
    if found["verb"] == "信息公开" and (name or in_list):
        return f"{name}信息" if name else found[0]
    if _names_nothing(_LEADING.sub("", name)):
        return ""
    if not in_list:
        return _LAST_VERB.sub("", name) if _is_named(name) else ""
    if name.endswith(("信息", "类", "栏目", "领域")) and name != "信息":
        return name
    return found[0] if name else ""


def _is_named(words: str) -> bool:
    return re.search("(?:类|领域)(?:信息|政府信息)?$|栏目$", words) is not None


def _channel_before(lead: str, before: str) -> str | None:
    """Return the channel that the words before this clause name: 通过网站，…公开8条."""
    if "推送" in lead:
        found = channel_of(before)
        return found if found in _OF_NEW_MEDIA else None
    way = _BY_WAY_OF.search(before)
    return channel_of(way["way"]) if way else None


def _is_explicit(lead: str) -> bool:
    return (
        re.search(
            "(?<!各)类的?(?:政[府务])?信息(?:共计?|数量?|更新|公开)?$|(?<!各)类$|(?:栏目|”专栏)(?:共|累计)?(?:发布|公开|更新)(?:各类|政府|政务)*信息",
            lead,
        )
        is not None
    )


def _trimmed(words: str) -> str:
    words = re.sub("^.*(?:包括|包含)|等(?:方面)?(?:的)?信息(?:共计?)?$", "", words)
    name = _QUOTES.sub("", _TRAILING.sub("", _LEADING.sub("", words)))
    return re.sub("^(?:在|于|对(?!外|口|接)|将|把|通过|各类|各项)", "", name)


def _names_nothing(name: str) -> bool:
    return not _GENERIC.sub("", name)
