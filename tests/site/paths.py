"""The pages of the site, known before it is built."""

import yaml

from evidence import ROOT

CHAPTERS = [part["file"] for part in yaml.safe_load((ROOT / "_toc.yml").read_text())["chapters"]]
PAGES = ["index.html", *(f"{chapter}.html" for chapter in CHAPTERS)]
EVERY = [*PAGES, "404.html"]
