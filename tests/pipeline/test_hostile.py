"""The hostile bench as a test: more than three hundred tries, none let in, none that breaks anything."""

from pathlib import Path

from tools.hostile import Attack, tried
from tools.hostile.asking import attacks as asking
from tools.hostile.asking import whole
from tools.hostile.holding import attacks as holding
from tools.hostile.house import house
from tools.hostile.showing import attacks as showing
from tools.hostile.showing import is_foreign, opens_a_formula


def test_nothing_hostile_gets_in(tmp_path: Path) -> None:
    with house(tmp_path) as place:
        found = tried((*showing(), *asking(place), *holding(place)))
        assert found["hostile_not_refused"] == []
        assert isinstance(found["hostile_inputs"], int)
        assert found["hostile_inputs"] >= 300
        assert whole(place)


def test_the_judge_sees_what_gets_in() -> None:
    assert is_foreign("<table><td><script>1</script></td></table>")
    assert opens_a_formula(b"a,=1+1\r\n")
    found = tried([Attack("x", "in", lambda: True), Attack("x", "breaks", lambda: bool(1 / 0))])
    assert (found["hostile_let_in"], found["hostile_broke"]) == (1, 1)
