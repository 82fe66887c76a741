"""Every scenario of scenarios.toml: through the real acts, the command line, and a second writing of the clock."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from apps.applications.steps import applicant, application, moment, served
from gongkai.annual_report.form import form_of, generation_of
from gongkai.apps.applications import actions
from gongkai.apps.applications.actions.recording import OF_THE_APPLICANT, label_of
from gongkai.apps.applications.clock import deadline_of
from gongkai.apps.applications.models import Application
from gongkai.apps.applications.statistics import applications_table
from gongkai.apps.offices.models import Role
from gongkai.cli import main
from gongkai.law.answers import ANSWERS
from gongkai.law.application_stages import BESIDE, Act, Stage
from gongkai.law.parameters import parameter
from gongkai.law.procedures import Consulted
from gongkai.law.receipt import Channel
from law.reference_clock import reckon

SCENARIOS = tomllib.loads(Path(__file__).with_name("scenarios.toml").read_text("utf-8"))["scenario"]
LABELS = {label_of(act): act for act in [*Act, *OF_THE_APPLICANT]}
A_DAY = re.compile(r"\d{4}-\d\d-\d\d")
BY_TITLE = {each["title"]: each for each in SCENARIOS}
HANDLED = [title for title, each in BY_TITLE.items() if not each.get("law_only")]


def lines(scenario):
    """Each line of the story: the day, the act, what belongs to it."""
    for line in scenario["story"].strip().splitlines():
        day, label, *rest = line.split(maxsplit=2)
        yield date.fromisoformat(day), LABELS[label], rest[0] if rest else ""


def days_in(text):
    return [date.fromisoformat(day) for day in A_DAY.findall(text)]


def number_in(text):
    return int(re.search(r"\d+", text)[0])


@pytest.fixture
def head(person, bureau):
    return person("zerenren", Role.DISCLOSURE_HEAD, office=bureau)


class Played:
    """A scenario taken through the office."""

    def __init__(self, steps, head):
        self.steps, self.head = steps, head

    def play(self, scenario):
        received, channel = scenario["received"], scenario["channel"]
        case = application(channel=channel, received_on=received)
        if channel == Channel.INTERNET:
            actions.file_application(
                case, applicant(), office=self.steps.office, at=moment(received)
            )
            case = self.steps.act(actions.register, case, moment(received))
        else:
            actions.take_in(
                case, applicant(), office=self.steps.office, by=self.steps.clerk,
                at=moment(received),
            )  # fmt: skip
        for day, act, rest in lines(scenario):
            case = self.one(case, day, act, rest)
        return case

    def one(self, case, day, act, rest):  # noqa: C901, PLR0912 - one line of the story each
        steps, at, on = self.steps, moment(day), str(day)
        until = next(iter(days_in(rest)), None)
        match act:
            case Act.CONFIRM:
                return steps.confirm(case, on)
            case Act.NOTIFY_CORRECTION:
                return steps.asked_to_correct(case, on, until=str(until))
            case Act.RECEIVE_CORRECTION:
                return steps.act(actions.receive_correction, case, at, on=day, words="2025年的")
            case Act.LAPSE_CORRECTION:
                return steps.act(actions.lapse_correction, case, at, checked="电话联系")
            case Act.SEARCH:
                found = actions.Search("办公室", "档案室", "没有")
                return steps.act(actions.search, case, at, found, on=day)
            case Act.CONSULT:
                whom = next(each for each in Consulted if rest.startswith(each.label))
                return steps.consulted(case, on, whom, delivered=str(until) if until else "")
            case Act.DELIVER_CONSULTATION:
                of = self.open_one(case)
                return steps.act(
                    actions.deliver_consultation, case, at, of=of, on=day, evidence="签收"
                )
            case Act.HEAR:
                opinion = next(each for each in actions.Opinion if each.label == rest)
                return steps.act(
                    actions.hear, case, at, of=self.open_one(case), on=day, opinion=opinion,
                    words="商业秘密",
                )  # fmt: skip
            case Act.STOP_WAITING:
                of = self.open_one(case)
                return steps.act(actions.stop_waiting, case, at, of=of, reason="不再回复")
            case Act.EXTEND:
                return steps.act(
                    actions.extend, case, at, days=number_in(rest), reason="检索量大", by=self.head
                )
            case Act.TELL_EXTENSION:
                return steps.act(actions.tell_extension, case, at, served(on))
            case Act.ASK_REASONS:
                return steps.act(
                    actions.ask_reasons, case, at, what="二百件", until_on=until, service=served(on)
                )
            case Act.HEAR_REASONS:
                return steps.act(actions.hear_reasons, case, at, on=day, words="研究")
            case Act.DELAY:
                return steps.act(
                    actions.delay, case, at, delayed_to=until, reason="二百件", service=served(on)
                )
            case Act.CHARGE:
                return steps.charged(case, on, quantity=number_in(rest))
            case Act.RECEIVE_PAYMENT:
                return steps.act(actions.receive_payment, case, at, on=day, receipt="000123")
            case Act.LAPSE_PAYMENT:
                return steps.act(actions.lapse_payment, case, at, checked="财政系统查询")
            case actions.ASKED_TO_WITHDRAW:
                actions.ask_to_withdraw(case, at=at)
                return Application.objects.get(pk=case.pk)
        raise AssertionError(act)

    def open_one(self, case):
        asked = case.events.filter(act=Act.CONSULT).order_by("pk").values_list("pk", flat=True)
        ended = case.events.filter(act__in=[Act.HEAR, Act.STOP_WAITING])
        over = {event.facts["of"] for event in ended}
        return next(pk for pk in asked if pk not in over)

    def answered(self, case, scenario):
        day = str(scenario["replied"])
        case = self.steps.decide(case, day, scenario["answer"])
        case = self.steps.draft(case, day)
        case = self.steps.act(actions.submit_reply, case, day)
        case = self.steps.act(actions.sign_reply, case, day, by=self.steps.leader)
        late = "征求意见" if day > str(scenario.get("due", day)) else ""
        return self.steps.deliver(case, day, late_reason=late)


@pytest.fixture
def played(steps, head):
    return Played(steps, head)


@pytest.mark.parametrize("title", HANDLED)
def test_through_the_acts_of_the_office(played, title):
    scenario = BY_TITLE[title]
    case = played.play(scenario)
    deadline = deadline_of(case)
    assert deadline.due_on == scenario.get("due")
    assert deadline.waiting_for == scenario.get("waiting")
    assert list(deadline.warnings) == scenario.get("warnings", [])
    assert deadline.provisional == scenario.get("provisional", False)
    if "answer" not in scenario:
        return
    case = played.answered(case, scenario)
    assert case.stage == Stage.REPLIED
    answer, handled = ANSWERS[scenario["answer"]], scenario["replied"].year
    row = answer.row_2019 if generation_of(handled) == "2019" else answer.row
    counted = applications_table(case.office, handled)
    assert counted[row]["natural_person"].count == 1
    assert counted["handled_total"]["total"].count == 1
    new = case.counted_on.year
    assert applications_table(case.office, new)["new"]["total"].count == 1
    if new != handled:
        assert applications_table(case.office, new)["carried_out"]["total"].count == 1
        assert counted["carried_in"]["total"].count == 1


def options(scenario):
    """The same story as options of `gongkai deadline`."""
    given = {"--channel": [scenario["channel"]], "--received": [str(scenario["received"])]}
    waits = {"--correction": None, "--fee": None}
    consults = []
    ends = {
        Act.RECEIVE_CORRECTION: "--correction", Act.RECEIVE_PAYMENT: "--fee",
    }  # fmt: skip
    begins = {Act.NOTIFY_CORRECTION: "--correction", Act.CHARGE: "--fee"}
    told = any(act is Act.TELL_EXTENSION for _, act, _ in lines(scenario))
    for day, act, rest in lines(scenario):
        if act is Act.CONFIRM:
            given["--confirmed"] = [str(day)]
        elif act in begins:
            waits[begins[act]] = [day, ""]
        elif act in ends:
            waits[ends[act]][1] = day
        elif act is Act.CONSULT:
            consults.append([day, ""])
        elif act in (Act.HEAR, Act.STOP_WAITING):
            open_one = next(each for each in consults if each[1] == "")
            over = scenario.get("ends") if act is Act.STOP_WAITING else None
            open_one[1] = over or day
        elif act is Act.EXTEND and told:
            given["--extend"] = [str(number_in(rest))]
        elif act is Act.DELAY:
            given["--delayed-to"] = [str(days_in(rest)[0])]
    given |= {name: [f"{each[0]}..{each[1]}"] for name, each in waits.items() if each}
    given["--consult"] = [f"{begun}..{ended}" for begun, ended in consults]
    return given


@pytest.mark.parametrize("title", BY_TITLE)
def test_through_the_command_line(capsys, title):
    scenario = BY_TITLE[title]
    given = options(scenario).items()
    words = [word for name, values in given for value in values for word in (name, value)]
    with pytest.raises(SystemExit) as stop:
        main(["deadline", "--json", *words])
    out, err = capsys.readouterr()
    if scenario.get("waiting") == "confirmation":  # the command asks for the day instead
        assert stop.value.code == 2
        assert "--confirmed" in err or "确认之日" in err
        return
    assert (stop.value.code, err) == (0, "")
    found = json.loads(out)
    assert found["due_on"] == (str(scenario["due"]) if "due" in scenario else None)
    assert found["waiting_for"] == scenario.get("waiting")
    assert found["warnings"] == scenario.get("warnings", [])
    assert found["provisional"] == scenario.get("provisional", False)


def interval(text):
    begun, ended = text.split("..")
    return date.fromisoformat(begun), date.fromisoformat(ended) if ended else None


@pytest.mark.parametrize("title", [each for each in BY_TITLE if "due" in BY_TITLE[each]])
def test_through_the_second_writing_of_the_clock(title):
    scenario, given = BY_TITLE[title], options(BY_TITLE[title])
    confirmed = given.get("--confirmed")
    extend, delayed = given.get("--extend"), given.get("--delayed-to")
    due_on, *_ = reckon(
        scenario["received"],
        date.fromisoformat(confirmed[0]) if confirmed else None,
        interval(given["--correction"][0]) if "--correction" in given else None,
        interval(given["--fee"][0]) if "--fee" in given else None,
        [interval(each) for each in given["--consult"]],
        int(extend[0]) if extend else 0,
        date.fromisoformat(delayed[0]) if delayed else None,
    )
    assert due_on == scenario["due"]


def test_together_they_have_every_channel_row_act_and_warning():
    acts = {act for each in SCENARIOS for _, act, _ in lines(each)}
    assert acts >= BESIDE | {Act.CONFIRM, actions.ASKED_TO_WITHDRAW}
    assert {each["channel"] for each in SCENARIOS} == set(Channel)
    answered = {each["answer"] for each in SCENARIOS if "answer" in each}
    assert answered == set(ANSWERS)
    counted = {ANSWERS[key].row for key in answered}
    ends = [row for row in form_of("2021").applications.row_keys if row in counted]
    assert len(ends) == len(counted) == 21
    warned = {word for each in SCENARIOS for word in each.get("warnings", [])}
    assert warned == {"correction-late", "fee-late"}
    assert {each.get("waiting") for each in SCENARIOS} >= {"confirmation", "correction", "payment"}


def test_no_two_differ_only_in_their_dates():
    def shape(scenario):
        told = [(act, A_DAY.sub("", rest)) for _, act, rest in lines(scenario)]
        before = parameter("reply.term").on(scenario["received"]).number
        years = scenario["received"].year, scenario.get("replied", scenario["received"]).year
        crosses = years[0] != years[1]
        same_day = scenario.get("replied") == scenario["received"]
        return (
            scenario["channel"], tuple(told), scenario.get("answer"), before, crosses, same_day,
            scenario.get("provisional", False), generation_of(scenario["received"].year),
            tuple(scenario.get("warnings", ())),
        )  # fmt: skip

    shapes = [shape(each) for each in SCENARIOS]
    assert len(set(shapes)) == len(shapes)
