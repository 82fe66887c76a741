"""The numbers of a report: counted, carried over, entered; their sums; frozen by signing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError

from apps.publishing.conftest import Desk as Items
from apps.reports.conftest import at
from gongkai.annual_report.checking import check
from gongkai.annual_report.form import form_of
from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Office
from gongkai.apps.publishing.models import Kind
from gongkai.apps.records.refusals import Refused
from gongkai.apps.reports import actions
from gongkai.apps.reports.causes import causes_of
from gongkai.apps.reports.compilation import compiled, contents_of
from gongkai.apps.reports.findings import findings_of
from gongkai.apps.reports.models import AnnualReport, EnteredNumber

NEW = "applications.new.natural_person"
GRANTED = "applications.granted.natural_person"
LICENCES = "proactive.licensing.decisions"


def value(report, name):
    return contents_of(AnnualReport.objects.get(pk=report.pk)).numbers[name].value


def found(report, check_name, on="2026-01-12"):
    contents = contents_of(AnnualReport.objects.get(pk=report.pk))
    every = findings_of(contents, on=at(on).date())
    return [each for each in every if each.check == check_name]


def test_an_application_becomes_a_number_and_the_number_knows_it(desk, steps):
    case = steps.replied("2025-03-03", "granted")
    number = contents_of(desk.compiled()).numbers[GRANTED]
    assert number.value == 1
    assert [each.pk for each in number.records] == [case.pk]
    for name in ("new.total", "granted.total", "handled_total.natural_person"):
        assert value(AnnualReport.objects.get(), f"applications.{name}") == 1


def test_a_public_document_becomes_a_number_and_a_draft_does_not(desk):
    items = Items(
        office=desk.office, clerk=desk.clerk, head=desk.head, secrecy=desk.secrecy,
        leader=desk.deputy, disclosure=desk.disclosure,
    )  # fmt: skip
    document = {"kind": Kind.NORMATIVE, "document_number": "云川投促〔2025〕1号"}
    item = items.publish(written_on=at("2025-04-01").date(), **document)
    items.draft(written_on=at("2025-05-01").date(), **document)
    numbers = contents_of(desk.compiled()).numbers
    rows = {"regulations": (0, 0, 0), "normative_documents": (1, 0, 1)}
    for row, values in rows.items():
        columns = ("issued", "repealed", "in_force")
        assert tuple(numbers[f"proactive.{row}.{each}"].value for each in columns) == values
    assert list(numbers["proactive.normative_documents.issued"].records) == [item]


def test_every_cell_of_the_form_is_there_and_those_without_a_ledger_are_blank(desk):
    numbers = contents_of(desk.compiled()).numbers
    form = form_of("2021")
    assert len(numbers) == 10 + 25 * 7 + 15
    blank = {name for name, number in numbers.items() if number.value is None}
    assert {name for name in blank if name.startswith("proactive")} == {
        "proactive.licensing.decisions",
        "proactive.penalties.decisions",
        "proactive.coercion.decisions",
        "proactive.fees.amount_10k_yuan",
    }
    assert len([name for name in blank if name.startswith("remedies")]) == 15
    assert all(f"applications.{row}.total" in numbers for row in form.applications.row_keys)


def test_the_form_follows_the_year(desk):
    assert compiled(desk.compiled(2021)).form == "2021"
    with pytest.raises(Refused, match="2021年到今年之间"):
        desk.compiled(2020)
    with pytest.raises(Refused, match="2021年到今年之间"):
        desk.compiled(2027)


def test_sums_follow_entered_numbers_and_are_blank_with_a_part_blank(desk, steps):
    steps.replied("2025-03-03")
    report = desk.compiled()
    name = "applications.granted.commercial_enterprise"
    report = desk.act(actions.override_number, report, name, Decimal(3), "补登记中")
    assert value(report, "applications.granted.total") == 4
    assert value(report, "applications.handled_total.commercial_enterprise") == 3
    assert value(report, "applications.handled_total.total") == 4
    upheld = {"remedies.reconsideration.upheld": Decimal(2)}
    report = desk.act(actions.enter_numbers, report, upheld, "法规科台账")
    assert value(report, "remedies.reconsideration.total") is None
    rest = {f"remedies.reconsideration.{key}": Decimal(0) for key in ("corrected", "other")}
    rest["remedies.reconsideration.pending"] = Decimal(5)
    report = desk.act(actions.enter_numbers, report, rest, "法规科台账")
    assert value(report, "remedies.reconsideration.total") == 7


def test_a_sum_and_a_cell_that_is_none_cannot_be_entered(desk):
    report = desk.compiled()
    for name in ("applications.new.total", "applications.handled_total.natural_person"):
        with pytest.raises(Refused, match="其他各格的和"):
            desk.act(actions.override_number, report, name, Decimal(1), "理由")
    with pytest.raises(Refused, match="没有这一格"):
        desk.act(actions.override_number, report, "applications.nothing.total", Decimal(1), "理由")


@pytest.mark.parametrize(
    ("name", "number", "sentence"),
    [
        (NEW, "-1", "0或者更大"),
        (NEW, "1.5", "应当是整数"),
        (NEW, "NaN", "0或者更大"),
        (NEW, "1000000000000", "0或者更大"),
        ("proactive.fees.amount_10k_yuan", "0.1234567", "六位小数"),
    ],
)
def test_only_numbers_that_the_form_has_room_for_are_taken(desk, name, number, sentence):
    report = desk.compiled()
    act, given = actions.enter_numbers, ({name: Decimal(number)}, "财务科")
    if name == NEW:
        act, given = actions.override_number, (name, Decimal(number), "理由")
    with pytest.raises(Refused, match=sentence):
        desk.act(act, report, *given)
    assert not EnteredNumber.objects.exists()


def test_money_keeps_its_decimals(desk):
    report = desk.compiled()
    name = "proactive.fees.amount_10k_yuan"
    report = desk.act(actions.enter_numbers, report, {name: Decimal("160.5964")}, "财务科")
    assert value(report, name) == Decimal("160.5964")


def test_an_override_keeps_what_the_ledger_said_who_when_and_why(desk, steps):
    steps.replied("2025-03-03")
    report = desk.compiled()
    report = desk.act(actions.override_number, report, NEW, Decimal(2), "传真1件，补登记中")
    entered = report.entered.get()
    assert (entered.counted, entered.value, entered.by) == (1, 2, desk.clerk)
    assert entered.at == at("2026-01-12")
    (finding,) = found(report, "overridden")
    assert "传真1件，补登记中" in finding.message
    assert "台账计数1" in finding.message
    report = desk.act(actions.restore_number, report, NEW)
    assert value(report, NEW) == 1
    assert not found(report, "overridden")
    with pytest.raises(Refused, match="没有填写、改写过"):
        desk.act(actions.restore_number, report, NEW)


def test_an_override_is_asked_again_when_the_ledger_moves_on(desk, steps):
    report = desk.compiled()
    report = desk.act(actions.override_number, report, NEW, Decimal(1), "传真1件，补登记中")
    assert not found(report, "ledger-moved")
    steps.replied("2025-12-31")
    (finding,) = found(report, "ledger-moved")
    assert "改写为1时台账计数为0，现在是1" in finding.message


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_override_and_an_entered_number_need_a_reason(desk, reason):
    report = desk.compiled()
    with pytest.raises(Refused, match="写明理由"):
        desk.act(actions.override_number, report, NEW, Decimal(1), reason)
    with pytest.raises(Refused, match="写明这些数字的来源"):
        desk.act(actions.enter_numbers, report, {LICENCES: Decimal(1)}, reason)


def test_the_database_itself_wants_a_reason(desk):
    report = desk.compiled()
    with pytest.raises(IntegrityError):
        EnteredNumber.objects.create(
            report=report, table="a", row="b", column="c", value=1, reason="",
            by=desk.clerk, at=at("2026-01-12"),
        )  # fmt: skip


def test_what_a_ledger_counts_is_overridden_and_the_rest_entered(desk):
    report = desk.compiled()
    with pytest.raises(Refused, match="由台账计数"):
        desk.act(actions.enter_numbers, report, {NEW: Decimal(1)}, "台账")
    with pytest.raises(Refused, match="没有台账"):
        desk.act(actions.override_number, report, LICENCES, Decimal(1), "理由")
    with pytest.raises(Refused, match="还没有填写数字"):
        desk.act(actions.enter_numbers, report, {}, "台账")
    with pytest.raises(Refused, match="现在就是0"):
        desk.act(actions.override_number, report, NEW, Decimal(0), "理由")


def test_a_number_entered_again_with_others_keeps_its_source(desk):
    report = desk.compiled()
    penalties = "proactive.penalties.decisions"
    first = {LICENCES: Decimal(216)}
    report = desk.act(actions.enter_numbers, report, first, "审批科")
    report = desk.act(actions.enter_numbers, report, first | {penalties: Decimal(3)}, "执法科")
    sources = {str(each): each.reason for each in report.entered.all()}
    assert sources == {LICENCES: "审批科", penalties: "执法科"}
    report = desk.act(actions.enter_numbers, report, first, "审批科年度台账")
    assert report.entered.get(row="licensing").reason == "审批科年度台账"


def test_numbers_follow_the_ledger_until_the_report_is_signed_and_not_after(desk, steps):
    steps.replied("2025-03-03")
    report = desk.passed()
    steps.replied("2025-06-03")
    assert value(report, NEW) == 2
    report = desk.act(actions.return_report, report, "改写总体情况的数字", by=desk.head)
    text = {"overview": "新收政府信息公开申请2件。"}
    report = desk.act(actions.write_chapters, report, text)
    report = desk.act(actions.submit_report, report)
    report = desk.act(actions.pass_report, report, by=desk.head)
    report = desk.act(actions.sign_report, report, by=desk.principal)
    assert not found(report, "ledger-after-signing")
    before = report.frozen
    late = steps.replied("2025-09-03")
    report.refresh_from_db()
    assert report.frozen == before
    assert value(report, NEW) == 2
    assert compiled(report).applications.cell("new", "total").value == 2
    changes = found(report, "ledger-after-signing")
    assert {name for each in changes for name in each.cells} == {NEW, GRANTED}
    assert all(f"多了{late.number}。" in each.message for each in changes)
    assert all("报告不变" in each.message for each in changes)


def test_a_case_that_leaves_the_ledger_after_signing_is_named_too(desk, steps):
    case = steps.registered("2025-12-30")
    case = steps.confirm(case, "2025-12-31")
    report = desk.signed()
    type(case).objects.filter(pk=case.pk).update(counted_on="2026-01-02")
    changes = found(report, "ledger-after-signing")
    assert {name for each in changes for name in each.cells} == {
        NEW,
        "applications.carried_out.natural_person",
    }
    assert all(f"少了{case.number}。" in each.message for each in changes)


class TestWhatIsCarriedIn:
    @pytest.fixture
    def signed(self, desk, steps):
        """Last year's report as signed, with one case left over."""
        self.left = steps.confirmed("2025-12-30")
        return desk.signed(2025)

    def test_is_what_last_year_carried_out(self, signed, desk):
        report = desk.compiled(2026)
        name = "applications.carried_in.natural_person"
        number = contents_of(report).numbers[name]
        assert (number.value, number.carried, number.counted) == (1, 1, 1)
        assert not found(report, "carried-in-differs-from-ledger")

    def test_stays_so_when_the_ledger_learns_better_and_the_cases_are_named(
        self, signed, desk, steps
    ):
        late = steps.confirmed("2025-12-31")
        report = desk.compiled(2026)
        name = "applications.carried_in.natural_person"
        assert value(report, name) == 1
        (finding,) = found(report, "carried-in-differs-from-ledger")
        assert finding.cells == (name,)
        assert "按上年报告的结转下年填1，台账计数为2" in finding.message
        assert late.number in finding.message
        assert self.left.number not in finding.message

    def test_counts_by_the_ledger_without_a_report_of_last_year(self, desk, steps):
        steps.confirmed("2025-12-30")
        assert value(desk.compiled(2026), "applications.carried_in.natural_person") == 1

    def test_does_not_follow_a_report_that_is_not_signed(self, desk, steps):
        report = desk.passed(2025)
        steps.confirmed("2025-12-30")
        assert report.stage == "signing"
        assert value(desk.compiled(2026), "applications.carried_in.natural_person") == 1

    def test_an_override_of_last_year_is_named_with_the_cases_of_the_ledger(self, desk, steps):
        left = steps.confirmed("2025-12-30")
        report = desk.filled(2025)
        names = ("applications.carried_out.natural_person", NEW)
        for name in names:
            report = desk.act(actions.override_number, report, name, Decimal(2), "另有1件纸质")
        text = {"overview": "新收申请2件。"}
        report = desk.act(actions.write_chapters, report, text)
        report = desk.act(actions.submit_report, report)
        report = desk.act(actions.pass_report, report, by=desk.head)
        desk.act(actions.sign_report, report, by=desk.principal)
        (finding,) = found(desk.compiled(2026), "carried-in-differs-from-ledger")
        assert "上年报告改写过这个数" in finding.message
        assert left.number in finding.message

    def test_changed_by_hand_breaks_the_rule_between_the_years(self, signed, desk):
        report = desk.compiled(2026)
        name = "applications.carried_in.natural_person"
        report = desk.act(actions.override_number, report, name, Decimal(2), "另有1件")
        assert [each.severity for each in found(report, "carried-over")][:1] == ["error"]


