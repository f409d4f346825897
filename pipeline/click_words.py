"""What click itself says to whoever types a command, in Japanese: usage, missing words, files that are not there.

click looks its sentences up through gettext, in whatever language the process stands; here it is the one asked for on
the line. Refuses nothing: a sentence without a translation stays in English.
"""

import gettext
from typing import Any

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from pipeline.texts import Language

_SPEAKING = (
    click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.termui, click.types,
)  # fmt: skip
# Sentences of click, many of which it fills in itself.
JA = {
    "Usage:": "使い方：",
    "Options": "オプション",
    "Positional arguments": "渡すもの",
    "Commands": "コマンド",
    "Show this message and exit.": "この説明を表示します。",
    "Show the version and exit.": "版を表示します。",
    "Try '{command} {option}' for help.": "使い方は {command} {option} で見られます。",
    "Error: {message}": "エラー：{message}",
    "Missing command.": "コマンドがありません。",
    "Missing argument": "渡すものが足りません：",
    "Missing option": "指定が足りません：",
    "Missing parameter": "指定が足りません：",
    "Missing {param_type}": "{param_type} が足りません：",
    "Missing parameter: {param_name}": "指定が足りません：{param_name}",
    "No such option {name!r}.": "{name} という指定はありません。",
    "No such command {name!r}.": "{name} というコマンドはありません。",
    "Did you mean {possibility}?": "{possibility} のことですか。",
    "Got unexpected extra argument ({args})": "余分なものがあります（{args}）。",
    "Invalid value: {message}": "使えない値です：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} に使えない値です：{message}",
    "{value!r} is not {choice}.": "「{value}」は {choice} ではありません。",
    "{value!r} is not one of {choices}.": "「{value}」は次のどれでもありません：{choices}",
    "{value!r} is not a valid {number_type}.": "「{value}」は数として読めません。",
    "{value} is not in the range {range}.": "{value} は範囲 {range} にありません。",
    "{value!r} is not a valid boolean. Recognized values: {states}": "「{value}」は使えません。使える値：{states}",
    "{name} {filename!r} does not exist.": "{name}「{filename}」はありません。",
    "{name} {filename!r} is a file.": "{name}「{filename}」はファイルです。",
    "{name} {filename!r} is a directory.": "{name}「{filename}」はフォルダーです。",
    "{name} {filename!r} is not readable.": "{name}「{filename}」を読む権限がありません。",
    "{name} {filename!r} is not writable.": "{name}「{filename}」に書く権限がありません。",
    "Could not open file {filename!r}: {message}": "ファイル「{filename}」を開けません：{message}",
    "file": "ファイル",
    "directory": "フォルダー",
    "path": "場所",
    "Choose from:\n\t{choices}": "次から選びます：\n\t{choices}",
    "Option {name!r} requires an argument.": "{name} には値が要ります。",
    "Option {name!r} requires {nargs} arguments.": "{name} には値が {nargs} 個要ります。",
    "Option {name!r} does not take a value.": "{name} は値を取りません。",
    "Argument {name!r} takes {nargs} values.": "{name} は {nargs} 個です。",
    "Takes {nargs} values but 1 was given.": "{nargs} 個のところ 1 個です。",
    "Takes {nargs} values but {len} were given.": "{nargs} 個のところ {len} 個です。",
    "default: {default}": "既定：{default}",
    "env var: {var}": "環境変数：{var}",
    "Repeat for confirmation": "もう一度",
    "Do you want to continue?": "続けますか",
    "Error: The two entered values do not match.": "二つの入力が違います。",
    "Error: invalid input": "その答えは使えません。",
    "unknown error": "不明なエラー",
}
# Where click has a sentence for one and one for many, the many decide.
_MANY = {
    "Got unexpected extra arguments ({args})": JA["Got unexpected extra argument ({args})"],
    "(Did you mean one of: {possibilities}?)": "（次のどれかですか：{possibilities}）",
}


def speak(lang: Language) -> None:
    """From now on click speaks this language."""
    one, many = (_one, _many) if lang == "ja" else (gettext.gettext, gettext.ngettext)
    for module in _SPEAKING:
        for name, words in (("_", one), ("ngettext", many)):
            if hasattr(module, name):
                setattr(module, name, words)


def _one(sentence: str) -> str:
    return JA.get(sentence, sentence)


def _many(*sentences_and_count: Any) -> str:
    """As `gettext.ngettext`: the sentence for one, the one for many, how many there are."""
    single, plural, count = sentences_and_count
    chosen = single if count == 1 else plural
    return str(_MANY.get(chosen) or JA.get(chosen) or JA.get(single, chosen))
