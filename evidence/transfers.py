"""The exchange: who says that what went which way, and who doubts it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pandas as pd

from evidence import claims, tables, words

PARTIES = ("russia", "dprk")
SINCE = pd.Timestamp("2022-02-24")
"""Claims about earlier times are no part of the exchange."""

SEEN = ("counted", "imagery", "official_statistic")
"""Bases on which a claim shows that something arrived, not only that somebody says so."""

IMPROBABLE = 5
"""Claims with this credibility or worse are left out."""

STATUS = ("delivered", "claimed", "reported", "agreed", "possible", "denied", "no_evidence_found")
"""Statuses of transfers.csv, from the firmest to the denial."""

DOUBTS = ("denied", "no_evidence_found")


class Item(NamedTuple):
    """Something that changes hands: its name in print and how the tables speak of it."""

    name: str
    pattern: str = "$^"
    """Regular expression for ``item`` of transfers.csv; by default it fits none."""
    metrics: tuple[str, ...] = ()
    denial: str = "$^"
    """Regular expression for 'chapter: title' of a denial in events.csv."""


GIVEN = {
    "shells": Item("Shells, rockets", "shells|artillery", ("shells_delivered",), "^arms: (?!.*missile)"),
    "missiles": Item(
        "Ballistic missiles",
        "missiles",
        ("missiles_delivered", "missiles_launched", "missile_foreign_components"),
        "^arms: .*missile",
    ),
    "guns": Item("Guns, launchers", "guns", ("long_range_artillery_delivered", "koksan_observed")),
    "troops": Item(
        "Soldiers", metrics=("troops_sent", "troops_killed_dprk"), denial="^troops: .*(soldier|rumour|troop)"
    ),
    "workers": Item("Workers", metrics=("workers_sent_annual", "workers_sent_total", "workers_in_russia")),
}
"""What North Korea gives."""

RETURNED = {
    "oil": Item("Oil, fuel", r"\boil\b|fuel", ("oil_delivered_annual", "oil_reported_annual", "tanker_voyages")),
    "food": Item(
        "Food, other aid",
        "food|economic aid",
        ("flour_delivered", "corn_delivered", "pork_delivered", "food_exports_tonnes"),
    ),
    "money": Item("Money", "money|currency|cash", ("assets_released",)),
    "air_defence": Item("Air defence", "air defence"),
    "jamming": Item("Jammers", "jammer|electronic warfare"),
    "satellites": Item("Satellite launch", "^satellite|launch|rocket parts|engines"),
    "accuracy": Item("Missile guidance", "guidance|^missile (accuracy|technology)|nuclear delivery"),
    "icbm": Item("ICBM design", "ICBM"),
    "submarine": Item("Submarines", "submarine technology"),
    "reactor": Item("Naval reactor", "reactor"),
    "destroyer": Item("Destroyers", "destroyer"),
    "aircraft": Item("Combat aircraft", "combat aircraft|fighter|air-to-air"),
    "early_warning": Item("Radar aircraft", "early warning"),
    "drones": Item("Drones", "drone"),
    "civil": Item("Geology, TV", "geolog|television"),
    "general": Item("In general", "military (equipment|technology)|key technology"),
}
"""What Russia gives."""

FIELDS = {
    "air": ("Air defence and jamming", ("air_defence", "jamming"), "surface-to-air|air-defence"),
    "space": ("Satellites and launchers", ("satellites",), "Malligyong|launch (?:fails|explodes|puts)"),
    "missiles": ("Missiles", ("accuracy", "icbm"), "Hwasong"),
    "ships": ("Submarine and destroyers", ("submarine", "reactor", "destroyer"), "destroyer|submarine|Choe Hyon"),
    "aircraft": ("Aircraft", ("aircraft", "early_warning"), "fighter|aircraft"),
    "drones": ("Drones", ("drones",), "drone"),
    "general": ("Technology in general", ("general",), "$^"),
}
"""Fields of technology: name, items of ``RETURNED``, words of titles of North Korean tests."""

SHOWN = ("test", "ceremony", "production", "other")
"""Kinds of events in which North Korea shows what it has."""


def assertions(evidence: tables.Evidence) -> pd.DataFrame:
    """Who says what of each item: one row an assertion, from transfers, claims and denials.

    Columns: ``item`` (key of ``GIVEN`` or ``RETURNED``), ``direction``, ``status``, ``claimant``, ``name``,
    ``side``, ``reliability``, ``said_on``, ``sources``, ``id``.

    A claim of a quantity counts as 'delivered' where it rests on things seen or counted or comes from
    one of the parties, else as 'claimed'; forecasts, relays and improbable claims are left out.

    Raises:
        KeyError: a transfer fits no item.
    """
    transfers = evidence.transfers
    items = fits(transfers)
    if unknown := sorted(set(transfers["item"][items.map(len) == 0])):
        raise KeyError(f"no item of the exchange for {'; '.join(unknown)}")
    said = transfers.assign(item=items).explode("item")
    columns = ["item", "direction", "status", "claimant", "name", "side", "reliability", "said_on", "sources", "id"]
    found = [said[columns], quantities(evidence)[columns], denials(evidence)[columns]]
    return pd.concat(found, ignore_index=True)


def fits(transfers: pd.DataFrame) -> pd.Series:
    """The items that each transfer speaks of."""
    pairs = zip(transfers["item"], transfers["direction"], strict=True)
    return pd.Series([items_of(item, direction) for item, direction in pairs], index=transfers.index, dtype=object)


def items_of(name: str, direction: str) -> list[str]:
    """The items that the name of a transfer speaks of."""
    items = GIVEN if direction == "dprk_to_russia" else RETURNED
    return [key for key, item in items.items() if re.search(item.pattern, name)]


def quantities(evidence: tables.Evidence) -> pd.DataFrame:
    """What the claims of quantities assert, item by item."""
    found = []
    for key, item in {**GIVEN, **RETURNED}.items():
        for metric in item.metrics:
            rows = claims.said(evidence.claims, metric)
            is_fit = (rows["as_of_last"] >= SINCE) & (rows["basis"] != "forecast") & (rows["credibility"] < IMPROBABLE)
            direction = "dprk_to_russia" if key in GIVEN else "russia_to_dprk"
            found.append(rows[is_fit].assign(item=key, direction=direction))
    rows = pd.concat(found)
    is_seen = rows["basis"].isin(SEEN) | rows["side"].isin(PARTIES)
    return rows.assign(
        status=pd.Series("claimed", index=rows.index).mask(is_seen, "delivered"), said_on=rows["claimed_on"]
    )


def denials(evidence: tables.Evidence) -> pd.DataFrame:
    """What the parties deny, item by item."""
    rows = evidence.events[evidence.events["kind"] == "denial"]
    speaker = rows["actors"].map(lambda cell: tables.keys(cell)[0])
    rows = rows.assign(claimant=speaker).join(evidence.claimants[["name", "side", "reliability"]], on="claimant")
    rows = rows[rows["side"].isin(PARTIES)]
    told = rows["chapter"] + ": " + rows["title"]
    items = {**GIVEN, **RETURNED}
    denied = told.map(lambda text: [key for key, item in items.items() if re.search(item.denial, text)])
    rows = rows.assign(item=denied, status="denied", said_on=rows["start"]).explode("item").dropna(subset="item")
    return rows.assign(direction=["dprk_to_russia" if key in GIVEN else "russia_to_dprk" for key in rows["item"]])


def disputes(evidence: tables.Evidence, items: list[str]) -> pd.DataFrame:
    """Of each item the firmest assertion and, by someone else, the clearest doubt or else reserve.

    Columns: ``item``, ``firm``, ``doubt`` (words of transfers.csv with the day, '' where there is none), ``sources``.
    """
    said = evidence.transfers[evidence.transfers["direction"] == "russia_to_dprk"]
    said = said.assign(
        rank=said["status"].map(STATUS.index),
        items=fits(said),
        words=said.apply(wording, axis=1) + " (" + said["said_on"].map(words.date) + ")",
        latest=-said["said_on_last"].astype("int64"),
    )
    said["breadth"] = said["items"].map(len)
    rows = []
    for item in items:
        some = said[said["items"].map(lambda names, item=item: item in names)]
        firm = some.sort_values(["rank", "reliability", "breadth", "latest", "id"]).iloc[0]
        other = some[(some["claimant"] != firm["claimant"]) & (some["rank"] > STATUS.index("reported"))]
        other = other.sort_values(["rank", "latest", "id"], ascending=[False, True, True]).head(1)
        chosen = pd.concat([firm.to_frame().T, other])
        rows.append(
            {
                "item": item,
                "firm": firm["words"],
                "doubt": other["words"].iloc[0] if len(other) else "",
                "sources": ";".join(chosen["sources"]),
            }
        )
    return pd.DataFrame(rows)


def wording(transfer: Any) -> str:
    """What a transfer says, in a line; of a list of several things, who says it and the list."""
    is_list = len(items_of(transfer["item"], transfer["direction"])) > 1
    return f"{transfer['name']}: {transfer['item']}" if is_list else str(transfer["summary"]).rstrip(".")


def launches(evidence: tables.Evidence) -> pd.DataFrame:
    """Satellite launches, each with what was said of Russia's part from that day to the next launch.

    Columns: ``start``, ``title``, ``summary``, ``said`` (list of texts), ``sources`` (one of the launch and
    one of each text).
    """
    rows = technology(evidence)
    rows = rows[rows["field"] == "space"]
    events = evidence.events.set_index("id")
    last = evidence.transfers.set_index("id")["said_on_last"]
    shots = rows[rows["mark"] == "shown"].sort_values("day")
    ends = [*shots["day"].iloc[1:], pd.Timestamp.max]
    found = []
    shot: Any
    for shot, end in zip(shots.itertuples(), ends, strict=True):
        days = rows["id"].map(last)
        said = rows[(rows["mark"] != "shown") & (days >= shot.day) & (days < end)]
        found.append(
            {
                "start": shot.start,
                "title": shot.title,
                "summary": events.loc[shot.id, "summary"],
                "said": list(said["title"]),
                "sources": ";".join(tables.keys(cell)[0] for cell in [shot.sources, *said["sources"]]),
            }
        )
    return pd.DataFrame(found)


def technology(evidence: tables.Evidence) -> pd.DataFrame:
    """What was said of each field of technology, and what North Korea showed, by day.

    Columns: ``field`` (key of ``FIELDS``), ``mark`` ('given', 'open', 'doubt' or 'shown'), ``start``, ``day``,
    ``title``, ``id``, ``sources``.
    """
    said = evidence.transfers[evidence.transfers["direction"] == "russia_to_dprk"]
    mark = {"agreed": "open", "possible": "open", **dict.fromkeys(DOUBTS, "doubt")}
    said = said.assign(
        items=fits(said),
        mark=said["status"].map(lambda status: mark.get(status, "given")),
        start=said["said_on"],
        title=said.apply(wording, axis=1),
        first=said["said_on_first"],
        last=said["said_on_last"],
    )
    events = evidence.events
    events = events[(events["chapter"] == "exchange") & events["kind"].isin(SHOWN)]
    events = events[events["direction"] == "third_party"]
    shown = events.assign(mark="shown", first=events["start_first"], last=events["start_last"])
    found = []
    for key, (_, items, pattern) in FIELDS.items():
        is_said = said["items"].map(lambda names, items=items: bool(set(names) & set(items)))
        is_shown = shown["title"].str.contains(pattern)
        found.append(pd.concat([said[is_said], shown[is_shown]]).assign(field=key))
    rows = pd.concat(found, ignore_index=True)
    rows["day"] = rows["first"] + (rows["last"] - rows["first"]) / 2
    return rows[["field", "mark", "start", "day", "title", "id", "sources"]].sort_values(["day", "id"], kind="stable")
