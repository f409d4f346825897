"""Every word of the screens, Japanese and English side by side. What stands on paper is never translated."""

from typing import Literal

from domain.contract import FIELD_LABEL_JA
from review_ui.texts_boxes import BOXES
from review_ui.texts_course import COURSE
from review_ui.texts_guard import GUARDS
from review_ui.texts_list import LISTS
from review_ui.texts_measures import MEASURES
from review_ui.texts_pages import PAGES
from review_ui.texts_retention import RETENTIONS
from review_ui.texts_search import SEARCHES
from review_ui.texts_ways import WAYS

Language = Literal["ja", "en"]

TEXTS: dict[str, tuple[str, str]] = {
    "name": ("綴り", "Tsuzuri"),
    "work": ("作業一覧", "Work list"),
    "search": ("検索", "Search"),
    "review": ("確かめる", "Review"),
    "log": ("支援経過", "Support log"),
    "history": ("履歴", "History"),
    "other_language": ("English", "日本語"),
    "clerk": ("担当", "Clerk"),
    # person banner
    "no_name": ("氏名未読", "name not read"),
    "born": ("生年月日", "Born"),
    "case_number": ("ケース番号", "Case no."),
    "age": ("{years}歳", "aged {years}"),
    "unknown": ("不明", "unknown"),
    "unvouched": ("未確認", "not confirmed"),
    # keying line
    "raw": ("読み取り", "As read"),
    "value": ("値", "Value"),
    "empty": ("（空）", "(empty)"),
    "none_read": ("値がありません", "no value"),
    "none_blank": ("紙が空白", "blank on paper"),
    "none_illegible": ("読めない", "illegible"),
    "none_absent": ("様式にない", "not on this form"),
    "nowhere": ("紙の上の場所が分かりません。左のページで確かめてください。", "No place on the paper: see the page."),
    "crop": ("拡大", "Enlarged"),
    "waiting": ("保存しています…", "Saving…"),
    "accept": ("確認", "Accept"),
    "save": ("保存", "Save"),
    "edit": ("直す", "Edit"),
    "illegible": ("読めない", "Illegible"),
    "blank": ("紙が空白", "Blank"),
    "misfiled": ("別人・誤綴", "Misfiled"),
    "hold": ("保留", "Hold"),
    "rescan": ("再スキャン", "Rescan"),
    "paper": ("元の頁", "Page"),
    "undo": ("取り消し", "Undo"),
    "approve": ("取り込みを承認", "Approve for import"),
    "page_n": ("{no} 頁", "page {no}"),
    "page_as_is": ("このまま（束から外したままにする）", "As it is (stays out of the case)"),
    "page_seen": ("見ました（このまま進める）", "Seen (go on)"),
    "belongs": ("この人の書類として束に戻す", "It belongs to this case"),
    "clear_protection": ("秘匿の扱いは要らない（言葉が出てくるだけ）", "No protection needed (only the word)"),
    "is_form": ("様式は「{form}」", "The form is: {form}"),
    "page": ("ページ全体", "Whole page"),
    "theirs": ("保存済み：{name}", "Saved by {name}"),
    "mine": ("あなたの入力", "Yours"),
    "all_done": ("すべて確かめました", "Everything is confirmed"),
    "done_counts": (
        "人が確かめた項目 {human} 件、自動で通った項目 {auto} 件。",
        "{human} confirmed by people, {auto} passed by themselves.",
    ),
    "done_how": (
        "承認すると、取り込みの対象になります。承認するまで渡りません。",
        "Approving makes it ready for import; nothing leaves before.",
    ),
    "done_candidate": (
        "承認すると取り込みの対象になります。秘匿の語があるケースは、二人の承認が要ります。",
        "Approving makes it ready for import; words of protection need two people.",
    ),
    # viewer
    "sheet": ("ページの画像", "Page"),
    "page_back": ("前頁", "Prev"),
    "page_on": ("次頁", "Next"),
    "close_up": ("寄る", "Close up"),
    "whole": ("全体", "Whole"),
    "turn": ("回す", "Turn"),
    "no_picture": ("画像がありません", "There is no picture"),
    "aside": ("束から外したページ", "Not part of the case"),
    # list
    "in_doubt": ("確かめる項目", "To confirm"),
    "rest": ("そのほか {count} 項目", "{count} more items"),
    "progress": ("残り {left} / {total}", "{left} of {total} left"),
    "sign_open": ("未確認", "open"),
    "sign_later": ("あとで", "later"),
    "sign_good": ("人が確認", "confirmed"),
    "sign_auto": ("自動", "passed by itself"),
    "last_accept": ("【{label}】を確認しました", "{label} accepted"),
    "last_correct": ("【{label}】を直しました", "{label} corrected"),
    "last_illegible": ("【{label}】を「読めない」にしました", "{label}: illegible"),
    "last_blank": ("【{label}】を「紙が空白」にしました", "{label}: blank"),
    "last_misfiled": ("【{label}】のページを束から外しました", "page of {label} taken out"),
    "last_hold": ("【{label}】を保留にしました", "{label} on hold"),
    "last_rescan": ("【{label}】の再スキャンを依頼しました", "rescan asked for {label}"),
    "last_undo": ("一つ前に戻しました", "taken back"),
    # work list
    "lane_todo": ("確かめる", "To review"),
    "lane_waiting": ("承認待ち", "To approve"),
    "lane_held": ("保留", "On hold"),
    "lane_done": ("済み", "Done"),
    "find_here": ("氏名・表題で絞る", "Name or title"),
    "mine_only": ("自分の作業だけ", "Only mine"),
    "col_urgent": ("急", "!"),
    "col_number": ("ケース番号", "Case no."),
    "col_name": ("氏名", "Name"),
    "col_title": ("表題", "Title"),
    "col_doubts": ("疑い", "Doubts"),
    "col_pages": ("頁", "Pages"),
    "col_holder": ("開いている人", "Held by"),
    "col_age": ("経過", "Waiting"),
    "you": ("あなた", "you"),
    "no_rows": ("ここに並ぶものはありません。", "Nothing here."),
    "today_decisions": ("今日 確かめた項目", "Decided today"),
    "today_approved": ("今日 承認したケース", "Approved today"),
    "today_tasks": ("待っているケース", "Cases waiting"),
    "today_doubts": ("待っている項目", "Doubts waiting"),
    "days": ("{n} 日", "{n} d"),
    "hours": ("{n} 時間", "{n} h"),
    "minutes": ("{n} 分", "{n} min"),
    "more_rows": ("ほか {count} 件", "{count} more"),
    "enter_opens": ("↑↓ で選び、Enter で開く", "↑↓ choose, Enter opens"),
    # case end
    "status": ("ケースの扱い", "Status"),
    "still_open": ("確かめる項目が {count} 件あります", "{count} items are still to be confirmed"),
    "go_on": ("確かめる", "Go on"),
    "reason": ("理由", "Reason"),
    "reason_hint": ("差し戻す・除く・保留にするときに書きます", "for sending back, excluding, holding"),
    "imported_title": ("取り込み済みです", "Imported"),
    "excluded_title": ("取り込み対象から除いています", "Excluded from import"),
    "approved_title": ("承認しました", "Approved"),
    "candidate_title": ("取り込み候補です", "Candidate for import"),
    "next_case": ("次のケースを開く", "Open the next case"),
    "next_taken": (
        "そのケースは、いまほかの人が開きました。次の候補を出し直しました。",
        "Somebody else has just opened that case. This is the next one.",
    ),
    "onwards": ("次にすること", "What comes next"),
    "to_list": ("作業一覧へ", "To the work list"),
    "send_back": ("差し戻す", "Send back"),
    "exclude": ("取り込み対象から除く", "Exclude from import"),
    "resume_case": ("保留を解く", "Take off hold"),
    "on_hold": ("保留中です。理由は下の履歴にあります。", "On hold; the reason is in the history below."),
    "hold_case": ("ケースを保留にする", "Put the case on hold"),
    # history
    "when": ("日時", "When"),
    "who": ("誰が", "Who"),
    "what": ("項目", "Item"),
    "before": ("前", "Before"),
    "after": ("後", "After"),
    "why": ("操作", "Action"),
    "machine": ("機械", "machine"),
    # search
    "search_hint": ("氏名・かな・電話・和暦や西暦の日付・言葉", "Names, kana, numbers, dates, words"),
    "hits": ("{cases} ケース、{total} 件", "{total} hits in {cases} cases"),
    "unreviewed": ("未検証", "unreviewed"),
    "reviewed": ("人が確認", "confirmed"),
    "no_hits": ("見つかりませんでした。", "Nothing found."),
    # log
    "date": ("年月日", "Date"),
    "weekday": ("曜", "Day"),
    "time": ("時刻", "Time"),
    "method": ("方法", "Method"),
    "staff": ("担当", "Staff"),
    "text": ("内容", "Text"),
    "order_wrong": ("前後の順と合いません", "out of order"),
    "weekday_wrong": ("曜日が合いません", "weekday does not fit"),
    "inferred": ("前の行から補った日付", "date carried over"),
    "row_split": ("分ける", "Split"),
    "row_merge": ("上の行と合わせる", "Join to the row above"),
    "row_up": ("上へ", "Up"),
    "row_down": ("下へ", "Down"),
    "row_cut_move": ("一字ずつ", "by character"),
    "row_cut_stop": ("文の切れ目", "by sentence"),
    "row_cut_here": ("ここで分ける", "cut here"),
    "row_cut_leave": ("やめる", "leave"),
    "no_log": ("このケースに支援経過はありません。", "There is no support log in this case."),
    # trouble
    "read_only": (
        "{name} さんが開いています。見るだけの画面です。",
        "{name} has this case open: for reading only.",
    ),
    "other_screens": ("ほかの画面", "Other screens"),
    "lost": (
        "保存先が応答しません。入力した言葉は下書きに残ります。少し待って、もう一度押してください。（{code}）",
        "The archive does not answer. What you typed is kept; wait a little and press again. ({code})",
    ),
    "bug": (
        "思いがけないことが起きました。この画面を開き直してください。記録は壊れていません。（{code}）",
        "Something unexpected happened. Open this screen again; no record was harmed. ({code})",
    ),
    "no_such_case": ("そのケースは開けません。", "That case cannot be opened."),
    **WAYS,
    **PAGES,
    **RETENTIONS,
    **GUARDS,
    **SEARCHES,
    **BOXES,
    **COURSE,
    **LISTS,
    **MEASURES,
}

