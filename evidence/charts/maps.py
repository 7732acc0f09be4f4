"""Maps: places and the ways between them, on outlines that the data package holds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

import cartopy.crs as ccrs
import numpy as np
import pandas as pd
from cartopy.mpl.geoaxes import GeoAxes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from shapely import Point, box, contains_xy
from shapely.geometry.base import BaseGeometry

from evidence.charts import style
from evidence.mime import GROUND

DEGREES = ccrs.PlateCarree()

COUNTRIES = {
    "RU": "Russia",
    "KP": "North Korea",
    "KR": "South Korea",
    "CN": "China",
    "JP": "Japan",
    "UA": "Ukraine",
    "BY": "Belarus",
    "MN": "Mongolia",
    "KZ": "Kazakhstan",
}
"""Names that are written on the map where the country is in view."""

MARKS = {
    "port": ("s", "port"),
    "border_crossing": ("D", "crossing"),
    "base": ("^", "base"),
    "training_range": ("v", "training ground"),
    "depot": ("P", "depot"),
    "front": ("X", "front"),
    "plant": ("h", "plant"),
    "airport": ("*", "airport"),
    "site": ("o", "site"),
    "city": ("o", "town"),
}
"""Marker and word for each role of a place."""

NAME_SIZE = 12
COUNTRY_SIZE = 11
ROOM = 3
"""A country's name is written where the country has this many times the room of its name."""

DETAIL = 400
"""Outlines are simplified to a 400th of the map's width: finer lines are not seen and weigh."""


class Extent(NamedTuple):
    """What the map shows, in degrees."""

    west: float
    east: float
    south: float
    north: float


class Way(NamedTuple):
    """A line between two places (their ids), drawn straight in the map's projection; head "-": both ways."""

    start: str
    end: str
    style: str = "-"
    head: str = "-|>"


def places(
    places: pd.DataFrame, outlines: dict[str, BaseGeometry], extent: Extent, *, ways: Iterable[Way] = ()
) -> Figure:
    """Draw places with their names, a mark for each role, and ways with an arrow at the end.

    Args:
        places: rows of places.csv, indexed by id.
        outlines: shapes of countries in degrees by ISO code.
        extent: what to show.
        ways: lines between places.

    Raises:
        KeyError: a way names a place that is not among the places.
        ValueError: a place lies outside the extent.
    """
    inside = places["longitude"].between(*extent[:2]) & places["latitude"].between(*extent[2:])
    if not inside.all():
        raise ValueError(f"outside the map: {', '.join(places.index[~inside])}")
    ax = ground(outlines, extent)
    point = style.lay_out(ax)
    xy = ax.projection.transform_points(DEGREES, places["longitude"].to_numpy(), places["latitude"].to_numpy())[:, :2]
    at = dict(zip(places.index, xy, strict=True))
    for way in ways:
        arrow = {"arrowstyle": way.head, "color": style.GREY, "lw": 1.6, "ls": way.style, "shrinkA": 5, "shrinkB": 5}
        ax.annotate("", at[way.end], at[way.start], arrowprops=arrow, zorder=3)
    for role, group in places.groupby("role", sort=False):
        spots = np.array([at[key] for key in group.index])
        ax.plot(*spots.T, MARKS[str(role)][0], ms=7.5, color=style.SIDES["us"], mec=GROUND, mew=0.8, zorder=4)
    pixels = ax.transData.transform(xy)
    marks = [Bbox.from_bounds(x - 5 * point, y - 5 * point, 10 * point, 10 * point) for x, y in pixels]
    names = [ax.text(0, 0, name, fontsize=NAME_SIZE, transform=None, zorder=5) for name in places["name"]]
    taken = write(ax, names, pixels, marks, 8 * point)
    name_countries(ax, outlines, extent, taken)
    key(ax, places["role"])
    fig: Figure = ax.get_figure(root=True)
    return fig


def ground(outlines: dict[str, BaseGeometry], extent: Extent) -> GeoAxes:
    """Axes of the extent with the outlines of countries."""
    middle, height = (extent.west + extent.east) / 2, extent.north - extent.south
    projection = ccrs.LambertConformal(
        middle,
        (extent.south + extent.north) / 2,
        standard_parallels=(extent.south + height / 6, extent.north - height / 6),
    )
    frame = np.array(list(product((extent.west, middle, extent.east), (extent.south, extent.north))))
    x, y = projection.transform_points(DEGREES, *frame.T)[:, :2].T
    fig = Figure(figsize=(style.WIDTH, style.WIDTH * np.ptp(y) / np.ptp(x) + 0.5))
    FigureCanvasAgg(fig)
    ax: GeoAxes = fig.add_subplot(projection=projection)
    ax.set_xlim(x.min(), x.max())
    ax.set_ylim(y.min(), y.max())
    window = box(extent.west - 10, extent.south - 5, extent.east + 10, extent.north + 5)
    detail = (extent.east - extent.west) / DETAIL
    shapes = [shape.intersection(window).simplify(detail) for shape in outlines.values() if shape.intersects(window)]
    ax.add_geometries(shapes, DEGREES, facecolor=style.LAND, edgecolor=style.GREY, linewidth=0.7, zorder=1)
    ax.spines["geo"].set(edgecolor=style.GREY, linewidth=0.7)
    return ax


