"""What is done to a report: by whom, in which stage, what is refused with which sentence."""

import hashlib
import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.reports.conftest import WORDS, at
from conftest import make_office
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import docx
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Role
from gongkai.apps.records.models import Entry
from gongkai.apps.records.queries import broken_links, entries_of
from gongkai.apps.records.refusals import Refused
from gongkai.apps.reports import actions
from gongkai.apps.reports.approval import changes_since_approval, digest_of, told
from gongkai.apps.reports.compilation import compiled, contents_of
from gongkai.apps.reports.models import AnnualReport
from gongkai.apps.reports.prose import stated_otherwise
from gongkai.apps.reports.queries import reports_waiting_for
from gongkai.law.report_stages import POSSIBLE, WHO_MAY, Act, Stage

COMPILED = "您提交、填写或者改写过这份报告，要由另一个人审核、签发"
NEW = "applications.new.natural_person"
LICENCES = "proactive.licensing.decisions"


def test_a_report_goes_from_the_ledgers_to_the_public(desk):
    report = desk.published()
    assert report.stage == Stage.PUBLISHED
    assert (report.submitted_by, report.passed_by, report.signed_by) == (
        desk.clerk, desk.head, desk.principal,
    )  # fmt: skip
    assert report.published_at == at("2026-01-20")
    acts = [entry.act for entry in entries_of(report)]
    assert acts == [
        "compile_report", "write_chapters", "enter_numbers", "submit_report", "pass_report",
        "sign_report", "publish_report",
    ]  # fmt: skip
    assert not list(broken_links())


def test_one_report_a_year(desk):
    desk.compiled()
    with pytest.raises(Refused, match="2025年的报告已经有了"):
        desk.compiled()


def test_what_is_signed_is_kept_word_for_word_with_its_file(desk, steps):
    steps.replied("2025-03-03")
    report = desk.passed()
    whole = compiled(report)
    report = desk.act(actions.sign_report, report, by=desk.principal)
    assert json.loads(report.frozen) == data_of(whole)
    assert list(json.loads(report.frozen)["proactive"]) == list(data_of(whole)["proactive"])
    with report.document.content.open("rb") as stream:
        assert stream.read() == docx.render(whole)
    assert report.document.name == f"{whole.title}.docx"
    assert entries_of(report).last().details["sha256"] == report.document.sha256


class TestSubmitting:
    def test_wants_every_chapter_of_words(self, desk):
        report = desk.filled()
        for chapter, name in (
            ("overview", "总体情况"),
            ("problems_and_improvements", "存在的主要问题及改进情况"),
            ("other_matters", "其他需要报告的事项"),
        ):
            old = AnnualReport.objects.get(pk=report.pk).chapters[chapter]
            desk.act(actions.write_chapters, report, {chapter: "  \n"})
            with pytest.raises(Refused, match=f"没有提交审核：“{name}”还没有写"):
                desk.act(actions.submit_report, report)
            desk.act(actions.write_chapters, report, {chapter: old})
        assert desk.act(actions.submit_report, report).stage == Stage.REVIEWING

    def test_a_reason_that_ends_with_a_stop_ends_with_one(self, desk):
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(1), "补登记中。")
        assert entries_of(report).last().text.endswith("理由：补登记中。")

    def test_says_all_that_is_lacking_at_once(self, desk):
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(1), "补登记中")
        with pytest.raises(Refused) as refusal:
            desk.act(actions.submit_report, report)
        for each in (
            "“存在的主要问题及改进情况”、“其他需要报告的事项”还没有写",
            "还有19格没有填数",
            "还有2处错误",
        ):
            assert each in str(refusal.value)

    def test_wants_every_number(self, desk):
        report = desk.act(actions.write_chapters, desk.compiled(), WORDS)
        with pytest.raises(Refused, match="还有19格没有填数，没有发生的填0"):
            desk.act(actions.submit_report, report)

    def test_with_errors_wants_a_reason_that_stays(self, desk):
        report = desk.filled()
        desk.act(actions.override_number, report, NEW, Decimal(1), "补登记中")
        with pytest.raises(Refused, match="还有2处错误。请改正，或者写明不改的理由"):
            desk.act(actions.submit_report, report, reason=" ")
        report = desk.act(actions.submit_report, report, reason="纸质申请待补登记")
        assert report.errors_reason == "纸质申请待补登记"
        report = desk.act(actions.return_report, report, "先补登记", by=desk.head)
        assert (report.errors_reason, report.return_reason) == ("纸质申请待补登记", "先补登记")
        report = desk.act(actions.submit_report, report, reason="还在补登记")
        report = desk.act(actions.pass_report, report, by=desk.head)
        report = desk.act(actions.sign_report, report, by=desk.principal)
        assert report.errors_reason == "还在补登记"
        log = "".join(entry.text for entry in entries_of(report))
        assert "纸质申请待补登记" in log
        assert "还在补登记" in log

    def test_without_errors_keeps_no_reason(self, desk):
        report = desk.act(actions.submit_report, desk.filled(), reason="没有的事")
        assert report.errors_reason == ""

    def test_errors_that_come_afterwards_are_answered_for_before_signing(self, desk):
        """Last year's report signed meanwhile carries out one more than the ledger."""
        last = desk.filled(2024)
        for name in ("applications.carried_out.natural_person", NEW):
            desk.act(actions.override_number, last, name, Decimal(1), "另有1件纸质")
        report = desk.submitted(2025)
        last = desk.act(actions.submit_report, last, reason="")
        last = desk.act(actions.pass_report, last, by=desk.head)
        desk.act(actions.sign_report, last, by=desk.principal)
        with pytest.raises(Refused, match="提交以后出现了错误"):
            desk.act(actions.pass_report, report, by=desk.head)