class TestNames:
    def rename(self, desk, on):
        office = Office.objects.get(pk=desk.office.pk)
        return offices.rename_office(
            office, name="云川市招商局", short_name="市招商局", from_on=at(on).date(),
            seen=office.edition, by=None, at=at("2026-11-20"),
        )  # fmt: skip

    def test_the_title_bears_the_name_of_the_last_day_of_the_year(self, desk):
        self.rename(desk, "2026-01-01")
        report = desk.compiled(2025)
        assert compiled(report).title == "云川市投资促进局2025年政府信息公开工作年度报告"
        assert compiled(report).office == "云川市投资促进局"
        assert "云川市投资促进局编制2025年" in report.preamble

    def test_the_new_name_from_the_very_day(self, desk):
        self.rename(desk, "2025-12-31")
        assert compiled(desk.compiled(2025)).title.startswith("云川市招商局2025年")

    def test_a_new_name_does_not_part_the_years(self, desk, steps):
        steps.confirmed("2025-12-30")
        desk.signed(2025)
        self.rename(desk, "2026-03-01")
        contents = contents_of(desk.compiled(2026, on="2026-11-20"))
        assert "carried-over" in check(contents.whole, contents.before).ran


def test_the_words_are_held_against_the_table(desk, steps):
    steps.replied("2025-03-03")
    report = desk.compiled()
    assert "新收政府信息公开申请1件" in report.chapters["overview"]
    assert not found(report, "words-differ")
    steps.replied("2025-04-03")
    stated = [each.cells[0] for each in found(report, "words-differ")]
    assert stated == ["applications.new.total", "applications.handled_total.total"]


