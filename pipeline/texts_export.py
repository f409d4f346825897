"""What the command line says about exports, prints and the hand-over, Japanese and English side by side."""

EXPORT: dict[str, tuple[str, str]] = {
    "export": (
        "一つのケースを書き出します：根拠つき JSON、保存用 PDF/A（文字を検索可）、読み取り結果（hOCR・ALTO・PAGE）。",
        "Write one case: JSON with evidence, searchable PDF/A for keeping, or its readings as hOCR, ALTO, PAGE XML.",
    ),
    "handover": (
        "引き継ぎ資料を印刷します：注意、最近の経過、残っている約束、同意、家族、関係機関、未確認のこと（出典つき）。",
        "Print what whoever takes a case over must know: risks, last contacts, open dates, consent, people, doubts.",
    ),
    "household": (
        "世帯票を印刷します：本人、家族、同別居、キーパーソン、同意（出典つき）。",
        "Print the household of a case: members, where they live, key person, consent, each with its source.",
    ),
    "export_as": (
        "形：json（既定）、pdf（PDF/A-2b）、hocr、alto、page",
        "form: json (default), pdf (PDF/A-2b), hocr, alto, page",
    ),
    "export_out": (
        "書き出すファイル。hocr・alto・page ではフォルダー（json は、なければ標準出力）",
        "file to write; for hocr, alto, page a folder (json: default standard output)",
    ),
    "export_whole": (
        "秘匿の人の伏せた箇所とページも出す（二人が承認したケースのみ、--reason が必要）",
        "what is hidden of a protected person too (only of a case that two people approved; needs --reason)",
    ),
    "export_reason": (
        "--whole の理由（秘匿の人のとき必要。記録に残ります）",
        "why --whole: needed for a protected person; it stands in the log",
    ),
    "export_needs_reason": (
        "秘匿の人のケースです。--whole には --reason が必要です（{codes}）。",
        "This person is under protection: --whole needs --reason ({codes}).",
    ),
    "export_suspected": (
        "秘匿の疑い（{words}）：人が確かめて消すまで、住所・電話・居所の分かる箇所と写真を伏せて書き出します。",
        "Under protection by a word on paper ({words}): until a person clears it, places and pictures stay hidden.",
    ),
    "export_needs_out": ("--out で書き出し先を指定してください。", "Say where to with --out."),
    "export_done": ("{out} を書き出しました（{count} ページ）。", "{out} written, {count} pages."),
    "export_held": ("p.{pages} は出していません：{why}", "p.{pages} left out: {why}"),
}
