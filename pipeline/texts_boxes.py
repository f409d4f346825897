"""The sentences of boxes, sheets and watched folders, Japanese and English side by side."""

BOXES: dict[str, tuple[str, str]] = {
    "announce": (
        "箱に入っているはずのファイルと枚数を、スキャンの前に記します。",
        "Say what should be in a box before it is scanned.",
    ),
    "announced_sum": (
        "箱「{box}」：{count} ファイル、{sheets} 枚を予告しました。",
        "Box {box}: {count} files announced, {sheets} sheets.",
    ),
    "sheets_unknown": ("枚数は未定", "sheets not counted"),
    "ledger": (
        "箱の管理台帳：予告・受入・読み取りを紙一枚ずつ突き合わせ、違いを理由つきで示します。",
        "The ledger of a box: announced, come and read, sheet by sheet, every difference with its reason.",
    ),
    "ledger_csv": ("管理台帳（CSV）の書き出し先", "write the ledger as CSV"),
    "ledger_written": ("管理台帳を書き出しました：{path}", "Ledger written: {path}"),
    "ledger_none": ("箱はまだありません。", "There is no box yet."),
    "ledger_head": (
        "箱「{box}」：予告 {told} ファイル・{told_sheets} 枚 ／ 実際 {came} ファイル・{sheets} 枚（{sides} 面）",
        "Box {box}: announced {told} files, {told_sheets} sheets; found {came} files, {sheets} sheets ({sides} sides)",
    ),
    "ledger_line": (
        "  {number} {label}：予告 {wanted} 枚、実際 {sheets} 枚（{sides} 面、うち白紙 {blank}、読めない {troubled}）",
        "  {number} {label}: {wanted} sheets announced, {sheets} found ({sides} sides, {blank} blank, "
        "{troubled} not read)",
    ),
    "ledger_ok": ("予告・受入・読み取りが紙一枚ずつ合っています。", "Announced, come and read agree to the sheet."),
    "ledger_untold": (
        "予告はありません。受け入れた紙はすべて読み取りを終えました。",
        "Nothing was announced; everything taken in has been read.",
    ),
    "ledger_open": ("読み取りの途中です。", "Still being read."),
    "ledger_ok_settled": (
        "予告・受入・読み取りが合っています（うち {count} 件の違いは、人が確かめて済みとしました）。",
        "Announced, come and read agree ({count} differences were looked into and settled).",
    ),
    "ledger_settled": ("［済み：{who}　{day}　{why}］", " [settled by {who}, {day}: {why}]"),
    "ledger_settle": (
        "この番号の違いを、調べて済みとします（--why に理由。個人名は書かないでください）",
        "the difference of this number was looked into (--why says the reason, without names of persons)",
    ),
    "ledger_reopen": ("済みとした違いを、この番号で戻します", "takes back what was settled under this number"),
    "ledger_why": ("済みとする理由", "why it is settled"),
    "ledger_needs_box": (
        "--settle と --reopen には箱の名前、--settle には --why も要ります。",
        "--settle and --reopen need the box, --settle needs --why too.",
    ),
    "ledger_off": ("合わないところが {count} 件あります。", "{count} differences."),
    "manifest_in": (
        "スキャナーの一覧（CSV か JSON）。枚数とハッシュ値を、届いたものと突き合わせます",
        "list of the scanner (CSV or JSON); counts and hashes are checked against what came",
    ),
    "collate": (
        "片面ずつ二回スキャンした束（表と裏のフォルダーか、ファイル一つずつ）を組み合わせます。裏は逆順です",
        "put together one pile scanned in two passes (folders, or a file each: fronts, then backs in reverse order)",
    ),
    "box_sides": ("スキャンした面の数（1＝片面、2＝両面）", "sides scanned of each sheet (1 or 2)"),
    "manifest_taken": ("一覧 {path}：{count} ファイルを予告しました。", "List {path}: {count} files announced."),
    "watch": (
        "フォルダーを見張り、書き終わったスキャンを受け入れます（中のフォルダー一つが一箱）。",
        "Watch a folder and take in scans as they are finished (each folder inside is a box).",
    ),
    "watch_every": ("見に行く間隔（秒）", "seconds between two looks"),
    "watch_quiet": (
        "大きさと更新時刻がこの秒数変わらなければ、書き終わったとみなします",
        "a file is finished when size and time have not changed for so many seconds",
    ),
    "watch_once": ("いまあるものを受け入れたら終わります", "end when what is there has been taken in"),
    "state_separator": ("仕切り紙", "separator sheets"),
    "col_box": ("箱", "box"),
    "col_number": ("ファイル番号", "file number"),
    "col_label": ("ファイル名称", "file"),
    "col_wanted": ("予告枚数", "sheets announced"),
    "col_sheet": ("シート番号", "sheet"),
    "col_face": ("面", "side"),
    "col_kind": ("区分", "kind"),
    "col_state": ("状態", "state"),
    "col_reason": ("理由", "reason"),
    "col_source": ("元ファイル", "source"),
    "col_page": ("元ページ", "page"),
    "col_pages": ("元ページ数", "pages"),
    "col_case": ("ケースID", "case"),
    "col_difference": ("相違", "difference"),
    "face_front": ("表", "front"),
    "face_back": ("裏", "back"),
    "kind_content": ("内容", "content"),
    "kind_blank": ("白紙", "blank"),
    "kind_separator": ("仕切り紙", "separator"),
    "kind_patch": ("仕切り（番号なし）", "separator without number"),
    "kind_": ("未確認", "not looked at"),
}
