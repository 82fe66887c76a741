"""What a sentence of a report states: invented sentences of invented offices, fact by fact."""

import re
import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.facts import facts_of, rules, unkeyed_of, with_facts
from gongkai.annual_report.report import Report, Section

# A sentence, then key = value for each fact it states; nothing behind ⇒ is nothing stated.
ITEMS = """
2023年，云川市水务局主动公开政府信息318条。 ⇒ items.published = 318
全年共主动公开各类政府信息１，２０６条。 ⇒ items.published = 1206
本年度累计公开政府信息约2.4万条。 ⇒ items.published = 24000
主动公开政府信息近三百条。 ⇒ items.published = 300
我局主动公开信息三十二条。 ⇒ items.published = 32
全年公开信息 47 条。 ⇒ items.published = 47
通过云川市政府网站公开信息85条。 ⇒ items.published_by_channel:website = 85
“云川水务”微信公众号推送信息140条。 ⇒ items.published_by_channel:wechat = 140
政务微博发布信息66条。 ⇒ items.published_by_channel:weibo = 66
今日头条号发布信息12条。 ⇒ items.published_by_channel:toutiao = 12
通过微信、微博等政务新媒体发布信息90条。 ⇒ items.published_by_channel:new_media = 90
政府公报刊登文件9件。 ⇒ items.published_by_channel:gazette = 9
通过信息公开平台公开信息33条。 ⇒ items.published_by_channel:platform = 33
在公示栏公开信息21条。 ⇒ items.published_by_channel:other = 21
通过政府网站、微信公众号和报纸公开政府信息共205条。 ⇒ items.published = 205
通过网站公开信息20条，微信公众号公开信息30条。 ⇒ items.published_by_channel:website = 20; items.published_by_channel:wechat = 30; items.published = 50
通过网站公开信息20条，微信公众号推送信息30篇。 ⇒ items.published_by_channel:website = 20; items.published_by_channel:wechat = 30
主动公开信息60条，其中网站40条、微信公众号20条。 ⇒ items.published = 60; items.published_by_channel:website = 40; items.published_by_channel:wechat = 20
政府网站、微信公众号、微博分别发布信息31条、52条和7条。 ⇒ items.published_by_channel:website = 31; items.published_by_channel:wechat = 52; items.published_by_channel:weibo = 7; items.published = 90
主动公开信息75条，其中机构职能类5条，工作动态类40条，财政信息类30条。 ⇒ items.published = 75; items.published_by_type:机构职能 = 5; items.published_by_type:工作动态 = 40; items.published_by_type:财政信息 = 30
发布水质监测类信息14条。 ⇒ items.published_by_type:水质监测 = 14
“防汛抗旱”栏目发布信息8条。 ⇒ items.published_by_type:防汛抗旱 = 8
公开河长制信息六条。 ⇒ items.published_by_type:河长制信息 = 6
主动公开信息40条，其中财政公开类信息12条，建议提案8条，政策解读3条，其他信息17条。 ⇒ items.published = 40; items.published_by_type:财政公开 = 12; items.published_by_type:建议提案 = 8; interpretations.published = 3; items.published_by_type:其他信息 = 17
全年共发布92条，其中行政处罚信息50条。通知公告类42条。 ⇒ items.published = 92; items.published_by_type:行政处罚信息 = 50; items.published_by_type:通知公告 = 42
主动公开本单位预算决算2条。 ⇒ items.published_by_type:预算决算 = 2
主动公开信息30条，其中行政处罚公示信息5条，教育、医疗等重点领域信息9条。 ⇒ items.published = 30; items.published_by_type:行政处罚公示信息 = 5; items.published_by_type:重点领域信息 = 9
共公开19次政府常务会议。 ⇒
主动公开信息90条，其中公文30条、建议提案办理复文20件、人事任免40条。 ⇒ items.published = 90; items.published_by_type:公文 = 30; proposals.replies_published = 20; items.published_by_type:人事任免 = 40
微信公众号发送15次30条信息。 ⇒ items.published_by_channel:wechat = 30
河道信息更新16条。 ⇒ items.published = 16
通过门户网站，公开各类信息20条。 ⇒ items.published_by_channel:website = 20
在官网公开栏目发布通知、招标等信息共计58篇。 ⇒ items.published_by_channel:website = 58
主动公开信息总数88条，政务微信公开信息数17，网站公开信息数71条。 ⇒ items.published = 88; items.published_by_channel:wechat = 17; items.published_by_channel:website = 71
市级机关公开的信息中，梳理权力事项30项。 ⇒
网站访问量达45万次。 ⇒
共有粉丝1.2万人，阅读量300万次。 ⇒
"""

