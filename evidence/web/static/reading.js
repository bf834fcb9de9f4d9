"use strict";
// The reading view: choose claims in the text, by mouse or by j and k; the server renders what is shown.
(() => {
  const reader = document.querySelector(".reader");
  const panel = document.getElementById("claim");
  if (!reader || !panel) return;
  const page = reader.dataset.page;
  const keys = [...new Set([...reader.querySelectorAll("a.c")].flatMap((part) => part.dataset.c.split(" ")))];
  let chosen = panel.querySelector("[data-claim]")?.dataset.claim ?? null;

  const partsOf = (key) => reader.querySelectorAll(`a.c[data-c~="${CSS.escape(key)}"]`);

  function mark() {
    reader.querySelectorAll("a.c.on").forEach((part) => part.classList.remove("on"));
    if (chosen === null) return;
    partsOf(chosen).forEach((part) => part.classList.add("on"));
    reader.querySelector(".at-claim").textContent = `Claim ${keys.indexOf(chosen) + 1} of ${keys.length}`;
  }

  function choose(key, { scroll = false } = {}) {
    if (!key || key === chosen) return;
    chosen = key;
    mark();
    const within = reader.dataset.project ? `&project=${encodeURIComponent(reader.dataset.project)}` : "";
    const address = `?page=${encodeURIComponent(page)}&claim=${encodeURIComponent(key)}${within}`;
    history.replaceState(null, "", `/read${address}`);
    htmx.ajax("GET", `/claim${address}`, { target: "#claim", swap: "innerHTML" });
    if (scroll) partsOf(key)[0]?.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const at = keys.indexOf(chosen);
    choose(keys[Math.min(Math.max(at + by, 0), keys.length - 1)], { scroll: true });
  }

  reader.addEventListener("click", (event) => {
    const part = event.target.closest("a.c");
    if (part && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      choose(part.dataset.claim);
    }
  });
  document.addEventListener("evidence:next", () => step(1));
  reader.querySelector(".previous").addEventListener("click", () => step(-1));
  reader.querySelector(".next").addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  mark();
  if (chosen !== null && new URLSearchParams(location.search).has("claim")) partsOf(chosen)[0]?.scrollIntoView({ block: "center" });
})();