class TestFourEyes:
    """One person in several roles is still one pair of eyes."""

    @pytest.fixture
    def double(self, desk):
        for role in (Role.SECTION_HEAD, Role.PRINCIPAL):
            offices.appoint(desk.clerk, role, desk.office, by=None, at=at("2026-01-01"))
        for role in (Role.CLERK, Role.PRINCIPAL):
            offices.appoint(desk.head, role, desk.office, by=None, at=at("2026-01-01"))

    def test_who_submitted_neither_passes_nor_signs(self, desk, double):
        report = desk.submitted()
        with pytest.raises(Refused, match=COMPILED):
            desk.act(actions.pass_report, report, by=desk.clerk)
        report = desk.act(actions.pass_report, report, by=desk.head)
        with pytest.raises(Refused, match=COMPILED):
            desk.act(actions.sign_report, report, by=desk.clerk)
        assert desk.act(actions.sign_report, report, by=desk.principal).signed_by == desk.principal

    def test_whoever_submitted_once_counts_after_a_return_too(self, desk, double):
        report = desk.act(actions.return_report, desk.submitted(), "改", by=desk.head)
        report = desk.act(actions.submit_report, report, by=desk.disclosure)
        with pytest.raises(Refused, match=COMPILED):
            desk.act(actions.pass_report, report, by=desk.clerk)
        assert desk.act(actions.pass_report, report, by=desk.head).passed_by == desk.head

    @pytest.mark.parametrize("work", [Act.WRITE_CHAPTERS, Act.ENTER_NUMBERS, Act.OVERRIDE_NUMBER])
    def test_who_wrote_or_entered_anything_neither_passes_nor_signs(self, desk, double, work):
        report = desk.filled()
        desk.act(getattr(actions, work), report, *ARGUMENTS[work], by=desk.head)
        report = desk.act(actions.submit_report, report, reason="核对过")
        with pytest.raises(Refused, match=COMPILED):
            desk.act(actions.pass_report, report, by=desk.head)
        AnnualReport.objects.update(stage=Stage.SIGNING)
        with pytest.raises(Refused, match=COMPILED):
            desk.act(actions.sign_report, report, by=desk.head)
        assert not reports_waiting_for(desk.head)

    def test_who_gave_a_number_back_to_the_ledger_compiled_too(self, desk, double):
        report = desk.filled()
        desk.act(actions.override_number, report, NEW, Decimal(1), "补登记中")
        desk.act(actions.restore_number, report, NEW, by=desk.head)
        report = desk.act(actions.submit_report, report)
        with pytest.raises(Refused, match=COMPILED):
            desk.act(actions.pass_report, report, by=desk.head)

    def test_who_passed_does_not_sign(self, desk, double):
        report = desk.passed()
        assert not reports_waiting_for(desk.head)
        with pytest.raises(Refused, match="是您审核通过的，要由另一个人签发"):
            desk.act(actions.sign_report, report, by=desk.head)
        assert desk.act(actions.sign_report, report, by=desk.principal).signed_by == desk.principal

    def test_the_database_holds_that_too(self, desk):
        report = desk.signed()
        with pytest.raises(IntegrityError), transaction.atomic():
            AnnualReport.objects.filter(pk=report.pk).update(signed_by=report.passed_by)

    @pytest.mark.parametrize("step", ["passed_by", "signed_by"])
    def test_the_database_holds_it_too(self, desk, step):
        report = desk.signed()
        with pytest.raises(IntegrityError), transaction.atomic():
            AnnualReport.objects.filter(pk=report.pk).update(**{step: desk.clerk})