DOCUMENTS = """
全年制发行政规范性文件4件。 ⇒ documents.normative_issued = 4
公开规范性文件6件。 ⇒ documents.normative_published = 6
废止规范性文件2件。 ⇒ documents.normative_repealed = 2
现行有效的规范性文件共17件。 ⇒ documents.normative_in_force = 17
未制发、废止、修改行政规范性文件，现行有效行政规范性文件7个。 ⇒ documents.normative_issued = 0; documents.normative_repealed = 0; documents.normative_in_force = 7
监测网络舆情870条。 ⇒
本年度未制定规范性文件。 ⇒ documents.normative_issued = 0
发布政策解读材料13篇。 ⇒ interpretations.published = 13
配发图解、视频解读5个。 ⇒ interpretations.published = 5
全年回应社会关切8次。 ⇒ concerns.answered = 8
参加市政府新闻发布会3场。 ⇒ press_conferences = 3
召开新闻发布会两次。 ⇒ press_conferences = 2
局长参加在线访谈1期。 ⇒ interviews = 1
省级媒体刊发报道27篇。 ⇒ media_reports = 27
在《云川日报》等报纸刊登文章16篇。 ⇒ articles.newspapers = 16
人民网等网络媒体刊发稿件9篇。 ⇒ articles.online_media = 9
报送政务信息30篇，被采用11篇。 ⇒ articles.adopted = 11
报送政务公开典型经验4篇，被采用2篇。 ⇒ good_practices.adopted = 2
"""

APPLICATIONS = """
2023年共收到政府信息公开申请26件。 ⇒ applications.received = 26
共收到公民、法人和其他组织申请5件。 ⇒ applications.received = 5
本年度新收申请18宗。 ⇒ applications.received = 18
受理依申请公开事项7件，均在法定期限内答复。 ⇒ applications.received = 7; applications.closed_on_time = 7
收到申请12件，已全部办结。 ⇒ applications.received = 12; applications.handled = 12
共收办政府信息公开申请31件。 ⇒ applications.handled = 31
收到申请9件，按时办结8件，1件正在办理。 ⇒ applications.received = 9; applications.closed_on_time = 8; applications.carried_out = 1
全年收到申请20件，其中自然人申请17件，法人或其他组织申请3件。 ⇒ applications.received = 20; applications.by_person = 17; applications.by_organization = 3
收到申请10件，其中当面申请1件、传真申请0件、网络申请6件、信函申请2件、电子邮件申请1件。 ⇒ applications.received = 10; applications.by_form:in_person = 1; applications.by_form:fax = 0; applications.by_form:online = 6; applications.by_form:letter = 2; applications.by_form:email = 1
收到申请5件，均通过网上提交。 ⇒ applications.received = 5; applications.by_form:online = 5
收到申请4件，全部为自然人申请。 ⇒ applications.received = 4; applications.by_person = 4
办理申请30件，其中予以公开16件，部分公开4件，不予公开3件，无法提供5件，不予处理1件，其他处理1件。 ⇒ applications.handled = 30; applications.granted = 16; applications.granted_in_part = 4; applications.refused = 3; applications.unavailable = 5; applications.not_processed = 1; applications.closed_other = 1
收到申请6件，本机关不掌握的2件，信息不存在的1件，重复申请1件。 ⇒ applications.received = 6; applications.unavailable = 2; applications.unavailable = 1; applications.not_processed = 1
新收申请15件，上年结转2件，结转下年度继续办理3件。 ⇒ applications.received = 15; applications.carried_in = 2; applications.carried_out = 3
答复申请78件（含上年度结转5件，另有4件顺延至下年度）。 ⇒ applications.handled = 78; applications.carried_in = 5; applications.carried_out = 4
收到政府信息公开申请8件，申请人撤回1件。 ⇒ applications.received = 8; applications.closed_other = 1
收到申请9件，其中通过网站提交6件，其他方式申请3件。 ⇒ applications.received = 9; applications.by_form:online = 6; applications.by_form:other = 3
受理自然人政府信息公开申请1件，上一年度结转0件。 ⇒ applications.received = 1; applications.by_person = 1; applications.carried_in = 0
答复申请50件，属于已主动公开范围的12件，同意公开的30件，同意部分公开的8件。 ⇒ applications.handled = 50; applications.granted = 30; applications.granted_in_part = 8
收到申请8件，转下年度办理2件。 ⇒ applications.received = 8; applications.carried_out = 2
共收到依申请公开信件2件，均为网络申请。 ⇒ applications.received = 2; applications.by_form:online = 2
收到申请6件，其余均已按时答复。 ⇒ applications.received = 6
依申请公开0件。 ⇒ applications.received = 0
我局未收到政府信息公开申请。 ⇒ applications.received = 0
尚未接到公民、法人或者其他组织的公开申请。 ⇒ applications.received = 0
全年无依申请公开事项。 ⇒ applications.received = 0
本年度没有发生不予公开政府信息的情况。 ⇒ applications.refused = 0
收到申请10件，同比减少2件。 ⇒ applications.received = 10; applications.change_from_last_year = -2; applications.received.last_year = 12
收到申请10件，比上年增加3件。 ⇒ applications.received = 10; applications.change_from_last_year = 3; applications.received.last_year = 7
收到申请120件，同比增长20%。 ⇒ applications.received = 120; applications.growth_percent = 20; applications.received.last_year = 100
收到申请859件，较去年下降12.3%。 ⇒ applications.received = 859; applications.growth_percent = -12.3
收到申请14件，与上年持平。 ⇒ applications.received = 14; applications.change_from_last_year = 0; applications.received.last_year = 14
收到申请14件，与上年基本持平。 ⇒ applications.received = 14
收到申请9件，去年同期为6件。 ⇒ applications.received = 9; applications.received.last_year = 6
申请数量同比增长12.5%。 ⇒ applications.growth_percent = 12.5
收到申请3件，答复率100%。 ⇒ applications.received = 3; rate.replied = 100
"""

