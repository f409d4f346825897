"""The desk's figures as a table, on the screen and in docs/benchmarks.md between two markers."""

from tools.noting import put

Figures = dict[str, float | int | str]


def as_table(figures: Figures) -> str:
    grown = float(figures["server_mb_end"]) - float(figures["server_mb_warm"])
    rows: list[tuple[str, str, str, bool]] = [
        (
            "tasks settled without a break",
            f"{figures['asked']}",
            f"{figures['tasks']} {figures['broke_off']}".strip(),
            figures["tasks"] == figures["asked"],
        ),
        (
            "key → next field drawn, median",
            "≤ 200 ms",
            ms(figures, "key_ms_median"),
            under(figures, "key_ms_median", most=200),
        ),
        ("key → next field drawn, p95", "≤ 500 ms", ms(figures, "key_ms_p95"), under(figures, "key_ms_p95", most=500)),
        ("first screen", "≤ 2 s", f"{figures['first_screen_s']} s", under(figures, "first_screen_s", most=2)),
        ("approve and next case drawn, median", "", f"{figures['next_case_s_median']} s", True),
        (
            "memory of the server over the run, after the first fifth",
            "flat (≤ 5 % more)",
            f"{figures['server_mb_warm']} → {figures['server_mb_end']} MB",
            grown <= 0.05 * float(figures["server_mb_warm"]),
        ),
        (
            f"{figures['clerks']} clerks at once, a key every {figures['clerks_pause_s']} s, p95",
            "≤ 1500 ms",
            ms(figures, "clerks_key_ms_p95"),
            under(figures, "clerks_key_ms_p95", most=1500),
        ),
        (
            "keys for an all-correct case",
            "≤ doubts + 2",
            f"doubts + {figures['keys_over_doubts_most']} at most",
            under(figures, "keys_over_doubts_most", most=2),
        ),
    ]
    lines = ["| what | wanted | measured |", "|---|---|---|"]
    lines += [f"| {what} | {wanted} | {found}{'' if met else ' **(not met)**'} |" for what, wanted, found, met in rows]
    return "\n".join(lines)


def ms(figures: Figures, name: str) -> str:
    return f"{figures[name]} ms"


def under(figures: Figures, name: str, *, most: float) -> bool:
    return float(figures[name]) <= most


def section(figures: Figures) -> str:
    about = (
        f"{figures['tasks']} sample tasks of four doubts settled by keyboard in headless Chromium at 1366×768 "
        f"({figures['keys']} keys), {figures['more']:,} more cases in the archive (SQLite), server and browser on "
        f"the same {figures['cores']} cores; load average {figures['load_before']} before, {figures['load_after']} "
        f"after the run ({figures['day']})."
    )
    return f"## Review desk (`make bench-desk`)\n\n{about}\n\n{as_table(figures)}"


def write(figures: Figures) -> None:
    put("desk", section(figures))
