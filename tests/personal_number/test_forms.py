"""Personal identity numbers are found however they are written, where they stand.

The numbers are Skatteverket's and other well-known examples, and plain ones as 121212-1212.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.personal_number import personal_numbers
from effort import little_work, some

CERTAIN = {
    "with its century, and at no time of day": "202101012405",
    "with its mark": "640823-3234",
    "with its century": "196408233234",
    "with both": "19640823-3234",
    "of the 19th century": "18121212-1212",
    "of who has turned a hundred": "121212+1212",
    "of coordination": "701063-2391",
    "of coordination, with its century": "197010632391",
    "of coordination, without a known month": "19150088-2392",
    "of coordination, without a known day": "701060-2394",
    "of a leap day": "000229-1235",
    "of a day to come": "20350709-9806",
    "with spaces around the dash": "121212 - 1212",
    "with a space after the dash": "121212- 1212",
    "with a space before the dash": "121212 -1212",
    "with two dashes": "121212--1212",
    "with an en dash": "121212–1212",
    "with an em dash": "121212—1212",
    "with a minus": "121212−1212",
    "with a hyphen": "121212‐1212",
    "with a hyphen that does not break": "121212‑1212",
    "with a full-width dash": "121212－1212",
    "with something unseen before the dash": "121212\u200b-1212",
    "with something unseen in the day": "64\u200b0823-3234",
    "with a mark of direction": "121212\u200f-1212",
    "with marks on the digits": "1\u03322\u03321212-1212",
    "in full-width digits": "８５０７０９-９８０５",
    "in Arabic digits": "٨٥٠٧٠٩-٩٨٠٥",
    "in mathematical digits": "𝟖𝟓𝟎𝟕𝟎𝟗-𝟗𝟖𝟎𝟓",
    "in raised digits": "¹²¹²¹²-¹²¹²",
    "in signs of two digits": "⑫⑫⑫-⑫⑫",
    "with a dash that Markdown escapes": "121212\\-1212",
    "with an entity": "121212&#45;1212",
    "with a named entity": "121212&ndash;1212",
    "with an entity in hexadecimal": "121212&#x2d;1212",
    "with an entity that is escaped": "121212&amp;#45;1212",
    "with digits as entities": "&#49;&#50;1212-1212",
    "with an escape of YAML": "121212\\x2d1212",
    "with an escape of JSON": "121212\\u002d1212",
    "with an escape of an address": "121212%2D1212",
    "with an escape of an address that is escaped": "121212%252D1212",
    "with escapes that are escaped again": "%25252531%2532%31212%25252D1212",
    "with a minus of an address": "121212%E2%88%921212",
    "with something unseen of an address, escaped": "121212%25E2%2580%258B-1212",
    "with an entity of an entity": "121212&#38;#45;1212",
    "with a tag of one's own": "<x-y>121212</x-y>-1212",
    "with a link that has a title": "[121212](a 'b')-1212",
    "partly bold": "**121212**-1212",
    "partly in another way": "121212-_1212_",
    "with a tag": "121212-<b>1212</b>",
    "with a comment": "121212-<!-- x -->1212",
    "with a link": "[121212](https://exempel.se)-1212",
    "over two lines": "121212-\n1212",
    "over two lines, further in": "121212-\n    1212",
    "over two lines of Windows": "121212-\r\n1212",
    "over two lines of a comment": "121212-\n# 1212",
    "over two lines of a quotation": "121212-\n> 1212",
    "over two lines in quotation marks": '"121212-\\\n  1212"',
    "with the day in parts": "1964-08-23-3234",
    "with the day in short parts": "12.12.12-1212",
    "with the century apart": "19 121212-1212",
    "with any tag": "121212-<font color=red>1212</font>",
    "with a long comment": f"121212-<!-- {'x' * 100} -->1212",
    "in a tag": '<span title="121212-1212">x</span>',
    "in a comment": "<!-- 121212-1212 -->",
    "in the address of a link": "[Anna](https://exempel.se/121212-1212)",
    "in the address of a picture": "![Anna](121212-1212.png)",
    "beside the mark of an escape": "C:\\x640823-3234.txt",
    "in what looks like an entity": "&#196408233234;",
    "with a dash of an address": "121212%E2%80%931212",
    "for value added tax": "SE121212121201",
    "for value added tax, with spaces": "SE 121212-1212 01",
    "after its object identifier": "1.2.752.129.2.1.3.1.191212121212",
    "as a spreadsheet writes a long number": "191212121212.0",
    "with the decimals of a spreadsheet": "191212121212.00",
    "with a link to a reference": "[121212][a]-1212",
    "with digits of several scripts": "٦4๐8２3-३234",
    "with Roman numerals": "ⅥⅣ0823-32ⅲⅣ",
    "after a Roman numeral": "Ⅲ640823-3234",
    "in Chinese digits": "六四〇八二三-三二三四",
    "in the name of an attachment": "bilagor/pnr_640823-3234.pdf",
    "with a dash after it, too": "640823 - 3234 -",
    "before a full stop": "19640823–3234.",
    "with the last four as a link": "121212-[1212](x)",
    "with a part as a link": "6[40823-32](http://exempel.se/a(b)c)34",
    "with a link of nothing": "640823-32[](x)34",
    "with a link that has a name": "640[823-3234][a b]\n\n[a b]: x",
    "with a link that is a name": "640[823]-3234\n\n[823]: x",
    "with a picture": "640![823](x 'a)b')-3234",
    "with the address of a link, which is long": f"[640](http://exempel.se/{'b' * 300})823-3234",
    "with a tag over two lines": "640823-<span\nclass=a>3234</span>",
    "with an instruction to a program": "640823-<?x y?>3234",
    "with the mark of a note after it": "640823-3234²",
    "with the mark of an item before it": "①640823-3234",
    "over two paragraphs": "640823-\n\n3234",
    "over two paragraphs, with the dash in the second": "640823\n\n-3234",
    "over a line break of Markdown, in italics": "640823  \n_-3234_",
}
LIKELY = {
    "as two values of YAML": "titel: 640823\n    syfte: -3234",
    "as two values of YAML, with a century": "- id: 19640823\n  titel: 3234",
    "as two values in braces": '{titel: "640823-", syfte: "3234"}',
    "as two values with a line between": "a: 640823\n\nb: +3234",
    "as two items, with a dash": "- 640823\n- -3234",
    "as two items, with a dash at the end": "- '640823-'\n- '3234'",
    "without any mark": "6408233234",
    "with a space": "121212 1212",
    "with a wide space": "121212        1212",
    "with a space that does not break": "121212\u00a01212",
    "with a thin space": "121212\u20091212",
    "with a tab": "121212\t1212",
    "with an entity for a space": "121212&nbsp;1212",
    "with a soft hyphen": "121212\u00ad1212",
    "with something unseen": "121212\u200d1212",
    "over two lines, without a dash": "121212\n  1212",
    "with a slash": "121212/1212",
    "with a point": "121212.1212",
    "with a comma": "121212, 1212",
    "with a colon": "121212:1212",
    "with a line between": "| 121212 | 1212 |",
    "with brackets": "121212 (1212)",
    "with an underscore": "121212_1212",
    "of coordination, with a space": "701063 2391",
    "with the day in parts and a space": "1964-08-23 3234",
    "with spaces in it": "1964 08 23 3234",
    "in two halves and a half": "1964 0823 3234",
    "in pairs": "12 12 12 12 12",
    "in pairs, with its century": "19 12 12 12 12 12",
    "in thousands": "8 507 099 805",
    "in thousands, with commas": "8,507,099,805",
    "in thousands, with points": "8.507.099.805",
    "digit by digit": "8 5 0 7 0 9 - 9 8 0 5",
    "digit by digit, and a wrong digit": "6 4 0 8 2 3 - 3 2 3 5",
    "digit by digit, with points": "8.5.0.7.0.9.9.8.0.5",
    "with slashes, and a wrong digit": "1985/07/09-1212",
    "with spaces, and a wrong digit": "1985 07 09 1212",
    "with something unseen, and a wrong digit": "85\u200b0709-1212",
    "with its century, and a wrong digit": "19640823-3235",
    "with a letter for a zero": "64O823-3234",
    "with letters for ones": "l2I212-1212",
    "with a letter for the last digit": "640823-329l",
    "in a series": "640823-3234-1",
    "for temporary use": "640823-T234",
    "for temporary use, without a dash": "121212T980",
    "for temporary use, with its century": "19121212-R120",
    "for temporary use, with TF": "121212-TF80",
    "for temporary use, in small letters": "121212-t980",
    "of Stockholm's reserve": "991912121280",
    "of Stockholm's reserve, with a dash": "99191212-1280",
    "of Västra Götaland's reserve": "19121212K801",
    "of Värmland's reserve": "19121212SU3A",
    "of Skåne's reserve": "19121212-1A80",
    "of another reserve": "121212-980M",
    "of Inera's reserve": "191212320012",
    "of the national reserve": "22121212AB12",
    "told in words": "född 121212, sista fyra 1212",
    "told in words, the other way round": "De sista fyra siffrorna är 1212. Född 1912-12-12.",
    "told in English": "born 121212, last four digits: 1212",
    "told after them": "1212 är de sista fyra, född 121212",
    "told beside a day in words": "Född 12 december 1912. Sista fyra: 1212",
    "told beside a day in English": "born December 12, 1912, last four 1212",
    "told beside a day with slashes": "född 12/12 1912, sista fyra 1212",
    "read aloud": "121212 streck 1212",
    "with what the last are": "121212, nr 1212",
    "with how it ends": "1912-12-12 slutar på 1212",
    "with a line of underscores": "121212_-_1212",
    "with a row of marks": "121212 ==-== 1212",
    "in quotation marks of a list": '"121212", "1212"',
    "as two items of a list": "- 640823\n- 3234",
    "as two items of a list, in quotation marks": '  - "121212"\n  - "1212"',
    "as two items of a list with its century": "- '19640823'\r\n- '3234'",
    "with zeros before it": "00640823-3234",
    "with zeros before it, and its century": "0019640823-3234",
    "with a line break of HTML": "640823<br>3234",
    "after a word": "pnr:6408233234",
    "with a word between": "640823 och 3234",
    "told by a key": "född: 640823\nsista_fyra: 3234",
    "told by a key, in quotation marks": 'sista-fyra: "3234", född: "640823"',
    "with a dash far off": "121212    -    1212",
    "with dashes everywhere": "64-08-23-32-34",
    "with the check digit apart": "640823-323-4",
    "with the year apart": "6408-23-3234",
    "with half a day apart": "1964-0823-3234",
    "with a dash at an odd place": "64082-33234",
    "as a spreadsheet writes a number": "6408233234.0",
    "with a Cyrillic letter for a zero": "64О823-3234",
    "with a zero that is crossed out": "64Ø823-3234",
    "with a word in brackets": "640823 (bindestreck) 3234",
    "with how it ends, in short": "640823, ändelse 3234",
    "with a day without zeros": "1964-8-23-3234",
    "with a day without zeros, in short": "64.8.23 3234",
    "with the month in words": "23 augusti 1964-3234",
    "with the month in words, in short": "den 23:e aug. 1964 3234",
    "with the month first": "August 23, 1964–3234",
    "with the day first": "23/8 1964-3234",
    "with the day first, and points": "23.08.1964-3234",
    "with the day first, and no century": "23/8-64 3234",
    "with the day last, over two lines": "23 augusti 1964-\n3234",
    "with other words between": "640823, därefter siffrorna 3234",
    "with a stroke and a word between": "640823 – slut 3234",
}
BESIDE = [
    "{}",
    "pnr{}",
    "pnr_{}",
    "_{}_",
    "{}anna",
    "+{}",
    "{}-",
    "Anna.{}",
    "1,{}",
    "pnr:{}",
    "x/{}/y",
    "|{}|",
    "”{}”",
]
LONG = [
    *("1", "1 ", "12-", "1\u200b", "&#49;", "1\n", "850709-", "19850709 ", "121212T98", "O1", "1.", "1-1+", "1\n   "),
    *("121212-1212 ", "1212121212 ", "sista fyra 1212 ", "\\x31", "a1", "<b", "&amp;", "12-12-", "121212 nr "),
    *("](", "](a(", "[", "[a][", "]: ", "](a '", "¹", "1/1 1964-", "1 maj 1964-", "1[", "1](1"),
    *("SE1212121212", "<a 1>", "1-", "1 _", "1 maj 1912 ", "fyra sista 1212 ", "121212 är ", "[1](1)", "%E2%80%93"),
]


def found(text: str) -> list[tuple[int, int, bool]]:
    return [(number.start, number.end, number.is_certain) for number in personal_numbers(text)]


@pytest.mark.parametrize("text", CERTAIN.values(), ids=CERTAIN)
def test_a_number_written_as_one_is_certain(text: str) -> None:
    assert [is_certain for _, _, is_certain in found(text)] == [True]


@pytest.mark.parametrize("text", LIKELY.values(), ids=LIKELY)
def test_what_could_be_something_else_too_is_likely(text: str) -> None:
    assert [is_certain for _, _, is_certain in found(text)] == [False]


@pytest.mark.parametrize("around", BESIDE)
def test_anything_but_a_digit_may_stand_beside_it(around: str) -> None:
    start = around.index("{")
    assert found(around.format("121212-1212")) == [(start, start + 11, True)]


def test_a_number_ends_where_its_last_character_does() -> None:
    assert found("Född **121212**\u200b–**1212**.") == [(7, 23, True)]


def test_every_number_of_a_text_is_found_where_it_stands() -> None:
    assert found("Ring 640823-3234 eller 121212-1212") == [(5, 16, True), (23, 34, True)]


def test_numbers_that_follow_each_other_at_once_are_found() -> None:
    assert found("121212-1212121212-1212") == [(0, 11, True), (11, 22, True)]
    assert found("640823-3234121212-1212") == [(0, 11, True), (11, 22, True)]
    assert found("12121212121212121212") == [(0, 10, False), (10, 20, False)]
    assert found("191212121212191212121212") == [(0, 12, True), (12, 24, True)]


def test_of_two_ways_to_read_the_same_digits_the_certain_one_is_told() -> None:
    assert found("12 12 12 121212-1212") == [(9, 20, True)]


def test_no_more_numbers_are_looked_for_than_are_wanted() -> None:
    assert len(personal_numbers("121212-1212 " * 5, most=3)) == 3


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.integers(10, 999), st.integers(0, 9))
def test_of_ten_check_digits_at_most_one_makes_it_certain(day: date, serial: int, wrong: int) -> None:
    beginning = f"{day:%Y%m%d}-{serial:03d}"
    certain = [digit for digit in range(10) if any(sure for _, _, sure in found(f"{beginning}{digit}"))]
    assert len(certain) <= 1
    assert bool([one for one in found(f"{beginning}{wrong}") if one[2]]) is (wrong in certain)


@given(st.text("0123456789-+TRSUO ,.\n#>/:_*&;\u200b１٢⑫", max_size=60))
def test_no_text_is_too_strange_to_be_looked_through(text: str) -> None:
    last = 0
    for number in personal_numbers(text):
        assert last <= number.start < number.end <= len(text)
        last = number.end


@pytest.mark.parametrize("piece", some(LONG))
def test_a_long_text_is_looked_through_in_a_time_that_grows_with_it(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    with little_work():
        personal_numbers(text)
    assert len(text) > 95_000