REMEDIES = """
因信息公开被申请行政复议3件，其中维持2件、纠正1件。 ⇒ reconsideration.cases = 3; reconsideration.upheld = 2; reconsideration.corrected = 1
发生行政诉讼案件2件，驳回原告诉讼请求1件，尚未审结1件。 ⇒ litigation.cases = 2; litigation.upheld = 1; litigation.pending = 1
行政复议4件，行政诉讼1件，均获维持。 ⇒ reconsideration.cases = 4; litigation.cases = 1; reconsideration.upheld = 4; litigation.upheld = 1
行政复议、行政诉讼案件分别为2件、5件。 ⇒ reconsideration.cases = 2; litigation.cases = 5
行政复议和行政诉讼均为0件。 ⇒ reconsideration.cases = 0; litigation.cases = 0
未发生因政府信息公开申请引起的行政复议、行政诉讼。 ⇒ reconsideration.cases = 0; litigation.cases = 0
没有因政府信息公开被提起行政诉讼。 ⇒ litigation.cases = 0
未经复议直接起诉1件。 ⇒ litigation.cases = 1
行政复议5件，正在审理2件，其他结果3件。 ⇒ reconsideration.cases = 5; reconsideration.pending = 2; reconsideration.other = 3
行政诉讼4件，被依法纠错1件，其他情形3件。 ⇒ litigation.cases = 4; litigation.corrected = 1; litigation.other = 3
行政复议1起，结果维持。 ⇒ reconsideration.cases = 1; reconsideration.upheld = 1
没有出现行政复议被纠错的情况。 ⇒ reconsideration.corrected = 0
"""

FEES = """
收取信息处理费120元。 ⇒ fees.charged = 120
全年收取检索费、复制费共计0元。 ⇒ fees.charged = 0
减免费用35.5元。 ⇒ fees.waived = 35.5
共收取信息处理费1.2万元。 ⇒ fees.charged = 1.2
未向申请人收取任何费用。 ⇒ fees.charged = 0
本年度没有收费及减免情况。 ⇒ fees.charged = 0; fees.waived = 0
没有收取信息处理费。 ⇒ fees.charged = 0
未产生减免情况。 ⇒ fees.waived = 0
"""

LETTERS = """
局长信箱收到来信45件。 ⇒ letters.received = 45
收到网民留言30条，均已回复。 ⇒ letters.received = 30; letters.answered = 30
收到来信8件，已全部办结。 ⇒ letters.received = 8; letters.closed = 8
办结市长信箱来信17件。 ⇒ letters.closed = 17
回复网上留言22条。 ⇒ letters.answered = 22
接受群众咨询、投诉96人次。 ⇒ letters.complaints_and_consultations = 96
接待现场咨询200余人次。 ⇒ letters.complaints_and_consultations = 200
收到公众来信38件，其中有效来信20件，已办结19件。 ⇒ letters.received = 38; letters.closed = 19
“县长信箱”栏目收到来信18件，已办理17件，网站公开2件。 ⇒ letters.received = 18; letters.closed = 17
处理答复网民留言30条，4条正在处理中。 ⇒ letters.answered = 30
未收到群众来信。 ⇒ letters.received = 0
收到“我为政府网站找错”留言6件，已全部办结。 ⇒ site_errors.received = 6; site_errors.closed = 6
办结网站找错留言4条。 ⇒ site_errors.closed = 4
开展意见征集5期。 ⇒ consultations.held = 5
开展意见征集3次，收到意见建议18条。 ⇒ consultations.held = 3; consultations.comments = 18
组织网上调查2期。 ⇒ surveys.held = 2
"""

