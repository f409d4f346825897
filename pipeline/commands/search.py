"""`tsuzuri search`: finds people and records; what no person has read yet is marked."""

from dataclasses import asdict

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.asked import Hit, Query


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(words: tuple[str, ...], limit: int, as_json: bool) -> None:
        found = open_archive(load()).search(Query(" ".join(words), limit=limit))
        if as_json:
            echo_json({"total": found.total, "hits": [asdict(hit) for hit in found.hits]})
            return
        click.echo(say("hits", lang, total=found.total))
        for hit in found.hits:
            click.echo(line(hit, lang))

    params = [
        click.Argument(["words"], nargs=-1, required=True),
        click.Option(["--limit"], type=click.IntRange(1, 1000), default=20, help=say("limit", lang)),
        json_option(lang),
    ]
    return shaped("search", run, lang=lang, example="tsuzuri search 髙橋 訪問看護", params=params)


def line(hit: Hit, lang: Language) -> str:
    """Case, page, date and the text with what was found set off; one line, whatever the text holds."""
    text, shift = hit.text, 0
    for start, end in hit.spans:
        text = f"{text[: start + shift]}[{text[start + shift : end + shift]}]{text[end + shift :]}"
        shift += 2
    mark = "" if hit.reviewed else f" 〔{say('unreviewed', lang)}〕"
    where = f"{hit.case_id} {hit.full_name or hit.title} p.{hit.page_no} {hit.day}".rstrip()
    return f"{where}: {' '.join(text.split())}{mark}"
