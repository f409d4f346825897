"""Every sentence the command line says, Japanese and English side by side."""

from typing import Literal

from pipeline.texts_access import ACCESS
from pipeline.texts_boxes import BOXES
from pipeline.texts_calibrate import CALIBRATE
from pipeline.texts_cost import COST
from pipeline.texts_export import EXPORT
from pipeline.texts_find import FIND
from pipeline.texts_guard import GUARD
from pipeline.texts_keys import KEYS
from pipeline.texts_retention import RETENTION

Language = Literal["ja", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    **ACCESS,
    **FIND,
    **EXPORT,
    **BOXES,
    **CALIBRATE,
    **COST,
    **RETENTION,
    **KEYS,
    **GUARD,
    "app": (
        "綴り：紙のケース記録を読み取り、人が確かめた記録にします。",
        "Tsuzuri turns paper case files into records a person has vouched for.",
    ),
    "ingest": (
        "スキャンした紙を受け入れます（PDF・TIFF・JPEG・PNG、フォルダーごとも可）。",
        "Take in scans (PDF, TIFF, JPEG, PNG; whole folders too).",
    ),
    "work": ("受け入れた紙を読み取り、記録の案を作ります。", "Read what was taken in and draft the records."),
    "status": ("枚数・件数と、いまの状態を示します。", "Show counts and where everything stands."),
    "rules": (
        "検証のきまりを示し、変えます（検証画面では、次にケースを開いたときから効きます）。",
        "Show and change the rules of the desk (they hold from the next case that is opened).",
    ),
    "rule_double_entry": ("本人を特定する項目を二人で入力する", "two people type identity fields"),
    "rule_plant_share": ("確かめ方を見るために違う値を出す割合（0～1）", "share of planted wrong values (0 to 1)"),
    "rule_sample_share": (
        "自動で通した項目を抜き取って確かめる割合（0～1）",
        "share of automatic fields sampled (0 to 1)",
    ),
    "review": ("検証画面を開きます。", "Open the review desk."),
    "deliver": (
        "承認されたケースを取り込み先へ渡します。",
        "Hand approved cases to the shared platform.",
    ),
    "search": ("記録を探します（異体字・かな・和暦のゆれを許します）。", "Search the archive, forgivingly."),
    "verify": (
        "保管しているすべてのファイルと履歴を、ハッシュで確かめます。",
        "Re-hash everything kept and check the history.",
    ),
    "ledger_out": ("管理台帳（CSV）も書き出す", "also write the ledger of all originals as CSV"),
    "fixity_sum": (
        "原本 {files} 件、ページ画像 {pictures} 件、履歴 {rows} 行を確かめました。",
        "{files} originals, {pictures} page pictures and {rows} lines of history checked.",
    ),
    "fixity_bad": ("内容が変わったか、見つかりません：{name}", "changed or missing: {name}"),
    "fixity_well": ("すべて元のままです。", "All is as it was."),
    "identity": (
        "同じ人かもしれないケースを、理由と反対の根拠つきで示します（名寄せ）。自動では統合しません。",
        "Show who may be the same person, with reasons and objections. Nothing is ever merged.",
    ),
    "identity_why": ("そう判断した理由（履歴に残ります）", "why (kept in the history)"),
    "identity_usage": (
        "相手のケース番号と --why（理由）を書いてください。",
        "name the other case and give --why",
    ),
    "identity_may": ("同じ人かもしれません（{count} 件）", "May be the same person ({count})"),
    "identity_apart": (
        "似ている別人（{count} 件）：名寄せできません",
        "Alike but another person ({count}): cannot be linked",
    ),
    "identity_none": ("似ている人は見つかりません。", "Nobody alike is found."),
    "identity_linked": ("同じ人とされたケース：{cases}", "said to be the same person: {cases}"),
    "identity_kept": ("{one} と {other}：{decision}", "{one} and {other}: {decision}"),
    "identity_same": ("同じ人", "same person"),
    "identity_proposed": ("同じ人の案（もう一人の確認待ち）", "proposed; a second person has to agree"),
    "identity_different": ("別人", "another person"),
    "identity_unknown": ("まだ分からない", "not known yet"),
    "identity_unlinked": ("名寄せを取り消し", "link taken back"),
    "chronology": (
        "支援経緯年表を、A4 横一枚の PDF で書き出します（写し番号つき）。",
        "Write the course of a case on one A4 page as PDF, with a copy number.",
    ),
    "chronology_out": ("書き出す PDF", "PDF to write"),
    "chronology_one_page": ("出典の切り抜きを付けず、一枚だけにします", "one page only, without the pieces of paper"),
    "chronology_done": ("{out} を書き出しました（写し番号 {number}）。", "{out} written, copy number {number}."),
    "read": (
        "読み取り結果を JSON Lines で出します（何も保存しません）。",
        "Write readings as JSON Lines and store nothing.",
    ),
    "doctor": ("動くために必要なものがそろっているか調べます。", "Check that everything needed is there."),
    "worker": ("キューから仕事を受け取る働き手を動かします。", "Run workers that take jobs from the queue."),
    "worker_count": ("働き手の数（既定：コア数）", "how many workers (default: one a core)"),
    "worker_only": ("この列の仕事だけを受け取る", "take jobs of this queue only"),
    "backup": (
        "動かしたまま、保管庫の写しを作ります（写しはそのまま保管庫として開けます）。",
        "Copy the archive while it runs; the copy opens as an archive of its own.",
    ),
    "restore": (
        "写しを空の保管庫へ戻し、全ファイルを照合します。",
        "Restore a backup into an empty archive, hashing every file.",
    ),
    "copied": (
        "{rows} 行、新しいファイル {files} 件を写し、すべて照合しました。",
        "{rows} rows and {files} new files copied; every file was hashed.",
    ),
    "copy_damaged": ("壊れているか見つからないファイル：{name}", "missing or damaged file: {name}"),
    "queue": (
        "読み取りを止める・再開する・受付分だけ終える・急ぎのケースを先にする。",
        "Pause, resume or drain the reading; put a case first.",
    ),
    "queue_case": ("ケース番号を書いてください（例：tsuzuri queue urgent c0123…）", "name the case"),
    "queue_running": ("動いています（読み取り待ち {left} ページ）。", "Running ({left} pages wait)."),
    "queue_paused": (
        "止めてあります（読み取り待ち {left} ページ）。tsuzuri queue resume で再開します。",
        "Paused ({left} pages wait). tsuzuri queue resume goes on.",
    ),
    "queue_draining": (
        "始めた分だけ終えます（読み取り待ち {left} ページ）。新しいファイルは開きません。",
        "Draining ({left} pages wait): what is begun is finished, no further file is opened.",
    ),
    "separators": (
        "箱の仕切り紙（QRコード入り）を印刷用PDFで作ります。",
        "Make separator sheets with QR codes for a box, as PDF to print.",
    ),
    "rescans": (
        "再スキャンを頼まれた紙の一覧を、箱と枚数の順に PDF にします",
        "Prints the sheets that the desk wants scanned again, by box and sheet, as PDF",
    ),
    "rescans_done": ("{count} 枚の一覧を書きました：{path}", "{count} sheets listed: {path}"),
    "separators_none": (
        "ファイルの名前（例：A-001=23）か --manifest を指定してください",
        "name the files (A-001=23) or give --manifest",
    ),
    "separators_done": (
        "仕切り紙 {count} 件分を書き出しました：{path}",
        "Separators for {count} files written: {path}",
    ),
    "manifest": ("ファイルの一覧（CSV・JSON）", "list of files (CSV or JSON)"),
    "sides": ("スキャンする面（2：両面）", "sides scanned (2: both)"),
    "out_pdf": ("書き出すPDF", "PDF to write"),
    "status_watch": ("見続ける（Ctrl+C で終わる）", "keep looking (Ctrl+C ends it)"),
    "every": ("何秒ごとに見るか", "seconds between two looks"),
    "watch_pace": (
        "毎分 {speed} ページ、残りおよそ {minutes} 分",
        "{speed} pages a minute, about {minutes} minutes left",
    ),
    "metrics": (
        "監視のための数値（Prometheus）と稼働確認を HTTP で出します。",
        "Serve numbers for Prometheus and a health answer over HTTP.",
    ),
    "metrics_open": (
        "{url}/metrics と {url}/health（終わるには Ctrl+C）",
        "{url}/metrics and {url}/health (Ctrl+C ends it)",
    ),
    "metrics_port": ("ポート（0：空いているもの）", "port (0: any free one)"),
    "metrics_host": (
        "受け付けるアドレス（既定：このパソコンだけ）",
        "address to listen on (default: this computer only)",
    ),
    "burst": ("キューが空になったら終わる", "end when the queue is empty"),
    "example": ("例：", "Example:"),
    "lang": ("表示の言語", "language of messages"),
    "json": ("プログラム向けに JSON で出力", "print JSON for programs"),
    "out": ("書き出すファイル（なければ標準出力）", "file to write (default: standard output)"),
    "workers": ("読み取りの並列数（既定：コア数）", "reading processes (default: one a core)"),
    "target": ("取り込み先", "import target"),
    "to": (
        "渡すフォルダー（既定：保管庫の中の delivered）",
        "folder that receives (default: in the archive's)",
    ),
    "cp932": ("古いソフト向けに CP932 の CSV も書く", "also write CSV files in CP932 for old programs"),
    "batch_name": ("箱や束の名前", "name of the box or batch"),
    "port": ("検証画面のポート", "port of the desk"),
    "limit": ("表示する件数", "how many to show"),
    "taken": ("受け入れ", "taken in"),
    "twin": ("受け入れ済みと同じ内容", "same bytes as before"),
    "refused": ("受け入れできません", "refused"),
    "nothing_found": ("読み取れるファイルが見つかりません", "no file to take in was found"),
    "ingest_sum": (
        "受け入れ {taken} 件、同じ内容 {twins} 件、受け入れできないもの {refused} 件",
        "{taken} taken in, {twins} twins, {refused} refused",
    ),
    "next_work": ("次：tsuzuri work で読み取ります。", "Next: tsuzuri work reads them."),
    "next_workers": (
        "次：働き手（tsuzuri worker）が読み取ります。tsuzuri status --watch で見守れます。",
        "Next: the workers (tsuzuri worker) read them; tsuzuri status --watch follows.",
    ),
    "next_review": (
        "次：tsuzuri review で確かめます（疑わしい項目 {doubts} 件、ケース {tasks} 件）。",
        "Next: tsuzuri review ({doubts} doubts in {tasks} cases wait for a person).",
    ),
    "next_ingest": (
        "次：tsuzuri ingest フォルダー で紙を受け入れます。",
        "Next: tsuzuri ingest FOLDER takes in scans.",
    ),
    "next_deliver": (
        "次：tsuzuri deliver で渡します（承認済み {approved} 件）。",
        "Next: tsuzuri deliver ({approved} approved cases).",
    ),
    "reading": ("読み取り", "reading"),
    "per_minute": ("ページ/分", "pages/min"),
    "left": ("残り", "left"),
    "sure": ("確か", "sure"),
    "doubt": ("要確認", "in doubt"),
    "files": ("ファイル", "files"),
    "pages": ("ページ", "pages"),
    "cases": ("ケース", "cases"),
    "doubts": ("疑わしい項目", "doubts"),
    "quarantined": ("隔離（理由つき）", "quarantined, with reasons"),
    "balanced": ("枚数は合っています。", "The sheets add up."),
    "unbalanced": ("枚数が合いません。", "The sheets do not add up."),
    "still_waiting": ("まだ読み取っていないページ", "pages still waiting"),
    "unfinished": (
        "受け入れの途中です：{name}（同じ ingest をもう一度行うと終わります）",
        "intake not finished: {name} (the same ingest again finishes it)",
    ),
    "all_done": ("確かめる項目は残っていません。", "Nothing is left to check."),
    "state_claimed": ("受け入れ済み", "claimed"),
    "state_unpacked": ("展開済み", "unpacked"),
    "state_quarantined": ("隔離", "quarantined"),
    "state_duplicate": ("同じ内容", "duplicate"),
    "state_waiting": ("読み取り待ち", "waiting"),
    "state_read": ("読み取り済み", "read"),
    "state_unread": ("読み取れず", "unread"),
    "state_reading": ("読み取り中", "being read"),
    "state_in_review": ("検証待ち", "in review"),
    "state_reviewed": ("検証済み", "reviewed"),
    "state_on_hold": ("保留", "on hold"),
    "state_failed": ("処理できず", "failed"),
    "desk_open": ("検証画面：{url}（終わるには Ctrl+C）", "Review desk: {url} (Ctrl+C ends it)"),
    "receipt_filed": ("渡しました", "delivered"),
    "receipt_already_filed": ("前に渡してあります", "delivered before"),
    "receipt_refused": ("断られ、検証画面へ戻しました", "refused, back at the desk"),
    "port_taken": (
        "ポート {port} は使われています。先に開いた検証画面を閉じるか、"
        "`tsuzuri review --port {other}`（または TSUZURI_PORT）で別の番号を選んでください。",
        "port {port} is taken: close the desk that is open there, "
        "or choose another with `tsuzuri review --port {other}` (or TSUZURI_PORT)",
    ),
    "no_platform": (
        "取り込み先のアドレスがありません。--to https://… か TSUZURI_PLATFORM_URL で示してください。",
        "there is no address of the platform: give --to https://… or set TSUZURI_PLATFORM_URL",
    ),
    "delivered": ("渡しました", "delivered"),
    "held": ("保留", "held back"),
    "deliver_status": ("渡したものと、いまの状態を示します。", "Show deliveries and where cases stand."),
    "deliver_verify": (
        "取り込み先の内容が、渡したものと同じかハッシュで確かめます。",
        "Check by hash that the target holds what was sent.",
    ),
    "deliver_recall": ("渡した一回分を取り消します。", "Take one delivery back."),
    "recall_reason": ("取り消す理由（取り込み先にも伝わります）", "why (the receiver reads it too)"),
    "recalled": ("取り消しました", "recalled"),
    "verified_sum": (
        "同じ {same} 件、ない {missing} 件、違う {different} 件",
        "{same} same, {missing} missing, {different} different",
    ),
    "case": (
        "ケースを取り込み候補にする・対象から外す・戻す・共有の根拠を記す。",
        "Mark cases for the platform, keep them out, take them in again, name the legal basis.",
    ),
    "case_mark": ("ケースを取り込み候補にします。承認は検証画面で行います。", "Mark cases as candidates."),
    "case_exclude": ("ケース、箱、系列を取り込み対象から外します。", "Keep cases, a box or a series out."),
    "case_include": ("外したケース、箱、系列を対象に戻します。", "Take back an exclusion."),
    "case_basis": (
        "共有の法的根拠を記します（コードなし：本人の同意のみ）。",
        "Name the legal basis of sharing (no code: consent alone).",
    ),
    "case_rules": ("外している箱と系列を示します。", "Show the boxes and series kept out."),
    "case_box": ("箱（ingest の --name）ごと", "a whole box (name given at ingest)"),
    "case_series": ("ケース番号がこの文字で始まる系列ごと", "all case numbers that begin so"),
    "case_reason": ("理由（履歴に残ります）", "why (kept in the history)"),
    "case_code": ("根拠のコード（複数可）", "code of the basis (may be repeated)"),
    "case_which": ("ケース、--box、--series のどれかを書いてください。", "name cases, --box or --series"),
    "case_no_rule": ("そのような除外はありません：{name}", "no such exclusion: {name}"),
    "case_rule_off": (
        "除外を解きました：{name}（中のケースは tsuzuri case mark で一件ずつ候補にします）",
        "exclusion taken off: {name} (mark its cases one by one)",
    ),
    "case_excluded_box": ("箱または系列の除外が残っています", "its box or series is kept out"),
    "case_still_there": (
        "取り込み先に残っています（tsuzuri deliver recall で取り消します）",
        "the platform still has it (tsuzuri deliver recall)",
    ),
    "not_there": ("取り込み先にありません", "not there"),
    "url": ("取り込み先のアドレス（既定：TSUZURI_PLATFORM_URL）", "address of the platform (default: setting)"),
    "nothing_approved": ("承認されたケースはありません。", "No case is approved."),
    "hits": ("{total} 件見つかりました。", "{total} hits."),
    "unreviewed": ("未検証", "unreviewed"),
    "no_case": ("そのケースはありません：{case}", "no such case: {case}"),
    "ok": ("よし", "ok"),
    "missing": ("不足", "missing"),
    "all_well": ("すべてそろっています。", "Everything is there."),
    "not_well": ("足りないものがあります。", "Something is missing."),
    "stopped": ("設定か環境に問題があります：{error}", "The installation must be mended: {error}"),
    "failed": ("できませんでした：{error}", "That failed: {error}"),
    "interrupted": (
        "中断しました。もう一度同じ命令で続きから始まります。",
        "Interrupted. The same command goes on where it stopped.",
    ),
}


def say(key: str, lang: Language, **values: object) -> str:
    """The sentence in the wanted language, filled in."""
    japanese, english = TEXTS[key]
    return (japanese if lang == "ja" else english).format(**values)
