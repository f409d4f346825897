"""What the command line says about keys and sealed packages, Japanese and English side by side."""

KEYS: dict[str, tuple[str, str]] = {
    "keys": (
        "保管庫の暗号鍵を作り、替え、確かめます。",
        "Make, change and look at the keys that the archive is sealed with.",
    ),
    "keys_init": (
        "保管庫の暗号化を始めます。鍵ファイルを作り、以後の紙面と記録を暗号化します。",
        "Begin to seal the archive: makes a key file; papers and records are encrypted from now on.",
    ),
    "keys_status": ("暗号化の状態を示します。", "Show whether the archive is sealed and with which keys."),
    "keys_rotate": (
        "事務所のデータ鍵を新しくします。前のものは今までどおり読めます。",
        "Make a new data key for an office; what was sealed before stays readable.",
    ),
    "keys_rewrap": (
        "データ鍵を新しい主鍵でも包みます。止めずに主鍵を替える一歩目です。",
        "Wrap the data keys with a new master key too: the first step of changing it without a stop.",
    ),
    "keys_retire": (
        "いま渡している主鍵だけを残し、ほかの主鍵を終わらせます。",
        "End every master key but the one that is given now.",
    ),
    "keys_file": (
        "鍵ファイルの置き場所（既定：保管庫のそば）",
        "where the key file lies (default: beside the archive)",
    ),
    "keys_to": ("新しい鍵ファイル（なければ作ります）", "the new key file; made when it is not there"),
    "keys_to_words": ("合言葉の入ったファイル（16 文字以上）", "file with a passphrase of 16 signs or more"),
    "keys_office": ("どの事務所のデータ鍵か", "the office whose data key it is"),
    "keys_count": ("紙面を一つずつ見て数えます。", "look at every kept file and count"),
    "keys_begun": (
        "暗号化を始めました。鍵は {place} です。写しを別の場所に保管してください。鍵をなくすと、だれにも読めません。",
        "The archive is sealed from now on. The key is {place}: keep a copy elsewhere. Without it nobody can "
        "read anything.",
    ),
    "keys_given": ("（設定で渡したもの）", "(the one given by the settings)"),
    "keys_already": ("保管庫は暗号化されています。", "The archive is sealed already."),
    "keys_open": ("保管庫は暗号化されていません。", "The archive is not sealed."),
    "keys_sealed": (
        "暗号化：あり／この鍵で開く：{opens}／主鍵：{masters}",
        "sealed: yes; opened by the key given: {opens}; master keys: {masters}",
    ),
    "keys_line": ("{office}\t{name}\t{made}", "{office}\t{name}\t{made}"),
    "keys_counted": ("紙面：暗号化 {sealed}／平文 {plain}", "kept files: {sealed} sealed, {plain} in the clear"),
    "keys_rotated": ("{office} の新しいデータ鍵：{name}", "new data key of {office}: {name}"),
    "keys_rewrapped": (
        "データ鍵 {count} 本を新しい主鍵でも包みました。設定を新しい鍵に替え、"
        "済んだら `tsuzuri keys retire` で前の主鍵を終わらせます。",
        "{count} data keys are wrapped with the new master key too. Set the new key everywhere, then end the old one "
        "with `tsuzuri keys retire`.",
    ),
    "keys_retired": ("前の主鍵による包み {count} 件を消しました。", "{count} wraps of earlier master keys are gone."),
    "to_key": (
        "受け取る側の age 公開鍵（age1…）。その鍵でだけ開けるように暗号化します。複数可",
        "the receiver's public age key (age1…): what leaves opens with their key alone; may be given again",
    ),
    "yes": ("はい", "yes"),
    "no": ("いいえ", "no"),
}