PROPOSALS = """
承办人大代表建议6件。 ⇒ proposals.npc = 6
办理政协提案4件。 ⇒ proposals.cppcc = 4
承办人大建议3件、政协提案5件。 ⇒ proposals.npc = 3; proposals.cppcc = 5; proposals = 8
共承办建议提案12件，其中主办件7件，会办件5件。 ⇒ proposals = 12; proposals.led = 7; proposals.joint = 5
承办政协提案4件，其中主办1件、分办1件、协办2件。 ⇒ proposals.cppcc = 4; proposals.cppcc.led = 1; proposals.cppcc.split = 1; proposals.cppcc.joint = 2
承办人大代表建议5件，均为A类。 ⇒ proposals.npc = 5; proposals.npc.grade_A = 5
承办人大代表建议5件，其中A类2件、B类1件、C类1件、D类1件。 ⇒ proposals.npc = 5; proposals.npc.grade_A = 2; proposals.npc.grade_B = 1; proposals.npc.grade_C = 1; proposals.npc.grade_D = 1
市政协六届三次会议提案9件，其中集体提案2件。 ⇒ proposals.cppcc = 9
办结人大建议5件、政协提案8件，答复件全部在网站公布。 ⇒ proposals.npc = 5; proposals.cppcc = 8; proposals = 13; proposals.npc.replies_published = 5; proposals.cppcc.replies_published = 8
公开人大代表建议答复5件。 ⇒ proposals.npc.replies_published = 5
公开建议提案办理结果9件。 ⇒ proposals.replies_published = 9
承办政协提案2件，答复全部在网站公开。 ⇒ proposals.cppcc = 2; proposals.cppcc.replies_published = 2
建议提案办复率、面商率、满意率均为100%。 ⇒ rate.replied = 100; rate.contacted = 100; rate.satisfied = 100
满意率98.6%。 ⇒ rate.satisfied = 98.6
本年度未承办人大代表建议、政协提案。 ⇒ proposals.npc = 0; proposals.cppcc = 0
"""

PEOPLE = """
配备专职人员2名、兼职人员5名。 ⇒ staff.full_time = 2; staff.part_time = 5
现有1名专职、26名兼职工作人员。 ⇒ staff.full_time = 1; staff.part_time = 26
配备专兼职工作人员8名。 ⇒
确定两名工作人员负责信息公开工作。 ⇒ staff.responsible = 2
新增工作人员1名。 ⇒ staff.added = 1
政务公开领导小组成员共9人。 ⇒ leading_group = 9
举办政务公开培训班3期，培训120人次。 ⇒ trainings.held = 3; trainings.participants = 120
组织业务培训2次。 ⇒ trainings.held = 2
参加市政府组织的培训4次。 ⇒ trainings.attended = 4
召开政务公开工作会议2次。 ⇒ meetings.held = 2
举办政府开放日活动1场。 ⇒ open_days.held = 1
"""

PLACES = """
开设政务新媒体账号4个。 ⇒ new_media.accounts = 4
现有微信公众号2个。 ⇒ new_media.accounts = 2
新增专题专栏3个。 ⇒ columns.added = 3
网站设有栏目26个。 ⇒ columns.total = 26
全市共有政府网站5家。 ⇒ websites.total = 5
设立政府信息查阅点6处。 ⇒ reading_points = 6
承担重点领域信息公开任务11项。 ⇒ key_area.tasks = 11
本单位无重点领域信息公开任务。 ⇒ key_area.tasks = 0
下属事业单位共7家。 ⇒ subordinate_units = 7
我局无下属事业单位。 ⇒ subordinate_units = 0
发生泄密事件0起。 ⇒ leaks = 0
全年未发生失泄密事件。 ⇒ leaks = 0
没有发生因信息公开被责任追究的情况。 ⇒ accountability.cases = 0
责任追究1起。 ⇒ accountability.cases = 1
报告附件2份。 ⇒ attachments = 2
无其他需要报告的事项。 ⇒ other_matters = 0
"""

NONE_AT_ALL = """
全年未发生一起失泄密事件。 ⇒ leaks = 0
没有发生1起泄密事件。 ⇒ leaks = 0
未发生一例政府信息公开行政诉讼。 ⇒ litigation.cases = 0
全年无一件因信息公开引发的行政复议。 ⇒ reconsideration.cases = 0
没有一件行政复议。 ⇒ reconsideration.cases = 0
无一起因信息公开引发的行政复议和行政诉讼案件。 ⇒ reconsideration.cases = 0; litigation.cases = 0
全年秩序良好，也没有一件投诉。 ⇒ letters.complaints_and_consultations = 0
收到申请10件且未发生一起行政复议。 ⇒ applications.received = 10; reconsideration.cases = 0
收到申请10件，无一件引发行政复议、行政诉讼。 ⇒ applications.received = 10; reconsideration.cases = 0; litigation.cases = 0
收到申请10件，无一例外按期答复。 ⇒ applications.received = 10; applications.closed_on_time = 10
收到申请10件，没有一件申请逾期。 ⇒ applications.received = 10
依申请公开件为零。 ⇒ applications.received = 0
依申请公开件为0。 ⇒ applications.received = 0
"""

