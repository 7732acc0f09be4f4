"""What became of the statements of the two articles: counts of verdicts, figures then and now, what was left out."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from evidence import claims, events, tables, words
from evidence.seeds import Digest

VERDICTS = {
    "held": "Borne out by what is known now.",
    "updated": "Right when written; the figure or the state of things has moved on.",
    "contested": "The record speaks against it in part, or against itself.",
    "overtaken": "Events have ended what it described or expected.",
    "open": "Nothing found decides it.",
}
"""What each verdict means, from the one that bears an article out most."""

CHAPTERS = ("diplomacy", "arms", "troops", "economy", "exchange", "regional-implications")


class Topic(NamedTuple):
    """Something that neither article speaks of, as the events show it."""

    name: str
    pattern: str
    """Words in an event's title, as a regular expression."""
    kinds: tuple[str, ...] = ()
    """Kinds of event; empty for any but denials."""
    actors: str = ""
    """Who acted, as a regular expression on the cell."""


MISSED = {
    "denials": Topic("Denials by Moscow and Pyongyang", "", ("denial",), "^(?:ru|dprk)-"),
    "missiles": Topic(
        "North Korean missiles that hit Ukraine", "^(?!Depot).*(?:North Korean missile|KN-2[34])", ("strike",)
    ),
    "guns": Topic("Guns, launchers, mortars", "Koksan|240 mm|170 mm|D-74|mortars|Bulsae|launcher"),
    "panel": Topic("End of the UN panel, and its successor", "Panel|MSMT|UN panel on"),
    "satellites": Topic("Launches of satellites", "launch", ("test",)),
    "bridge": Topic("Road bridge over the Tumen", "bridge|spans"),
    "prisoners": Topic("Dead and prisoners", "coffins|prisoner|fallen|casualties|wounded"),
}


def tally(statements: pd.DataFrame, *by: str) -> pd.DataFrame:
    """How many statements have each verdict, for each value of the columns ``by``.

    One row a value (in the order of articles and chapters), one column a verdict, and ``text``: the counts in words.
    """
    ordered = statements.assign(chapter=pd.Categorical(statements["chapter"], CHAPTERS, ordered=True))
    counted = ordered.groupby([*by, "verdict"], observed=True, sort=True).size().unstack(fill_value=0)
    counted = counted.reindex(columns=list(VERDICTS), fill_value=0).reset_index().rename_axis(columns=None)
    return counted.assign(text=[in_words(row) for _, row in counted.iterrows()])


def in_words(counts: pd.Series) -> str:
    """Counts of verdicts in words, those of nothing left out: '3 held, 1 open'."""
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict])


def deciding(evidence: tables.Evidence) -> pd.DataFrame:
    """The rows on which the verdicts rest: one a statement and claim or event.

    Columns: ``statement`` (its id), ``seed``, ``verdict``, ``row`` (id of the claim or event),
    ``start`` (partial date on which it was said or happened), ``day`` (its middle), ``sources``.
    """
    said = evidence.claims.assign(start=evidence.claims["claimed_on"])
    said = said.assign(start_first=said["claimed_on_first"], start_last=said["claimed_on_last"])
    rows = pd.concat([said, evidence.events])[["id", "start", "start_first", "start_last", "sources"]]
    rows = rows.assign(day=events.middle(rows)).rename(columns={"id": "row"})
    statements = evidence.seed_claims[["id", "seed", "verdict", "evidence"]]
    statements = statements.rename(columns={"id": "statement", "evidence": "row"})
    each = statements.assign(row=statements["row"].map(tables.keys)).explode("row")
    return each.merge(rows, on="row", validate="many_to_one")


def moved(evidence: tables.Evidence, digests: dict[str, Digest]) -> pd.DataFrame:
    """Figures that the articles took over, beside those that the same verdict rests on and that were said since.

    A statement is of a figure where the first row that decides it is a claim; what was said since is
    every other one on the same metric. One row a figure, as ``claims.with_values`` gives it, with
    ``statement``, ``seed``, ``now`` (the later figures in words), ``came_low`` and ``came_high``
    (the least and the greatest of them) and ``since`` (the latest day described).
    """
    known = claims.with_values(evidence.claims).set_index("id", drop=False)
    found = []
    for statement in evidence.seed_claims.to_dict("records"):
        first, *others = tables.keys(statement["evidence"])
        if first not in known.index:
            continue
        then, later = known.loc[first], known.loc[[key for key in others if key in known.index]]
        published = pd.Timestamp(digests[statement["seed"]].first)
        later = later[(later["metric"] == then["metric"]) & (later["claimed_on_last"] > published)]
        if later.empty:
            continue
        low, high = float(later["lower"].min()), float(later["upper"].max())
        now = {"now": words.span(low, high), "came_low": low, "came_high": high}
        now["since"] = later.sort_values("as_of_last", kind="stable")["as_of"].iloc[-1]
        cited = ";".join([str(then["sources"]), *later["sources"]])
        found.append({**then, **now, "statement": statement["id"], "seed": statement["seed"], "sources": cited})
    return pd.DataFrame(found)


def multiples(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures of ``moved`` as multiples of what the article had: 1 then, ``came_low`` to ``came_high`` now."""
    scale = figures["value"]
    return figures.assign(
        came_low=figures["came_low"] / scale,
        came_high=figures["came_high"] / scale,
        value=1.0,
        lower=1.0,
        upper=1.0,
        bound="",
    )


def missed(happened: pd.DataFrame, digests: dict[str, Digest]) -> pd.DataFrame:
    """The events on what neither article speaks of, with ``topic``, ``day`` and ``known``.

    ``known`` says when it happened: before the 'first' article, before the 'second', or 'later'.

    Raises:
        LookupError: a topic has no event (its words no longer fit).
    """
    first, second = sorted(pd.Timestamp(each.first) for each in digests.values())
    found = []
    for key, topic in MISSED.items():
        rows = happened[happened["title"].str.contains(topic.pattern) & happened["actors"].str.contains(topic.actors)]
        rows = rows[rows["kind"].isin(topic.kinds)] if topic.kinds else rows[rows["kind"] != "denial"]
        if rows.empty:
            raise LookupError(f"no event on {topic.name}: /{topic.pattern}/ in {topic.kinds or 'any kind'}")
        found.append(rows.assign(topic=key))
    every = pd.concat(found).sort_values(["start_first", "id"], kind="stable", ignore_index=True)
    known = pd.Series("later", index=every.index).mask(every["start_last"] < second, "second")
    return every.assign(day=events.middle(every), known=known.mask(every["start_last"] < first, "first"))
