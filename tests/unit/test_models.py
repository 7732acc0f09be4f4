"""Models of the book: what must hold whatever the inputs are, values by hand, and steadiness over seeds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from evidence import claims, tables, what_if
from evidence.models import exchange, labour, munitions, oil, run, sampling, sensitivity, troops
from evidence.models.sampling import Prior, Quantity, SettingError, Values

DRAWS = 4000


@pytest.fixture(scope="session")
def drawn(book: tables.Evidence) -> dict[str, Values]:
    """Draws of the inputs of each model."""
    return {name: sampling.draw(model.priors(book), DRAWS, 1) for name, model in run.MODELS.items()}


def outcome(name: str, values: Values) -> dict[str, Quantity]:
    return {quantity.name: quantity for quantity in run.MODELS[name].run(values)}


def points(name: str, book: tables.Evidence, **changed: float) -> Values:
    """Each input at the middle of its distribution, or at the value given."""
    priors = run.MODELS[name].priors(book)
    values = {key: prior.ppf(np.array([0.5])) for key, prior in priors.items() if prior.distribution != sampling.OPEN}
    assert set(changed) <= set(values)
    return values | {key: np.array([value]) for key, value in changed.items()}


@pytest.mark.parametrize("name", run.MODELS)
def test_results_rest_on_exactly_the_inputs_they_name(name: str, drawn: dict[str, Values]) -> None:
    """A reader is told what a result rests on: an input that moves it unnamed would mislead."""
    before = outcome(name, drawn[name])
    for key in drawn[name]:
        after = outcome(name, drawn[name] | {key: 0.9 * drawn[name][key]})
        moved = {each for each in before if not np.allclose(before[each].draws, after[each].draws, rtol=1e-12)}
        assert moved == {each for each in before if key in before[each].rests}, key


@pytest.mark.parametrize("name", run.MODELS)
def test_every_input_is_used_and_none_is_a_bare_number(
    name: str, book: tables.Evidence, drawn: dict[str, Values]
) -> None:
    used = {key for quantity in outcome(name, drawn[name]).values() for key in quantity.rests}
    assert used == set(drawn[name])
    rows = book.parameters
    for key, prior in run.MODELS[name].priors(book).items():
        if prior.distribution != sampling.OPEN and not prior.sources:
            assert "assumption, no source" in rows.loc[key, "note"].lower(), key


@pytest.mark.parametrize(
    ("name", "result", "rising", "falling"),
    [
        ("munitions", "shells", "containers ammo_load_t ammo_container_share gun_shell_mass_share", "crated_152mm_kg"),
        ("munitions", "fed", "containers", "russian_fire delivery_days"),
        ("munitions", "by_voyage", "voyages containers_a_voyage", "crated_152mm_kg"),
        ("oil", "seen", "tanker_calls_2024 tanker_dwt_mean tanker_fill bbl_per_t_diesel", ""),
        ("oil", "passed_2024", "oil_cap", "tanker_calls_2024 tanker_fill"),
        ("labour", "workers_2025", "labour_workers_2025 labour_wage_month labour_state_share", ""),
        ("labour", "soldiers_state", "soldiers soldier_pay_month soldier_state_share soldier_months", ""),
        ("troops", "killed", "troops_casualties killed_share", ""),
        ("troops", "room", "troops_sent", "troops_home troops_in_kursk"),
        ("exchange", "imbalance", "shells shell_price_usd missiles soldiers", "oil_bbl_2024 frozen_assets_usd"),
    ],
)
def test_more_in_never_means_less_out(
    name: str, result: str, rising: str, falling: str, drawn: dict[str, Values]
) -> None:
    base = outcome(name, drawn[name])[result].draws
    for keys, sign in ((rising.split(), 1), (falling.split(), -1)):
        for key in keys:
            more = outcome(name, drawn[name] | {key: 1.1 * drawn[name][key]})[result].draws
            assert (sign * (more - base) > 0).all(), key


@pytest.mark.parametrize(
    ("name", "zero", "results"),
    [
        ("munitions", "containers", ("shells", "daily", "fed", "supply", "fire_for_half")),
        ("munitions", "ammo_container_share", ("each", "shells", "by_voyage", "winter", "fed")),
        ("oil", "tanker_fill", ("call", "seen", "year", "multiple")),
        ("labour", "labour_workers_2025", ("workers_2025", "by_quota", "wages_2025")),
        ("labour", "soldiers", ("soldiers_pay", "soldiers_state")),
        ("troops", "troops_casualties", ("killed", "wounded")),
        ("exchange", "support_studied", ("given_studied", "returned_studied", "imbalance_studied")),
    ],
)
def test_zero_in_zero_out(name: str, zero: str, results: tuple[str, ...], drawn: dict[str, Values]) -> None:
    with np.errstate(divide="ignore"):
        found = outcome(name, drawn[name] | {zero: np.zeros(DRAWS)})
    assert all((found[each].draws == 0).all() for each in results)


@pytest.mark.parametrize("name", run.MODELS)
def test_the_interval_widens_with_every_input(name: str, book: tables.Evidence) -> None:
    model = run.MODELS[name]
    priors = model.priors(book)
    middle = {
        key: Prior(key, "", *[prior.ppf(np.array([0.5]))[0]] * 3, prior.unit, "point")
        for key, prior in priors.items()
        if prior.distribution != sampling.OPEN
    }
    for key, prior in middle.items():
        widths = []
        for part in (0.0, 0.02, 0.04):
            ends = prior.mode * (1 - part), prior.mode * (1 + part)
            some = Prior(key, "", ends[0], prior.mode, ends[1], "", "uniform")
            found = sampling.summary(model.run(sampling.draw(middle | {key: some}, DRAWS, 1)))
            rests_on_it = [key in names.split(", ") for names in found["rests"]]
            widths.append((found["high"] - found["low"])[rests_on_it])
        assert (widths[0].abs() <= 1e-9 * (1 + widths[1])).all(), key
        assert (widths[0] < widths[1]).all() and (widths[1] < widths[2]).all(), key


def scaled(values: Values, keys: str, factor: float) -> Values:
    return values | {key: factor * values[key] for key in keys.split()}


def test_masses_cancel_wherever_tonnes_are_divided_by_kilograms(drawn: dict[str, Values]) -> None:
    """Units are carried: with all masses in other units, shells stay and loads follow."""
    masses = (
        "ammo_load_t crated_152mm_kg mass_152mm_projectile_kg mass_122mm_projectile_kg explosives_t payload_20ft_kg"
    )
    before, after = (outcome("munitions", scaled(drawn["munitions"], masses, by)) for by in (1, 2.2))
    for each in ("each", "shells", "by_weight", "winter", "daily", "fed", "over_payload"):
        assert after[each].draws == pytest.approx(before[each].draws), each
    for each in ("recorded_load", "needed_load"):
        assert after[each].draws == pytest.approx(2.2 * before[each].draws), each


def test_dollars_are_carried_through(drawn: dict[str, Values]) -> None:
    prices = {
        "labour": "labour_wage_month labour_quota_year soldier_pay_month",
        "exchange": "shell_price_usd missile_price_usd soldier_pay_month oil_value_usd_per_bbl food_usd_year "
        "frozen_assets_usd support_studied",
    }
    for name, keys in prices.items():
        before, after = (outcome(name, scaled(drawn[name], keys, by)) for by in (1, 3))
        for each in before:
            by = 3 if before[each].unit == "usd" else 1
            assert after[each].draws == pytest.approx(by * before[each].draws), each


def test_shells_by_hand(book: tables.Evidence) -> None:
    values = points(
        "munitions",
        book,
        ammo_container_share=0.5,
        ammo_load_t=12,
        gun_shell_mass_share=0.75,
        shells_152mm_share=0.5,
        crated_152mm_kg=80,
        mass_152mm_projectile_kg=40,
        mass_122mm_projectile_kg=20,
        containers=10_000,
        delivery_days=500,
        russian_fire=6000,
        explosives_t=8000,
        containers_winter=1000,
        seoul_factor=450,
        payload_20ft_kg=30_000,
    )
    found = {name: quantity.draws[0] for name, quantity in outcome("munitions", values).items()}
    # A crated 122 mm shell weighs 20 x 80 / 40 = 40 kg, the mean 60; 4,500 kg a box are 75 shells.
    assert found["each"] == pytest.approx(75)
    assert found["shells"] == pytest.approx(750_000)
    assert found["daily"] == pytest.approx(1500)
    assert found["fed"] == pytest.approx(25)
    assert found["supply"] == pytest.approx(125)
    assert found["fire_for_half"] == pytest.approx(3000)
    assert found["by_weight"] == pytest.approx(100_000)
    assert found["recorded_load"] == pytest.approx(8)
    assert found["needed_load"] == pytest.approx(36)
    assert found["over_payload"] == pytest.approx(1.2)


def test_a_reader_may_set_the_shells_a_container(book: tables.Evidence) -> None:
    found = run.results("munitions", book, ["shells_per_container=300..400", "containers=10000"], draws=DRAWS)
    assert found.loc["shells", ["low", "median", "high"]].tolist() == pytest.approx([3.05e6, 3.5e6, 3.95e6], rel=1e-3)
    assert found.loc["shells", "rests"] == "containers, shells_per_container"
    weight = run.results("munitions", book, draws=DRAWS).loc["by_weight"]
    assert found.loc["by_weight", "median"] == weight["median"], "the weight knows nothing of containers"


def test_counts_of_containers_are_multiplied_each_for_itself(book: tables.Evidence) -> None:
    values = points("munitions", book) | {"shells_per_container": np.linspace(100, 200, 101)}
    rows = munitions.by_count(book, values)
    dia = rows[(rows["claimant"] == "rok-dia") & (rows["value"] == 33_000 * 150)]
    assert dia[["lower", "upper"]].to_numpy().tolist() == [[33_000 * 105, 33_000 * 195]]
    assert set(rows["credibility"]) <= {1, 2, 3} and (rows["origin"] == "").all()


def test_statements_beyond_the_payload_are_listed_with_their_excess(book: tables.Evidence) -> None:
    most = munitions.rounds_per_container(book.parameters)["rating"].high
    found = munitions.excess(book)
    assert (found["over"] > 0).all() and found["over"].max() == pytest.approx(100 * (found["value"].max() / most - 1))
    assert set(found["claimant"]) <= {"rok-jcs", "rok-mnd", "rok-dia", "rok-nis"}


def test_the_cap_by_hand(book: tables.Evidence) -> None:
    values = points(
        "oil",
        book,
        tanker_calls_2024=50,
        tanker_dwt_mean=2000,
        tanker_fill=0.5,
        bbl_per_t_diesel=10,
        oil_days_observed=250,
        oil_cap=100_000,
        barrels_2018=200_000,
        days_2018=100,
    )
    found = {name: quantity.draws[0] for name, quantity in outcome("oil", values).items()}
    assert (found["call"], found["seen"], found["year"]) == (10_000, 500_000, 600_000)
    assert found["multiple"] == 6
    assert found["passed_2018"] == 50
    assert found["passed_2024"] == 66 + 50  # the fiftieth day from 7 March is 25 April
    assert run.figure(found["passed_2024"] - 0.5, "day of 2024", 0) == "25 April 2024"


def test_years_of_which_only_the_least_was_reckoned_say_so(book: tables.Evidence) -> None:
    rows = claims.said(book.claims, "oil_delivered_all_sources")
    last = {year: claims.last(rows[rows["as_of"].str.startswith(year)]) for year in oil.YEARS}
    assert {year for year, row in last.items() if row["bound"] == "at least"} == set(oil.FLOORS)
    assert all(row["period_start"].startswith(f"{year}-01") for year, row in last.items())


def test_pay_by_hand(book: tables.Evidence) -> None:
    values = points(
        "labour",
        book,
        labour_workers_2025=10_000,
        labour_wage_month=1000,
        labour_state_share=80,
        soldiers=10_000,
        soldier_pay_month=2000,
        soldier_months=12,
        soldier_state_share=90,
    )
    found = {name: quantity.draws[0] for name, quantity in outcome("labour", values).items()}
    assert found["worker"] == 9600 and found["workers_2025"] == 96e6
    assert found["soldiers_pay"] == 240e6 and found["soldiers_state"] == pytest.approx(216e6)


def test_published_pay_in_heads(book: tables.Evidence) -> None:
    rows = labour.published(book)
    wi = rows[rows["claimant"] == "wi-sung-lac"].iloc[0]
    assert wi["heads_low"] == pytest.approx(200e6 / 24_000)
    assert (rows["heads_low"] <= rows["heads_high"]).all()


def test_the_account_of_soldiers_by_hand(book: tables.Evidence) -> None:
    values = points(
        "troops",
        book,
        troops_sent=15_000,
        troops_casualties=6000,
        killed_share=30,
        troops_home=3000,
        troops_in_kursk=9000,
    )
    found = {name: quantity.draws[0] for name, quantity in outcome("troops", values).items()}
    assert found == pytest.approx({"killed": 1800, "wounded": 4200, "left": 10_200, "room": 3000, "over": 1200})


@pytest.mark.parametrize(
    ("low", "high", "sent", "verdict"),
    [
        (-500, -1, 12_000, "too few sent"),
        (-100, 0, 12_000, "fits"),
        (1200, 2000, 12_000, "fits"),
        (1201, 2000, 12_000, "open"),
    ],
)
def test_verdicts_of_an_account(low: float, high: float, sent: float, verdict: str) -> None:
    assert troops.verdict(low, high, sent) == verdict


def test_killed_and_wounded_read_as_killed_close_no_account(book: tables.Evidence) -> None:
    rows = troops.together(book)
    assert set(rows[rows["killed_by"].isin(["Reuters", "Foreign ministry, Kyiv"])]["verdict"]) == {"too few sent"}
    own = rows[
        (rows["sent_by"] == "NIS, Seoul") & (rows["killed_by"] == "NIS, Seoul") & (rows["present_by"] == "NIS, Seoul")
    ]
    assert own["verdict"].tolist() == ["fits"]


def test_the_studies_share_holds_what_each_of_them_says(book: tables.Evidence) -> None:
    prior = exchange.studied_return(book)
    inss = claims.last(claims.said(book.claims, "russian_return_share"), claimant="inss-rok")
    assert prior.low <= inss["lower"] and prior.high >= inss["upper"]
    assert prior.unit == "percent" and prior.high <= 100


def linear(values: Values) -> list[Quantity]:
    return [Quantity("sum", "Sum", "t", values["small"] + 2 * values["large"] + 0 * values["idle"], ("small", "large"))]


def test_sensitivity_of_a_sum_in_closed_form() -> None:
    priors = {name: Prior(name, name, 0, 0.5, 1, "t", "uniform") for name in ("small", "large", "idle")}
    found = sensitivity.swings(linear, priors, "sum", 1)
    assert found["name"].tolist() == ["large", "small"]
    assert found[["at_low", "at_high"]].to_numpy().tolist() == [pytest.approx([0.6, 2.4]), pytest.approx([1.05, 1.95])]
    assert (found["centre"] == 1.5).all()
    assert found["first"].tolist() == pytest.approx([0.8, 0.2], abs=0.02)  # variances 4 and 1
    assert found["total"].tolist() == pytest.approx([0.8, 0.2], abs=0.02)
    with pytest.raises(KeyError, match="product"):
        sensitivity.swings(linear, priors, "product", 1)


@pytest.mark.parametrize("name", run.MODELS)
def test_no_seed_moves_a_printed_digit_by_half(name: str, book: tables.Evidence) -> None:
    base = run.results(name, book)
    for seed in (1, 2, 3):
        other = run.results(name, book, seed=seed)
        for key, row in base.iterrows():
            for end in ("low", "median", "high"):
                digit = 10 ** (math.floor(math.log10(abs(row[end]))) - 1)
                is_day = row["unit"].startswith(run.DAY)
                last = max(run.step(row), 1 if is_day else digit)
                assert abs(other.loc[key, end] - row[end]) <= last / 2, (key, end, seed)


def test_results_are_printed_no_finer_than_they_are_known() -> None:
    row = pd.Series({"low": 163.4, "median": 1944.2, "high": 3748.9, "unit": "persons"})
    assert run.span(row) == "200 to 3,700"
    assert run.span(pd.Series({"low": 2.44e6, "high": 5.99e6, "unit": "shells"})) == "2.4 to 6 million"
    assert run.span(pd.Series({"low": 0.0, "high": 0.0, "unit": "shells"})) == "0"
    assert run.span(pd.Series({"low": 139.8, "high": 287.9, "unit": "day of 2024"})) == "mid-May to mid-October 2024"
    assert run.span(pd.Series({"low": 56.1, "high": 94.9, "unit": "day of 2018"})) == "26 February to 5 April 2018"
    assert run.span(pd.Series({"low": 47.5, "high": 47.5, "unit": "day of 2020"})) == "17 February 2020"
    assert run.span(pd.Series({"low": 300.0, "high": 420.0, "unit": "day of 2024"})) == "late October to not in 2024"


def test_an_input_of_zero_below_the_line_is_refused(book: tables.Evidence) -> None:
    with pytest.raises(SettingError, match="divided by is zero"):
        run.results("munitions", book, ["delivery_days=0"], draws=10)


@pytest.mark.parametrize("name", [*run.MODELS, "agreement"])
def test_every_model_answers_on_the_command_line(name: str) -> None:
    lines = what_if.answer(name, [], draws=None).splitlines()
    assert len(lines) > 5 and all(line == line.rstrip() for line in lines)
    if name in run.MODELS:
        assert lines[0].split("  ")[0] == "quantity" and lines[0].endswith("rests on")


def test_inputs_are_listed_as_set() -> None:
    table = what_if.answer("oil", ["tanker_fill=0.5..0.6"], inputs=True)
    row = next(line for line in table.splitlines() if line.startswith("tanker_fill"))
    assert row.split()[1:6] == ["0.5", "0.55", "0.6", "share", "uniform"]


def test_the_chart_is_written(tmp_path: Any) -> None:
    what_if.answer("labour", [], draws=100, picture=tmp_path / "pay.svg")
    svg = (tmp_path / "pay.svg").read_text(encoding="utf-8")
    assert svg.startswith("<?xml") and "Pay of soldiers in a year" in svg and "#fefdfc" not in svg
    for wrong in (tmp_path / "pay.png", tmp_path / "none" / "pay.svg"):
        with pytest.raises(SettingError, match="svg"):
            what_if.answer("labour", [], draws=100, picture=wrong)


@pytest.mark.parametrize("options", [{"seed": 1}, {"draws": 5}, {"inputs": True}])
def test_agreement_has_nothing_to_set(options: dict[str, Any]) -> None:
    with pytest.raises(SettingError, match="no inputs"):
        what_if.answer("agreement", [], **options)
    with pytest.raises(SettingError, match="no inputs"):
        what_if.answer("agreement", ["a=1"])
