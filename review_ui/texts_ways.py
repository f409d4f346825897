"""Words of the further screens: checking in grids and blind, pages, household, the supervisor's page."""

WAYS: dict[str, tuple[str, str]] = {
    "grid": ("まとめて確認", "Grid check"),
    "second": ("二人目の入力", "Second entry"),
    # grid
    "grid_read": ("{label}「{value}」と読んだ {count} 件", "{label}: {count} read as {value}"),
    "grid_hint": (
        "違うものに印を付けます。印のないものが確認になり、印を付けたものは一件ずつの画面に残ります。",
        "Mark the odd one. What is not marked is accepted; what is marked stays for the single check.",
    ),
    "grid_none": ("まとめて確かめられる項目はありません。", "Nothing to check in a grid."),
    "grid_done": ("{count} 件を確認しました。印を付けた {left} 件は残しました。", "{count} accepted, {left} left."),
    "grid_odd": ("印", "marked"),
    "grid_move": ("移る", "move"),
    "grid_mark": ("印を付ける・外す", "mark"),
    "grid_accept": ("印のないものを確認", "accept the rest"),
    "grid_skip": ("この組をあとにする", "later"),
    # second
    "second_none": ("いま入力するものはありません。", "Nothing to type now."),
    "role_second": ("値を見ないで、紙のとおりに入力します。", "Type what is on the paper; no value is shown."),
    "role_third": (
        "二人の入力が違いました。画像を見て決めてください。",
        "Two entries differ. Decide by the picture.",
    ),
    "role_sample": (
        "自動で通した項目の抜き取りです。紙のとおりに入力します。",
        "A sample of what passed by itself. Type what is on the paper.",
    ),
    "second_left": ("残り {count} 件", "{count} left"),
    "second_taken": ("入力を受け取りました", "taken"),
    "second_back": ("一つ前の入力を取り消しました", "taken back"),
    "second_save": ("入力して次へ", "save and next"),
    "second_undo": ("一つ前を取り消す", "take the last back"),
    "second_skip": ("あとにする", "later"),
}
