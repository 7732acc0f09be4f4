/* The switch of colours, the way into the search, the list of chapters on a phone, scrolling by keyboard. */
{
  const root = document.documentElement;
  const here = document.currentScript.src;
  const isDark = matchMedia("(prefers-color-scheme: dark)");

  const theme = document.querySelector("[data-theme-switch]");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const now = root.dataset.theme ?? (isDark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* the choice lasts for this page */ }
  });

  const search = document.querySelector("[data-search]");
  const openSearch = async () => (await import(new URL("search.js", here))).open(root.dataset.root);
  search.hidden = false;
  search.addEventListener("click", openSearch);
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
    }
  });

  const chapters = document.getElementById("chapters");
  chapters.addEventListener("click", (event) => {
    if (event.target.closest("a") && chapters.matches(":popover-open")) chapters.hidePopover();
  });

  /* Only what really scrolls is a stop of the Tab key. */
  const size = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
      if (scrolls) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  for (const region of document.querySelectorAll(".scroll, pre")) size.observe(region);
}
