"""What a citizen fills in: the application (art. 29), and number with query code."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.forms.boundfield import BoundField

from gongkai.apps.applications import actions
from gongkai.apps.applications.actions import Paper
from gongkai.apps.applications.identity_numbers import rules, what_is_wrong
from gongkai.apps.applications.models import (
    Applicant,
    ApplicantKind,
    Application,
    SupplyForm,
    SupplyWay,
)
from gongkai.apps.records.actions import KINDS, LARGEST_FILE, media_type_of
from gongkai.apps.records.refusals import Refused

LONGEST_DESCRIPTION = 3000
FILE_KINDS = ",".join(f".{kind}" for kind in KINDS)
_MEGABYTES = LARGEST_FILE // 1024 // 1024
_TOO_LONG = "请缩短到 %(limit_value)s 个字以内，现在有 %(show_value)s 个字。"
_TELEPHONE = r"\+?(?:[^0-9]*[0-9]){7,20}[^0-9]*"
_NO_TELEPHONE = "电话至少有 7 个数字，座机请写区号，例如（0000）555-0101。"
_SEVEN_DIGITS = RegexValidator(f"^{_TELEPHONE}$", _NO_TELEPHONE)
_NO_EMAIL = "电子邮箱应当像 name@yunchuan.example 这样写，请核对。"
_NOT_OF_A_PERSON = "个人没有统一社会信用代码，请选择个人的身份证明。"
_NOT_OF_AN_ORGANIZATION = "组织请用统一社会信用代码，没有的选其他有效身份证件。"
_PAPER_BY_HAND = "纸质的只能邮寄或者自行领取，请改选一种。"
IdentityKind = Applicant.IdentityKind
_OF_PERSONS = (IdentityKind.RESIDENT_CARD, IdentityKind.PASSPORT)
_NOT_ON_PAPER = (SupplyWay.PORTAL, SupplyWay.EMAIL)
_ORGANIZATIONS = [each.value for each in ApplicantKind if each != ApplicantKind.NATURAL_PERSON]


class Shown(BoundField):
    """A field as the page draws it: its class, and where a link in the error summary leads."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if not self.use_fieldset:
            attrs["class"] = "input is-wrong" if self.errors else "input"
        return attrs

    @property
    def target(self) -> str:
        return f"{self.auto_id}_0" if self.use_fieldset else str(self.auto_id)


class PublicForm(forms.Form):
    """A form whose every sentence is ours."""

    bound_field_class = Shown

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # what is too long is told, never cut

    @property
    def wrong(self) -> list[BoundField]:
        """Return the fields that were not accepted, in the order of the page."""
        return [self[name] for name in self.errors if name in self.fields]

    @property
    def count(self) -> int:
        """Return how many sentences the list of what was not accepted has."""
        return len(self.wrong) + len(self.non_field_errors())


