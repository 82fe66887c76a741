"""The environment variables of the program: names, defaults and meanings in one place."""

import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import dj_database_url
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "GONGKAI_"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


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
        description="前面有终止 TLS 的反向代理，并且代理总是改写 X-Forwarded-Proto 时设为 true。",
    )
    plain_http: bool = Field(
        default=False,
        description="内网确实没有证书，允许 GONGKAI_ADDRESS 以 http:// 开头时设为 true。",
    )
    debug: bool = Field(
        default=False, description="调试页面，只用于开发。设为 true 时只能监听本机地址。"
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
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("应为 https://主机名 或者 http://主机名:端口，后面没有路径。")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str) -> str:
        if not value:
            return value
        if urlsplit(value).scheme not in DATABASE_SCHEMES:
            raise ValueError("只能以 postgresql:// 或者 sqlite:/// 开头。")
        try:
            dj_database_url.parse(value)
        except ValueError:
            raise ValueError("不是能读懂的数据库地址。") from None
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
    def allowed_hosts(self) -> list[str]:
        more = [host.strip() for host in self.hosts.split(",") if host.strip()]
        return list(dict.fromkeys([self.hostname, "localhost", "127.0.0.1", "[::1]", *more]))

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
    try:
        return Environment()
    except ValidationError as error:
        raise EnvironmentRefusal(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    reason = first["msg"].removeprefix("Value error, ")
    place = str(first["loc"][0]) if first["loc"] else ""
    if "|" in reason:
        place, reason = reason.split("|", 1)
    if first["type"].startswith("bool"):
        reason = "只能是 true 或者 false。"
    field = place if place in Environment.model_fields else place.lower()
    name = variable(field) if field in Environment.model_fields else place.upper()
    return f"环境变量 {name} 不能使用：{reason}"