class TestTheYear:
    def test_is_over_before_its_report_is_signed(self, desk):
        report = desk.passed(2025, on="2025-12-30")
        with pytest.raises(Refused, match="2025年还没有结束，2026年1月1日起才能签发"):
            desk.act(actions.sign_report, report, by=desk.principal, on="2025-12-31")
        report = desk.act(actions.sign_report, report, by=desk.principal, on="2026-01-01")
        assert report.stage == Stage.SIGNED

    def test_midnight_is_that_of_china(self, desk):
        report = desk.passed(2025, on="2025-12-30")
        last, first = at("2025-12-31", 23), at("2026-01-01", 0)
        with pytest.raises(Refused, match="还没有结束"):
            actions.sign_report(report, seen=report.edition, by=desk.principal, at=last)
        actions.sign_report(report, seen=report.edition, by=desk.principal, at=first)


class TestWhatWasApproved:
    """The reviewer's approval is of one content, and only that content is signed."""

    def test_is_kept_with_the_approval_and_its_hash_in_the_log(self, desk, steps):
        steps.replied("2025-03-03")
        report = desk.passed()
        whole = compiled(report)
        assert json.loads(report.approved) == data_of(whole)
        digest = hashlib.sha256(report.approved.encode()).hexdigest()
        assert entries_of(report).last().details["sha256"] == digest

    def test_is_not_signed_after_the_ledger_moved_and_the_cells_are_named(self, desk, steps):
        steps.replied("2025-03-03")
        report = desk.passed()
        steps.replied("2025-06-03")
        with pytest.raises(Refused) as refusal:
            desk.act(actions.sign_report, report, by=desk.principal)
        said = str(refusal.value)
        assert said.startswith("没有签发：审核以后有变化：")
        assert "“一、本年新收政府信息公开申请数量·自然人”1→2" in said
        assert "“（七）总计·总计”1→2。" in said
        assert "请退回，核对、提交以后重新审核" in said
        assert AnnualReport.objects.get().stage == Stage.SIGNING

    def test_is_signed_again_once_it_was_reviewed_again(self, desk, steps):
        report = desk.passed()
        steps.replied("2025-06-03")
        report = desk.act(actions.return_report, report, "台账有变动", by=desk.principal)
        assert report.approved == ""
        report = desk.act(actions.submit_report, report)
        report = desk.act(actions.pass_report, report, by=desk.head)
        report = desk.act(actions.sign_report, report, by=desk.principal)
        assert report.stage == Stage.SIGNED

    def test_ten_changes_are_listed_and_all_are_counted(self, desk, steps):
        report = desk.passed()
        steps.replied("2025-06-03")
        steps.replied("2025-05-06", "does-not-exist", applicant_kind="commercial_enterprise")
        steps.confirmed("2025-12-30")
        changes = changes_since_approval(contents_of(AnnualReport.objects.get()))
        assert len(changes) > 10
        sentence = told(changes)
        assert sentence.count("→") == 10
        assert sentence.endswith(f"等{len(changes)}处。")
        with pytest.raises(Refused, match=f"等{len(changes)}处"):
            desk.act(actions.sign_report, report, by=desk.principal)

    @pytest.mark.parametrize(
        ("changed", "named"),
        [
            ({"preamble": "另一篇导语。"}, "导语的文字"),
            ({"chapters": {"overview": "另写。"}}, "“总体情况”的文字"),
        ],
    )
    def test_words_count_as_well(self, desk, changed, named):
        report = desk.passed()
        chapters = report.chapters | changed.get("chapters", {})
        AnnualReport.objects.update(**(changed | {"chapters": chapters}))
        with pytest.raises(Refused, match=f"审核以后有变化：{named}。"):
            desk.act(actions.sign_report, report, by=desk.principal)

    def test_a_number_blank_then_and_zero_now_is_a_change(self, desk):
        report = desk.passed()
        kept = json.loads(report.approved)
        kept["proactive"]["licensing"]["decisions"] = None
        AnnualReport.objects.update(approved=json.dumps(kept))
        with pytest.raises(Refused, match="“行政许可·本年处理决定数量”未填→0。"):
            desk.act(actions.sign_report, report, by=desk.principal)

    def test_an_approval_of_which_nothing_was_kept_does_not_do(self, desk):
        report = desk.passed()
        AnnualReport.objects.update(approved="")
        with pytest.raises(Refused, match="审核时的内容没有留存"):
            desk.act(actions.sign_report, report, by=desk.principal)

    def test_what_the_reviewer_was_not_shown_is_not_approved(self, desk, steps):
        report = desk.submitted()
        shown = digest_of(contents_of(report))
        steps.replied("2025-06-03")
        with pytest.raises(Refused, match="在您打开以后，台账有变动"):
            desk.act(actions.pass_report, report, shown=shown, by=desk.head)
        shown = digest_of(contents_of(report))
        report = desk.act(actions.pass_report, report, shown=shown, by=desk.head)
        assert report.stage == Stage.SIGNING


