"""Which rows of the book bear on which duties under the resolutions of the Security Council.

To bear on a duty is not to breach it: that judgement is the Council's. A row bears on a duty where
what it asserts falls in the field that the duty governs.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from evidence import claims, tables

WAR = "2022-02-24"
"""Only what is said of the time from this day on is brought to the duties."""

SHOWN = ("finding", "sighting", "delivery", "transport", "agreement", "exchange", "other")
"""Kinds of events whose credibility is that of the thing itself, as a claim's is."""

SAID = ("statement", "denial", "sanction")
"""Kinds of events whose credibility says only that somebody spoke or listed, not that what was said is so."""

STATES = {"dprk": "dprk", "ru": "russia", "ua": "ukraine", "rok": "rok", "us": "us", "un": "un", "cn": "china"}
"""Side of an actor that claimants.csv does not list, by the beginning of its key."""


class Measure(NamedTuple):
    """A duty, or several with one object, and where the book speaks of it."""

    name: str
    provisions: tuple[str, ...]
    """Rows of ``provisions.csv``."""
    metrics: tuple[str, ...] = ()
    """Quantities whose claims bear on it."""
    words: str = ""
    """Pattern of the titles of events that bear on it; none do where empty."""
    directions: tuple[str, ...] = ()
    """Directions of these events; any where empty."""


MEASURES = (
    Measure(
        "Arms from North Korea",
        ("1718-arms-from", "1874-arms"),
        (
            "containers_shipped",
            "shells_delivered",
            "munitions_delivered",
            "missiles_delivered",
            "missiles_launched",
            "missiles_examined",
            "long_range_artillery_delivered",
            "koksan_observed",
        ),
        "[Aa]rms|munition|shell|missile|rocket|152 mm|Koksan|KN-2|Hwasong|debris",
        ("dprk_to_russia",),
    ),
    Measure(
        "Arms for North Korea",
        ("1718-arms-to", "1874-arms", "2270-arms"),
        ("pantsir_transferred",),
        "anti-air|air.defence|Pantsir|MiG|submarine|missiles? more|missile guidance|drones to be made|arm Pyongyang",
        ("russia_to_dprk",),
    ),
    Measure(
        "Military training and advice",
        ("1718-training", "2270-trainers"),
        ("troops_in_training", "troops_training_done", "troops_new_equipment"),
        "training grounds|training DPRK|drone flying|Russian kit",
    ),
    Measure(
        "Teaching in weapon-related fields",
        ("2270-17", "2321-10"),
        ("students_in_russia", "students_admitted", "geology_trainees"),
        "geologist|learn in Russian arms plants",
    ),
    Measure(
        "Scientific and technical ties",
        ("2321-11",),
        (),
        "scientific|universit|[Hh]igher-education|satellite technology|launch prepared|launch data|third launch,",
        ("mutual", "russia_to_dprk", "dprk_to_russia"),
    ),
    Measure(
        "Refined oil: yearly cap",
        ("2397-5",),
        ("oil_delivered_annual", "oil_delivered_all_sources", "oil_delivered_tonnes", "tanker_voyages"),
        r"\boil\b|barrels|tanker",
        ("russia_to_dprk",),
    ),
    Measure(
        "Workers: no permits, return home",
        ("2375-17", "2397-8"),
        ("workers_in_russia", "workers_sent_annual", "workers_sent_total", "workers_arms_industry"),
        "[Ww]orkers(?!’ Party)|builders at|Wildberries|Alabuga|women a week|restaurant",
        ("dprk_to_russia", "mutual", "third_party"),
    ),
    Measure(
        "Banks and payments",
        ("2270-banks", "2321-banks"),
        ("assets_released",),
        r"\bbanks?\b|banking|payment",
    ),
    Measure("Cars and luxury goods", ("1718-luxury", "2397-machinery"), (), r"\bcars?\b (?:for|would|to)"),
    Measure("Food from North Korea", ("2397-exports",), (), "North Korean apples", ("dprk_to_russia",)),
    Measure(
        "Cargo, ships and ports",
        ("2270-cargo", "2094-ports", "2321-vessels", "2397-9"),
        ("voyages", "tankers_identified", "calls_vostochny"),
        r"\bships? (?:at|like|on|moved|loading)|[Tt]ankers?\b|Angara|Lady R",
        ("dprk_to_russia", "russia_to_dprk"),
    ),
    Measure("Coal by way of Rason", ("2371-coal", "2371-rason"), ("rajin_coal",), r"\bcoal\b"),
)
"""The duties on which rows of the book bear, with the quantities and events that do."""


