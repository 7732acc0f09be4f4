"""What is drawn of the troops was said of that day; shares carry their bounds; speakers are told apart."""

from __future__ import annotations

import pandas as pd
import pytest

from evidence import claims, forces, tables
from tests.unit.synthetic import table


def said(*rows: dict) -> pd.DataFrame:
    return claims.of(table(*({"metric": "men", **row} for row in rows)), "men")


def events(*rows: dict[str, str]) -> pd.DataFrame:
    defaults = {"kind": "statement", "actors": "nis", "end": ""}
    frame = pd.DataFrame([{"id": f"e-{place}", **defaults, **row} for place, row in enumerate(rows)])
    for column in tables.DATES["events"]:
        frame = tables.with_interval(frame, column)
    return frame


CLAIMANTS = pd.DataFrame({"id": ["nis", "osc"], "side": ["rok", "independent"]}).set_index("id", drop=False)


def test_claims_without_a_day_are_not_drawn() -> None:
    frame = said(
        {"best": 1, "as_of": "2024-10-18"},
        {"best": 2, "as_of": "2024-10"},
        {"best": 3, "as_of": "2024"},
        {"best": 4, "notes": "Describes an earlier, undated moment."},
        {"best": 5, "notes": "Do not plot at June."},
        {"best": 6, "credibility": 5},
    )
    assert sorted(forces.datable(frame)["value"]) == [1, 2]


def test_the_envelope_forgets_old_words() -> None:
    frame = said(
        {"best": 10, "claimant": "nis", "as_of": "2024-01-01"},
        {"best": 30, "claimant": "state", "as_of": "2024-01-05"},
        {"best": 20, "claimant": "nis", "as_of": "2024-01-08"},
    )
    found = forces.envelope(frame, pd.Timedelta(days=10)).set_index("day")
    assert found.loc["2024-01-05"].tolist() == [10, 30]
    assert found.loc["2024-01-08"].tolist() == [20, 30]
    assert found.loc["2024-01-15"].tolist() == [20, 20]
    assert found.loc["2024-01-18"].isna().all()


@pytest.mark.parametrize(
    ("part", "whole", "bound"),
    [
        ({"best": 30}, {"best": 120}, ""),
        ({"low": 30}, {"best": 120}, "at least"),
        ({"best": 30}, {"low": 120}, "at most"),
        ({"high": 30}, {"best": 120}, "at most"),
        ({"low": 30}, {"low": 120}, ""),
    ],
)
def test_a_share_carries_the_bound_of_its_parts(part: dict, whole: dict, bound: str) -> None:
    frame = table({"metric": "lost", **part}, {"metric": "sent", **whole})
    row = forces.percent(frame, "lost", "sent").iloc[0]
    assert (row["value"], row["bound"], row["text"]) == (25, bound, f"{bound} 25".strip())
    across = forces.share("words", claims.of(frame, "lost"), claims.of(frame, "sent"))
    assert (across["value"], across["bound"], across["text"]) == (25, bound, f"{bound} 25".strip())


def test_a_share_of_ranges_is_as_wide_as_they_allow() -> None:
    part, whole = said({"low": 10, "high": 20}), said({"low": 50, "high": 100})
    row = forces.share("words", part, whole)
    assert (row["lower"], row["upper"]) == (10, 40)
    added = forces.share("words", part, whole, on_top=True)
    assert added["lower"] == pytest.approx(100 * 10 / 110) and added["upper"] == pytest.approx(100 * 20 / 70)
    with pytest.raises(ValueError, match="0 claims"):
        forces.share("words", part, whole.head(0))


def test_what_is_left_follows_from_the_area_and_its_share() -> None:
    frame = table(
        {"metric": "kursk_area_retaken", "best": 900, "as_of": "2025-03-12"},
        {"metric": "kursk_share_retaken", "best": 75, "as_of": "2025-03-12"},
        {"metric": "kursk_area_retaken", "best": 1, "as_of": "2025-04-12"},
    )
    left = forces.still_held(frame)
    assert left["value"].tolist() == [300] and left["peak"].tolist() == [1200]
    assert left["day"].iloc[0] == pd.Timestamp("2025-03-12")


def test_a_speaker_is_known_by_the_list_or_by_the_state_in_the_key() -> None:
    frame = forces.by_speaker(
        events(
            {"start": "2024-10-21", "actors": "dprk-mfa", "kind": "denial"},
            {"start": "2024-10-10", "actors": "Somebody;osc", "kind": "finding"},
            {"start": "2024-10-11", "actors": "Somebody Else"},
            {"start": "2024-10-12", "actors": "", "kind": "ceremony"},
            {"start": "2024-10-13", "actors": "nis", "kind": "visit"},
        ),
        CLAIMANTS,
    )
    assert list(zip(frame["side"], frame["act"], strict=True)) == [
        ("independent", "shows"),
        ("rok", "acts"),
        ("dprk", "denies"),
    ]


def test_the_first_event_of_a_speaker_in_a_period() -> None:
    frame = events(
        {"start": "2025-04-30", "actors": "other;nis"},
        {"start": "2025-04-26", "actors": "nis"},
        {"start": "2025-04", "actors": "nis"},
        {"start": "2024-04-01", "actors": "nis"},
    )
    assert forces.told(frame, "nis", "2025-04-02", "2025-04")["id"] == "e-1"
    assert forces.told(frame, "other", "2025", "2025")["id"] == "e-0"
    with pytest.raises(LookupError, match="2026"):
        forces.told(frame, "nis", "2026", "2026")
