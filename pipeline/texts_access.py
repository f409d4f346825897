"""What the command line says about accounts and the log of accesses, Japanese and English side by side."""

ACCESS: dict[str, tuple[str, str]] = {
    "user": (
        "利用者（アカウント）を追加・一覧・停止・再発行します。",
        "Add, list, disable and reset the accounts of people.",
    ),
    "user_add": (
        "利用者を追加し、一度きりの合言葉を示します。最初の一人は管理者です。",
        "Add an account and show its one-time secret. The first is an administrator's.",
    ),
    "user_list": ("利用者の一覧を示します。", "List the accounts."),
    "user_disable": ("利用者を停止します（記録は残ります）。", "Disable an account; its traces stay."),
    "user_reset": (
        "合言葉を再発行し、ロックと端末登録を解きます。",
        "Make a new one-time secret; unlocks and forgets the code device.",
    ),
    "user_secret": ("自分の合言葉を変えます。", "Change one's own secret."),
    "user_role": (
        "役割と事務所を変えます（異動のとき。いまのセッションは終わります）。",
        "Change an account's role and office; its sessions end.",
    ),
    "role_given": ("役割", "role"),
    "user_role_set": ("{name} を {role} {office} にしました。", "{name} is now {role} {office}."),
    "user_office": ("所属する事務所", "the office it belongs to"),
    "user_until": ("最終日（YYYY-MM-DD）", "its last day, YYYY-MM-DD"),
    "user_undo": ("停止を解く", "enable it again"),
    "user_off": ("停止中", "disabled"),
    "user_locked": ("ロック中", "locked"),
    "user_first": ("合言葉の変更待ち", "must change the secret"),
    "user_disabled": ("{name} を停止しました。", "{name} is disabled."),
    "user_enabled": ("{name} の停止を解きました。", "{name} is enabled again."),
    "secret_once": (
        "{name} の最初の合言葉です。再表示はしません。本人が `tsuzuri user secret {name}` で変えるまで使えません。",
        "The first secret of {name}, shown once. Until changed with `tsuzuri user secret {name}` it opens nothing.",
    ),
    "secret_changed": ("{name} の合言葉を変えました。", "The secret of {name} is changed."),
    "ask_secret": ("{name} の合言葉", "secret of {name}"),
    "ask_new": ("新しい合言葉（12 文字以上）", "new secret (12 signs or more)"),
    "acting_as": ("この利用者として（既定：TSUZURI_OPERATOR）", "act under this account (default: TSUZURI_OPERATOR)"),
    "name_whom": (
        "{login} という利用者はありません。どの利用者としてかを --as NAME か TSUZURI_OPERATOR で示してください。",
        "there are accounts: say which is yours with --as NAME or TSUZURI_OPERATOR (there is no account {login})",
    ),
    "change_first": (
        "最初の合言葉のままです。`tsuzuri user secret {name}` で変えてください。",
        "the first secret must be changed: `tsuzuri user secret {name}`",
    ),
    "not_yours": (
        "{name}（{role}）は {what} を使えません。",
        "{name} ({role}) may not use {what}",
    ),
    "other_session": (
        "このセッションは {name} のものです。",
        "this session belongs to {name}",
    ),
    "user_totp": (
        "認証アプリに登録する番地を示します。以後は 6 桁も尋ねます。",
        "Show the address for an authenticator app; from then on its digits are asked for.",
    ),
    "user_login": (
        "本人を確かめ、しばらく有効なセッションの札を書き出します（TSUZURI_SESSION）。",
        "Prove who you are and print a session token for a while (TSUZURI_SESSION).",
    ),
    "user_link": (
        "組織のアカウント（OIDC）を利用者に結び付けます。合言葉を決めていない人は、以後は組織のアカウントだけで入ります。",
        "Link the organisation's account (OIDC). Whoever chose no secret yet comes in by it alone from then on.",
    ),
    "user_subject": ("発行者|本人の番号（空：外す）", "issuer|subject (empty: take it off)"),
    "user_linked": ("{name} に組織のアカウントを結び付けました。", "{name} is linked."),
    "user_unlinked": ("{name} の組織のアカウントを外しました。", "{name} is no longer linked."),
    "login_done": (
        "{name} として入りました。15 分使わないと切れます。",
        "Signed in as {name}; over after 15 minutes without use.",
    ),
    "sealed": (
        "合言葉の入ったファイル（本人だけが読めるもの）で暗号化する・開く",
        "encrypt, or open, with the passphrase in this file, which only its owner may read",
    ),
    "totp_code": ("認証アプリの 6 桁", "six digits of the authenticator app"),
    "audit": (
        "アクセス記録を確かめ、読み、先頭の値を書き出します。",
        "Verify the log of accesses, read it, print its head.",
    ),
    "audit_verify": (
        "アクセス記録に書き換え・削除・入れ替えがないか確かめます。",
        "Check that no row of the log was edited, deleted or moved.",
    ),
    "audit_show": (
        "アクセス記録を新しい順に示します（読んだことも記録されます）。",
        "Show the log, newest first; the reading is logged too.",
    ),
    "audit_head": (
        "最後の行の番号とハッシュを示します。印刷して別に保管してください。",
        "Print number and hash of the last row, to be kept elsewhere.",
    ),
    "audit_incident": (
        "事故のとき：箱にあったケースと頁、それを見た人を、番号だけで示します（尋ねたことも記録）。",
        "For an incident: cases and pages of a box and who saw them, by identifiers; asking is logged.",
    ),
    "incident_which": ("--box か --seen-by を指定してください。", "Give --box or --seen-by."),
    "incident_box": ("この箱にあったもの", "what was in this box"),
    "incident_by": ("この人が見たもの", "what this person saw"),
    "incident_pages": ("{count} 頁", "{count} pages"),
    "audit_whole": ("アクセス記録 {rows} 行、すべてつながっています。", "All {rows} rows of the log hold together."),
    "audit_broken": ("アクセス記録の {seq} 行目が崩れています：{fault}", "The log is broken at row {seq}: {fault}"),
    "audit_known": ("以前に控えた値（番号:ハッシュ）", "a head kept earlier (number:hash)"),
    "audit_subject": ("この対象（ケース番号など）だけ", "only this case, file or account"),
    "audit_limit": ("何行まで", "how many rows"),
}