def test_a_submission_before_the_year_is_over_says_so_in_the_log(desk):
    report = desk.submitted(2025, on="2025-12-31")
    assert entries_of(report).last().text.endswith("提交审核。2025年还没有结束。")
    report = desk.act(actions.return_report, report, "等年度结束", by=desk.head)
    report = desk.act(actions.submit_report, report, on="2026-01-01")
    assert entries_of(report).last().text.endswith("提交审核。")


def test_a_return_wants_its_reason_and_a_new_submission_clears_it(desk):
    report = desk.passed()
    with pytest.raises(Refused, match="写明要改什么"):
        desk.act(actions.return_report, report, " ", by=desk.principal)
    report = desk.act(actions.return_report, report, "第五部分写实一些", by=desk.principal)
    assert (report.stage, report.passed_by, report.passed_on) == (Stage.CHECKING, None, None)
    assert report.return_reason == "第五部分写实一些"
    assert desk.act(actions.submit_report, report).return_reason == ""


def test_publication_after_the_day_is_kept_as_late(desk):
    report = desk.published(on="2026-02-03")
    assert entries_of(report).last().text.endswith("比规定的期限晚3天。")
    assert report.stage == Stage.PUBLISHED


def test_publication_in_time_is_not(desk):
    report = desk.published(on="2026-01-31")
    assert entries_of(report).last().text.endswith("年报栏目公布。")


def test_a_chapter_that_the_form_has_not_is_refused(desk):
    with pytest.raises(Refused, match="没有这一部分"):
        desk.act(actions.write_chapters, desk.compiled(), {"appendix": "附件"})


