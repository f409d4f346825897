"""Items that the proposed record names and this record has not, each with its reason. Data for the dictionary."""

UNKNOWABLE: dict[str, tuple[tuple[str, str], ...]] = {
    "本人・世帯": (
        ("addresses.町字ID", "アドレス・ベース・レジストリを同梱しない。町字の名前までを出す"),
        ("addresses.valid_to", "紙には、いつまで住んだかの欄がない。as_of（その紙の日）だけが分かる"),
        ("addresses.kind（施設・避難先・本籍）", "様式の欄は現住所と住民票住所。避難先は秘匿し、本籍は出さない"),
        ("phones.owner, relation", "番号の欄に持ち主の欄がない。かっこ書きは raw に残る"),
        ("handbooks.prefecture", "様式に欄がない"),
        ("care_cert.insured_no", "被保険者番号は external_ids（insured）に一度だけ置く"),
        ("confidentialInformation.counterpart, since, until", "相手方と期間は秘匿そのもの。外へ出さない"),
        ("name_match_status.candidate_ids", "決めていない候補は別の人かもしれない。決定だけを出す"),
        ("household.name", "様式に世帯名の欄がない。head（世帯主）を見る"),
        ("members.person_id", "名寄せは統合ではない。世帯員をほかの本人と結びつけない"),
        ("members.relative_to", "続柄が誰から見たものか、様式に書かれていない"),
        ("members.age_raw, occupation_school, health", "備考を分けずに note にそのまま置く。年齢は age"),
    ),
    "ケース・受付": (
        ("case.field（分野）", "様式に分野の欄がない。分野は受け取る側が決める"),
        ("case.issues の課題コード", "課題コード表がまだない。issues は紙面の語"),
        ("case.exclusion_reason", "対象外のケースは出ない"),
        ("case.platform_record_id", "受け取った側が付ける番号。受領書（receipts）に残る"),
        ("archive.shelf, paper_location, paper_disposition", "棚と紙の現物は台帳（管理台帳）の外にある"),
        ("intake.receiver", "staff（受付者）に置く"),
        ("intake.free_text", "chief_complaint（主訴）に置く"),
        ("intake.consent_on_form", "同意あり・なしの版を見分ける印が様式にない"),
        ("assessment.scores", "点数は人が数えたものをそのまま items に置く。計算し直さない"),
    ),
    "支援経過・計画・会議・文書・同意": (
        ("entry.summary", "要約を作らない。text_verbatim がすべて"),
        ("entry.speaker_spans", "誰の言葉かは text_verbatim の中の印（本人談など）のまま"),
        ("entry.next_action", "dates の role が next_contact・deadline のもの"),
        ("entry.place, staff.office", "経過の様式に欄がない"),
        ("entry.attachments", "添付は別のページ。pages の順で分かる"),
        ("entry.sensitivity", "持ち出せないものは記録に入れない"),
        ("plan.approved の office, seal", "決裁欄の印影は読み取らない。欄の文字だけ"),
        ("conference.attendees の agency, role", "所属・氏名を分けずにそのまま置く"),
        ("consent.guardian", "proxy_name・proxy_relation に置く"),
    ),
    "ページ": (
        ("page.shelf", "棚は台帳の外にある"),
        ("page.handwriting_ratio", "手書きの割合を測っていない"),
        ("page.person_check", "別人の疑いのあるページは出ない"),
        ("page.redactions", "黒塗りの下を読まない。黒塗りの場所は記録していない"),
        ("page.paper_flags（付箋・貼付・紙保存要）", "付箋の文字は local の items に置く"),
    ),
}


def table() -> str:
    """As a section of the dictionary."""
    lines = [
        "## 記録にない項目と、その理由\n",
        "紙の保管庫が知りえないことは、空欄ではなく、項目そのものがありません。\n",
    ]
    for group, items in UNKNOWABLE.items():
        lines += [f"### {group}\n", "| 項目 | 理由 |", "|---|---|"]
        lines += [f"| `{item}` | {why} |" for item, why in items]
        lines.append("")
    return "\n".join(lines)
