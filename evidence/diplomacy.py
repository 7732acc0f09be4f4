"""Diplomacy: events found by what they are, messages between the leaders, treaties side by side."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from evidence import contacts, tables, words

GIFT = r"\b(?:gives?|gave|sends?|sent)\b"
"""A ceremony with such a word in its title is a gift."""

LANES = {
    "letter dprk_to_russia": "Letters of Kim Jong Un to Putin",
    "letter russia_to_dprk": "Letters of Putin to Kim Jong Un",
    "letter mutual": "Letters exchanged, both ways",
    "gift russia_to_dprk": "Gifts from Russia",
    "gift dprk_to_russia": "Gifts from North Korea",
}
"""Lanes of the messages, from the top."""

OTHER = "other"
"""Level of contacts.LEVELS below the rank of a vice minister."""


def about(events: pd.DataFrame, pattern: str, *, kind: str = "", chapter: str = "") -> pd.DataFrame:
    """Events whose title or summary has the pattern (a regular expression, capitals alike), by date.

    Raises:
        LookupError: there is none.
    """
    fits = (events["title"] + " " + events["summary"]).str.contains(pattern, case=False)
    if kind:
        fits &= events["kind"] == kind
    if chapter:
        fits &= events["chapter"] == chapter
    if not fits.any():
        raise LookupError(f"no event of kind {kind or 'any'} in chapter {chapter or 'any'} about {pattern}")
    return events[fits].sort_values(["start_first", "id"], kind="stable").reset_index(drop=True)


def one(events: pd.DataFrame, pattern: str, *, kind: str = "", chapter: str = "") -> pd.Series:
    """The only event that fits, as in ``about``.

    Raises:
        LookupError: none fits, or several do.
    """
    found = about(events, pattern, kind=kind, chapter=chapter)
    if len(found) > 1:
        raise LookupError(f"{len(found)} events about {pattern}: {', '.join(found['id'])}")
    return found.iloc[0]


def steps(events: pd.DataFrame, wanted: dict[str, str]) -> pd.DataFrame:
    """The dated steps of a procedure, in order of time, as ``charts.procedures.line`` draws them.

    Args:
        events: rows of events.csv.
        wanted: what happened, in words → pattern of the event (as in ``one``).
    """
    found = [(label, one(events, pattern)) for label, pattern in wanted.items()]
    frame = pd.DataFrame([event for _, event in found]).assign(label=[label for label, _ in found])
    return with_day(frame).sort_values(["day", "id"], kind="stable").reset_index(drop=True)


def with_day(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``day``: the middle of the first day, month or year."""
    return events.assign(day=events["start_first"] + (events["start_last"] - events["start_first"]) / 2)


def messages(events: pd.DataFrame) -> pd.DataFrame:
    """Letters between the leaders and gifts between the two sides, with their ``lane`` and ``day``."""
    is_letter = (events["kind"] == "letter") & (events["level"] == "head_of_state")
    is_gift = (events["kind"] == "ceremony") & events["title"].str.contains(GIFT, case=False)
    found = events[(is_letter | is_gift) & (events["direction"] != "third_party")]
    sort = found["kind"].map({"letter": "letter", "ceremony": "gift"})
    return with_day(found.assign(lane=sort + " " + found["direction"])).sort_values(["day", "id"], ignore_index=True)


def letters(sent: pd.DataFrame) -> int:
    """How many letters the rows of ``messages`` stand for: an exchange is two."""
    kind = sent[sent["lane"].str.startswith("letter")]
    return len(kind) + int((kind["direction"] == "mutual").sum())


