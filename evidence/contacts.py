"""Contacts between the two sides: who met whom, how often, and how sure the change of rate is."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from scipy.special import betaincinv, gammaincinv

KINDS = ("visit", "meeting", "call")
"""Kinds of events in which people of both sides spoke to each other; letters are counted apart."""

LEVELS = {
    "head_of_state": "Head of state",
    "foreign": "Foreign minister",
    "defence": "Defence minister",
    "security_council": "Security council",
    "minister": "Other minister",
    "deputy": "Deputy minister",
    "party": "Party",
    "parliament": "Parliament",
    "governor": "Governor, region",
    "other": "Services, culture, science",
}
"""Levels of ``events.csv``, highest first, with their names in print."""

LEADERS = {"dprk_to_russia": "Vladimir Putin", "russia_to_dprk": "Kim Jong Un"}
"""Who receives at the highest level, by the direction of the visit."""

DAYS_A_MONTH = 365.25 / 12


class Rate(NamedTuple):
    """A number with the ends of its confidence interval."""

    value: float
    low: float
    high: float


def of(events: pd.DataFrame) -> pd.DataFrame:
    """The contacts among the events, in order of time.

    Adds ``day`` (middle of the first day, month or year), ``guest`` (head of the delegation),
    ``by_leader`` (whether the head of state received it; meetings of heads of state included)
    and ``quarter`` (missing where only the year is known).
    """
    is_contact = events["kind"].isin(KINDS) & (events["level"] != "") & (events["direction"] != "third_party")
    found = events[is_contact].copy()
    actors = found["actors"].str.split(";").map(lambda names: [name.strip() for name in names])
    hosts = found["direction"].map(LEADERS)
    found["guest"] = actors.map(lambda names: names[0])
    received = [host in names[1:] for host, names in zip(hosts, actors, strict=True)]
    found["by_leader"] = pd.Series(received, index=found.index) | (found["level"] == "head_of_state")
    found["day"] = found["start_first"] + (found["start_last"] - found["start_first"]) / 2
    quarter = found["start_first"].dt.to_period("Q")
    found["quarter"] = quarter.where(quarter == found["start_last"].dt.to_period("Q"))
    return found.sort_values(["day", "id"], kind="stable").reset_index(drop=True)


def within(contacts: pd.DataFrame, first: str, last: str) -> pd.DataFrame:
    """The contacts that began in the period, as far as their dates tell."""
    return contacts[(contacts["start_first"] >= pd.Timestamp(first)) & (contacts["start_last"] <= pd.Timestamp(last))]


def months(first: str, last: str) -> float:
    """Length of a period, both days included, in months of a twelfth of a year."""
    return ((pd.Timestamp(last) - pd.Timestamp(first)).days + 1) / DAYS_A_MONTH


def by_quarter(contacts: pd.DataFrame, by: str = "direction") -> pd.DataFrame:
    """Contacts a quarter: one row a quarter without gaps, one column a value of ``by``."""
    table = contacts.dropna(subset="quarter").groupby(["quarter", by]).size().unstack(fill_value=0)
    every = pd.period_range(table.index.min(), table.index.max(), freq="Q", name="quarter")
    return table.reindex(every, fill_value=0)


def rate(count: int, length: float, confidence: float = 0.95) -> Rate:
    """Events a unit of time with the exact interval of a Poisson count (Garwood 1936).

    Raises:
        ValueError: the count is negative or the length is not positive.
    """
    if count < 0 or length <= 0:
        raise ValueError(f"a rate needs a count of at least 0 and a positive length; found {count} and {length}")
    tail = (1 - confidence) / 2
    low = gammaincinv(count, tail) if count else 0.0
    return Rate(count / length, float(low) / length, float(gammaincinv(count + 1, 1 - tail)) / length)


def rate_ratio(before: int, before_length: float, after: int, after_length: float, confidence: float = 0.95) -> Rate:
    """The rate after over the rate before, with its exact conditional interval.

    Given the sum of two Poisson counts, the second is binomial (Przyborowski and Wilenski 1940);
    its exact interval (Clopper and Pearson 1934) is turned into one of the ratio.

    Raises:
        ValueError: either count is zero (the ratio has then no finite estimate) or a length is not positive.
    """
    if min(before, after) < 1 or min(before_length, after_length) <= 0:
        raise ValueError("a ratio of rates needs two counts of at least 1 and two positive lengths")
    tail = (1 - confidence) / 2
    shares = betaincinv(after, before + 1, tail), betaincinv(after + 1, before, 1 - tail)
    low, high = (float(share / (1 - share)) * before_length / after_length for share in shares)
    return Rate(after / after_length / (before / before_length), low, high)


def missed_for_no_change(ratio: Rate) -> Rate:
    """Share of the earlier contacts that must have gone unrecorded for the rate not to have changed.

    If a share m of earlier contacts is missing and none of the later ones, the true ratio is
    (1 − m) times the observed one; it is 1 at m = 1 − 1/ratio.
    """
    value, low, high = (max(0.0, 1 - 1 / each) for each in ratio)
    return Rate(value, low, high)


def ratio_floor(before: int, before_length: float, after: int, after_length: float, confidence: float = 0.95) -> float:
    """The lower end of the interval of ``rate_ratio``; it is defined where nothing was counted before.

    Raises:
        ValueError: nothing was counted after, or a length is not positive.
    """
    if before < 0 or after < 1 or min(before_length, after_length) <= 0:
        raise ValueError("a floor of the ratio needs a count of at least 1 after and two positive lengths")
    share = float(betaincinv(after, before + 1, (1 - confidence) / 2))
    return share / (1 - share) * before_length / after_length


def unseen_for_no_change(before_length: float, after: int, after_length: float, confidence: float = 0.95) -> int:
    """The least number of earlier contacts with which the interval of the ratio would hold 1."""
    before = 0
    while ratio_floor(before, before_length, after, after_length, confidence) > 1:
        before += 1
    return before