def test_the_prefilled_count_is_not_taken_for_last_years_words(desk):
    written = "围绕招商项目和园区载体公开信息，政策文件与解读材料同步发布。"
    last = desk.filled(2025)
    overview = {"overview": last.chapters["overview"] + written}
    desk.act(actions.write_chapters, last, overview)
    last = desk.act(actions.submit_report, last)
    last = desk.act(actions.pass_report, last, by=desk.head)
    desk.act(actions.sign_report, last, by=desk.principal)
    report = desk.compiled(2026, on="2026-11-20")
    assert not found(report, "text-of-last-year", "2026-11-20")
    overview = {"overview": report.chapters["overview"] + written}
    report = desk.act(actions.write_chapters, report, overview)
    (finding,) = found(report, "text-of-last-year", "2026-11-20")
    assert "相同或者近似的文字有1段" in finding.message
    assert "围绕招商项目" in finding.message


@pytest.mark.parametrize(
    ("kind", "on", "late"),
    [
        (Office.Kind.DEPARTMENT, "2026-01-31", 0),
        (Office.Kind.DEPARTMENT, "2026-02-01", 1),
        (Office.Kind.TOWNSHIP, "2026-02-01", 1),
        (Office.Kind.AGENCY, "2026-02-01", 1),
        (Office.Kind.AUTHORIZED, "2026-02-01", 1),
        (Office.Kind.GOVERNMENT, "2026-03-31", 0),
        (Office.Kind.GOVERNMENT, "2026-04-02", 2),
    ],
)
def test_what_is_not_published_in_time_is_late(desk, kind, on, late):
    Office.objects.update(kind=kind)
    report = desk.compiled()
    findings = found(report, "late", on)
    assert len(findings) == (1 if late else 0)
    if late:
        assert f"还没有公布，已经晚了{late}天" in findings[0].message
        assert "《政府信息公开条例》第四十九条" in findings[0].message