def beside(found: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """Counts by others beside ours for the same days.

    Args:
        found: contacts of ``contacts.of``.
        counted: rows of ``claims.of``, each with ``period_start``; spans before our first contact are left out.

    Returns:
        the rows of ``counted`` with ``first`` and ``last`` (days), ``months``, ``ours`` (all
        contacts that began in the span, of the claim's direction) and ``ours_ranked`` (of these,
        those of a level from deputy minister up, parliament, party and governor included).
    """
    rows = counted[counted["period_start_first"] >= found["start_first"].min().to_period("M").start_time]
    spans = []
    for row in rows.to_dict("records"):
        start, end = f"{row['period_start_first']:%Y-%m-%d}", f"{row['as_of_last']:%Y-%m-%d}"
        ours = contacts.within(found, start, end)
        if row["direction"] in contacts.LEADERS:
            ours = ours[ours["direction"] == row["direction"]]
        spans.append(
            {
                "first": pd.Timestamp(start),
                "last": pd.Timestamp(end),
                "months": contacts.months(start, end),
                "ours": len(ours),
                "ours_ranked": int((ours["level"] != OTHER).sum()),
            }
        )
    checked: pd.DataFrame = rows.reset_index(drop=True).join(pd.DataFrame(spans))
    return checked


def pace(found: pd.DataFrame, spans: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Our contacts a month in each span of days, as ``charts.intervals.rates`` draws them.

    Args:
        found: contacts of ``contacts.of``.
        spans: words for the span → its first and last day.
    """
    rows = [(label, len(contacts.within(found, *span)), contacts.months(*span)) for label, span in spans.items()]
    return pd.DataFrame([rated(*row) for row in rows]).assign(side="independent")


def pace_said(counted: pd.DataFrame) -> pd.DataFrame:
    """The same of what others counted: rows of ``claims.of``, each with ``period_start``."""
    rows = []
    for row in counted.to_dict("records"):
        span = f"{row['period_start_first']:%Y-%m-%d}", f"{row['as_of_last']:%Y-%m-%d}"
        start, end = words.date(row["period_start"]), words.date(row["as_of"])
        label = end if start == end else f"{start} to {end}"
        rows.append({**rated(label, int(row["value"]), contacts.months(*span)), "side": row["side"]})
    return pd.DataFrame(rows)


def rated(label: str, count: int, months: float) -> dict[str, object]:
    """A rate a month with its exact interval, in figures and in words."""
    value, low, high = contacts.rate(count, months)
    text = f"{value:.1f} ({low:.1f} to {high:.1f}), {count} counted"
    return {"label": label, "count": count, "months": months, "value": value, "low": low, "high": high, "text": text}


def monthly(checked: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``beside`` as contacts a month, theirs and ours, for ``claims.spread``."""
    theirs = checked.assign(figure=checked["value"] / checked["months"])
    ours = checked.assign(figure=checked["ours"] / checked["months"], name="this book", bound="")
    both = pd.concat([theirs, ours], ignore_index=True)
    text = [f"{bound} {figure:.1f}".strip() for bound, figure in zip(both["bound"], both["figure"], strict=True)]
    return both.assign(lower=both["figure"], upper=both["figure"], text=text)


def record(events: pd.DataFrame, found: pd.DataFrame, start: str, end: str) -> pd.DataFrame:
    """Events a month from ``start`` to ``end`` (months), contacts apart from all others.

    Events of which only the year is known are left out.
    """
    known = events[events["start"].str.len() >= 7]
    sort = known["id"].isin(found["id"]).map({True: "contact", False: "other"})
    months = known["start_first"].dt.to_period("M")
    table = pd.crosstab(months, sort).reindex(pd.period_range(start, end, freq="M"), fill_value=0)
    return table.reindex(columns=["contact", "other"], fill_value=0)


def guests(found: pd.DataFrame) -> pd.DataFrame:
    """Who was received by the other side's leader on a visit: one row a guest, the most often received first."""
    received = found[found["by_leader"] & (found["kind"] == "visit")]
    rows = [
        {
            "guest": guest,
            "direction": group["direction"].iloc[0],
            "times": len(group),
            "dates": "; ".join(group["start"].map(words.date)),
            "sources": ";".join(key for cell in group["sources"] for key in tables.keys(cell)[:1]),
        }
        for guest, group in received.groupby("guest", sort=False)
    ]
    return pd.DataFrame(rows).sort_values(["direction", "times"], ascending=[False, False], kind="stable")


def side_by_side(treaties: pd.DataFrame, themes: dict[str, str]) -> pd.DataFrame:
    """What each treaty says on each theme: one row a theme, one column a treaty from the oldest.

    Args:
        treaties: rows of treaties.csv.
        themes: theme → pattern of the subjects (a regular expression) that belong to it.

    Raises:
        LookupError: no treaty has a subject of a theme.
    """
    columns = sorted({str(treaty) for treaty in treaties["treaty"]})
    rows = []
    for theme, pattern in themes.items():
        own = treaties[treaties["subject"].str.contains(pattern, case=False)]
        if own.empty:
            raise LookupError(f"no treaty has a subject like {pattern}")
        cells = {
            str(treaty): " ".join(map(clause, group.to_dict("records"))) for treaty, group in own.groupby("treaty")
        }
        rows.append({"Theme": theme, **dict.fromkeys(columns, "–"), **cells})
    return pd.DataFrame(rows)


def clause(row: dict[Hashable, Any]) -> str:
    """What a treaty's row says, after the number of its article where that is known."""
    article = row["article"]
    return f"Article {article}. {row['summary']}" if str(article) not in ("", "<NA>", "nan") else str(row["summary"])
