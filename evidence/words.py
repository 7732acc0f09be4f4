"""Numbers, ranges and dates as the prose prints them."""

from __future__ import annotations

import datetime
import math
import re

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: float, digits: int = 3) -> str:
    """A number in words that do not claim more than ``digits`` significant figures.

    28000 → '28,000'; 6_500_000 → '6.5 million'; 19_200_000_000 → '19.2 billion'; 0.5 → '0.5'.
    """
    for size, word, below in ((1e9, "billion", digits), (1e6, "million", 5)):
        if abs(float(f"{value:.{below}g}")) >= size:
            return f"{plain(value / size, digits)} {word}"
    return plain(value, 5 if abs(value) >= 1000 else digits)


def plain(value: float, digits: int) -> str:
    """A decimal number with ``digits`` significant figures, separators and no idle zeros."""
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits}g}")
    text = f"{rounded:,.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def count(value: int, noun: str = "", plural: str = "") -> str:
    """A small count spelled out: 3 → 'three', with its noun in the right number."""
    word = SMALL[value] if 0 <= value < len(SMALL) else f"{value:,}"
    if not noun:
        return word
    return f"{word} {noun if value == 1 else plural or noun + 's'}"


def span(low: float, high: float) -> str:
    """A range: (4e6, 6e6) → '4 to 6 million'; a shared size word is said once."""
    first, last = number(low), number(high)
    if first == last:
        return first
    size = last.rpartition(" ")[2]
    if first.endswith(f" {size}"):
        first = first.removesuffix(f" {size}")
    return f"{first} to {last}"


def estimate(low: float, best: float, high: float) -> str:
    """A claim's figure as said: 'about', 'more than', 'up to' or a range (NaN: not said).

    Raises:
        ValueError: low, best and high are all missing.
    """
    has_low, has_best, has_high = (not math.isnan(value) for value in (low, best, high))
    if has_low and has_high:
        return span(low, high)
    if has_best:
        return number(best)
    if has_low:
        return f"at least {number(low)}"
    if has_high:
        return f"at most {number(high)}"
    raise ValueError("a claim needs a low, a best or a high figure; found none")


def date(text: str) -> str:
    """A partial ISO date in words: '2024-10-18' → '18 October 2024', '2024-10' → 'October 2024'."""
    if len(text) == 4:
        return text
    when = datetime.date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    return f"{when.day} {when:%B %Y}" if len(text) == 10 else f"{when:%B %Y}"


def period(first: str, last: str) -> str:
    """A stretch between two partial ISO dates: ('2024-01', '2024-06') → 'January to June 2024'.

    Whole years are named as years; what both ends share is said once; without a first date only the last is said.
    """
    if first[:4] == last[:4] and first[4:] in ("", "-01") and last[4:] in ("", "-12"):
        return last[:4]
    if not first or first == last:
        return date(last)
    start, end = date(first), date(last)
    return f"{start.removesuffix(f' {last[:4]}')} to {end}"


def curly(text: str) -> str:
    """Straight quotation marks and apostrophes as print sets them: "a 'b' c's" → “a ‘b’ c’s”."""
    opened = re.sub(r'(?<![^\s(\[“‘—–])"', "“", text)
    opened = re.sub(r"(?<![^\s(\[“‘—–])'", "‘", opened)
    return opened.replace('"', "”").replace("'", "’")
