"""The environment variables of the program: names, defaults and meanings in one place."""

import difflib
import ipaddress
import os
import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import dj_database_url
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from gongkai.law.practice import DEFAULT_PRACTICE, Practice, read_practice

PREFIX = "GONGKAI_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
OTHER_VARIABLES = frozenset({"GONGKAI_SAMPLES"})  # read by the tests, not by the site
HOST_NAME = re.compile(
    r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE
)


class EnvironmentRefusal(Exception):
    """Raise with one sentence that names the variable that cannot be used."""


class Environment(BaseSettings):
    """What the operator may set. Descriptions are the text of the manual's table."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", populate_by_name=True)

    home: Path = Field(
        default=Path(".gongkai"),
        description="存放数据库、上传文件、静态文件和密钥的目录。应当只有运行本程序的用户能读写。",
    )
    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="数据库地址，例如 postgresql://用户:密码@主机:5432/库名。"
        "不设时使用 GONGKAI_HOME 里的 SQLite。",
    )
    address: str = Field(
        default="http://127.0.0.1:8000",
        description="公众访问本站用的完整地址，例如 https://www.yunchuan.example。"
        "不是本机的地址应当以 https:// 开头。",
    )
    hosts: str = Field(
        default="",
        description="还允许用哪些主机名访问，以逗号分隔。GONGKAI_ADDRESS 里的主机和本机不用写。",
    )
    behind_proxy: bool = Field(
        default=False,
        description="前面有终止 TLS 的反向代理，并且代理总是改写 X-Forwarded-Proto 和 "
        "X-Forwarded-For 时设为 true。",
    )
    plain_http: bool = Field(
        default=False,
        description="内网确实没有证书，允许 GONGKAI_ADDRESS 以 http:// 开头时设为 true。",
    )
    debug: bool = Field(
        default=False, description="调试页面，只用于开发。设为 true 时只能监听本机地址。"
    )
    practice: str = Field(
        default="",
        description="办理口径文件（TOML）的路径，各项见 docs/reference/practice.md。不设时用默认口径。",
    )
    applications_an_hour: int = Field(
        default=10,
        ge=1,
        description="一个网络地址一小时内最多在线提交多少份申请。"
        "很多人共用一个出口地址的（例如政务大厅），可以调大。",
    )
    site_name: str = Field(
        default="",
        description="网站名称，写入页面的 SiteName。不设时为“本级人民政府名称 + 政府信息公开”。",
    )
    site_organizer: str = Field(
        default="", description="页脚的主办单位。不设时为本级人民政府的名称。"
    )
    site_code: str = Field(default="", description="网站标识码，十位数字，写入页脚和 SiteIDCode。")
    icp_record: str = Field(default="", description="ICP 备案号，写入页脚。")
    police_record: str = Field(default="", description="公安备案号，写入页脚。")

    @field_validator("address")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if not _is_origin(value):
            raise ValueError("应为 https://主机名 或者 http://主机名:端口，后面没有路径。")
        return value.rstrip("/")

    @field_validator("hosts")
    @classmethod
    def _are_hosts(cls, value: str) -> str:
        for host in _listed(value):
            if not _is_host(host):
                raise ValueError(
                    f"{host} 不是主机名；不能用星号，不写端口，IPv6 地址放在方括号里。"
                )
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if not value:
            return value
        if urlsplit(value).scheme not in DATABASE_SCHEMES:
            raise ValueError("只能以 postgresql:// 或者 sqlite:/// 开头。")
        try:
            entry = dj_database_url.parse(value)
        except ValueError:
            raise ValueError("不是能读懂的数据库地址。") from None
        name = str(entry["NAME"] or "")
        if not entry["ENGINE"].endswith("sqlite3"):
            if not name:
                raise ValueError("缺少库名，应为 postgresql://用户:密码@主机:5432/库名。")
        elif not Path(name).is_absolute() or Path(name).is_dir():
            raise ValueError(
                "SQLite 的文件应当写完整路径，例如 sqlite:////srv/gongkai/gongkai.sqlite3。"
            )
        return value

    @field_validator("practice")
    @classmethod
    def _is_practice(cls, value: str) -> str:
        if value:
            read_practice(Path(value))
        return value

    @field_validator("site_code")
    @classmethod
    def _is_site_code(cls, value: str) -> str:
        if value and not re.fullmatch(r"[0-9A-Za-z]{10}", value):
            raise ValueError("网站标识码应为十位。")
        return value

    @model_validator(mode="after")
    def _is_protected(self) -> "Environment":
        if not (self.secure or self.plain_http or self.local):
            raise ValueError(
                "address|不是本机的地址应当以 https:// 开头；"
                "内网确实没有证书的，设 GONGKAI_PLAIN_HTTP=true。"
            )
        return self

    @property
    def hostname(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def secure(self) -> bool:
        return self.address.startswith("https://")

    @property
    def local(self) -> bool:
        return self.hostname in LOOPBACK

    @property
    def for_this_machine_alone(self) -> bool:
        """Return whether nothing set says that others reach the site, through a proxy or by name."""
        return self.local and not self.behind_proxy and not _listed(self.hosts)

    @property
    def allowed_hosts(self) -> list[str]:
        own = f"[{self.hostname}]" if ":" in self.hostname else self.hostname
        more = _listed(self.hosts)
        return list(dict.fromkeys([own, "localhost", "127.0.0.1", "[::1]", *more]))

    def practice_of_the_office(self) -> Practice:
        """Return what the office decided where the law leaves a choice."""
        return read_practice(Path(self.practice)) if self.practice else DEFAULT_PRACTICE

    def database(self) -> dict[str, Any]:
        """Return Django's DATABASES entry: the named database, or SQLite in the home folder."""
        url = self.database_url or f"sqlite:///{self.home.resolve() / 'gongkai.sqlite3'}"
        entry: dict[str, Any] = dict(dj_database_url.parse(url, conn_health_checks=True))
        if entry["ENGINE"].endswith("sqlite3"):
            entry["OPTIONS"] = {
                # IMMEDIATE: two writers wait for one another instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        else:
            entry["CONN_MAX_AGE"] = 60
            entry["OPTIONS"] = {"connect_timeout": 5, **entry.get("OPTIONS", {})}
        return entry


def _listed(hosts: str) -> list[str]:
    return [host.strip() for host in hosts.split(",") if host.strip()]


def _is_host(text: str) -> bool:
    """Return whether a Host header may bear this name: letters and digits, or an address."""
    if not text.startswith("["):
        return HOST_NAME.fullmatch(text) is not None
    try:
        return bool(text.endswith("]") and ipaddress.IPv6Address(text[1:-1]))
    except ValueError:
        return False


def _is_origin(text: str) -> bool:
    """Return whether this is a scheme, a host and perhaps a port, and nothing else."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:  # a port above 65535, a bracket left open
        return False
    host = parts.netloc if port is None else parts.netloc.removesuffix(f":{port}")
    nothing_else = not (parts.path.strip("/") or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and port != 0 and nothing_else and _is_host(host)


class SettingsRow(NamedTuple):
    """One row of the manual's table of variables."""

    name: str
    default: str
    meaning: str


def variable(field: str) -> str:
    """Return the name of the environment variable behind a field."""
    alias = Environment.model_fields[field].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field}".upper()


