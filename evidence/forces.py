"""The troops: which claims can be dated, what they imply of each other, and who spoke."""

from __future__ import annotations

import pandas as pd

from evidence import claims, tables, words

UNDATED = "undated|do not plot"
"""Words of a claim's notes that forbid to draw it at its ``as_of``."""

BOUNDS = {
    ("at least", ""): "at least",
    ("", "at most"): "at least",
    ("at most", ""): "at most",
    ("", "at least"): "at most",
}
"""What a bound of the part and one of the whole make of their quotient; two bounds make none."""

IMPROBABLE = 5
"""Credibility from which a claim is discussed, not drawn."""

MEMORY = pd.Timedelta(days=90)
"""How long a speaker's last word stands in the envelope."""

STATES = {"dprk": "dprk", "ru": "russia", "ua": "ukraine", "rok": "rok", "us": "us"}
"""Side of an actor whose key claimants.csv does not list, by the beginning of the key."""

ACTS = {"denial": "denies", "statement": "says", "ceremony": "honours", "sighting": "shows", "finding": "shows"}
"""What an event does, by its kind; all other kinds are deeds."""


def datable(frame: pd.DataFrame) -> pd.DataFrame:
    """The claims that may be drawn at their day: not graded improbable, known to the month, not called undated."""
    is_known = (frame["as_of"].str.len() > 4) & ~frame["notes"].str.contains(UNDATED, case=False)
    return frame[is_known & (frame["credibility"] < IMPROBABLE)]


def envelope(frame: pd.DataFrame, memory: pd.Timedelta = MEMORY) -> pd.DataFrame:
    """Lowest and highest of what each claimant last said, day by day: ``day``, ``low``, ``high``.

    One row a day on which the envelope may change; it holds until the next. A word older than
    ``memory`` no longer counts; where none is left, ``low`` and ``high`` are missing.
    """
    days = sorted({*frame["as_of_last"], *(frame["as_of_last"] + memory)})
    rows = []
    for day in days:
        said = claims.latest(frame[(frame["as_of_last"] <= day) & (frame["as_of_last"] > day - memory)])
        rows.append((day, said["lower"].min(), said["upper"].max()))
    return pd.DataFrame(rows, columns=["day", "low", "high"])


def percent(frame: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """What a claimant said of two metrics on one day, divided, in percent (as ``claims.pairs``).

    A bound passes on: 'at least' so many of a known whole is at least such a share.
    """
    both = claims.pairs(frame, part, whole)
    bounds = claims.with_values(frame).set_index("id")["bound"]
    pairs = zip(both["id"].map(bounds), both["id_below"].map(bounds), strict=True)
    bound = pd.Series([BOUNDS.get(pair, "") for pair in pairs], index=both.index, dtype=str)
    for column in ("low", "best", "high", "lower", "value", "upper"):
        both[column] = 100 * both[column]
    text = [words.span(round(low), round(high)) for low, high in zip(both["lower"], both["upper"], strict=True)]
    return both.assign(bound=bound, text=(bound + " ").str.lstrip() + pd.Series(text, index=both.index), unit="percent")


def share(label: str, part: pd.DataFrame, whole: pd.DataFrame, *, on_top: bool = False) -> dict[str, object]:
    """The share that follows from claims of different speakers, as a row to draw: a range in percent.

    The lower end takes the smallest part and the largest whole, the upper end the reverse.

    Args:
        label: words before the figure.
        part: claims of the part, with ``lower`` and ``upper``.
        whole: claims of the whole; of the rest where ``on_top``.
        on_top: the part is not counted in ``whole``, so that it is added.

    Raises:
        ValueError: there is no claim of the part or of the whole.
    """
    if part.empty or whole.empty:
        raise ValueError(f"{label}: a share needs a part and a whole; found {len(part)} and {len(whole)} claims")
    low, high = part["lower"].min(), part["upper"].max()
    most, least = whole["upper"].max() + on_top * low, whole["lower"].min() + on_top * high
    lower, upper = 100 * low / most, 100 * high / least
    whole_bound = whole["bound"].iloc[0] if whole["bound"].nunique() == 1 else ""
    part_bound = part["bound"].iloc[0] if part["bound"].nunique() == 1 else ""
    bound = BOUNDS.get((part_bound, whole_bound), "")
    return {
        "label": label,
        "lower": lower,
        "value": (lower + upper) / 2,
        "upper": upper,
        "text": f"{bound} {words.span(round(lower), round(upper))}".strip(),
        "basis": "derived",
        "bound": bound,
        "side": part["side"].iloc[-1] if part["side"].nunique() == 1 else "independent",
        "ids": ";".join([*part["id"], *whole["id"]]),
        "sources": ";".join([*part["sources"], *whole["sources"]]),
    }


def still_held(frame: pd.DataFrame) -> pd.DataFrame:
    """Area of Kursk region left to Ukraine by Russia's own words: retaken area over its share, less the area.

    Russia names square kilometres taken back and the percentage of the lost area that they make.
    """
    both = claims.pairs(frame, "kursk_area_retaken", "kursk_share_retaken")
    peak = 100 * both["value"]
    retaken = claims.with_values(frame.set_index("id", drop=False).loc[both["id"]])["value"].to_numpy()
    left = (peak - retaken).clip(lower=0)
    text = [words.number(round(value)) for value in left]
    both = both.assign(value=left, lower=left, upper=left, low=float("nan"), best=left, high=float("nan"), text=text)
    days = both["as_of_first"] + (both["as_of_last"] - both["as_of_first"]) / 2
    return both.assign(day=days, peak=peak, bound="", unit="square kilometres")


def by_speaker(events: pd.DataFrame, claimants: pd.DataFrame) -> pd.DataFrame:
    """The events whose speaker's side is known: adds ``speaker``, ``side``, ``act`` and ``day``.

    The speaker is the first actor that claimants.csv lists or whose key begins with a state.
    """
    known = claimants["side"].to_dict()

    def side(key: str) -> str:
        return known.get(key) or STATES.get(key.partition("-")[0], "")

    speakers = events["actors"].map(lambda cell: next((key for key in tables.keys(cell) if side(key)), ""))
    spoken = events[speakers != ""].assign(speaker=speakers[speakers != ""])
    return spoken.assign(
        side=spoken["speaker"].map(side),
        act=spoken["kind"].map(ACTS).fillna("acts"),
        day=spoken["start_first"] + (spoken["start_last"] - spoken["start_first"]) / 2,
    ).sort_values(["day", "id"], kind="stable")


def told(events: pd.DataFrame, speaker: str, first: str, last: str) -> pd.Series:
    """The first event of a period that begins with what this speaker said or did.

    Raises:
        LookupError: there is none.
    """
    is_in = (events["start_first"] >= tables.first_day(first)) & (events["start_last"] <= tables.last_day(last))
    found = events[is_in & events["actors"].map(lambda cell: speaker in tables.keys(cell))]
    if found.empty:
        raise LookupError(f"no event of {speaker} from {first} to {last}")
    return found.sort_values(["start_first", "start_last", "id"], kind="stable").iloc[0]
