"""Ten thousand numbers of each kind that is no personal number: few of them are likely, and hardly any is certain.

A number is told for certain only where its day and check digit make it a personal number, and nothing about it says
otherwise: it may be one. So it is with one in some thousand invoice numbers of twelve digits, and with no number of
most kinds.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from anhorig_cli.personal_number import personal_numbers
from effort import tries

EACH = 10_000


class Numbers:
    """Gives numbers that are no personal numbers, the same each time."""

    def __init__(self) -> None:
        self._dice = Random(20261101)  # noqa: S311 - tests, not secrets

    def one_of(self, *texts: str) -> str:
        return self._dice.choice(texts)

    def digits(self, many: int) -> str:
        return "".join(self._dice.choices("0123456789", k=many))

    def day(self) -> date:
        return date(1995, 1, 1) + timedelta(self._dice.randrange(45 * 365))

    def later(self, day: date) -> date:
        return day + timedelta(self._dice.randrange(1, 800))

    def clock(self) -> str:
        return f"{self._dice.randrange(24):02}{self._dice.randrange(60):02}"

    def between(self, low: float, high: float) -> float:
        return self._dice.uniform(low, high)

    def whole_period(self) -> str:
        year = self._dice.randrange(1995, 2040)
        first = self._dice.randrange(1, 13)
        end = date(year + first // 12, first % 12 + 1, 1) - timedelta(1)
        return self.one_of(f"{year}{first:02}01-{end:%m%d}", f"{year}0101-1231", f"{year % 100:02}0101-1231")

    def days(self) -> str:
        a = self.day()
        b = self.later(a)
        return self.one_of(
            f"{a:%Y%m%d}-{b:%Y%m%d}",
            f"{a}--{b}",
            f"{a} - {b}",
            f"{a}/{b}",
            f"{a:%y%m%d}-{b:%y%m%d}",
            f"{a} till {b}",
            f"{a:%Y%m}-{b:%Y%m}",
            f"[{a}, {b}]",
            f"- {a}\n- {b}",
            f"{a}: {self.digits(4)}",
            f"{a} {self.digits(4)} kr",
            f"{a} {b.year}",
        )

    def day_to_month_and_day(self) -> str:
        a = self.day()
        return f"{a:%Y%m%d}-{self.later(a):%m%d}"

    def time_of_day(self) -> str:
        a, seconds = self.day(), f"{self._dice.randrange(60):02}"
        clock, zone = self.clock(), self.one_of("+0100", "+0200", "Z", "-0500", "+01:00")
        hour, minute = clock[:2], clock[2:]
        return self.one_of(
            f"{a:%Y%m%d}{clock}{seconds}",
            f"{a:%Y%m%d}T{clock}{seconds}{zone}",
            f"{a}T{hour}:{minute}:{seconds}{zone}",
            f"{a}T{hour}:{minute}:{seconds}.{self.digits(6)}{zone}",
            f"{a:%Y%m%d} {clock}{seconds}{zone}",
            f"{a} {hour}:{minute}",
            f"{a} {clock}",
        )

    def round_stamp(self) -> str:
        return f"{self.day():%Y%m%d}{self.clock()[:3]}{self.one_of('0', '5')}"

    def stamp(self) -> str:
        return f"{self.day():%Y%m%d}{self.one_of('', '-')}{self.clock()}"

    def registry(self) -> str:
        year, n = self.day().year, self.digits
        return self.one_of(
            f"SN {year}/{n(3)}",
            f"SN {year}/{n(5)}",
            f"KS{year}/{n(4)}-{n(2)}",
            f"VON.{year}.{n(4)}",
            f"dnr {year}-{n(4)}-{n(1)}",
            f"{year}/{n(6)}",
            f"{year}:{n(4)}",
            f"{n(4)}-{year}",
            f"{year}-{n(6)}",
        )

    def organisation(self) -> str:
        number = self.one_of("2", "5", "7", "8", "9") + self.digits(1) + self.one_of(*"23456789") + self.digits(7)
        return self.one_of(f"{number[:6]}-{number[6:]}", number, f"16{number}", f"{number[:6]} {number[6:]}")

    def giro(self) -> str:
        n = self.digits
        return self.one_of(
            f"{n(3)}-{n(4)}", f"{n(4)}-{n(4)}", f"bg {n(8)}", f"{n(2)} {n(2)} {n(2)}-{n(1)}", f"{n(7)}-{n(1)}"
        )

    def telephone(self) -> str:
        area = self.one_of("070", "072", "073", "076", "079", "08", "031", "0410", "010")
        n = self.digits
        return self.one_of(
            f"{area}-{n(3)} {n(2)} {n(2)}",
            f"{area}-{n(7)}",
            f"{area} {n(3)} {n(3)}",
            f"+46{area[1:]}{n(7)}",
            f"+46 {area[1:]} {n(3)} {n(2)} {n(2)}",
            f"0046{area[1:]}{n(7)}",
            f"Telefon: {area}{n(7)}",
        )

    def bare_telephone(self) -> str:
        return self.one_of("070", "072", "073", "076", "079") + self.digits(7)

    def indicator(self) -> str:
        n = self.digits
        return self.one_of(f"N{n(5)}", f"U{n(5)}", f"kolada: N{n(5)}", f"N{n(5)}, N{n(5)}", f"KPI {n(5)} {n(5)}")

    def invoice(self) -> str:
        n = self.digits
        return self.one_of(n(8), n(9), n(11), f"F{n(8)}", f"faktura {n(10)}", f"{self.day().year}-{n(6)}", n(14))

    def bare_invoice(self) -> str:
        return self.one_of(self.digits(10), f"{self.day().year}{self.digits(6)}")

    def long_invoice(self) -> str:
        return self.one_of(self.digits(12), f"{self.day().year}{self.digits(8)}")

    def book(self) -> str:
        n = self.digits
        return self.one_of(f"978-91-{n(4)}-{n(3)}-{n(1)}", f"97891{n(8)}", f"91-{n(4)}-{n(3)}-{n(1)}", f"ISBN 91{n(8)}")

    def place(self) -> str:
        north, east = self.between(55, 69), self.between(11, 24)
        metres = f"{self.between(6_100_000, 7_700_000):.0f}", f"{self.between(200_000, 920_000):.0f}"
        return self.one_of(
            f"{north:.4f}, {east:.4f}",
            f"{north:.6f} {east:.6f}",
            f"{metres[0]} {metres[1]}",
            f"N {metres[0]} E {metres[1]}",
            f"{metres[1]},{metres[0]}",
        )

    def account(self) -> str:
        n = self.digits
        return self.one_of(
            f"SE{n(2)} {n(4)} {n(4)} {n(4)} {n(4)} {n(4)}",
            f"SE{n(22)}",
            f"konto {n(4)}-{n(3)} {n(3)} {n(1)}",
            f"OCR {n(10)}",
            f"SE{self.one_of('2', '5')}{n(1)}{self.one_of(*'23456789')}{n(7)}01",
        )

    def values(self) -> str:
        n = self.digits
        return self.one_of(
            f"belopp: {n(6)}\n    utfall: {n(4)}",
            f"{{täljare: {n(4)}, nämnare: {n(6)}, värde: {n(4)}}}",
            f"datum: {self.day()}\nvärde: {n(4)}",
            f"- {self.day():%Y%m%d}\n- -{n(4)}",
            f"till: {self.day():%Y%m%d}\nparagraf: {n(4)}",
        )

    def days_with_words(self) -> str:
        a, b = self.day(), self.day()
        return self.one_of(
            f"{a} nr {self.digits(4)}",
            f"{a:%Y%m%d} slutar {b.year}",
            f"Beslut {a}, nummer {b.year}",
            f"{a} med {b.year}",
            f"{a:%d/%m %Y}, § {self.digits(4)}",
            f"{a}-{b}-{self.digits(2)}",
            f"{a:%Y-%m}-{b:%Y-%m}",
        )

    def old_days(self) -> str:
        day = date(1950, 1, 1) + timedelta(self._dice.randrange(40 * 365))
        year = self._dice.randrange(1950, 2040)
        return self.one_of(f"{day} - {year}", f"{day}, {year}", f"{day} {year}", f"{day:%Y.%m.%d} och {year}")

    def address(self) -> str:
        n = self.digits
        return self.one_of(
            f"https://doi.org/10.{n(4)}/s{n(5)}-0{n(2)}-{n(5)}-{n(1)}",
            f"[a](https://x.se/{self.day():%Y/%m/%d}/{n(6)})",
            f'<a href="https://x.se/id={n(8)}">x</a>',
            f"<!-- {self.day()} {self.clock()} -->",
            f"https://x.se/?a=%20{n(6)}&b={n(4)}a",
            f"https://x.se/{n(7)}-{n(2)}/{n(5)}",
        )

    def fingerprint(self) -> str:
        n = "".join(self._dice.choices("0123456789abcdef", k=64))
        return self.one_of(n, n[:40], f"{n[:8]}-{n[8:12]}-{n[12:16]}-{n[16:20]}-{n[20:32]}")

    def statistics(self) -> str:
        month = f"{self._dice.randrange(2013, 2040)}{self._dice.randrange(1, 13):02}"
        a, b = self.digits(4), self.digits(4)
        return self.one_of(
            f"[{month}, {a}]",
            f'["{month}", "{a}"]',
            f"- {month}\n- {a}",
            f"| {month} | {a} |",
            f"{month};{a};{b}",
            f"{{date: {month}, value: {a}}}",
            f"{month}: {a}",
        )

    def years_and_counts(self) -> str:
        year = self.day().year
        a, b, c = self.digits(4), self.digits(5), self.digits(3)
        return self.one_of(
            f"{year} {a}",
            f"[{year}, {a}, {year + 1}, {b}]",
            f"| {year} | {a} | {c} |",
            f"{year}: {a}\n{year + 1}: {b}",
            f"- {year}\n- {a}\n- {year + 1}\n- {b}",
            f"{year} {a}, {year + 1} {a}",
        )

    def postal_code_and_telephone(self) -> str:
        code, phone = self.digits(5), self.telephone()
        return self.one_of(
            f"{code[:3]} {code[3:]} Ådal, {phone}",
            f"{code[:3]} {code[3:]}, {phone}",
            f"S-{code} {phone}",
            f"[{code}, {phone}]",
            f"- {code[:3]} {code[3:]}\n- {phone}",
        )

    def article(self) -> str:
        n = self.digits
        return self.one_of(
            f"{n(3)}.{n(3)}.{n(2)}", f"art. {n(4)}-{n(3)}", f"{n(5)}-{n(4)}", f"A{n(7)}-{n(2)}", f"{n(3)}-{n(6)}-{n(2)}"
        )

    def counts(self) -> str:
        a, b = self.digits(6), self.digits(4)
        return self.one_of(
            f"[{a}, {b}]", f"- {a}\n- {b}", f"| {a} | {b} |", f"{a};{b}", f"{a} och {b}", f"{{a: {a}, b: {b}}}"
        )

    def long_article(self) -> str:
        n = self.digits
        return self.one_of(f"00{n(6)}-{n(4)}", f"{n(6)}-{n(3)}", f"00{n(6)} {n(4)}")


NEVER = (
    Numbers.statistics,
    Numbers.years_and_counts,
    Numbers.postal_code_and_telephone,
    Numbers.article,
    Numbers.whole_period,
    Numbers.days,
    Numbers.round_stamp,
    Numbers.time_of_day,
    Numbers.registry,
    Numbers.organisation,
    Numbers.giro,
    Numbers.telephone,
    Numbers.indicator,
    Numbers.invoice,
    Numbers.book,
    Numbers.place,
    Numbers.account,
    Numbers.days_with_words,
    Numbers.values,
    Numbers.address,
    Numbers.fingerprint,
)
SELDOM_LIKELY: dict[Callable[[Numbers], str], float] = {
    Numbers.counts: 0.7,
    Numbers.long_article: 0.2,
    Numbers.day_to_month_and_day: 12.0,
    Numbers.stamp: 12.0,
    Numbers.old_days: 12.0,
    Numbers.bare_telephone: 2.0,
    Numbers.bare_invoice: 2.0,
    Numbers.long_invoice: 0.5,
}
"""How many in a hundred may be likely, of what reads as a personal number in every sign."""


def told(kind: Callable[[Numbers], str], each: int) -> Counter[bool]:
    numbers = Numbers()
    texts = (f"Se {kind(numbers)}." for _ in range(each))
    return Counter(any(one.is_certain for one in found) for text in texts if (found := personal_numbers(text)))


@pytest.mark.parametrize("kind", NEVER, ids=lambda kind: kind.__name__)
def test_a_number_of_another_kind_is_no_personal_number(kind: Callable[[Numbers], str]) -> None:
    assert told(kind, tries(EACH)) == {}


@pytest.mark.parametrize("kind", SELDOM_LIKELY, ids=lambda kind: kind.__name__)
def test_of_those_that_read_as_one_few_are_likely(kind: Callable[[Numbers], str]) -> None:
    counts = told(kind, EACH)
    assert 100 * counts[False] / EACH <= SELDOM_LIKELY[kind]
    assert counts[True] <= (EACH / 200 if kind is Numbers.long_invoice else 0)


@pytest.mark.parametrize(
    "text",
    [
        "640823-3235",
        "641323-3237",
        "640832-3233",
        "19000229-1235",
        "640859-3231",
        "12.1.23 3235",
        "2021-1-31 1205",
        "1640823-3234",
        "640823-32345",
        "2021-11-30",
        "0123-45 67 89",
        "Dnr 2021/114",
        "12.6408233234",
        "12,6408233234",
        "20150101-1231",
        "202101010805",
        "2021-01-01 08:05:12.121212-0500",
        "20210101T080512+0100",
        "1989-01-01/2100-01-01",
        "- 121212\n- 1212",
        "121212\n\n1212",
        "550e8400-e29b-41d4-a716-121212121212",
        "Telefon: 6408233234",
        "Telefon: 991912121280",
        "19640859-2345",
        "2 6 0 1 3 1 - 4 2 7 6",
        "Rum no40823-3237",
        "Rum 1O, 640823-3235",
        "",
    ],
)
def test_what_is_no_personal_number_is_not_taken_for_one(text: str) -> None:
    assert personal_numbers(text) == []


@pytest.mark.parametrize("text", ["Telefon: 640823-3234", "Org.nr 640823-3234", "SN 2021/640823-3234"])
def test_words_before_it_make_a_certain_number_no_other(text: str) -> None:
    assert [number.is_certain for number in personal_numbers(text)] == [True]


def test_twelve_digits_that_words_say_are_another_number_are_likely() -> None:
    assert [number.is_certain for number in personal_numbers("Faktura 196408233234")] == [False]