OTHER_BUSINESS = """
收到政府信息公开申请9件。办理行政许可39件，行政处罚12件。 ⇒ applications.received = 9; licensing.decisions = 39; penalties.decisions = 12
收到政府信息公开申请9件。作出行政强制决定3件。 ⇒ applications.received = 9; coercion.decisions = 3
收到政府信息公开申请9件。受理行政许可申请320件，办结318件。 ⇒ applications.received = 9
收到政府信息公开申请9件。办结不动产登记1200件。 ⇒ applications.received = 9
公开行政处罚信息35条。 ⇒ items.published_by_type:行政处罚信息 = 35
办理行政复议案件35件、行政应诉12件，均与政府信息公开无关。 ⇒
收到申请6件，其中土地类2件，其他4件。 ⇒ applications.received = 6
"""

OTHER_YEARS = """
计划2024年主动公开信息500条。 ⇒
力争2024年公开信息达到600条。 ⇒
2023年主动公开信息480条，2024年计划公开600条。 ⇒ items.published = 480
2023年主动公开信息480条，2024年我局将公开600条。 ⇒ items.published = 480
2022年收到申请4件。 ⇒ applications.received.last_year = 4
2021年收到申请4件。 ⇒
2022年，我局收到申请4件，2023年收到申请6件。 ⇒ applications.received.last_year = 4; applications.received = 6
2022年反映的问题已改进，全年主动公开信息12条。 ⇒ items.published = 12
2022年结转申请2件，新收申请5件。 ⇒ applications.carried_in = 2; applications.received = 5
累计主动公开信息1346条，2023年新增公开215条。 ⇒ items.published = 1346; items.published = 215
2022年以来主动公开信息300条。 ⇒ items.published = 300
收到申请10件。12月收到申请3件。 ⇒ applications.received = 10
上半年公开信息40条，全年公开信息96条。 ⇒ items.published = 96
1月至12月，收到申请10件。 ⇒ applications.received = 10
"""