PART: dict[str, tuple[str, str]] = {
    "date": ("年月日", "Date"),
    "date_end": ("〜まで", "Until"),
    "time": ("時刻", "Time"),
    "method": ("方法", "Method"),
    "staff": ("担当", "Staff"),
    "text": ("内容", "Text"),
    "name": ("氏名", "Name"),
    "decided": ("決めた箇所", "Decided at"),
    "relationship_raw": ("続柄", "Relation"),
    "dateOfBirth": ("生年月日", "Born"),
    "age": ("年齢", "Age"),
    "living": ("同別居", "Living"),
    "note": ("備考", "Note"),
    "place": ("並び", "Place"),
    "other_case": ("移動先・移動元", "Other case"),
    "signedOn": ("同意日", "Signed"),
    "scope": ("提供する情報", "Scope"),
    "agencies": ("提供先", "Agencies"),
    "exclusions": ("除くもの", "Exclusions"),
    "validUntil": ("有効期限", "Valid until"),
    "untilSupportEnds": ("支援終了まで", "Until support ends"),
    "proxy": ("代筆", "By proxy"),
}

ACTION: dict[str, tuple[str, str]] = {
    "accept": ("確認", "accepted"),
    "correct": ("修正", "corrected"),
    "illegible": ("読めない", "illegible"),
    "blank": ("紙が空白", "blank"),
    "misfiled": ("別人・誤綴", "misfiled"),
    "hold": ("保留", "held"),
    "rescan": ("再スキャン依頼", "rescan asked"),
    "undo": ("取り消し", "undone"),
    "approve": ("承認", "approved"),
    "third": ("三人目の判断", "third person"),
    "sample": ("抜き取りの食い違い", "sample disagreed"),
    "add_row": ("行を足す", "row added"),
    "split": ("行を分ける", "row split"),
    "merge": ("行を合わせる", "rows merged"),
    "shift": ("行を動かす", "row moved"),
    "order": ("頁を並べ替え", "page moved"),
    "turn": ("頁を回す", "page turned"),
    "mark": ("頁の印", "page marked"),
    "form": ("様式の名前", "form named"),
    "note": ("付箋", "note"),
    "move_page": ("頁を別のケースへ", "page to another case"),
    "begin_case": ("新しいケースにする", "new case begun"),
    "urgent": ("至急", "urgent"),
    "exclude": ("除外", "excluded"),
    "send_back_reason": ("差し戻すときは理由を書きます", "To send it back, give a reason"),
    "send_back": ("差し戻し", "sent back"),
    "resume": ("保留を解除", "resumed"),
    "first reading": ("機械の読み取り", "first reading"),
}


def say(key: str, lang: Language, **values: object) -> str:
    """The words in the wanted language, filled in."""
    return TEXTS[key][lang == "en"].format(**values)


def field_name(name: str) -> str:
    """A kind of item in Japanese, for lists of kinds."""
    return FIELD_LABEL_JA.get(name) or (TEXTS[f"kind_{name}"][0] if f"kind_{name}" in TEXTS else name)


def part_label(name: str, lang: Language) -> str:
    return PART[name][lang == "en"] if name in PART else name


def action_label(why: str, lang: Language) -> str:
    """`correct: note` -> 修正（note）."""
    action, _, note = why.partition(": ")
    label = ACTION[action][lang == "en"] if action in ACTION else action
    return f"{label}（{note}）" if note else label
