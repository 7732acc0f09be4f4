"""How verdicts, and what came before or after the articles, are marked."""

from __future__ import annotations

from evidence.charts import style
from evidence.charts.timelines import Mark

MARKS = {
    "held": Mark("held", "#2c8f6b", "s"),
    "updated": Mark("updated", "#2f7fc1", "s"),
    "contested": Mark("contested", "#a87b0a", "s"),
    "overtaken": Mark("overtaken", "#cc4b37", "s"),
    "open": Mark("open", style.GREY, "s"),
}
"""Parts of a bar, by verdict; the counts stand in words beside it."""

SINCE = {
    "before": Mark("before the article", "#a87b0a", "o"),
    "after": Mark("after it", "#6f5bd6", "^"),
}
"""When a deciding row was said or happened."""

KNOWN = {
    "first": Mark("before the first", "#a87b0a", "o"),
    "second": Mark("before the second", "#2f7fc1", "D"),
    "later": Mark("after both", "#6f5bd6", "^"),
}
"""When an event happened, by the two articles."""