def settings_table() -> list[SettingsRow]:
    """Return every variable with its default and meaning, in the order of the manual."""
    rows = []
    for name, field in Environment.model_fields.items():
        default = field.default
        shown = str(default).lower() if isinstance(default, bool) else str(default)
        rows.append(SettingsRow(variable(name), shown, field.description or ""))
    return rows


def read_environment() -> Environment:
    """Return the environment, or raise EnvironmentRefusal naming the first wrong variable."""
    _refuse_unknown_names()
    try:
        return Environment()
    except ValidationError as error:
        raise EnvironmentRefusal(_sentence(error)) from None


def _refuse_unknown_names() -> None:
    """Raise EnvironmentRefusal for a misspelt name: what it meant to set would stay unset."""
    known = {row.name for row in settings_table()} | OTHER_VARIABLES
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            close = difflib.get_close_matches(name.upper(), known, n=1)
            meant = (
                f"，是不是要写 {close[0]}？" if close else "，请对照 docs/reference/settings.md。"
            )
            raise EnvironmentRefusal(f"环境变量 {name} 不能使用：没有这个变量{meant}")


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    reason = first["msg"].removeprefix("Value error, ")
    place = str(first["loc"][0]) if first["loc"] else ""
    if "|" in reason:
        place, reason = reason.split("|", 1)
    if first["type"].startswith("bool"):
        reason = "只能是 true 或者 false。"
    if first["type"].startswith(("int", "greater")):
        reason = "只能是 1 以上的整数。"
    field = place if place in Environment.model_fields else place.lower()
    name = variable(field) if field in Environment.model_fields else place.upper()
    return f"环境变量 {name} 不能使用：{reason}"
