"""The supervisor's three charts, in the house's ink: plain values in, one chart out. Draws no word it was not given."""

from collections.abc import Mapping, Sequence
from datetime import date

import altair as alt

from pipeline.desk.measures import Pace, Point

INK, INK_2, LINE, ACCENT, LIT = "#24312f", "#55625f", "#ebe8df", "#1f5f6b", "#a86500"
TYPE = "Noto Sans CJK JP, Noto Sans JP, Hiragino Sans, Yu Gothic UI, Meiryo, sans-serif"
GOAL_S = 3.0
MOST_BARS = 9
Drawn = alt.LayerChart | alt.FacetChart
Rows = Sequence[Mapping[str, object]]


def drawn(rows: Rows) -> alt.Chart:
    return alt.Chart(alt.Data(values=list(rows)))  # type: ignore[no-untyped-call]  # altair leaves it untyped


def pace_chart(paces: Sequence[Pace], named: Mapping[str, str], *, axis: str) -> Drawn:
    """Median as a bar, nine tenths as a tick; the goal of three seconds as a line."""
    rows = [
        {"name": named[one.name], "median": round(one.median_s, 2), "p90": round(one.p90_s, 2), "n": one.looks}
        for one in paces[:MOST_BARS]
    ]
    base = drawn(rows).encode(y=alt.Y("name:N", sort=None, title=None), tooltip=["name:N", "median:Q", "p90:Q", "n:Q"])
    bars = base.mark_bar(color=ACCENT, height={"band": 0.55}).encode(
        x=alt.X("median:Q", title=axis, axis=alt.Axis(tickCount=6))
    )
    ticks = base.mark_tick(color=INK, thickness=2, height=12).encode(x="p90:Q")
    goal = drawn([{"goal": GOAL_S}]).mark_rule(color=LIT, strokeDash=[4, 3]).encode(x="goal:Q")
    return calm(alt.layer(bars, ticks, goal))


def day_chart(each_day: Sequence[tuple[date, int]], *, axis: str) -> Drawn:
    rows = [{"day": day.isoformat(), "n": count} for day, count in each_day]
    bars = drawn(rows).mark_bar(color=ACCENT)
    days = alt.X("day:T", title=None, axis=alt.Axis(format="%-m/%-d", tickCount=6, grid=False))
    return calm(alt.layer(bars.encode(x=days, y=alt.Y("n:Q", title=axis), tooltip=["day:T", "n:Q"])))


def curve_chart(points: Sequence[Point], threshold: float | None, *, axes: tuple[str, str]) -> Drawn:
    rows = [{"reviewed": one.reviewed, "error": one.error, "threshold": one.threshold} for one in points]
    base = drawn(rows).encode(
        x=alt.X("reviewed:Q", title=axes[0], axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1])),
        y=alt.Y("error:Q", title=axes[1], axis=alt.Axis(format=".1%")),
        order="threshold:Q",
        tooltip=["threshold:Q", "reviewed:Q", "error:Q"],
    )
    layers: list[alt.Chart] = [base.mark_line(color=ACCENT, strokeWidth=2, interpolate="step-after")]
    if threshold is not None:
        here = min(rows, key=lambda row: abs(row["threshold"] - threshold))
        now = drawn([here]).encode(x="reviewed:Q", y="error:Q")
        layers.append(now.mark_point(color=LIT, filled=True, size=110, shape="diamond"))
    return calm(alt.layer(*layers))


def calm(chart: Drawn) -> Drawn:
    made: Drawn = (
        chart.configure(font=TYPE, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK_2, titleColor=INK_2, labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
            gridColor=LINE, domainColor="#dcd8cc", tickColor="#dcd8cc", labelLimit=150,
        )
    )  # fmt: skip
    return made
