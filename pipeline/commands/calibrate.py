"""`tsuzuri calibrate`: refits trust from people's decisions. Refuses to loosen anything on too few of them."""

from dataclasses import asdict, replace

import click

from extract.trust.calibration import Standing, to_json
from extract.trust.fitting import MIN_SAMPLES
from pipeline.calibrating import Outcome, decided, refitted, standings
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive, policy_of
from storage.calibrations import Calibration


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(as_json: bool, show: bool) -> None:
        settings = load()
        archive = open_archive(settings)
        policy = policy_of(archive, settings)
        done: Outcome | None = None
        if not show:
            done = refitted(*decided(archive), now=policy.calibration)
            if done.state == "fitted":
                archive.calibrations.add(Calibration(to_json(done.model), done.model.samples, settings.who))
                policy = replace(policy, model=done.model)
        told(done, standings(policy), as_json=as_json, lang=lang)

    params = [json_option(lang), click.Option(["--show"], is_flag=True, help=say("calibrate_show", lang))]
    return shaped("calibrate", run, lang=lang, example="tsuzuri calibrate --show", params=params)


def told(done: Outcome | None, found: tuple[Standing, ...], *, as_json: bool, lang: Language) -> None:
    if as_json:
        state = done.state if done else "shown"
        echo_json(
            {"outcome": state, "decisions": done.found if done else None, "classes": [asdict(one) for one in found]}
        )
        return
    if done and done.state == "fitted":
        click.echo(say("calibrate_fitted", lang, samples=done.model.samples))
    elif done and done.state == "too_few":
        click.echo(say("calibrate_too_few", lang, found=done.found, needed=MIN_SAMPLES))
    elif done:
        click.echo(say("calibrate_alike", lang))
    click.echo(say("calibrate_head", lang))
    for one in found:
        state = say(f"calibrate_{one.state}", lang)
        wide = 16 - sum(ord(sign) > 0xFF for sign in state)
        click.echo(f"{one.group:7} {state:{wide}}{one.tried:10}{one.wrong:6}{one.bound:12.2%}{one.needed:10}")
    click.echo(say("calibrate_meaning", lang))