MORE = """
《云川日报》刊发我局稿件43篇。 ⇒ articles.newspapers = 43
在《云川日报》《北岭晚报》刊登信息12篇。 ⇒ articles.newspapers = 12
收到申请19件。公民申请17件，法人申请2件。从内容看，土地类15件。所有申请均按时办结。 ⇒ applications.received = 19; applications.by_person = 17; applications.by_organization = 2; applications.closed_on_time = 19
被申请行政复议1件，复议机关予以维持。 ⇒ reconsideration.cases = 1; reconsideration.upheld = 1
行政诉讼1件，法院判决驳回原告诉求。 ⇒ litigation.cases = 1; litigation.upheld = 1
行政复议1件、行政诉讼1件，法院判决驳回原告诉求。 ⇒ reconsideration.cases = 1; litigation.cases = 1; litigation.upheld = 1
行政复议2件，复议机关维持。 ⇒ reconsideration.cases = 2
行政复议1件，被责令重新答复。 ⇒ reconsideration.cases = 1; reconsideration.corrected = 1
行政诉讼1件，一审败诉。 ⇒ litigation.cases = 1; litigation.corrected = 1
附件：政府信息公开情况统计表1份。 ⇒ attachments = 1
承办人大代表建议15件、政协提案22件，其中主办件26件、会办件11件。 ⇒ proposals.npc = 15; proposals.cppcc = 22; proposals = 37; proposals.led = 26; proposals.joint = 11
承办人大代表建议34件（主办21件、会办13件），政协提案40件（主办25件，分办3件，协办12件）。其中A类31件。 ⇒ proposals.npc = 34; proposals.npc.led = 21; proposals.npc.joint = 13; proposals.cppcc = 40; proposals.cppcc.led = 25; proposals.cppcc.split = 3; proposals.cppcc.joint = 12; proposals = 74; proposals.grade_A = 31
承办人大建议8件，其中主办5件、协办3件；政协提案12件，其中主办10件，会办2件。 ⇒ proposals.npc = 8; proposals.npc.led = 5; proposals.npc.joint = 3; proposals.cppcc = 12; proposals.cppcc.led = 10; proposals.cppcc.joint = 2
办理人大代表建议4件（其中主办3件、协办1件）、政协提案6件（主办），答复率和满意率均达100%。 ⇒ proposals.npc = 4; proposals.npc.led = 3; proposals.npc.joint = 1; proposals.cppcc = 6; proposals.cppcc.led = 6; rate.replied = 100; rate.satisfied = 100
省、市人大代表建议1件、6件、政协提案9件，均已公开。 ⇒ proposals.npc = 1; proposals.npc = 6; proposals.npc = 7; proposals.cppcc = 9; proposals = 16; proposals.npc.replies_published = 7; proposals.cppcc.replies_published = 9
新制定规范性文件3件，清理废止2件，现行有效21件。 ⇒ documents.normative_issued = 3; documents.normative_repealed = 2; documents.normative_in_force = 21
党组会专题研究2次。 ⇒ meetings.held = 2
局党组会2次听取政务公开工作汇报。 ⇒ meetings.held = 2
引发行政诉讼案件1起，尚未审结。 ⇒ litigation.cases = 1; litigation.pending = 1
行政复议1件，正在审理中。 ⇒ reconsideration.cases = 1; reconsideration.pending = 1
行政复议3件，正在审理中。 ⇒ reconsideration.cases = 3
受理申请5件（含上年结转1件），均为书面申请。 ⇒ applications.handled = 5; applications.carried_in = 1
收到申请5件，已办结4件，均为网络申请。 ⇒ applications.received = 5; applications.handled = 4; applications.by_form:online = 5
收到申请31件，其中自然人提出27件，企业提出4件。 ⇒ applications.received = 31; applications.by_person = 27; applications.by_organization = 4
收到申请3件，申请内容不明确1件。 ⇒ applications.received = 3; applications.unavailable = 1
举办培训班1期、参训人员85人；开展政府开放日活动4次，邀请市民代表120人参加。 ⇒ trainings.held = 1; trainings.participants = 85; open_days.held = 4
培训60人次，选派12人参加市级培训。 ⇒ trainings.participants = 60
发布政策解读25个，其中短视频解读6个。 ⇒ interpretations.published = 25
清理过期栏目7个。 ⇒
收到申请2件，其中1件未按时答复。 ⇒ applications.received = 2
主动公开信息1200条，同比2022年的980条增长22.4%。 ⇒ items.published = 1200
收到申请10件，较2022年的8件增加2件。 ⇒ applications.received = 10; applications.received.last_year = 8; applications.received.last_year = 8; applications.change_from_last_year = 2
收到申请15件，涉及行政处罚8件、行政许可7件，其中予以公开9件。 ⇒ applications.received = 15; applications.granted = 9
收到申请10件，办理行政处罚案件35件，办结33件。 ⇒ applications.received = 10; penalties.decisions = 35
行政复议2件、行政诉讼1件，复议均维持，诉讼判决驳回。 ⇒ reconsideration.cases = 2; litigation.cases = 1; reconsideration.upheld = 2; litigation.upheld = 1
编发《云川市人民政府公报》6期，刊登文件48件。 ⇒ items.published_by_channel:gazette = 48
局领导参加新闻发布会5场次。 ⇒ press_conferences = 5
召开新闻发布会8场，其中主要负责人出席3场。 ⇒ press_conferences = 8
召开新闻发布会8场，局领导参加新闻发布会3场。 ⇒ press_conferences = 8
提起行政诉讼3件，其中驳回起诉2件，1件尚在审理。 ⇒ litigation.cases = 3; litigation.upheld = 2; litigation.pending = 1
承办人大代表建议13件、政协提案16件，除1件不宜公开外，其余28件均已在网站公开。 ⇒ proposals.npc = 13; proposals.cppcc = 16; proposals = 29; proposals.replies_published = 28
举办专题培训2次，开展季度评估4次。 ⇒ trainings.held = 2
开展意见征集12次，收到意见156条，采纳31条。 ⇒ consultations.held = 12; consultations.comments = 156
修订保密审查、责任追究等制度5项。 ⇒
举办政策吹风会2场。 ⇒ press_conferences = 2
新收申请16件，上年无结转。 ⇒ applications.received = 16; applications.carried_in = 0
收到申请16件，其中自然人14件、律师事务所2件。 ⇒ applications.received = 16; applications.by_person = 14; applications.by_organization = 2
承办人大代表建议6件（主办4件，会办2件），政协提案8件（主办3件，会办5件），办理结果公开7件。 ⇒ proposals.npc = 6; proposals.npc.led = 4; proposals.npc.joint = 2; proposals.cppcc = 8; proposals.cppcc.led = 3; proposals.cppcc.joint = 5; proposals = 14; proposals.replies_published = 7
完善防止泄密制度3项。 ⇒
废止规范性文件3件，新制定5件。 ⇒ documents.normative_repealed = 3; documents.normative_issued = 5
印发文件20份，其中规范性文件2份。 ⇒ documents.normative_published = 2
累计收到申请30件，其中2023年收到12件。 ⇒ applications.received = 12
"""

NOTHING = """
本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。 ⇒
联系电话：0000-5550108，邮编：100000。 ⇒
根据《云川市信息公开办法》第二十条第（五）项规定。 ⇒
按照云政办发〔2023〕60号文件要求。 ⇒
本报告由六个部分组成。 ⇒
2024年将公开信息500条。 ⇒
下一步，力争举办培训5次。 ⇒
明年计划新增专栏3个。 ⇒
应当在20个工作日内答复。 ⇒
每月更新信息不少于10条。 ⇒
做到一件事一次办。 ⇒
编制《云川市三年行动计划（2024—2026年）》。 ⇒
落实“三审三校”制度。 ⇒
发布“稳增长30条”。 ⇒
第3次修订公开指南。 ⇒
全文电子化率达100%。 ⇒
确保不发生泄密事件。 ⇒
印发《云川市主动公开政府信息30条》。 ⇒
及时标注规范性文件的效力。公开专栏正常运行，更新公开指南两次。 ⇒
确保公开的信息没有泄密情况。 ⇒
如未收到政府信息公开申请，应当说明。 ⇒
防止出现因公开引发的行政复议。 ⇒
申请人无正当理由逾期不补正的，不再处理。 ⇒
完善政府信息公开申请办理流程。 ⇒
设立信息申请受理点1个。 ⇒
河道清淤12公里，植树300亩。 ⇒
每季度召开一次推进会。 ⇒
服务热线12345全天畅通。 ⇒
依申请公开工作不断规范。 ⇒
严格在规定时限内答复申请人。 ⇒
审核稿件1200篇。 ⇒
保留行政权力841项。 ⇒
"""