def test_lateness_is_that_of_the_day_of_publication(desk):
    report = desk.published(on="2026-02-03")
    (finding,) = found(report, "late", "2026-11-20")
    assert "公布晚了3天" in finding.message


class TestWhatBreaksABalance:
    def test_an_override_that_alone_breaks_it_is_named(self, desk, steps):
        steps.replied("2025-03-03")
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(3), "补登记中")
        kind, total = found(report, "applications-balance")
        cause = "差2，由改写“一、本年新收政府信息公开申请数量·自然人”（台账计数1，改写为3）引起。"
        assert kind.message.endswith(cause)
        assert total.message.endswith(cause)

    def test_of_two_that_break_it_both_are_named(self, desk, steps):
        steps.replied("2025-03-03")
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(3), "补登记中")
        desk.act(actions.override_number, report, GRANTED, Decimal(0), "核减")
        kind, _ = found(report, "applications-balance")
        assert "差3，由改写" in kind.message
        assert "本年新收" in kind.message.partition("由改写")[2]
        assert "予以公开" in kind.message.partition("由改写")[2]

    def test_overrides_that_cancel_out_break_nothing(self, desk, steps):
        steps.replied("2025-03-03")
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(2), "补登记中")
        desk.act(actions.override_number, report, GRANTED, Decimal(2), "补登记中")
        assert not found(report, "applications-balance")

    def test_what_the_overrides_do_not_explain_is_not_laid_to_them(self, desk):
        report = desk.compiled()
        desk.act(actions.override_number, report, NEW, Decimal(3), "补登记中")
        contents = contents_of(AnnualReport.objects.get())
        [finding, _] = [
            each
            for each in findings_of(contents, on=at("2026-01-12").date())
            if each.check == "applications-balance"
        ]
        assert [each.name for each in causes_of(contents, finding)] == [NEW]
        number = contents.numbers["applications.new.total"]
        moved = {**contents.numbers, number.name: replace(number, value=9)}
        cells = ("applications.new.total", *finding.cells[1:])
        other = replace(finding, cells=cells)
        assert causes_of(replace(contents, numbers=moved), other) == []
