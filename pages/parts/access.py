"""Who is at the page and what they may do; asked anew wherever something is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages.parts import words

NOBODY, READER, EDITOR, PUBLISHER = "nobody", "reader", "editor", "publisher"
# Who may more may also what stands before it.
LEVELS = (NOBODY, READER, EDITOR, PUBLISHER)
ROLE_NAMES = {NOBODY: "无权限", READER: "查看", EDITOR: "编辑", PUBLISHER: "发布"}
LOCAL = ("127.0.0.1", "localhost", "::1")
LOCAL_USER = "本机用户"
EVERYONE = "*"


class DeniedError(Exception):
    """The user may not do this; the message says so, in Chinese."""


@dataclass(frozen=True, slots=True)
class User:
    """The name that the log keeps, and the highest role."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether the user's role includes another."""
        return LEVELS.index(self.role) >= LEVELS.index(role)


def user() -> User:
    """Who is at this session, by what is configured now.

    Without sign-in only the user of this machine edits: a server that listens to others, or stands
    behind a proxy, shows and nothing more.
    """
    if not configured():
        local = st.get_option("server.address") in LOCAL and not _proxied()
        return User(LOCAL_USER, PUBLISHER if local else READER)
    if not signed_in():
        return User("未登录", NOBODY)
    claims = st.user.to_dict()
    return User(_name(claims), role_of(claims, _secrets("roles")))


def role_of(claims: Mapping[str, Any], roles: Mapping[str, Any]) -> str:
    """The highest role that a claim or the lists of [roles] give."""
    told = claims.get(roles.get("claim", ""), ())
    told = {told} if isinstance(told, str) else set(told or ())
    name = _name(claims)
    given = [NOBODY]
    for role in (READER, EDITOR, PUBLISHER):
        listed = roles.get(role, ())
        if role in told or name in listed or EVERYONE in listed:
            given.append(role)
    return max(given, key=LEVELS.index)


def require(role: str) -> User:
    """Who is here, if they may.

    Raises:
        DeniedError: they may not.
    """
    found = user()
    if not found.may(role):
        raise DeniedError(f"没有“{ROLE_NAMES[role]}”权限，未执行")
    return found


def configured() -> bool:
    """Whether sign-in is set up."""
    return bool(_secrets("auth"))


def signed_in() -> bool:
    """Whether this session's user has signed in."""
    return bool(st.user.get("is_logged_in"))


def gate() -> None:
    """Let nobody past who must sign in first, or who has no role."""
    if not configured():
        return
    found = user()
    if not signed_in():
        st.title("请先登录", anchor=False)
        st.button("登录", type="primary", on_click=st.login, key="sign_in")
        st.stop()
    if not found.may(READER):
        st.title("没有查看权限", anchor=False)
        st.info("请联系管理员把你的账号加入名单。")
        account()
        st.stop()


def account() -> None:
    """Who is signed in, and the way out; nothing where there is no sign-in."""
    if not configured():
        return
    found = user()
    with st.sidebar:
        st.caption(words.literal(f"{found.name} · {ROLE_NAMES[found.role]}"))
        st.button("退出登录", on_click=st.logout, key="sign_out")


def _name(claims: Mapping[str, Any]) -> str:
    """The address where the provider vouches for it, else the provider's own key of the person."""
    if claims.get("email") and claims.get("email_verified", True) is not False:
        return str(claims["email"])
    return str(claims.get("sub") or "未知用户")


def _secrets(section: str) -> Mapping[str, Any]:
    try:
        return st.secrets.get(section, {})
    except FileNotFoundError:
        return {}


def _proxied() -> bool:
    return "X-Forwarded-For" in st.context.headers
