"""Words of the way in and of who works here, Japanese and English."""

ENTRANCE: dict[str, tuple[str, str]] = {
    "title": ("サインイン", "Sign in"),
    "change_title": ("合言葉を決める", "Choose your secret"),
    "change_why": (
        "{name} さんの最初の合言葉は一度きりです。12 文字以上の新しい合言葉に変えてください。",
        "The first secret of {name} is for once. Choose a new one of 12 signs or more.",
    ),
    "name": ("利用者名", "Name"),
    "secret": ("合言葉", "Secret"),
    "code": ("認証アプリの 6 桁（登録した人だけ）", "Six digits of the authenticator app (if you use one)"),
    "old": ("今の合言葉", "Present secret"),
    "new": ("新しい合言葉", "New secret"),
    "again": ("新しい合言葉（もう一度）", "New secret, again"),
    "sign_in": ("入る", "Sign in"),
    "change": ("変えて入る", "Change and sign in"),
    "by_directory": ("組織のアカウントで入る", "Sign in with the organisation's account"),
    "not_linked": (
        "組織のアカウントは確かめられましたが、この綴りの利用者に結び付いていません。管理者に次を伝えてください：{subject}",
        "Your organisation knows you, but no account here is linked to you. Tell the administrator: {subject}",
    ),
    "help": (
        "合言葉を忘れたときは、管理者に再発行を頼んでください。",
        "If you forgot your secret, ask the administrator for a new one.",
    ),
    "wrong": (
        "利用者名か合言葉が違うか、一時的に止まっています（5 回違うと 15 分）。",
        "Name or secret is wrong, or the account is locked (five wrong tries: 15 minutes).",
    ),
    "weak": (
        "12 文字以上で、利用者名を含まない、今と違う合言葉にしてください。",
        "12 signs or more, without your name, and not the present one.",
    ),
    "differ": ("二度の入力が同じではありません。", "The two entries differ."),
    "over": ("時間がたったため、もう一度入ってください。", "The session is over: please sign in again."),
    "gone": ("終了しました。", "You are signed out."),
    "no_screen": (
        "この役割では、この画面を使いません。",
        "Your role does not use this screen.",
    ),
    "sign_out": ("終了", "Sign out"),
    "alone": ("一人運用（このPCだけ）", "Single operator, this PC only"),
    "masked": (
        "秘匿の疑いがあるケースです。住所・連絡先・学校・職場を伏せています。",
        "This person may need protection: address, telephone, school and workplace are masked.",
    ),
    "masked_confirmed": (
        "保護の対象と確定したケースです。住所・連絡先・学校・職場を伏せています。",
        "This person is confirmed as protected: address, telephone, school and workplace are masked.",
    ),
    "unmasked": (
        "伏せているケースです。あなたの画面にだけ 30 分表示します（記録済み）。",
        "What is masked of this person is shown to you alone for 30 minutes; it is in the log.",
    ),
    "unmask_why": ("表示する理由", "Reason for showing"),
    "unmask": ("理由を記録して表示", "Log it and show"),
    "no_right": ("この役割では行えません。", "Your role may not do this."),
    "role_is_scan": ("スキャン担当", "scan operator"),
    "role_is_clerk": ("確認担当", "clerk"),
    "role_is_supervisor": ("責任者", "supervisor"),
    "role_is_counsellor": ("相談員", "counsellor"),
    "role_is_administrator": ("管理者", "administrator"),
    "role_is_auditor": ("監査", "auditor"),
}


def say_in(key: str, lang: str, **values: object) -> str:
    return ENTRANCE[key][lang == "en"].format(**values)
