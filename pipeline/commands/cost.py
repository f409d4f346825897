"""`tsuzuri cost`: 費用対効果 in words, as HTML with charts, as CSV and as JSON. Numbers only."""

from dataclasses import asdict
from pathlib import Path

import click

from pipeline.commands._shape import echo_json, json_option, put, shaped
from pipeline.cost_report import Report, as_csv, as_html, as_lines
from pipeline.costing import Prices, costed, forecast, measured
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive

YEN = click.FloatRange(min=0)


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(pages: int | None, html: Path | None, out: Path | None, as_json: bool, **yen: float | None) -> None:
        report = reported(pages, **yen)
        for path, data in ((html, as_html(report, lang).encode()), (out, as_csv(report, lang))):
            if path is not None:
                put(path, data)
                click.echo(say("cost_written", lang, path=path), err=True)
        if as_json:
            echo_json(asdict(report))
        elif html is None and out is None:
            click.echo("\n".join(as_lines(report, lang)))

    file = click.Path(dir_okay=False, path_type=Path)
    params = [
        click.Option(["--pages"], type=click.IntRange(min=1), help=say("cost_pages", lang)),
        click.Option(["--wage"], type=YEN, help=say("cost_wage", lang)),
        click.Option(["--machine"], type=YEN, help=say("cost_machine", lang)),
        click.Option(["--budget"], type=YEN, help=say("cost_budget", lang)),
        click.Option(["--html"], type=file, help=say("cost_html", lang)),
        click.Option(["--csv", "out"], type=file, help=say("cost_csv", lang)),
        json_option(lang),
    ]
    example = "tsuzuri cost --pages 2500000 --html cost.html"
    return shaped("cost", run, lang=lang, example=example, params=params)


def reported(pages: int | None, **yen: float | None) -> Report:
    """Prices from the settings, unless the command line says others; without `pages` the archive as it is."""
    kept = load()
    standing = {"wage": kept.wage_yen, "machine": kept.machine_yen, "budget": kept.budget_yen}
    named = {name: standing[name] if yen.get(name) is None else float(yen[name] or 0) for name in standing}
    prices = Prices(named["wage"], named["machine"], named["budget"])
    found = measured(open_archive(kept))
    cost, wanted = costed(found, prices), pages or found.pages
    return Report(found, cost, forecast(cost, wanted, prices=prices), prices, wanted)
