"""What each side gave the other, in US dollars: our own sum and the studies', and which input moves it most.

Only what has a quantity and a price is summed. Left out for want of either: rockets, mortar rounds
and guns one way; air defence, electronics and technology the other. The studies count some of these.
"""

from __future__ import annotations

from evidence import claims, tables
from evidence.models import labour, munitions, sampling
from evidence.models.sampling import Quantity

PARAMETERS = (
    "shell_price_usd",
    "missile_price_usd",
    "soldier_pay_month",
    "soldier_months",
    "oil_bbl_2024",
    "oil_years",
    "oil_value_usd_per_bbl",
    "food_usd_year",
    "frozen_assets_usd",
)
"""The rows of parameters.csv that the model reads."""

SINCE, UNTIL = "2025-03", "2025-12"
"""Totals of shells and studies of value that describe this time feed the model."""

PERCENT = 100.0


def priors(evidence: tables.Evidence) -> sampling.Priors:
    """The inputs: rows of parameters.csv, quantities by claims, and the sums of the studies."""
    shells = munitions.within(munitions.usable(evidence, "shells_delivered"), SINCE, UNTIL)
    missiles = munitions.within(munitions.usable(evidence, "missiles_delivered"), "2024-11", UNTIL)
    support = munitions.within(munitions.usable(evidence, "support_value"), SINCE, UNTIL)
    found = sampling.from_parameters(evidence.parameters, PARAMETERS)
    found["soldiers"] = labour.priors(evidence)["soldiers"]
    from_claims = [
        sampling.from_claims("shells", "Shells delivered", shells),
        sampling.from_claims("missiles", "Ballistic missiles delivered", missiles),
        sampling.from_claims("support_studied", "Support, by the studies", support),
        studied_return(evidence),
    ]
    return found | {prior.name: prior for prior in from_claims}


def studied_return(evidence: tables.Evidence) -> sampling.Prior:
    """What the studies found returned, in percent of the support that each of them reckoned.

    INSS names the share itself; for the Naumann study it is its return over its support, least over
    least and most over most, since one study's assumptions move both.
    """
    back = claims.last(claims.said(evidence.claims, "russian_return_value"), claimant="fnf")
    given = claims.last(claims.said(evidence.claims, "support_value"), claimant="fnf")
    named = claims.last(claims.said(evidence.claims, "russian_return_share"), claimant="inss-rok")
    ends = [PERCENT * back[side] / given[side] for side in ("lower", "upper")]
    low, high = min(*ends, named["lower"]), max(*ends, named["upper"])
    sources = sorted({key for row in (back, given, named) for key in tables.keys(row["sources"])})
    title = "Return as a share of support, by the studies"
    return sampling.Prior("return_studied", title, low, (low + high) / 2, high, "percent", "uniform", tuple(sources))


def run(values: sampling.Values) -> list[Quantity]:
    """Both sides of the account, the difference, and the share returned."""
    arms = values["shells"] * values["shell_price_usd"] + values["missiles"] * values["missile_price_usd"]
    pay = values["soldiers"] * values["soldier_pay_month"] * values["soldier_months"]
    oil = values["oil_bbl_2024"] * values["oil_years"] * values["oil_value_usd_per_bbl"]
    back = oil + values["food_usd_year"] * values["oil_years"] + values["frozen_assets_usd"]
    returned = values["support_studied"] * values["return_studied"] / PERCENT
    of_arms = ("shells", "shell_price_usd", "missiles", "missile_price_usd")
    of_pay = ("soldiers", "soldier_pay_month", "soldier_months")
    of_oil = ("oil_bbl_2024", "oil_years", "oil_value_usd_per_bbl")
    of_back = (*of_oil, "food_usd_year", "frozen_assets_usd")
    studied = ("support_studied", "return_studied")
    given, everything = (*of_arms, *of_pay), (*of_arms, *of_pay, *of_back)
    return [
        Quantity("arms", "Shells and missiles", "usd", arms, of_arms),
        Quantity("pay", "Soldiers, a year's pay", "usd", pay, of_pay),
        Quantity("given", "Given, our sum", "usd", arms + pay, given),
        Quantity("given_studied", "Given, the studies", "usd", values["support_studied"], studied[:1]),
        Quantity("oil", "Oil", "usd", oil, of_oil),
        Quantity("visible", "Returned: oil, food, funds", "usd", back, of_back),
        Quantity("returned_studied", "Returned, the studies", "usd", returned, studied),
        Quantity("imbalance", "Imbalance, our sum", "usd", arms + pay - back, everything),
        Quantity("imbalance_studied", "Imbalance, the studies", "usd", values["support_studied"] - returned, studied),
        Quantity("share", "Returned of given, our sum", "percent", PERCENT * back / (arms + pay), everything),
    ]