TABLES = {
    "items": ITEMS,
    "documents": DOCUMENTS,
    "applications": APPLICATIONS,
    "remedies": REMEDIES,
    "fees": FEES,
    "letters": LETTERS,
    "proposals": PROPOSALS,
    "people": PEOPLE,
    "places": PLACES,
    "none at all": NONE_AT_ALL,
    "other business": OTHER_BUSINESS,
    "other years": OTHER_YEARS,
    "more": MORE,
    "nothing": NOTHING,
}


# Whole statements: what they say does not hang on what stands before them.
STANDING = (
    "全年收到政府信息公开申请12件，均在法定期限内答复。",
    "行政复议2件，均获维持。",
    "参加新闻发布会3场。",
    "承办人大代表建议6件，均为A类。",
    "局长信箱收到来信45件，已全部办结。",
    "举办政务公开培训班3期，培训120人次。",
    "没有收取信息处理费。",
    "公开规范性文件6件。",
    "配备专职人员2名、兼职人员5名。",
    "新增专题专栏3个。",
)


def rows():
    for name, table in TABLES.items():
        for line in table.strip().splitlines():
            sentence, _, facts = line.partition("⇒")
            yield pytest.param(sentence.strip(), facts.strip(), id=f"{name}: {sentence.strip()}")


ROWS = list(rows())


def report(text, *, heading="总体情况", key="overview", year=2023, number=1):
    section = Section(key, number, heading, text)
    return Report("", "云川市水务局", year, "2021", sections=(section,))


def stated(text, **changes):
    return [(fact.key, fact.value) for fact in facts_of(report(text, **changes))]


def listed(facts):
    pairs = (each.rpartition(" = ") for each in filter(None, re.split("; ?", facts)))
    return [(key, Decimal(value)) for key, _, value in pairs]


@pytest.mark.parametrize(("sentence", "facts"), ROWS)
def test_a_sentence_states(sentence, facts):
    assert sorted(stated(sentence)) == sorted(listed(facts))


SENTENCES = [row.values[0] for row in ROWS]
# Without a number, and of nothing that can be denied or be said of all.
PLAIN = (
    "坚持以公开为常态。",
    "云川市水务局认真学习有关文件。",
    "进一步丰富公开形式，方便群众查询。",
)


@given(st.sampled_from(SENTENCES), st.sampled_from(PLAIN), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_sentence_without_numbers_changes_nothing(sentence, plain, before):
    text = f"{plain}\n{sentence}" if before else f"{sentence}\n{plain}"
    assert stated(text) == stated(sentence)


@given(st.lists(st.sampled_from(range(len(STANDING))), min_size=2, max_size=5, unique=True))
@settings(max_examples=60, deadline=None)
def test_the_order_of_paragraphs_changes_only_the_order(chosen):
    texts = [STANDING[at] for at in chosen]
    assert sorted(stated("\n".join(texts))) == sorted(stated("\n".join(reversed(texts))))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_full_width_digits_are_digits(sentence):
    wide = sentence.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    assert stated(wide) == stated(sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_spaces_around_numbers_change_nothing(sentence):
    spaced = re.sub(r"(\d+)", r" \1 ", sentence)
    if not re.search(r"\d [.,，] \d", spaced):
        assert stated(spaced) == stated(sentence)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_words_of_a_fact_stand_where_it_says(sentence):
    text = f"坚持公开。\n（一）有关情况。{sentence}"
    for fact in facts_of(report(text)):
        assert fact.section == 1
        assert text[fact.position : fact.position + len(fact.text)] == fact.text


def test_what_is_printed_is_kept_beside_the_value():
    facts = {
        fact.key: fact for fact in facts_of(report("全市主动公开信息1.5万余条。依申请公开0件。"))
    }
    total, none = facts["items.published"], facts["applications.received"]
    assert (total.value, total.unit, total.approximate, total.scope) == (15_000, "条", True, "全市")
    assert (none.zero, none.derived, none.unit) == (True, False, "件")


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("全区受理政府信息公开申请21件。", "全区"),
        ("市本级受理政府信息公开申请5件。", "市本级"),
        ("新收政府信息公开申请5件。", "新收"),
        ("共收办政府信息公开申请5件。", "收办"),
        ("行政复议备案3件。", "备案"),
        ("审结行政复议3件。", "审结"),
        ("受理政府信息公开申请5件。", None),
        ("参加全市培训2次。", None),
    ],
)
def test_scope_words_are_kept(sentence, scope):
    (fact,) = facts_of(report(sentence))
    assert fact.scope == scope


