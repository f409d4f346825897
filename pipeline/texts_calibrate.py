"""The sentences of `tsuzuri calibrate`, Japanese and English side by side."""

CALIBRATE: dict[str, tuple[str, str]] = {
    "calibrate": (
        "人の判断から、機械の確からしさを較正し直し、区分ごとの状態を示します。",
        "Refit how sure the machine may be from people's decisions, and show where every class stands.",
    ),
    "calibrate_show": ("較正し直さず、状態だけを示します。", "only show, refit nothing"),
    "calibrate_fitted": (
        "{samples} 件の判断から較正しました。次に読み取るケースから効きます。",
        "Fitted on {samples} decisions. It holds from the next case that is read.",
    ),
    "calibrate_too_few": (
        "較正には判断が足りません（{found} 件、少なくとも {needed} 件が二組）。これまでの較正のままです。",
        "Too few decisions to fit ({found}, two sets of at least {needed}). The calibration stays as it was.",
    ),
    "calibrate_alike": (
        "判断がすべて同じ結果のため、較正できません。これまでの較正のままです。",
        "All decisions came out alike, so there is nothing to fit. The calibration stays as it was.",
    ),
    "calibrate_head": (
        "区分    状態            数えた件数  誤り  誤りの上限  必要な件数",
        "class   state           counted     wrong  upper bound  needed",
    ),
    "calibrate_unfitted": ("較正なし", "not fitted"),
    "calibrate_too_few_samples": ("件数不足", "too few samples"),
    "calibrate_proven": ("裏付けあり", "proven"),
    "calibrate_refuted": ("誤りが多い", "too many wrong"),
    "calibrate_meaning": (
        "件数不足の区分では、本人・資格の項目（S・A）は必ず人が確かめます。",
        "While samples are too few, identity and entitlement (S, A) always go to a person.",
    ),
}
