"""Outlines of countries: where maps draw them and where places must lie."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from evidence.tables import DATA

FILE = DATA / "geo" / "countries.geojson"


def read(text: str | None = None) -> dict[str, BaseGeometry]:
    """Shapes in degrees (WGS 84) by ISO 3166-1 alpha-2 code, from GeoJSON text (the book's own by default).

    Raises:
        ValueError: the text is not GeoJSON, or a feature has no property ``country``.
    """
    collection: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8") if text is None else text)
    try:
        shapes = {each["properties"]["country"]: shape(each["geometry"]) for each in collection["features"]}
    except (KeyError, TypeError, AttributeError, IndexError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"not a collection of countries in GeoJSON: {error!r}") from error
    return {country: each if each.is_valid else shapely.make_valid(each) for country, each in shapes.items()}


def distance(shapes: dict[str, BaseGeometry], country: str, longitude: float, latitude: float) -> float:
    """Degrees between a point and a country; 0 inside it, infinite where the country is not outlined."""
    if country not in shapes:
        return float("inf")
    return float(shapes[country].distance(shapely.Point(longitude, latitude)))