@pytest.mark.parametrize(
    ("heading", "text", "keys"),
    [
        ("其他需要报告的事项", "无\n\n云川市水务局\n2024年1月", ["other_matters"]),
        ("其他需要报告的事项", "无。", ["other_matters"]),
        ("需要说明的事项与附表", "无", ["other_matters", "attachments"]),
        (
            "因政府信息公开申请行政复议、提起行政诉讼的情况",
            "无。",
            ["reconsideration.cases", "litigation.cases"],
        ),
        ("政府信息公开的收费及减免情况", "无", ["fees.charged", "fees.waived"]),
        ("总体情况", "（一）依申请公开收费情况\n无。", ["fees.charged"]),
        ("存在的主要问题及改进情况", "无", []),
    ],
)
def test_none_under_a_heading_is_zero(heading, text, keys):
    assert stated(text, heading=heading, key=None) == [(key, 0) for key in keys]


def test_a_clause_goes_on_from_the_heading():
    text = "（二）依申请公开情况。\n全年共收到3件，予以公开2件。\n（三）来信办理情况。\n共收到5件，已办结。"
    assert stated(text) == [
        ("applications.received", 3),
        ("applications.granted", 2),
        ("letters.received", 5),
        ("letters.closed", 5),
    ]


def test_lines_cut_by_the_page_are_one_sentence():
    text = "2023年，云川市水务局全年办理答\n复政府信息公开申请7件，均在法定\n期限内答复。"
    assert stated(text) == [("applications.handled", 7), ("applications.closed_on_time", 7)]


def test_every_key_of_the_rules_is_in_the_vocabulary_and_has_a_sentence():
    of_rules = {row.key for found in rules.counts().values() for row in found}
    of_rules |= {key for row in (*rules.absences(), *rules.totalities()) for key in row.keys}
    of_rules |= {key for subject in rules.subjects() for key in subject.none}
    assert of_rules <= set(rules.vocabulary())
    of_table = {key for row in ROWS for key, _ in listed(row.values[1])}
    general = {re.sub(r"proposals\.(?:npc|cppcc)\.", "proposals.", key) for key in of_table}
    without = {key for key in rules.vocabulary() if "名称" not in key} - general
    assert without <= SAID_UNDER_HEADINGS


SAID_UNDER_HEADINGS = {"attachments", "other_matters"}


def test_what_fits_no_key_is_listed_with_its_sentence():
    (left,) = unkeyed_of(report("坚持公开。\n全年审核稿件1200篇，质量提高。"))
    assert (left.value, left.unit, left.text) == (1200, "篇", "1200篇")
    assert left.sentence == "全年审核稿件1200篇，质量提高"


def test_every_number_of_a_sentence_is_a_fact_or_left():
    text = "收到申请12件，网站访问量30万次，审核稿件8篇。"
    found = [(fact.text, fact.value) for fact in facts_of(report(text))]
    left = [each.value for each in unkeyed_of(report(text))]
    assert (found, left) == ([("收到申请12件", 12)], [300_000, 8])


@pytest.mark.parametrize("sentence", SENTENCES)
def test_facts_go_out_as_data_and_in_again(sentence):
    known = with_facts(report(sentence))
    again = report_of(data_of(known))
    assert (again.facts, again.unkeyed) == (known.facts, known.unkeyed)


LONG = [
    "1" * 200_000,
    "一" * 50_000,
    "1，234" * 8_000,
    "申请" * 60_000,
    "没有发生" * 40_000,
    "（" * 100_000 + "5件",
    "《" * 100_000,
    "“" * 100_000,
    "1.1.1." * 30_000,
    "收到申请3件、" * 2_000,
    "其中网站5条，" * 2_000,
    "分别为1件、2件、" * 1_000,
    "a" * 200_000 + "1件",
    "较上年" * 50_000 + "5件",
    "均已按时" * 40_000,
    "公开信息" * 40_000 + "9条",
    "总计总共总数" * 20_000 + "9条",
    "\n".join("（一）" for _ in range(10_000)),
]


@pytest.mark.parametrize("text", LONG, ids=[text[:6] for text in LONG])
def test_time_grows_with_the_length_only(text):
    start = time.process_time()
    facts_of(report(text))
    assert time.process_time() - start < 2


@given(
    st.text(
        "公开信息申请收到均已无未没有件条次1290.,，。；（）《“一二十万余%复议诉讼其中、",
        max_size=300,
    )
)
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_read_without_a_fault(text):
    for fact in facts_of(report(text)):
        assert fact.text
        assert fact.value is not None
