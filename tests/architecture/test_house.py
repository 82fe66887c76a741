"""What the house promises and no linter sees."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import django
import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "gongkai"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)

APP_ORDER = (
    "records",
    "calendar",
    "offices",
    "publishing",
    "applications",
    "duties",
    "dialogue",
    "remedies",
    "reports",
    "supervision",
    "desk",
    "portal",
)
"""Lower apps first; the linter sees imports, this test sees foreign keys."""


def name_of(path):
    return str(path.relative_to(SOURCE))


def test_foreign_keys_point_down():
    django.setup()
    ours = [model for model in apps.get_models() if model.__module__.startswith("gongkai.apps.")]
    assert ours
    for model in ours:
        here = APP_ORDER.index(model._meta.app_label)
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if target in ours:
                there = APP_ORDER.index(target._meta.app_label)
                assert there <= here, f"{model.__name__}.{field.name} points up"


def test_every_app_stands_in_the_order():
    folders = {path.parent.name for path in (SOURCE / "apps").glob("*/__init__.py")}
    assert folders <= set(APP_ORDER)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_in_one_sentence_what_it_knows(path):
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring or not text.strip(), "a module without a docstring"


FORBIDDEN = {"utils", "helpers", "common", "misc", "manager", "handler", "data", "info"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_has_a_name_that_says_nothing(path):
    assert path.stem not in FORBIDDEN
    assert path.parent.name not in FORBIDDEN


CORE = [path for path in MODULES if path.relative_to(SOURCE).parts[0] in ("law", "annual_report")]


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_docstrings_of_public_functions_of_the_core_say_what_comes_back(path):
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            docstring = ast.get_docstring(node)
            first = docstring.split()[0] if docstring else None
            assert first in (None, "Return", "Yield", "Raise", "Write"), f"{node.name}: {first}"


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_modules_and_functions_of_the_core_stay_readable(path):
    """An alarm, not an aim: nothing here should need a second screen to be understood."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, "a module of more than 400 lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno <= 50, f"{node.name} is longer than 50 lines"


def test_reports_and_law_import_no_framework():
    script = (
        "import sys, pkgutil, importlib, gongkai.law, gongkai.annual_report\n"
        "for package in (gongkai.law, gongkai.annual_report):\n"
        "    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "        importlib.import_module(module.name)\n"
        "found = {'django', 'wagtail', 'click'} & set(sys.modules)\n"
        "assert not found, found\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_reference_pages_are_in_step_with_the_program():
    subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        check=True,
        capture_output=True,
    )


def test_every_decision_is_listed():
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    for path in (ROOT / "docs/decisions").glob("0*.md"):
        assert f"({path.name})" in index


def test_every_run_time_dependency_is_justified():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = project.split("dependencies = [")[1].split("]\n")[0]
    names = re.findall(r'"([a-z-]+)', listed)
    reasons = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert names
    assert [name for name in names if name not in reasons] == []


def test_every_link_between_our_pages_leads_somewhere():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} → {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_lock_names_no_index():
    for path in (ROOT / "lock").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text
