"""The soldiers as an account: sent = present + home + killed, and whose figures close it."""

from __future__ import annotations

from itertools import product
from typing import Any

import pandas as pd

from evidence import claims, tables
from evidence.models import sampling
from evidence.models.sampling import Quantity

PARAMETERS = ("killed_share", "troops_home")
"""The rows of parameters.csv that the model reads."""

SINCE = {"troops_sent": "2025-03-01", "troops_casualties": "2025-06-01", "troops_in_kursk": "2025-11-01"}
"""The account is drawn up for early 2026: claims of these days or later feed it."""

TITLES = {
    "troops_sent": "Combat soldiers sent",
    "troops_casualties": "Killed and wounded",
    "troops_in_kursk": "Combat soldiers present, early 2026",
}

PERCENT = 100.0

IMPROBABLE = 4
"""Claims with this credibility or worse do not feed the model; the table of pairs names them."""

OPEN_SHARE = 0.1
"""Part of those sent that may be where no claim looks: in hospitals, in training, on the road."""


def priors(evidence: tables.Evidence) -> sampling.Priors:
    """The inputs: rows of parameters.csv, and what claims say of the sent, the losses and the present."""
    found = sampling.from_parameters(evidence.parameters, PARAMETERS)
    for metric, day in SINCE.items():
        found[metric] = sampling.from_claims(metric, TITLES[metric], since(evidence, metric, day))
    return found


def since(evidence: tables.Evidence, metric: str, day: str) -> pd.DataFrame:
    """Claims of a metric from a day on that are no relay, no forecast and not graded doubtful."""
    rows = claims.said(evidence.claims, metric)
    is_fit = (rows["as_of_last"] >= day) & (rows["credibility"] < IMPROBABLE) & (rows["basis"] != "forecast")
    return rows[is_fit]


def run(values: sampling.Values) -> list[Quantity]:
    """What the account implies, in persons."""
    lost = ("troops_casualties", "killed_share")
    killed = values["troops_casualties"] * values["killed_share"] / PERCENT
    left = values["troops_sent"] - killed - values["troops_home"]
    room = values["troops_sent"] - values["troops_home"] - values["troops_in_kursk"]
    whole = ("troops_sent", "troops_home")
    return [
        Quantity("killed", "Killed, by losses and their share", "persons", killed, lost),
        Quantity("wounded", "Wounded, by the same", "persons", values["troops_casualties"] - killed, lost),
        Quantity("left", "Left in Russia, by the account", "persons", left, (*whole, *lost)),
        Quantity("room", "Killed for whom the account has room", "persons", room, (*whole, "troops_in_kursk")),
        Quantity("over", "Sent, but not in the account", "persons", room - killed, (*whole, "troops_in_kursk", *lost)),
    ]


def together(evidence: tables.Evidence) -> pd.DataFrame:
    """Every trio of claims (sent, killed, present) put to the account: who can be right together.

    Sent: last words since March 2025, when the second wave had come. Killed: last words since mid-2025,
    doubtful ones too. Present: last words since November 2025. Columns: ``sent_by``, ``sent``, ``killed_by``,
    ``killed``, ``present_by``, ``present``, ``rest_low``, ``rest_high`` (sent less all others, with those gone home
    as ``troops_home`` has them), ``verdict`` and ``sources``. 'fits': the rest can lie between nothing
    and ``OPEN_SHARE`` of the sent; 'too few sent': more are accounted for than came; 'open': men are missing.
    """
    home = sampling.from_parameters(evidence.parameters, ["troops_home"])["troops_home"]
    killed = claims.said(evidence.claims, "troops_killed")
    killed = claims.latest(killed[killed["as_of_last"] >= SINCE["troops_casualties"]])
    sent = claims.latest(since(evidence, "troops_sent", SINCE["troops_sent"]))
    present = claims.latest(since(evidence, "troops_in_kursk", SINCE["troops_in_kursk"]))
    rows = []
    came: Any
    dead: Any
    here: Any
    for came, dead, here in product(sent.itertuples(), killed.itertuples(), present.itertuples()):
        low = float(came.lower - dead.upper - here.upper - home.high)
        high = float(came.upper - dead.lower - here.lower - home.low)
        rows.append(
            {
                "sent_by": came.name,
                "sent": came.text,
                "killed_by": dead.name,
                "killed": dead.text,
                "present_by": here.name,
                "present": here.text,
                "rest_low": low,
                "rest_high": high,
                "verdict": verdict(low, high, came.upper),
                "sources": ";".join(sorted({came.sources, dead.sources, here.sources, *home.sources})),
            }
        )
    return pd.DataFrame(rows)


def verdict(low: float, high: float, sent: float) -> str:
    """Whether a rest from ``low`` to ``high`` closes an account of so many sent."""
    if high < 0:
        return "too few sent"
    return "open" if low > OPEN_SHARE * sent else "fits"
