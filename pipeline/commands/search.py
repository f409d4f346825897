"""`tsuzuri search`: finds people and records; what nobody vouched for is marked. Searches can be kept."""

from pathlib import Path

import click

from domain.auditing import Action
from domain.case import CaseState, ImportStatus
from domain.errors import BadQuestion
from pipeline import asking
from pipeline.commands._shape import echo_json, json_option, put, shaped
from pipeline.desk.guard import searched
from pipeline.found import csv_of, found_of, rows_of
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.asked import Hit, Hits, Query

SHOWN = 20


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(words: tuple[str, ...], **given: str | bool | None) -> None:
        archive, who = open_archive(load()), load().who
        if given["list_kept"] or given["forget"]:
            kept(archive, who, forget=str(given["forget"] or ""), lang=lang)
            return
        query = wanted(archive, who, words=" ".join(words), given=given, lang=lang)
        action = Action.EXPORT if given["csv"] else Action.SEARCH
        found = searched(archive, operator(who), query=query, action=action)
        if given["save"]:
            archive.finding.save(who, str(given["save"]), query=query)
            click.echo(say("find_kept", lang, name=given["save"]), err=True)
        if given["csv"]:
            put(Path(str(given["csv"])), csv_of(rows_of(found.hits)))
        if given["as_json"]:
            echo_json(found_of(found, query).model_dump(mode="json"))
        else:
            show(found, query, lang=lang)

    example = "tsuzuri search 髙橋 訪問看護 --since 平成25年"
    return shaped("search", run, lang=lang, example=example, params=parameters(lang))


def wanted(archive: Archive, who: str, *, words: str, given: dict[str, str | bool | None], lang: Language) -> Query:
    """Raises BadQuestion: nothing asked, or a kept search that is not there."""
    if given["saved"]:
        held = archive.finding.saved(who)
        if str(given["saved"]) not in held:
            raise BadQuestion(say("find_none_kept", lang, name=given["saved"]))
        return held[str(given["saved"])]
    filters = {name: str(given[name]) for name in asking.NAMES if given.get(name) not in (None, "")}
    if not words.strip() and not set(filters) - {"limit", "offset", "sort"}:
        raise click.UsageError(say("find_usage", lang))
    return asking.query_of(words, filters)


def kept(archive: Archive, who: str, *, forget: str, lang: Language) -> None:
    if forget and not archive.finding.forget(who, forget):
        raise BadQuestion(say("find_none_kept", lang, name=forget))
    for name, query in archive.finding.saved(who).items():
        click.echo(f"{name}: {query.words}".rstrip())


def show(found: Hits, query: Query, *, lang: Language) -> None:
    click.echo(say("hits", lang, total=f"{found.total}{'+' if found.more else ''}"))
    for hit in found.hits:
        click.echo(line(hit, lang))
    seen = query.offset + len(found.hits)
    if found.total > seen and found.hits:
        click.echo(say("find_more", lang, count=found.total - seen, offset=seen))


def line(hit: Hit, lang: Language) -> str:
    """Case, page, date and the text with what was found set off; one line, whatever the text holds."""
    text, shift = hit.text, 0
    for start, end in hit.spans:
        text = f"{text[: start + shift]}[{text[start + shift : end + shift]}]{text[end + shift :]}"
        shift += 2
    mark = "" if hit.reviewed else f" 〔{say('unreviewed', lang)}〕"
    where = f"{hit.case_id} {hit.full_name or hit.title} p.{hit.page_no} {hit.day}".rstrip()
    return f"{where}: {' '.join(text.split())}{mark}"


def parameters(lang: Language) -> list[click.Parameter]:
    def choice(*words: str) -> click.Choice[str]:
        return click.Choice(words)

    options: list[tuple[list[str], str, click.ParamType[str] | None]] = [
        (["--form"], "find_form", choice(*asking.FORM.words)),
        (["--method"], "find_method", choice(*asking.METHOD.words)),
        (["--office"], "find_office", None),
        (["--box"], "find_box", None),
        (["--state"], "find_state", choice(*CaseState)),
        (["--import-status"], "find_import", choice(*ImportStatus)),
        (["--since"], "find_since", None),
        (["--until"], "find_until", None),
        (["--kind"], "find_kind", choice(*asking.KINDS)),
        (["--case", "case_id"], "find_case", None),
        (["--sort"], "find_sort", choice(*asking.SORTS)),
        (["--csv"], "find_csv", None),
        (["--save"], "find_save", None),
        (["--saved"], "find_saved", None),
        (["--forget"], "find_forget", None),
    ]
    return [
        click.Argument(["words"], nargs=-1),
        *(click.Option(names, type=kind, help=say(text, lang)) for names, text, kind in options),
        click.Option(["--reviewed/--unreviewed"], default=None, help=say("find_reviewed", lang)),
        click.Option(["--limit"], type=click.IntRange(1, asking.MOST_HITS), default=SHOWN, help=say("limit", lang)),
        click.Option(["--offset"], type=click.IntRange(0, asking.DEEPEST), default=0, help=say("find_offset", lang)),
        click.Option(["--list", "list_kept"], is_flag=True, help=say("find_list", lang)),
        json_option(lang),
    ]