def bearing(evidence: tables.Evidence) -> pd.DataFrame:
    """The rows that bear on each duty of ``MEASURES``; a row may bear on several.

    Columns: ``measure``, ``id``, ``side`` (of who speaks), ``act`` ('shows', 'says' or 'denies'), ``credibility``,
    ``title``, ``sources``. Claims that only repeat others, forecasts, and events without a known speaker are left out.
    """
    return pd.concat([of_measure(evidence, measure) for measure in MEASURES], ignore_index=True)


def of_measure(evidence: tables.Evidence, measure: Measure) -> pd.DataFrame:
    """The rows that bear on one duty (as ``bearing``)."""
    said = claims.own(evidence.claims[evidence.claims["metric"].isin(measure.metrics)])
    said = said[(said["basis"] != "forecast") & (said["as_of_last"] >= WAR)]
    told = evidence.events[evidence.events["start_last"] >= WAR]
    told = told[told["kind"].isin(SHOWN + SAID) & told["title"].str.contains(measure.words or "(?!)")]
    if measure.directions:
        told = told[told["direction"].isin(measure.directions)]
    acts = told["kind"].map(lambda kind: "shows" if kind in SHOWN else "denies" if kind == "denial" else "says")
    sides = told["actors"].map(lambda cell: side(cell, evidence.claimants))
    rows = pd.concat([said.assign(act="shows", title=said["statement"]), told.assign(act=acts, side=sides)])
    rows = rows[rows["side"] != ""].assign(measure=measure.name)
    return rows[["measure", "id", "side", "act", "credibility", "title", "sources"]].reset_index(drop=True)


def side(actors: str, claimants: pd.DataFrame) -> str:
    """Side of the first actor who has one: as claimants.csv has it by key or name, else by the key's beginning."""
    known = {**dict(zip(claimants["name"], claimants["side"], strict=True)), **claimants["side"].to_dict()}
    sides = (known.get(actor) or STATES.get(actor.partition("-")[0], "") for actor in tables.keys(actors))
    return next((each for each in sides if each), "")


def grid(rows: pd.DataFrame, columns: dict[str, tuple[str, ...]]) -> pd.DataFrame:
    """One cell a duty and group of speakers, as ``charts.matrix.graded`` draws it.

    The best credibility among rows that show ('1' to '6'), with 'denied' where somebody of the group denies;
    where no row shows, 'denied' or else 'said'.

    Args:
        rows: what ``bearing`` gives.
        columns: words for a group of speakers → its sides.
    """
    cells = {}
    for name, sides in columns.items():
        for measure, group in rows[rows["side"].isin(sides)].groupby("measure"):
            shown = group.loc[group["act"] == "shows", "credibility"]
            word = "denied" if (group["act"] == "denies").any() else "" if len(shown) else "said"
            cells[measure, name] = f"{shown.min()} {word}".strip() if len(shown) else word
    measures = list(dict.fromkeys(rows["measure"]))
    return pd.DataFrame([[cells.get((row, name), "") for name in columns] for row in measures], measures, list(columns))


def untouched(provisions: pd.DataFrame) -> pd.DataFrame:
    """The provisions on which no row of the book bears."""
    return provisions[~provisions["id"].isin([each for measure in MEASURES for each in measure.provisions])]


def resolutions(provisions: pd.DataFrame) -> dict[str, str]:
    """The resolutions behind each measure, by its name: '1718, 1874'."""
    numbers = provisions.set_index("id")["resolution"].astype(str)
    return {each.name: ", ".join(sorted(set(numbers[numbers.index.isin(each.provisions)]))) for each in MEASURES}
