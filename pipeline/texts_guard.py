"""What the command line says about protection, individual numbers and shares, Japanese and English side by side."""

GUARD: dict[str, tuple[str, str]] = {
    "protect": (
        "保護の対象（支援措置など）の確定と解除。疑いは紙の語から、確定と解除は人が決めます。",
        "Confirm protection of a person, or lift it: words on paper make a suspicion, people decide.",
    ),
    "protect_list": (
        "疑いのあるケースと、確定したケースを示します。",
        "List cases that are suspected or confirmed as protected.",
    ),
    "protect_confirm": ("保護の対象と確定します（理由を選びます）。", "Confirm a case as protected, with a reason."),
    "protect_ask": (
        "確定の解除を申し出ます。別の人が `protect lift` で決めます。",
        "Ask to lift a confirmed protection; somebody else decides with `protect lift`.",
    ),
    "protect_withdraw": ("解除の申し出を取り下げます。", "Take back a request to lift a protection."),
    "protect_lift": (
        "申し出た人とは別の人が、確定を解きます。紙の語による疑いは残ります。",
        "Lift a protection that somebody else asked to lift; a suspicion by words on paper stays.",
    ),
    "protect_reason": ("理由", "reason"),
    "protect_confirmed": ("確定", "confirmed"),
    "protect_suspected": ("疑い", "suspected"),
    "protect_asked": ("解除の申し出 {who}", "lifting asked by {who}"),
    "numbers": (
        "個人番号の疑いがあるページの一覧と決定。数字はどう決めても伏せたままです。",
        "Pages with an individual number, and what becomes of them. The digits stay masked whatever is decided.",
    ),
    "numbers_list": ("決めていないページを示します（--all: 決めたものも）。", "List pages that wait (--all: all)."),
    "numbers_decide": (
        "keep=伏せて残す none=個人番号ではない destroy=ケースの廃棄まで外へ出さない open=決め直す。",
        "keep=stay masked, none=no such number, destroy=stays in until the case is disposed of, open=undecided again.",
    ),
    "numbers_all": ("決めたものも示す", "those decided too"),
    "guard_none": ("ありません。", "None."),
    "guard_done": ("記録しました。", "Noted."),
    "share": (
        "ケースをほかの事業所に期限つきで見せます（同意か法令の根拠が要ります）。",
        "Lend a case to another office until a day; it takes consent or a legal ground.",
    ),
    "share_list": ("このケースの共有を示します。", "List the shares of a case."),
    "share_add": ("共有を始めます。期限が過ぎると自動で終わります。", "Begin a share; it ends by itself."),
    "share_end": ("共有を今日で終えます。", "End a share now."),
    "share_basis": ("根拠", "ground"),
    "share_until": ("最終日 YYYY-MM-DD（一年以内）", "last day, YYYY-MM-DD, within a year"),
    "share_over": ("終了", "ended"),
    "share_ended": ("終えた共有: {count}", "shares ended: {count}"),
}
