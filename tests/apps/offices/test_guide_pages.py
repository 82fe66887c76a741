"""政府信息公开指南: the list and each office's page."""

from gongkai.apps.offices.models import GUIDE_FIELDS


def test_an_empty_list_teaches(client, db):
    assert "还没有登记机关" in client.get("/guide/").content.decode()


def test_every_element_of_the_guide_stands_on_the_page(client, office):
    facts = {field: f"{field}的内容" for field in GUIDE_FIELDS}
    page = client.get(office(**facts).get_absolute_url()).content.decode()
    for text in facts.values():
        assert text in page
    assert "还缺" not in page
    assert "2026年11月20日" in page


def test_what_is_missing_is_said(client, office):
    facts = dict.fromkeys(GUIDE_FIELDS, "有") | {"fax": "", "arrangement": ""}
    page = client.get(office(**facts).get_absolute_url()).content.decode()
    assert "这份指南还缺 2 项" in page
    assert "编排体系、传真号码，依照《政府信息公开条例》第十二条第二款应当写明" in page
    assert "接收渠道问题的解释" not in page


def test_missing_channels_are_asked_for_by_the_notice_on_channels(client, office):
    facts = dict.fromkeys(GUIDE_FIELDS, "有") | {"fax": "", "application_channels": ""}
    page = client.get(office(**facts).get_absolute_url()).content.decode()
    assert "<p>传真号码，依照《政府信息公开条例》第十二条第二款应当写明。</p>" in page
    assert (
        "<p>申请的接收渠道，依照《政府信息公开申请接收渠道问题的解释》第二条应当写明。</p>"
    ) in page


def test_text_of_a_guide_is_never_markup(client, office):
    page = client.get(office(classification="<script>alert(1)</script>").get_absolute_url())
    assert "<script>alert" not in page.content.decode()


def test_an_unknown_office_is_a_page_of_ours(client, db):
    page = client.get("/guide/none/")
    assert page.status_code == 404
    assert "没有这个页面" in page.content.decode()


def test_the_list_costs_the_same_for_many_offices(client, office, django_assert_max_num_queries):
    for number in range(30):
        office(f"o{number}")
    with django_assert_max_num_queries(4):
        client.get("/guide/")
