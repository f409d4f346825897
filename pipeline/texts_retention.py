"""What the command line says about keeping, disposal and people's rights, Japanese and English side by side."""

RETENTION: dict[str, tuple[str, str]] = {
    "retention": (
        "保存年限の規則、終結、廃棄の起案・決裁・証明書。",
        "Rules of keeping, closing, and disposal: proposed, approved by a second person, certified.",
    ),
    "retention_rules": (
        "保存年限の規則を示します。一つもなければ何も廃棄の候補になりません。",
        "Show the rules of keeping. Without one, nothing ever becomes due.",
    ),
    "retention_offer": (
        "よくある保存年限の案を示します（採用は `retention rule` で、自治体の規程を確かめてから）。",
        "Show periods that are usual; adopt one with `retention rule` after checking the ordinance.",
    ),
    "retention_rule": (
        "規則を一つ置きます（同じ事務所・系列・様式の規則は置き換わります）。",
        "Set one rule; it replaces the one for the same office, series and form.",
    ),
    "retention_close": ("ケースの終結（廃止）の日を記します。", "Note the day on which a case ended."),
    "retention_hold": (
        "廃棄を止めます（訴訟・監査・開示請求など）。--lift で解きます。",
        "Forbid disposal (litigation, audit, a disclosure request); --lift takes it off.",
    ),
    "retention_due": (
        "終結したケースを、保存の最終日の順に示します（番号と日付だけ）。",
        "Show cases that ended by their last day of keeping: identifiers and days only.",
    ),
    "retention_propose": ("満了したケースの廃棄を起案します。", "Propose cases whose term is over for disposal."),
    "retention_queue": ("起案された廃棄と済んだ廃棄を示します。", "Show what is proposed and what was disposed of."),
    "retention_approve": (
        "別の人が決裁し、原本・画像・読み取り・検索・履歴の内容を消します（取り消せません）。",
        "A second person approves: originals, pictures, readings, search text and history go for good.",
    ),
    "retention_reject": ("起案を取り下げます・差し戻します。", "Turn a proposal down, or take it back."),
    "retention_finish": (
        "途中で止まった廃棄の残り（ファイルの消去と証明書）を済ませます。",
        "Finish a disposal that was cut off: files and certificates.",
    ),
    "retention_certificate": ("廃棄証明書を PDF と JSON で書き出します。", "Write certificates as PDF and JSON."),
    "retention_copies": (
        "まだ残っている控え（バックアップ）を示します。--gone で廃棄済みと記します。",
        "Show backups that are still about; --gone notes that one was destroyed.",
    ),
    "disclose": (
        "開示請求：本人の記録の写しを、一行ずつの判断にそって黒塗りで作ります（通告者は必ず不開示）。",
        "A person's own file for disclosure: decided line by line, blacked out accordingly; reporters always.",
    ),
    "disclose_which": (
        "--list で判断の表を作るか、--decisions と --out で写しを作るか、どちらかです。",
        "Either --list for the list to decide, or --decisions and --out for the copy.",
    ),
    "disclose_list": ("判断の表（CSV）を書き出す", "write the list to decide (CSV)"),
    "disclose_decisions": ("「判断」を埋めた表", "the list with its decisions filled in"),
    "disclose_listed": (
        "{out} に書き出しました。判断の要る行は {count} 行です。「判断」に 開示 か 不開示 を入れます。",
        "Wrote {out}; {count} rows ask for a decision: 開示 or 不開示 in the column 判断.",
    ),
    "disclose_done": (
        "{out} に写しと不開示部分の一覧を書き出しました（黒塗り {count} か所）。渡す前に全頁を目で確かめてください。",
        "Wrote the copy and the list of what stays ({count} places) to {out}. Look at every page before it goes.",
    ),
    "filebook": (
        "個人情報ファイル簿（単票）を、保管庫が知っていることから印刷用に作ります。",
        "The register sheet of this file of personal data, for printing, from what the archive knows.",
    ),
    "request": (
        "本人からの開示・訂正・利用停止の請求を記し、期限と答えを残します。",
        "Requests of people about their own file: noted, due in thirty days, settled.",
    ),
    "request_note": ("請求を記します。", "Note a request."),
    "request_list": ("まだ答えていない請求を、期限とともに示します。", "Show open requests and when they are due."),
    "request_settle": (
        "請求に答えます。訂正は、デスクで直したあとに「応じた」とできます（元の読みは残ります）。",
        "Settle a request. A correction counts as granted once somebody made it at the desk; the original stays.",
    ),
    "request_noted": ("請求 {number} を記しました。", "Noted as request {number}."),
    "request_kind": ("請求の種類", "what is asked"),
    "request_on": ("受け付けた日 YYYY-MM-DD", "the day it came, YYYY-MM-DD"),
    "request_target": ("記録のどの項目か（例 p1.address.0）", "which item of the record, such as p1.address.0"),
    "request_claim": ("本人の言うこと", "what the person says"),
    "request_all": ("済んだものも", "settled ones too"),
    "request_out": ("答え", "the answer"),
    "request_answer": ("理由・説明", "reason, explanation"),
    "keep_office": ("この事務所だけ（空：すべて）", "this office alone (empty: any)"),
    "keep_series": ("ケース番号か表題の始まり（空：すべて）", "how case numbers or titles begin (empty: any)"),
    "keep_form": ("この様式を含むもの（空：すべて）", "those with this form (empty: any)"),
    "keep_years": ("年数", "years"),
    "keep_start": (
        "起算：closed 終結の日、fiscal 翌年度4月1日、age 生年月日",
        "from: closed the closing day, fiscal the 1st of April after it, age the birth",
    ),
    "keep_start_closed": ("終結の日", "the closing day"),
    "keep_start_fiscal": ("終結の翌年度4月1日", "the 1st of April after closing"),
    "keep_start_age": ("生年月日", "the birth"),
    "keep_basis": ("根拠（条例・規程の名と条）", "what it rests on (ordinance or rule, article)"),
    "keep_drop": ("この規則を外す", "take this rule off"),
    "keep_on": ("終結の日 YYYY-MM-DD（空：終結を取り消す）", "the day, YYYY-MM-DD (empty: it is open again)"),
    "keep_why": ("止める理由", "why"),
    "keep_lift": ("解く", "lift it"),
    "keep_all": ("満了していないものも", "also those whose term still runs"),
    "keep_out": ("書き出すフォルダー", "folder to write to"),
    "keep_gone": ("この番号の控えは廃棄した", "the backup of this number was destroyed"),
    "keep_no_rules": (
        "規則はまだありません。`tsuzuri retention offer` に案があります。",
        "There is no rule yet; `tsuzuri retention offer` shows what is usual.",
    ),
    "keep_rule_line": (
        "{office}　{series}　{form}　{start}から {years} 年　{basis}",
        "{office}  {series}  {form}  {years} years from {start}  {basis}",
    ),
    "keep_any": ("すべて", "any"),
    "keep_done": ("記しました。", "Noted."),
    "keep_none": ("ありません。", "None."),
    "keep_unknown": ("未定", "unknown"),
    "keep_line": (
        "{case}  {office}  終結 {closed}  保存 {last} まで  {pages} 頁  {note}",
        "{case}  {office}  ended {closed}  kept until {last}  {pages} pages  {note}",
    ),
    "keep_proposed": (
        "{case}：起案 {number}。別の人の決裁を待ちます。",
        "{case}: proposed as {number}; a second person approves.",
    ),
    "keep_erased": ("{case}：廃棄しました（{number}）。", "{case}: disposed of ({number})."),
    "keep_sure": (
        "{count} 件を廃棄します。取り消せません。よろしいですか",
        "{count} will be disposed of for good. Go on",
    ),
    "keep_yes": ("確かめずに進む", "do not ask again"),
    "keep_written": ("{out} に {count} 件を書き出しました。", "Wrote {count} to {out}."),
}