class _Text(forms.CharField):
    """A text whose line breaks count as one sign each, as its writer counts."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def _text(label: str, longest: int, missing: str = "", **facts: Any) -> forms.CharField:
    """Return a field of one line; without a sentence for its absence it may stay empty."""
    messages = {"required": missing, "max_length": _TOO_LONG}
    return _Text(
        label=label,
        max_length=longest,
        required=bool(missing),
        error_messages=messages,
        **facts,
    )


def _choice(label: str, choices: Any, missing: str, **facts: Any) -> forms.ChoiceField:
    messages = {"required": missing, "invalid_choice": "请从列出的里面选一项。"}
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages=messages, **facts
    )


def _file(label: str, missing: str = "", **facts: Any) -> forms.FileField:
    messages = {
        "required": missing,
        "empty": "这个文件是空的，请重新选择。",
        "invalid": "文件没有传上来，请重新选择。",
    }
    return forms.FileField(
        label=label,
        required=bool(missing),
        error_messages=messages,
        widget=forms.FileInput(attrs={"accept": FILE_KINDS}),
        **facts,
    )


def _line(**attrs: str) -> forms.TextInput:
    """Return a line that no browser fills in: on a shared machine it would offer what others wrote."""
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


def _length(name: str, field: forms.Field) -> list[dict[str, Any]]:
    """Return the rule of how long the field may be, if it is a text; `{}` stands for the length now."""
    longest = getattr(field, "max_length", None)
    if not longest:
        return []
    says = _TOO_LONG % {"limit_value": longest, "show_value": "{}"}
    return [{"field": name, "when": {}, "longest": longest, "says": says}]


def _not(field: str, values: Iterable[str], sentence: str, **when: list[str]) -> dict[str, Any]:
    """Return the rule that the field has none of these values where others have theirs."""
    return {"field": field, "when": when, "not": [str(each) for each in values], "says": sentence}


class ApplicationForm(PublicForm):
    """The application of art. 29 §2; what it is for is not asked."""

    applicant_kind = _choice("您是", ApplicantKind.choices, "请选择申请人是个人，还是哪一类组织。")
    name = _text(
        "姓名或者名称",
        100,
        "请填写申请人的姓名或者名称。",
        help_text="与身份证明上的一致。",
        widget=_line(),
    )
    identity_kind = _choice(
        "身份证明",
        IdentityKind.choices,
        "请选择用哪一种身份证明。",
        help_text="个人用身份证、护照或者其他有效证件；组织用统一社会信用代码，没有的用其他证件。",
    )
    identity_number = _text(
        "证件号码",
        40,
        "请填写身份证明上的号码。",
        help_text="居民身份证最后一位是字母的，填 X。",
        widget=_line(spellcheck="false"),
    )
    identity_proof = _file(
        "身份证明的照片或者扫描件",
        "请选择身份证明的照片或者扫描件。",
        help_text=f"个人是证件有照片的一面，组织是营业执照或者登记证书。图片、PDF 或者文档，不超过 {_MEGABYTES} MB。"
        "可以在图上注明“仅用于申请公开政府信息”。",
    )
    contact_name = _text("联系人", 60, help_text="组织填写；个人不用填。", widget=_line())
    telephone = _text(
        "联系电话",
        40,
        "请填写联系电话，我们要与您确认收到申请。",
        help_text="确认收到、补正、答复都用这个电话联系您。",
        validators=[_SEVEN_DIGITS],
        widget=_line(type="tel", inputmode="tel"),
    )

    wanted = _text(
        "您要什么信息",
        200,
        "请写明要什么信息：名称，或者能帮助查找的特征。",
        help_text="写信息的名称；不知道名称的，写什么事、哪个机关、大约什么时候。不用写用途。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    document_number = _text("文号", 100, help_text="知道的话填，例如 云川政发〔2026〕5号。")
    description = _text(
        "其他能帮助查找的特征",
        LONGEST_DESCRIPTION,
        help_text="大致年月、涉及的项目或者地点、从哪里听说的。",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    material = _file(
        "能帮助查找的材料",
        help_text=f"例如报道截图、会议通知。图片、PDF 或者文档，不超过 {_MEGABYTES} MB。",
    )

    supply_form = _choice("要什么形式", SupplyForm.choices, "请选择要哪种形式。")
    supply_way = _choice("怎样给您", SupplyWay.choices, "请选择怎样给您。")
    email = forms.EmailField(
        label="电子邮箱",
        max_length=254,
        required=False,
        help_text="选了电子邮件的必须填，其他的选填。",
        error_messages={
            "invalid": _NO_EMAIL,
            "max_length": _TOO_LONG,
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    address = _text(
        "通信地址",
        200,
        help_text="选了邮寄的必须填，写到门牌，有邮政编码更好；其他的选填。",
        widget=_line(),
    )

    # What is asked only of some: field → (the other field, its values, the sentence).
    ASKED_OF = {
        "contact_name": (
            "applicant_kind",
            _ORGANIZATIONS,
            "请填写联系人，我们要知道打电话找谁。",
        ),
        "email": ("supply_way", [SupplyWay.EMAIL.value], "选了用电子邮件给您，请填写电子邮箱。"),
        "address": ("supply_way", [SupplyWay.POST.value], "选了邮寄，请填写通信地址。"),
    }
    NOT_FOR_OTHERS: ClassVar[tuple[str, ...]] = ("contact_name",)
    """Of those, what the others are not shown; what they sent all the same is not kept."""
    PARTS = (
        ("applicant_kind", "name", "identity_kind", "identity_number", "identity_proof", "contact_name", "telephone"),
        ("wanted", "document_number", "description", "material"),
        ("supply_form", "supply_way", "email", "address"),
    )  # fmt: skip
    NEVER_KEPT = ("identity_number", "identity_proof", "material")
    """What the browser does not keep between two visits."""

    @property
    def parts(self) -> list[list[dict[str, Any]]]:
        """Return the fields of each step, with what the page needs to know of each."""
        return [[self._described(name) for name in names] for names in self.PARTS]

    def _described(self, name: str) -> dict[str, Any]:
        other, values, sentence = self.ASKED_OF.get(name, ("", [], ""))
        field = self[name]
        return {
            "field": field,
            "missing": sentence
            or (field.field.required and field.field.error_messages["required"]),
            "asked_if": other and f"{other}={','.join(values)}",
            "is_optional": not field.field.required and not sentence,
            "is_only_asked": name in self.NOT_FOR_OTHERS,
            "is_kept": name not in self.NEVER_KEPT,
        }

    @property
    def rules_ahead(self) -> list[dict[str, Any]]:
        """Return what a browser can say of a step before it is left: the same rules, the same words.

        Nothing is sent for it: what was not filed does not leave the applicant's device. Each rule is
        of one field, under the others' values in `when`; the server checks everything all the same.
        """
        person = [ApplicantKind.NATURAL_PERSON.value]
        paper = [SupplyForm.PAPER.value]
        return [
            *(rule for name, field in self.fields.items() for rule in _length(name, field)),
            _not("identity_kind", [IdentityKind.CREDIT_CODE], _NOT_OF_A_PERSON, applicant_kind=person),
            _not("identity_kind", _OF_PERSONS, _NOT_OF_AN_ORGANIZATION, applicant_kind=_ORGANIZATIONS),
            *rules(),
            {"field": "telephone", "when": {}, "pattern": _TELEPHONE, "says": _NO_TELEPHONE},
            _not("supply_way", _NOT_ON_PAPER, _PAPER_BY_HAND, supply_form=paper),
            {"field": "email", "when": {}, "pattern": r"[^@\s]+@[^@\s]+\.[^@\s]+", "says": _NO_EMAIL},
        ]  # fmt: skip

    @property
    def lost_files(self) -> bool:
        """Return whether files came that have to be chosen again."""
        return bool(self.files)

    def clean_identity_number(self) -> str:
        """Return the number in narrow capitals without blanks, as the checks expect it."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["identity_number"])
        return "".join(typed.split()).upper()

    def clean_wanted(self) -> str:
        """Return the wanted in one line: it is the title of the case."""
        return " ".join(self.cleaned_data["wanted"].split())

    def clean_identity_proof(self) -> UploadedFile[Any]:
        return self._taken("identity_proof")

    def clean_material(self) -> UploadedFile[Any]:
        return self._taken("material")

    def _taken(self, name: str) -> UploadedFile[Any]:
        upload: UploadedFile[Any] = self.cleaned_data[name]
        if upload:
            try:
                media_type_of(upload, upload.name or "")
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return upload

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for name, (other, values, sentence) in self.ASKED_OF.items():
            if given.get(other) in values and not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)
            if name in self.NOT_FOR_OTHERS and given.get(other) not in values:
                given[name] = ""
        self._check_identity()
        if (
            given.get("supply_form") == SupplyForm.PAPER
            and given.get("supply_way") in _NOT_ON_PAPER
        ):
            self.add_error("supply_way", _PAPER_BY_HAND)
        return given

    def _check_identity(self) -> None:
        kind = self.cleaned_data.get("applicant_kind")
        identity = self.cleaned_data.get("identity_kind", "")
        is_person = kind == ApplicantKind.NATURAL_PERSON
        if kind and is_person and identity == IdentityKind.CREDIT_CODE:
            self.add_error("identity_kind", _NOT_OF_A_PERSON)
        elif kind and not is_person and identity in _OF_PERSONS:
            self.add_error("identity_kind", _NOT_OF_AN_ORGANIZATION)
        elif sentence := what_is_wrong(identity, self.cleaned_data.get("identity_number", "")):
            self.add_error("identity_number", sentence)

    def application(self) -> Application:
        """Return the application, not yet filed."""
        given = self.cleaned_data
        names = ("applicant_kind", "wanted", "document_number", "description")
        return Application(**{name: given[name] for name in (*names, "supply_form", "supply_way")})

    def applicant(self) -> Applicant:
        """Return who applies, not yet kept."""
        given = self.cleaned_data
        names = ("name", "identity_kind", "identity_number", "contact_name", "telephone")
        return Applicant(**{name: given[name] for name in (*names, "email", "address")})

    def papers(self) -> list[Paper]:
        """Return the files that come with it, each with what it is."""
        given = self.cleaned_data
        papers = [Paper(given["identity_proof"], "身份证明", is_identity=True)]
        if given["material"]:
            papers.append(Paper(given["material"], "能帮助查找的材料"))
        return papers


