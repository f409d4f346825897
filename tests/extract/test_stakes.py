import pytest

from extract.stakes import needs_second_reader


@pytest.mark.parametrize(
    "text", ["生年月日", "■ 緊急連絡先", "支援経過記録", "郵便物がたまっている。不在票を投函した。"]
)
def test_labels_and_running_text_are_read_once(text: str) -> None:
    assert not needs_second_reader(text)


@pytest.mark.parametrize(
    "text",
    [
        "髙橋 花子",
        "0470-00-1234",
        "要介護3",
        "令和5年3月20日（月）に来所しました",
        "二月三日 電話で連絡をもらうよう伝えた。",
        "長女の佐藤さんに伝えてほしいとのこと。",
        "本人の了解なく長女に伝えないこと。",
        "氏名 山田 太郎",
    ],
)
def test_what_is_filed_by_itself_is_read_twice(text: str) -> None:
    assert needs_second_reader(text)
