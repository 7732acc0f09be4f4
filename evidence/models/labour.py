"""Workers and soldiers: heads × pay × time × the state's share, and why published totals differ."""

from __future__ import annotations

import pandas as pd

from evidence import claims, tables
from evidence.models import sampling
from evidence.models.sampling import Quantity

PARAMETERS = (
    "labour_workers_2024",
    "labour_workers_2025",
    "labour_year_share_2024",
    "labour_wage_month",
    "labour_state_share",
    "labour_quota_year",
    "soldier_pay_month",
    "soldier_state_share",
    "soldier_months",
)
"""The rows of parameters.csv that the model reads."""

MONTHS = 12
PERCENT = 100.0

SERVICE_PAY = 2000
"""US dollars a month: what South Korea's intelligence service named in October 2024, the yardstick of ``heads``."""


def priors(evidence: tables.Evidence) -> sampling.Priors:
    """The inputs: rows of parameters.csv, and the soldiers sent, by claims since the second wave had come."""
    found = sampling.from_parameters(evidence.parameters, PARAMETERS)
    sent = claims.said(evidence.claims, "troops_sent")
    sent = sent[(sent["as_of_last"] >= "2025-03") & (sent["credibility"] <= 3)]
    found["soldiers"] = sampling.from_claims("soldiers", "Soldiers sent to Russia", sent)
    return found


def run(values: sampling.Values) -> list[Quantity]:
    """Yearly pay and the state's part of it, for workers and for soldiers, in US dollars."""
    wage, share = values["labour_wage_month"], values["labour_state_share"] / PERCENT
    paid = ("labour_wage_month", "labour_state_share")
    worker = MONTHS * wage * share
    in_2024 = values["labour_workers_2024"] * values["labour_year_share_2024"]
    in_2025 = values["labour_workers_2025"]
    per_soldier = values["soldier_months"] * values["soldier_pay_month"]
    soldiers = values["soldiers"] * per_soldier
    kept_back = values["soldier_state_share"] / PERCENT
    terms = ("soldiers", "soldier_months", "soldier_pay_month")
    return [
        Quantity("worker", "The state's part from one worker in a year", "usd", worker, paid),
        Quantity(
            "workers_2024",
            "The state's part from workers, 2024",
            "usd",
            in_2024 * worker,
            ("labour_workers_2024", "labour_year_share_2024", *paid),
        ),
        Quantity(
            "workers_2025",
            "The state's part from workers, 2025",
            "usd",
            in_2025 * worker,
            ("labour_workers_2025", *paid),
        ),
        Quantity(
            "by_quota",
            "The same for 2025, by the sum due from each",
            "usd",
            in_2025 * values["labour_quota_year"],
            ("labour_workers_2025", "labour_quota_year"),
        ),
        Quantity(
            "wages_2025",
            "Gross pay of workers, 2025",
            "usd",
            in_2025 * MONTHS * wage,
            ("labour_workers_2025", "labour_wage_month"),
        ),
        Quantity("soldiers_pay", "Pay of soldiers in a year", "usd", soldiers, terms),
        Quantity(
            "soldiers_state",
            "The state's part of soldiers' pay",
            "usd",
            soldiers * kept_back,
            (*terms, "soldier_state_share"),
        ),
    ]


def published(evidence: tables.Evidence) -> pd.DataFrame:
    """Published sums for soldiers, each with the men that it comes to at one yardstick of pay.

    Rows of ``claims.of`` with ``heads_low`` and ``heads_high``: the sum over twelve months of
    ``SERVICE_PAY``. Studies that agree on pay differ by heads; a sum that needs more men than anyone
    counts holds something else than pay.
    """
    rows = claims.said(evidence.claims, "troop_income", "troop_income_annual")
    year = MONTHS * SERVICE_PAY
    return rows.assign(heads_low=rows["lower"] / year, heads_high=rows["upper"] / year)
