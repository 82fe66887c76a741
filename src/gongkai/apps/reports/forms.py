"""What people fill in on a report's screens: words, numbers, reasons."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms


class NumberField(forms.DecimalField):
    """A number as people type it: full-width digits too, an empty field is no number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=0,
            max_digits=18,
            decimal_places=6,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            error_messages={
                "required": "没有填写数字。",
                "invalid": "这里要填数字，例如 12。",
                "min_value": "数字不能小于 0。",
                "max_digits": "数字太大了，请核对。",
                "max_whole_digits": "数字太大了，请核对。",
                "max_decimal_places": "最多写六位小数。",
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).strip().replace(",", "")
        return super().to_python(value)


class OverrideForm(forms.Form):
    value = NumberField(label="改写为")
    reason = forms.CharField(label="理由", required=False)


class NumbersForm(forms.Form):
    """The numbers of one table that no ledger counts, at once, with one source."""

    source = forms.CharField(label="数字的来源", required=False)

    def __init__(self, *args: Any, cells: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = [name for name, _ in cells]
        for name, label in cells:
            self.fields[name] = NumberField(label=label, required=False)

    def number_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.cells]


class WordsForm(forms.Form):
    """The words of the chapters shown together."""

    def __init__(self, *args: Any, labels: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in labels.items():
            self.fields[key] = forms.CharField(label=label, required=False, max_length=50_000)


class ReasonForm(forms.Form):
    reason = forms.CharField(required=False, max_length=2_000)
