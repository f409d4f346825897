"""A bug and a silent archive each become one calm sentence."""
# ruff: noqa: PLC0415 - AppTest runs the source of a function, so its imports stand inside

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def run(app: Callable[[], None]) -> AppTest:
    return AppTest.from_function(app, default_timeout=60).run()


def failing() -> None:
    from review_ui.frame import calm

    @calm
    def screen() -> None:
        raise KeyError("<b>secret</b>")

    screen()


def without_archive() -> None:
    from domain.errors import StorageError
    from review_ui.frame import calm

    @calm
    def screen() -> None:
        raise StorageError("database is locked")

    screen()


def heard_then_told() -> None:
    from review_ui.frame import calm, heard

    def answer() -> None:
        raise ValueError("no")

    heard(answer)()

    @calm
    def screen() -> None: ...

    screen()


def test_a_bug_is_told_without_its_words() -> None:
    shown = run(failing)
    assert not shown.exception
    assert "思いがけないことが起きました" in shown.get("html")[0].proto.body
    assert "secret" not in shown.get("html")[0].proto.body


def test_a_silent_archive_is_told_with_its_code() -> None:
    shown = run(without_archive)
    assert "保存先が応答しません" in shown.get("html")[0].proto.body
    assert "STORE-000" in shown.get("html")[0].proto.body


def test_what_fails_behind_a_key_is_told_by_the_next_run() -> None:
    shown = run(heard_then_told)
    assert "思いがけないことが起きました" in shown.get("html")[0].proto.body
