"""Words of 年表 at the desk: the course of a case beside the paper its rows were read from."""

COURSE: dict[str, tuple[str, str]] = {
    "course": ("年表", "Course"),
    "course_title": ("支援経緯年表　{count} 件", "Course of the case: {count}"),
    "course_day": ("年月日・年齢・方法", "Day, age, method"),
    "course_person": ("本人", "Person"),
    "course_family": ("家族", "Family"),
    "course_agency": ("機関・会議", "Agencies, meetings"),
    "course_source": ("出典", "Source"),
    "course_paper": ("出典の紙面", "The paper it was read from"),
    "course_no_place": ("紙の上の場所が分かりません。", "Its place on the paper is not known."),
    "course_keys": ("↑↓ 行を移る　Enter この行を確かめる", "↑↓ move, Enter to check this row"),
    "course_vouched": ("人が確かめた", "confirmed by a person"),
    "course_open": ("まだ確かめていない", "not confirmed yet"),
    "course_none": ("支援経過の記録はまだありません。", "No contact is recorded yet."),
    "course_print_chronology": ("年表を印刷用に（PDF）", "Course as PDF"),
    "course_print_handover": ("引き継ぎ資料（PDF）", "Hand-over pack (PDF)"),
    "course_print_household": ("世帯票（PDF）", "Household sheet (PDF)"),
    "course_coming": ("次の予定：{coming}", "Next: {coming}"),
    "course_consent": ("同意：{said}", "Consent: {said}"),
}
