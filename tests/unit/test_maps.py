"""Maps show each place where it is, name it without hiding another, and keep Crimea in Ukraine."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest
from matplotlib.text import Annotation, Text
from matplotlib.transforms import Bbox
from shapely import Point

from evidence import outlines
from evidence.charts import maps

FAR_EAST = maps.Extent(124, 138, 37.5, 50)
ROWS = [
    ("rajin", "Rajin", "port", 42.24, 130.29),
    ("tumangang", "Tumangang", "border_crossing", 42.42, 130.60),
    ("khasan", "Khasan", "border_crossing", 42.43, 130.64),
    ("dunai", "Dunai", "port", 42.88, 132.34),
    ("vostochny", "Vostochny", "port", 42.73, 133.08),
    ("vladivostok", "Vladivostok", "city", 43.12, 131.90),
    ("khabarovsk", "Khabarovsk", "base", 48.48, 135.07),
]
PLACES = pd.DataFrame(ROWS, columns=["id", "name", "role", "latitude", "longitude"]).set_index("id", drop=False)


@pytest.fixture(scope="module")
def shapes() -> dict:
    return outlines.read()


def written(fig, names: list[str]) -> dict[str, Text]:
    texts = [each for each in fig.axes[0].texts if not isinstance(each, Annotation)]
    return {each.get_text(): each for each in texts if each.get_text() in names}


def test_the_book_shows_crimea_as_ukraine(shapes: dict) -> None:
    for longitude, latitude in ((34.1, 44.95), (33.5, 44.6), (36.4, 45.35), (34.4, 45.9)):
        assert shapes["UA"].contains(Point(longitude, latitude))
        assert not shapes["RU"].contains(Point(longitude, latitude))
    assert shapes["RU"].contains(Point(37.6, 45.1))  # Kuban, across the strait


def test_points_of_the_region_lie_in_their_country(shapes: dict) -> None:
    assert outlines.distance(shapes, "KP", 125.75, 39.03) == 0
    assert outlines.distance(shapes, "RU", 132.1, 43.8) == 0
    assert outlines.distance(shapes, "RU", 125.75, 39.03) > 3
    assert outlines.distance(shapes, "XX", 125.75, 39.03) == float("inf")


def test_what_is_not_geometry_is_refused() -> None:
    with pytest.raises(ValueError, match="not a collection of countries"):
        outlines.read('{"features": [{"properties": {}}]}')


def test_names_hide_neither_each_other_nor_marks(shapes: dict) -> None:
    fig = maps.places(PLACES, shapes, FAR_EAST)
    fig.draw_without_rendering()
    names = written(fig, PLACES["name"].tolist())
    assert set(names) == set(PLACES["name"])
    boxes = [each.get_window_extent() for each in names.values()]
    assert not [1 for one, other in combinations(boxes, 2) if maps.overlap(one, other) > 4]
    frame = fig.axes[0].get_window_extent()
    assert all(maps.overlap(box, frame) > 0.99 * maps.area(box) for box in boxes)


def test_marks_stand_where_the_places_are(shapes: dict) -> None:
    fig = maps.places(PLACES, shapes, FAR_EAST)
    ax = fig.axes[0]
    expected = {
        tuple(ax.projection.transform_point(row.longitude, row.latitude, maps.DEGREES)) for row in PLACES.itertuples()
    }
    drawn = {
        spot for line in ax.lines if line.get_transform() == ax.transData for spot in zip(*line.get_data(), strict=True)
    }
    assert {(round(x), round(y)) for x, y in expected} == {(round(x), round(y)) for x, y in drawn}


def test_ways_end_at_their_places_and_unknown_ones_are_refused(shapes: dict) -> None:
    fig = maps.places(PLACES, shapes, FAR_EAST, ways=[maps.Way("rajin", "dunai")])
    arrow = next(each for each in fig.axes[0].texts if isinstance(each, Annotation))
    end = fig.axes[0].projection.transform_point(132.34, 42.88, maps.DEGREES)
    assert arrow.xy == pytest.approx(end)
    with pytest.raises(KeyError, match="atlantis"):
        maps.places(PLACES, shapes, FAR_EAST, ways=[maps.Way("rajin", "atlantis")])


def test_a_place_off_the_map_is_refused(shapes: dict) -> None:
    with pytest.raises(ValueError, match="khabarovsk"):
        maps.places(PLACES, shapes, FAR_EAST._replace(north=45))


def test_a_name_takes_the_spot_that_hides_least() -> None:
    assert (
        maps.hidden(Bbox.from_extents(0, 0, 2, 2), [Bbox.from_extents(1, 1, 3, 3), Bbox.from_extents(5, 5, 6, 6)]) == 1
    )