class TestRestating:
    """The first chapter's numbers follow the tables by one act; the words people wrote stay."""

    def test_brings_the_numbers_of_the_words_up_to_date_and_leaves_the_words(self, desk, steps):
        report = desk.compiled()
        words = f"  {report.chapters['overview']}\n（一）公开指南修订2次，新收 申请 0 件以外另有来电30个。"
        AnnualReport.objects.update(chapters={"overview": words})
        steps.replied("2025-03-03")
        steps.confirmed("2025-12-30")
        report = desk.act(actions.restate_overview, report)
        assert report.chapters["overview"] == words.replace(
            "新收政府信息公开申请0件", "新收政府信息公开申请2件"
        ).replace("办理完毕0件", "办理完毕1件").replace("继续办理0件", "继续办理1件")
        assert not list(stated_otherwise(report.chapters["overview"], contents_of(report).numbers))
        assert "·总计”0→2，" in entries_of(report).last().text

    def test_finds_a_number_that_is_broken_over_spaces(self, desk, steps):
        report = desk.compiled()
        AnnualReport.objects.update(chapters={"overview": "新收 申请 1 0 件，办理完毕\n12件。"})
        steps.replied("2025-03-03")
        report = desk.act(actions.restate_overview, report)
        assert report.chapters["overview"] == "新收 申请 1 件，办理完毕\n1件。"

    def test_has_nothing_to_do_where_words_and_tables_agree(self, desk):
        with pytest.raises(Refused, match="总体情况写的数字和表格一致"):
            desk.act(actions.restate_overview, desk.compiled())


ARGUMENTS = {
    Act.WRITE_CHAPTERS: ({"other_matters": "无"},),
    Act.RESTATE_OVERVIEW: (),
    Act.ENTER_NUMBERS: ({LICENCES: Decimal(1)}, "审批科"),
    Act.OVERRIDE_NUMBER: (NEW, Decimal(1), "补登记中"),
    Act.RESTORE_NUMBER: (LICENCES,),
    Act.SUBMIT_REPORT: (),
    Act.PASS_REPORT: (),
    Act.RETURN_REPORT: ("要改",),
    Act.SIGN_REPORT: (),
    Act.PUBLISH_REPORT: (),
}
BROUGHT = {
    Stage.CHECKING: "filled",
    Stage.REVIEWING: "submitted",
    Stage.SIGNING: "passed",
    Stage.SIGNED: "signed",
    Stage.PUBLISHED: "published",
}


