(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (query, from = document) => Array.from(from.querySelectorAll(query));
  const one = (query, from = document) => from.querySelector(query);
  const panel = one(".panel"), body = one(".panel-body"), place = one(".at-claim"), count = one(".count");
  const records = new Map(all(".records > .record").map((record) => [record.id, record]));
  const order = Array.from(records.keys());
  const marks = all("a.c"), rows = all("tr[data-claim]");
  const said = new Map(Array.from(records, ([key, record]) => [key, record.textContent.toLowerCase()]));
  const covered = new Map(marks.map((mark) => [mark, mark.dataset.c.split(" ")]));
  let shown = new Set(order), current = null;
  const narrow = matchMedia("(max-width: 62rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  const fill = (anchor) => {
    const copy = records.get(anchor).cloneNode(true);
    copy.removeAttribute("id");
    all("[id]", copy).forEach((element) => element.removeAttribute("id"));
    body.replaceChildren(copy);
    panel.scrollTop = 0;
    panel.classList.remove("shut");
    const visible = order.filter((key) => shown.has(key));
    place.textContent = `Claim ${visible.indexOf(anchor) + 1 || "–"} of ${visible.length}`;
  };
  const hidden = (mark) => {
    const box = mark.getBoundingClientRect();
    return box.top < 0 || (narrow.matches && box.bottom > panel.getBoundingClientRect().top);
  };
  const marked = () => marks.find((mark) => covered.get(mark).includes(current));
  const select = (anchor, { scroll = true, address = true, swift = calm.matches } = {}) => {
    if (!records.has(anchor)) return;
    current = anchor;
    marks.forEach((mark) => mark.classList.toggle("on", covered.get(mark).includes(anchor)));
    fill(anchor);
    if (address) history.replaceState(null, "", `#${anchor}`);
    const mark = marks.find((candidate) => covered.get(candidate).includes(anchor));
    if (mark && (scroll || hidden(mark))) {
      mark.scrollIntoView({ block: narrow.matches ? "start" : "center", behavior: swift ? "instant" : "smooth" });
    }
  };
  const step = (by) => {
    const visible = order.filter((key) => shown.has(key));
    if (!visible.length) return;
    const at = visible.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length;
    select(visible[next]);
  };
  const close = () => {
    panel.classList.add("shut");
    marks.forEach((mark) => mark.classList.remove("on"));
    current = null;
    history.replaceState(null, "", location.pathname + location.search);
  };

  const form = one(".tools");
  const fits = (record) => {
    const chosen = new FormData(form), data = record.dataset;
    const words = (chosen.get("words") || "").trim().toLowerCase();
    const is = (name) => !chosen.get(name) || chosen.get(name) === data[name];
    return chosen.getAll("tone").includes(data.tone) && is("severity") && is("type") && is("checked")
      && (!words || said.get(record.id).includes(words));
  };
  const filter = () => {
    shown = new Set(order.filter((key) => fits(records.get(key))));
    marks.forEach((mark) => mark.classList.toggle("off", !covered.get(mark).some((key) => shown.has(key))));
    rows.forEach((row) => { row.hidden = !shown.has(row.dataset.claim); });
    records.forEach((record, key) => { record.hidden = !shown.has(key); });
    count.textContent = `${shown.size} of ${order.length} claims shown`;
    if (current) fill(current);
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const anchor = decodeURIComponent(link.hash.slice(1));
    if (records.has(anchor)) {
      event.preventDefault();
      select(anchor, { scroll: !link.classList.contains("c") });
      if (event.detail === 0) panel.focus();
    }
  });
  one(".next").addEventListener("click", () => step(1));
  one(".previous").addEventListener("click", () => step(-1));
  one(".close").addEventListener("click", close);
  one(".everything").addEventListener("click", (event) => {
    event.target.setAttribute("aria-pressed", String(root.classList.toggle("all")));
  });
  const help = one("dialog"), search = one("input[type=search]");
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => search.focus(),
    "?": () => help.showModal(),
    Escape: () => {
      const mark = marked();
      if (mark && panel.contains(document.activeElement)) mark.focus();
      if (narrow.matches) close();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target instanceof Element && event.target.matches("input[type=search], select");
    if (typing && event.key !== "Escape") return;
    if (typing) event.target.blur();
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
  all(".open-help").forEach((button) => button.addEventListener("click", () => help.showModal()));
  one(".close-help").addEventListener("click", () => help.close());
  const fromAddress = () => select(decodeURIComponent(location.hash.slice(1)), { address: false, swift: true });
  addEventListener("hashchange", fromAddress);
  panel.classList.add("shut");
  filter();
  if (records.has(decodeURIComponent(location.hash.slice(1)))) fromAddress();
  else if (!narrow.matches && panel.dataset.first) select(panel.dataset.first, { scroll: false, address: false });
})();
