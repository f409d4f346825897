"""Every screen × every role: listed with its right, refused without it."""

from typing import get_args

import pytest

from domain.access import ACCOUNT_ROLES, RIGHTS, Operator, Role
from review_ui.screens import NEEDS, SHOW, may_see
from review_ui.seat import Screen


def test_every_screen_is_listed_with_its_right() -> None:
    assert set(SHOW) == set(get_args(Screen))
    assert set(NEEDS) == set(SHOW), "new screen: say in review_ui/screens.py which right it needs"


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_a_role_sees_the_screens_of_its_rights_alone(role: Role) -> None:
    who = Operator("x1", role, "北部")
    for wanted in SHOW:
        assert may_see(who, wanted) == (NEEDS[wanted] in RIGHTS[role])
    fresh = Operator("x1", role, "北部", must_change=True)
    assert [one for one in SHOW if may_see(fresh, one)] == ["guide"]


def test_whoever_sees_no_case_has_no_screen_of_one() -> None:
    wanted = {Role.SCAN: {"boxes", "guide"}, Role.ADMINISTRATOR: {"guide", "retention"}, Role.AUDITOR: {"guide"}}
    for role, own in wanted.items():
        assert {one for one in SHOW if may_see(Operator("x1", role), one)} == own
