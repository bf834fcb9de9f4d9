"use strict";
// The reading view: choose claims in the text by mouse, touch or keys. The server renders; neighbours are fetched ahead.
const reading = (() => {
  const reader = document.querySelector(".reader");
  const panel = document.getElementById("claim");
  const text = document.getElementById("text");
  const notice = document.getElementById("notice");
  const dialog = document.getElementById("keys");
  const LASTS = 30_000;
  const TONES = ["contradicted", "doubtful", "supported", "unchecked", "unsourced", "background"];
  const ahead = new Map();
  const actions = {};
  const shortcuts = { j: "next", k: "previous", "?": "help" };
  let keys = [];
  let parts = new Map();
  let chosen = null;
  let top = null;
  let hadFocus = false;
  let waiting = 0;

  const quietly = (key) => `?${new URLSearchParams({ page: reader.dataset.page, claim: key, ...(reader.dataset.project ? { project: reader.dataset.project } : {}) })}`;
  const partsOf = (key) => parts.get(key) ?? [];
  const head = () => document.getElementById("claim-head");
  const after = (by) => keys[keys.indexOf(chosen) + by] ?? null;

  function index() {
    parts = new Map();
    for (const part of text.querySelectorAll("a.c")) {
      for (const key of part.dataset.c.split("\n")) {
        if (!parts.has(key)) parts.set(key, []);
        parts.get(key).push(part);
      }
    }
    keys = [...parts.keys()];
  }

  function mark() {
    for (const part of text.querySelectorAll("a.c.on, a.c[tabindex='0']")) {
      part.classList.remove("on");
      part.removeAttribute("aria-current");
      part.tabIndex = -1;
    }
    for (const part of partsOf(chosen)) {
      part.classList.add("on");
      part.setAttribute("aria-current", "true");
    }
    const first = partsOf(chosen)[0] ?? text.querySelector("a.c");
    if (first) first.tabIndex = 0;
    const at = keys.indexOf(chosen);
    document.getElementById("at-claim").textContent = at < 0 ? `${keys.length} claims` : `Claim ${at + 1} of ${keys.length}`;
    document.getElementById("said-claim").textContent = partsOf(chosen).map((part) => part.textContent).join(" ");
  }

  function tone() {
    const found = head()?.dataset.tone;
    if (!found || "blind" in reader.dataset) return;
    for (const part of text.querySelectorAll("a.c")) {
      if (part.dataset.claim !== chosen) continue;
      part.classList.remove(...TONES);
      part.classList.add(found);
      part.classList.toggle("probable", "probable" in head().dataset);
    }
  }

  // What the panel shows is the chosen claim, whether a person or the server chose it.
  function shown() {
    const key = panel.querySelector("[data-claim]")?.dataset.claim ?? null;
    if (key !== null && key !== chosen) {
      chosen = key;
      history.replaceState(null, "", `/read${quietly(key)}`);
    }
    mark();
    tone();
    if (hadFocus && (document.activeElement === document.body || document.activeElement === null)) panel.focus({ preventScroll: true });
    hadFocus = false;
    document.dispatchEvent(new CustomEvent("evidence:shown"));
    clearTimeout(waiting);
    waiting = setTimeout(fetchAhead, 15);
  }

  function refresh() {
    index();
    shown();
  }

  async function fetchAhead() {
    for (const key of [after(1), after(2), after(-1), after(3)]) {
      if (key === null || fresh(key)) continue;
      try {
        const answer = await fetch(`/claim${quietly(key)}`, { headers: { "HX-Request": "true" } });
        if (answer.ok && !answer.redirected) ahead.set(key, { html: await answer.text(), at: performance.now() });
      } catch {
        return;
      }
    }
  }

  const fresh = (key) => ahead.has(key) && performance.now() - ahead.get(key).at < LASTS;
  const forget = () => ahead.forEach((one, key) => { if (one.at !== Infinity) ahead.delete(key); });

  // A panel with what a person typed stays until they have seen it.
  const keep = (key, html) => ahead.set(key, { html, at: Infinity });

  function choose(key, { scroll = false, again = false } = {}) {
    if (key === null || (key === chosen && !again)) return;
    chosen = key;
    history.replaceState(null, "", `/read${quietly(key)}`);
    hadFocus = panel.contains(document.activeElement);
    mark();
    if (scroll) partsOf(key)[0]?.scrollIntoView({ block: "nearest", behavior: "instant" });
    panel.parentElement.scrollTop = 0;
    if (!again && fresh(key)) {
      const { html } = ahead.get(key);
      ahead.delete(key);
      document.dispatchEvent(new CustomEvent("evidence:leave"));
      htmx.swap(panel, html, { swapStyle: "innerHTML" });
      shown();
    } else {
      document.dispatchEvent(new CustomEvent("evidence:leave"));
      htmx.ajax("GET", `/claim${quietly(key)}`, { target: "#claim", swap: "innerHTML" });
    }
  }

  function step(by) {
    const focused = text.contains(document.activeElement);
    const key = keys.includes(chosen) ? after(by) : keys[0] ?? null;
    choose(key, { scroll: true });
    if (focused) partsOf(chosen)[0]?.focus({ preventScroll: true });
  }

  function tell(words) {
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = words;
    notice.replaceChildren(line);
  }

  function help() {
    dialog.showModal();
  }

  Object.assign(actions, { next: () => step(1), previous: () => step(-1), help });

  text.addEventListener("click", (event) => {
    const part = event.target.closest("a.c");
    if (part && document.getSelection().isCollapsed) choose(part.dataset.claim);
  });
  text.addEventListener("keydown", (event) => {
    const part = event.target.closest("a.c");
    if (!part || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    event.stopPropagation();
    choose(part.dataset.claim);
    panel.focus({ preventScroll: true });
  });
  document.addEventListener("click", (event) => {
    const doing = event.target.closest("[data-do]")?.dataset.do;
    if (doing in actions) actions[doing]();
  });
  document.getElementById("do-previous").addEventListener("click", () => step(-1));
  document.getElementById("do-next").addEventListener("click", () => step(1));
  document.getElementById("do-help").addEventListener("click", help);
  document.addEventListener("evidence:next", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || event.defaultPrevented) return;
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (event.key === "Escape") {
      notice.replaceChildren();
      if (typing) typing.blur();
      document.dispatchEvent(new CustomEvent("evidence:escape", { detail: { typing } }));
    } else if (!typing && shortcuts[event.key] in actions) {
      event.preventDefault();
      actions[shortcuts[event.key]]();
    }
  });

  // An answer about a claim that is no longer the chosen one is not shown in its place.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig, xhr } = event.detail;
    if (target === panel && requestConfig.path.startsWith("/claim?") && xhr.status === 200) {
      const asked = new URLSearchParams(requestConfig.path.split("?")[1]).get("claim");
      if (asked !== chosen) event.detail.shouldSwap = false;
    }
    hadFocus = hadFocus || panel.contains(document.activeElement);
    top = partsOf(chosen)[0]?.getBoundingClientRect().top ?? null;
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const of = event.detail.fragment.firstElementChild?.dataset.of;
    if (of !== undefined && of !== panel.querySelector("[data-claim]")?.dataset.claim) event.preventDefault();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    refresh();
    const now = partsOf(chosen)[0]?.getBoundingClientRect().top ?? null;
    if (event.detail.requestConfig?.verb === "post" && top !== null && now !== null && now !== top) scrollBy({ top: now - top, behavior: "instant" });
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target?.id === "claim-head") tone();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") forget();
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => notice.querySelector(".good")?.remove(), 9000);
  });
  document.addEventListener("htmx:sendError", () => tell("The server does not answer; nothing was saved, and what you typed is still here."));

  index();
  chosen = panel.querySelector("[data-claim]")?.dataset.claim ?? null;
  mark();
  if (new URLSearchParams(location.search).has("claim")) partsOf(chosen)[0]?.scrollIntoView({ block: "center", behavior: "instant" });
  waiting = setTimeout(fetchAhead, 80);
  return { reader, panel, text, actions, shortcuts, choose, after, head, partsOf, tell, refresh, forget, keep, chosen: () => chosen };
})();
