"""Counts published for quarters, half-years and years, brought to quarters where they allow it."""

from __future__ import annotations

import pandas as pd


def of(claims: pd.DataFrame) -> pd.Series:
    """The figure of each quarter: as published, or else what a longer span leaves for its one missing quarter.

    Args:
        claims: rows of ``claims.of`` of one metric and one counter, each with ``period_start``; where
            a quarter or a longer span has several, the most credible counts, of these the last said.
            Bounds ("at least") and spans that are not whole quarters are left out.
    """
    exact = claims[claims["bound"] == ""].sort_values(["credibility", "claimed_on_last"], ascending=[False, True])
    spans: dict[tuple[pd.Period, ...], float] = {}
    for row in exact.itertuples():
        start, end = pd.Timestamp(str(row.period_start_first)), pd.Timestamp(str(row.as_of_last))
        quarters = tuple(pd.period_range(start, end, freq="Q"))
        if quarters and quarters[0].start_time == start and quarters[-1].end_time.normalize() == end:
            spans[quarters] = float(str(row.value))
    known = {quarters[0]: value for quarters, value in spans.items() if len(quarters) == 1}
    while True:
        found = {}
        for quarters, value in spans.items():
            missing = [quarter for quarter in quarters if quarter not in known]
            if len(missing) == 1:
                found[missing[0]] = value - sum(known[quarter] for quarter in quarters if quarter in known)
        if not found:
            break
        known |= found
    return pd.Series(known, dtype=float).sort_index()


def parted(total: pd.Series, part: pd.Series) -> pd.DataFrame:
    """Each quarter's total as ``part`` and ``rest``, or as ``untold`` where the part is not known.

    Raises:
        ValueError: a part is larger than its total.
    """
    known = part.reindex(total.index)
    if (known > total).any():
        raise ValueError(f"a part larger than its total: {', '.join(map(str, total.index[known > total]))}")
    return pd.DataFrame(
        {
            "part": known.fillna(0),
            "rest": (total - known).fillna(0),
            "untold": total.where(known.isna(), 0),
        }
    )