class TestTheMatrix:
    """Every act in every stage as every role, here and elsewhere."""

    @pytest.fixture
    def everyone(self, desk, person):
        people = {
            Role.CLERK: desk.clerk,
            Role.SECTION_HEAD: desk.head,
            Role.SECRECY_REVIEWER: desk.secrecy,
            Role.DEPUTY_LEADER: desk.deputy,
            Role.PRINCIPAL: desk.principal,
            Role.DISCLOSURE_HEAD: desk.disclosure,
            Role.SUPERVISOR: person("zhuguan", Role.SUPERVISOR, office=desk.office),
            Role.ADMINISTRATOR: person("guanli", Role.ADMINISTRATOR, office=desk.office),
        }
        assert set(people) == set(Role)
        return people

    @pytest.mark.parametrize("stage", Stage)
    def test_only_these_roles_in_these_stages(self, desk, everyone, stage):
        report = getattr(desk, BROUGHT[stage])()
        if stage == Stage.CHECKING:  # or there were nothing to restate
            texts = report.chapters | {"overview": "新收申请9件。"}
            AnnualReport.objects.filter(pk=report.pk).update(chapters=texts)
        for act, given in ARGUMENTS.items():
            for role, someone in everyone.items():
                expected = None
                if role not in WHO_MAY[act]:
                    expected = PermissionDenied
                elif act not in POSSIBLE[stage]:
                    expected = Refused
                outcome = self.outcome(desk, report, act, given, someone)
                assert outcome is expected, f"{act} by {role} in {stage}"

    def outcome(self, desk, report, act, given, someone):
        """What the act raises; whatever it did is undone."""
        point = transaction.savepoint()
        try:
            desk.act(getattr(actions, act), report, *given, by=someone)
        except (PermissionDenied, Refused) as refusal:
            return type(refusal)
        finally:
            transaction.savepoint_rollback(point)
        return None

    def test_only_these_roles_begin_one(self, desk, everyone):
        for role, someone in everyone.items():
            if role in WHO_MAY[Act.COMPILE_REPORT]:
                continue
            with pytest.raises(PermissionDenied):
                desk.compiled(by=someone)
        assert not AnnualReport.objects.exists()
        assert desk.compiled(by=everyone[Role.DISCLOSURE_HEAD])

    @pytest.mark.parametrize("act", ARGUMENTS)
    def test_nobody_of_another_office(self, desk, person, act):
        stage = next(stage for stage, acts in POSSIBLE.items() if act in acts)
        report = getattr(desk, BROUGHT[stage])()
        other = make_office("jyj")
        for role in (Role.CLERK, Role.SECTION_HEAD, Role.PRINCIPAL, Role.DISCLOSURE_HEAD):
            stranger = person(f"other-{role}", role, office=other)
            with pytest.raises(PermissionDenied):
                desk.act(getattr(actions, act), report, *ARGUMENTS[act], by=stranger)

    @pytest.mark.parametrize("act", ARGUMENTS)
    def test_nobody_on_an_older_copy(self, desk, act):
        stage = next(stage for stage, acts in POSSIBLE.items() if act in acts)
        report = getattr(desk, BROUGHT[stage])()
        people = {"clerk": desk.clerk, "section-head": desk.head, "principal": desk.principal}
        someone = next(people[key] for key in people if key in WHO_MAY[act])
        count = Entry.objects.count()
        with pytest.raises(Refused, match=r"在您打开以后，.+已经办理.+您填写的内容都还在"):
            desk.act(
                getattr(actions, act), report, *ARGUMENTS[act], by=someone, seen=report.edition - 1
            )
        assert Entry.objects.count() == count

    def test_nobody_dismissed(self, desk):
        report = desk.submitted()
        offices.dismiss(desk.head.appointments.get(), by=None, at=at("2026-11-20"))
        with pytest.raises(PermissionDenied):
            desk.act(actions.pass_report, report, by=desk.head)


@pytest.mark.parametrize(
    ("chapter", "line"),
    [
        ("other_matters", "七、其他说明"),
        ("overview", "六、其他需要报告的事项"),
    ],
)
def test_a_line_that_reads_as_a_heading_is_refused_and_named(desk, chapter, line):
    report = desk.compiled()
    with pytest.raises(Refused, match=f"没有保存：“{line}”这一行"):
        desk.act(actions.write_chapters, report, {chapter: f"第一段。\n{line}\n第二段。"})
    kept = AnnualReport.objects.get().chapters
    assert line not in kept.get(chapter, "")


@pytest.mark.parametrize(
    "line", ["（一）主动公开", "1.加强培训", "一、加强领导", "2026年，继续改进。"]
)
def test_a_list_within_a_chapter_is_no_heading(desk, line):
    report = desk.compiled()
    report = desk.act(actions.write_chapters, report, {"overview": f"第一段。\n{line}\n第二段。"})
    again = read_bytes(docx.render(compiled(report)))
    assert again.section("overview").text == report.chapters["overview"]


def test_two_people_at_once_are_told_of_each_other(desk):
    report = desk.filled()
    seen = report.edition
    desk.act(actions.override_number, report, NEW, Decimal(1), "传真1件", by=desk.disclosure)
    with pytest.raises(Refused, match=r"陆清和已经办理.*传真1件"):
        desk.act(actions.submit_report, report, seen=seen)
    assert contents_of(AnnualReport.objects.get()).numbers[NEW].value == 1


@pytest.mark.parametrize(
    "change",
    [
        {"stage": Stage.SIGNED},
        {"stage": Stage.PUBLISHED},
        {"frozen": "{}"},
        {"published_at": at("2026-01-20")},
    ],
    ids=str,
)
def test_the_database_refuses_a_report_that_is_signed_and_not_frozen(desk, change):
    report = desk.passed()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(**change)


def test_the_database_refuses_to_open_a_signed_report_again(desk):
    report = desk.signed()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(stage=Stage.CHECKING)