def write(
    ax: GeoAxes, names: list[Text], pixels: np.ndarray, marks: list[Bbox], gap: float, taken: tuple[Bbox, ...] = ()
) -> list[Bbox]:
    """Put each name beside its mark, where it hides least; returns the boxes of names and marks.

    Of eight positions round the mark the one is taken that overlaps other names and marks least;
    the most crowded names choose first.
    """
    placed = [*taken]
    frame = ax.get_window_extent()
    crowd = np.hypot(*(pixels[:, None] - pixels[None]).T).T
    order = np.argsort(np.sort(crowd, axis=1)[:, 1 : min(4, len(pixels))].sum(axis=1), kind="stable")
    for index in order:
        name, (x, y) = names[index], pixels[index]
        extent = name.get_window_extent()
        width, height = extent.width, extent.height
        spots = [
            Bbox.from_bounds(x + dx * gap - (1 - right) * width, y + dy * gap - (1 - up) * height, width, height)
            for dx, dy, right, up in (
                (1, 0, 1, 0.5), (-1, 0, 0, 0.5), (0, 1, 0.5, 1), (0, -1, 0.5, 0),
                (0.7, 0.7, 1, 1), (0.7, -0.7, 1, 0), (-0.7, 0.7, 0, 1), (-0.7, -0.7, 0, 0),
            )
        ]  # fmt: skip
        others = [*placed, *marks[:index], *marks[index + 1 :]]
        best = min(spots, key=lambda spot: hidden(spot, others) + 4 * (area(spot) - overlap(spot, frame)))
        name.set_position((best.x0, best.y0))
        name.set_verticalalignment("bottom")
        placed.append(best)
    inverse = ax.transData.inverted()
    for name in names:
        name.set_transform(ax.transData)
        name.set_position(inverse.transform(name.get_position()))
    return [*placed, *marks]


def area(spot: Bbox) -> float:
    """Square pixels of a box."""
    return float(spot.width * spot.height)


def overlap(one: Bbox, other: Bbox) -> float:
    """Square pixels that two boxes share."""
    common = Bbox.intersection(one, other)
    return area(common) if common else 0.0


def hidden(spot: Bbox, others: list[Bbox]) -> float:
    """Square pixels of a box that others cover."""
    return sum(overlap(spot, other) for other in others)


def name_countries(ax: GeoAxes, outlines: dict[str, BaseGeometry], extent: Extent, taken: list[Bbox]) -> None:
    """Write each country's name into its part of the map where it hides nothing; leave out what finds no room."""
    frame = ax.get_window_extent()
    for country, name in COUNTRIES.items():
        seen = outlines[country].intersection(box(*extent[::2], *extent[1::2])) if country in outlines else None
        if seen is None or seen.is_empty:
            continue
        text = ax.text(0, 0, name, fontsize=COUNTRY_SIZE, style="italic", alpha=0.75, ha="center", va="center")
        size = text.get_window_extent()
        share = seen.area / ((extent.east - extent.west) * (extent.north - extent.south))
        if share * area(frame) < ROOM * area(size):
            text.remove()
            continue
        for longitude, latitude in candidates(seen):
            x, y = ax.projection.transform_point(longitude, latitude, DEGREES)
            px, py = ax.transData.transform((x, y))
            spot = Bbox.from_bounds(px - size.width / 2, py - size.height / 2, size.width, size.height)
            if overlap(spot, frame) >= area(spot) * 0.999 and not hidden(spot, taken):
                text.set_position((x, y))
                taken.append(spot)
                break
        else:
            text.remove()


def candidates(shape: BaseGeometry) -> list[tuple[float, float]]:
    """Points inside a shape, those deepest inside first."""
    west, south, east, north = shape.bounds
    inner = shape.representative_point()
    grid = product(np.linspace(west, east, 15), np.linspace(south, north, 15))
    points = [(float(x), float(y)) for x, y in grid]
    held = [each for each in points if contains_xy(shape, *each)]
    held.sort(key=lambda each: -shape.boundary.distance(Point(each)))
    return [*held, (inner.x, inner.y)]


def key(ax: GeoAxes, roles: pd.Series) -> None:
    """What each mark means, above the map."""
    point = style.lay_out(ax)
    left, top = ax.transAxes.transform((0, 1))
    for role in dict.fromkeys(roles):
        marker, word = MARKS[role]
        x = ax.transAxes.inverted().transform((left + 5 * point, top + 12 * point))
        ax.plot(*x, marker, ms=7.5, color=style.SIDES["us"], transform=ax.transAxes, clip_on=False)
        spot = ax.transAxes.inverted().transform((left + 13 * point, top + 12 * point))
        text = ax.text(*spot, word, fontsize=NAME_SIZE, transform=ax.transAxes, va="center")
        left = text.get_window_extent().x1 + 12 * point
