"""The colours of the sides: readable on both grounds, and told apart by colour-blind readers."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from evidence import tables
from evidence.charts import style
from evidence.mime import GROUND, INK

GROUNDS = {"light": "#ffffff", "dark": "#121212"}
MAIN = ("rok", "us", "ukraine", "independent", "russia")
"""The sides that most charts bring together."""

CONTRAST = 3.0
"""WCAG 2.2, success criterion 1.4.11: graphical objects against what lies beside them."""

DISTANCE = 10.0
"""CIE76. Of two colours that touch, 2.3 is just seen; marks that stand apart need several times that."""

SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
"""Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB."""

XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
"""Linear sRGB to CIE XYZ, white point D65."""


def linear(colour: str) -> np.ndarray:
    """The linear RGB of '#rrggbb'."""
    channels = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG."""
    darker, lighter = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (first, second))
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear RGB."""
    ratio = (XYZ @ rgb) / (XYZ @ np.ones(3))
    x, y, z = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(first: str, second: str, sight: str) -> float:
    """CIE76 between two colours as someone with this sight sees them."""
    seen = [lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1)) for colour in (first, second)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def test_the_formulas_agree_with_known_values() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.02)
    assert distance("#ffffff", "#000000", "deuteranopia") == pytest.approx(100, abs=0.1)
    assert distance("#9b7a3c", "#7a8a3c", "deuteranopia") < distance("#9b7a3c", "#7a8a3c", "normal")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("side", style.SIDES)
def test_a_side_stands_out_against_the_ground(side: str, ground: str) -> None:
    assert contrast(style.SIDES[side], GROUNDS[ground]) >= CONTRAST


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("pair", list(combinations(MAIN, 2)), ids="-".join)
def test_the_main_sides_are_told_apart(pair: tuple[str, str], sight: str) -> None:
    assert distance(style.SIDES[pair[0]], style.SIDES[pair[1]], sight) >= DISTANCE


@pytest.mark.parametrize("sight", SIGHT)
def test_sides_that_speak_of_one_quantity_are_told_apart(book: tables.Evidence, sight: str) -> None:
    """Sides that share a colour on purpose (monitors and independents, Moscow and Pyongyang) are left out."""
    together = {
        pair
        for _, sides in book.claims.groupby("metric")["side"]
        for pair in combinations(sorted(set(sides)), 2)
        if style.SIDES[pair[0]] != style.SIDES[pair[1]]
    }
    distances = {pair: round(distance(style.SIDES[pair[0]], style.SIDES[pair[1]], sight), 1) for pair in together}
    assert distances
    assert {pair: value for pair, value in distances.items() if value < DISTANCE} == {}


def test_every_side_that_the_data_may_name_has_a_colour_and_a_name() -> None:
    package = json.loads((tables.DATA / "datapackage.json").read_text(encoding="utf-8"))
    claimants = next(each for each in package["resources"] if each["name"] == "claimants")
    side = next(field for field in claimants["schema"]["fields"] if field["name"] == "side")
    assert set(side["constraints"]["enum"]) == set(style.SIDES) == set(style.NAMES)


def test_the_stand_ins_for_ink_and_ground_are_no_colour_of_a_side() -> None:
    assert len({INK, GROUND, style.GREY} | set(style.SIDES.values())) == 3 + len(set(style.SIDES.values()))