class CorrectionForm(PublicForm):
    """The corrected application, handed in by the applicant (art. 30)."""

    words = forms.CharField(
        label="补正的内容",
        max_length=LONGEST_DESCRIPTION,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请写明补正的内容。", "max_length": _TOO_LONG},
        help_text="按补正通知书逐项写。",
    )
    paper = forms.FileField(
        label="补正的材料",
        required=False,
        widget=forms.FileInput(attrs={"accept": FILE_KINDS}),
        error_messages={"empty": "这个文件是空的，请重新选择。"},
        help_text=f"一份，不超过 {_MEGABYTES} MB。",
    )

    def clean_paper(self) -> Any:
        upload = self.cleaned_data["paper"]
        if upload:
            try:
                media_type_of(upload, upload.name or "")
            except Refused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return upload

    def carry_out(self, application: Application, *, at: datetime) -> None:
        """Hand it in; raise Refused."""
        upload = self.cleaned_data["paper"]
        papers = [Paper(upload, "补正的材料")] if upload else []
        words = self.cleaned_data["words"]
        actions.hand_in_correction(application, words=words, papers=papers, at=at)


class WithdrawalForm(PublicForm):
    """That the applicant takes the application back."""

    is_sure = forms.BooleanField(
        label="我撤回这份申请，不再需要答复",
        error_messages={"required": "要撤回的，请勾选“我撤回这份申请”。"},
    )

    def carry_out(self, application: Application, *, at: datetime) -> None:
        """Take it back; raise Refused."""
        actions.ask_to_withdraw(application, at=at)


class LookupForm(PublicForm):
    """Number and query code of the receipt."""

    number = _text(
        "受理编号",
        60,
        "请填写回执上的受理编号。",
        help_text="例如 云川投促申〔2026〕31号。括号、空格怎样写都可以。",
        widget=_line(spellcheck="false"),
    )
    code = _text(
        "查询码",
        40,
        "请填写回执上的查询码。",
        help_text="12 位字母和数字，不分大小写，横线可以不写。",
        widget=_line(spellcheck="false", autocapitalize="characters"),
    )
