"""A served demonstration city and a browser that watches it. Without a Chromium all of it is skipped."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from gongkai.web.lock import held

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    """Let the tests of one file run on one worker: each file has a demonstration city of its own."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory):
    """The demonstration city as it is when new: built once, by the first worker that needs it."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # what the workers have in common
    folder = base / "city"
    with held(base / "city.lock", wait=True):
        if not folder.exists():
            building = base / "building"
            building.mkdir()
            with served(building):
                pass
            building.rename(folder)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory, city_folder):
    """A demonstration city of this file's own, served by the program itself."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(city_folder, folder, dirs_exist_ok=True)
    with served(folder) as address:
        yield address


@contextlib.contextmanager
def served(folder):
    """Serve the demonstration in a folder, built there if there is none; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [Path(sys.executable).with_name("gongkai"), "demo", "--port", str(port)],
        cwd=folder,
        env={k: v for k, v in os.environ.items() if not k.startswith(("GONGKAI_", "DJANGO_"))},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + 180
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address + "/healthz") as answer:
            assert json.load(answer)["status"] == "ok"
            break
        time.sleep(0.2)
    yield address
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - absent without a browser

    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright, clicks_that_wait():
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextlib.contextmanager
def clicks_that_wait():
    """Let a click return when the page it led to is whole: what is counted then is all there is."""
    from playwright.sync_api import Locator  # noqa: PLC0415 - absent without a browser

    click = Locator.click

    def click_and_wait(locator, **options):
        click(locator, **options)
        locator.page.wait_for_load_state()

    Locator.click = click_and_wait
    yield
    Locator.click = click


@pytest.fixture
def open_page(chromium, site):
    """A way to open a page that watches the console and the requests."""
    contexts = []

    def open_at(path, width=1366, **options):
        context = chromium.new_context(viewport={"width": width, "height": 768}, **options)
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda line: line.type == "error" and page.troubles.append(line.text))
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((site, "data:")) or page.troubles.append(request.url)
            ),
        )
        page.goto(site + path)
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(open_page, site):
    """A way to open a staff screen as one of the demonstration's people."""

    def sign_in_as(username, path="/staff/", width=1366):
        page = open_page("/staff/login/", width)
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill("yunchuan-demo")
        page.get_by_role("button", name="登录").click()
        page.goto(site + path)
        return page

    return sign_in_as


@pytest.fixture
def picture():
    """A way to keep a picture for the manual: only `make pictures` says where."""
    folder = os.environ.get("MANUAL_PICTURES")

    def take(page, name):
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take
