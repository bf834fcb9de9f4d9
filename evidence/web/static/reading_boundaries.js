"use strict";
// Move where a claim starts or ends, or choose where it is split: drag a handle, or arrow keys and Enter.
const boundaries = (() => {
  const column = document.querySelector(".text-column");
  const bar = document.getElementById("adjust");
  const where = document.getElementById("adjust-where");
  const handles = Object.fromEntries(["start", "end", "cut"].map((name) => [name, document.getElementById(`edge-${name}`)]));
  const PATHS = { start: "/claims/bounds", end: "/claims/bounds", cut: "/claims/split" };
  const KNOB = 6;
  let moving = null;
  let drag = null;

  function bounds() {
    const head = reading.head();
    if (!head || !reading.partsOf(reading.chosen()).length) return null;
    return { start: Number(head.dataset.start), end: Number(head.dataset.end) };
  }

  function put(handle, at, ends) {
    const rect = at === null ? null : places.rectAt(at, { ends });
    handle.hidden = rect === null;
    if (rect === null) return;
    const around = column.getBoundingClientRect();
    handle.style.left = `${rect.x - around.left}px`;
    handle.style.top = `${(handle === handles.start ? rect.top - KNOB : rect.bottom + KNOB) - around.top}px`;
    handle.style.setProperty("--line", `${rect.bottom - rect.top}px`);
  }

  function draw() {
    const span = moving ?? bounds();
    put(handles.start, span?.start ?? null, false);
    put(handles.end, span?.end ?? null, true);
    put(handles.cut, moving?.edge === "cut" ? moving.cut : null, false);
    bar.hidden = moving === null;
    if (!window.CSS?.highlights) return;
    const [first, rest] = moving === null ? [null, null] : spans().map(([start, end]) => places.rangeOf(start, end));
    for (const [name, range] of [["draft", first], ["draft-rest", rest]]) {
      if (range) CSS.highlights.set(name, new Highlight(range));
      else CSS.highlights.delete(name);
    }
  }

  const spans = () => (moving.edge === "cut" ? [[moving.start, moving.cut], [moving.cut, moving.end]] : [[moving.start, moving.end]]);

  function say() {
    const [before, behind] = spans().map(([start, end]) => places.rangeOf(start, end)?.toString().trim() ?? "");
    const beginning = (words) => `“${words.split(/\s+/).slice(0, 5).join(" ")} …”`;
    const ending = (words) => `“… ${words.split(/\s+/).slice(-5).join(" ")}”`;
    if (moving.edge === "start") where.textContent = `Starts with ${beginning(before)}`;
    else if (moving.edge === "end") where.textContent = `Ends with ${ending(before)}`;
    else where.textContent = `Split between ${ending(before)} and ${beginning(behind)}`;
    document.getElementById("adjust-save").textContent = moving.edge === "cut" ? "Split here" : "Save";
  }

  function grab(edge, cut = null) {
    const span = bounds();
    if (!span) return reading.tell("Choose a claim first.");
    if (moving?.edge !== edge) moving = { edge, ...span, cut, was: span, claim: reading.chosen() };
    document.querySelector("#notice .good")?.remove();
    say();
    draw();
    handles[edge].focus({ preventScroll: true });
    handles[edge].scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  // Where a claim may be cut: before any of its words but the first.
  const cuts = (span) => places.words().map((word) => word.start).filter((at) => at > span.start && at < span.end);

  function cut() {
    const span = bounds();
    if (!span) return reading.tell("Choose a claim first.");
    const open = cuts(span);
    if (!open.length) return reading.tell("A claim of one word cannot be split.");
    const chosen = [places.selected()?.start, places.selected()?.end, places.caret()].find((at) => at > span.start && at < span.end);
    const wanted = chosen ?? (span.start + span.end) / 2;
    grab("cut", open.reduce((best, at) => (Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best)));
  }

  function allowed(edge) {
    if (edge === "cut") return cuts(moving);
    const words = places.words();
    if (edge === "start") return words.map((word) => word.start).filter((at) => at < moving.end);
    return words.map((word) => word.end).filter((at) => at > moving.start);
  }

  function move(by, { fine = false } = {}) {
    const { edge } = moving;
    const now = moving[edge];
    const stops = allowed(edge);
    let next = by > 0 ? stops.find((at) => at > now) : stops.findLast((at) => at < now);
    if (fine && edge !== "cut") next = stop(now + by);
    if (next === undefined) return;
    moving[edge] = next;
    say();
    draw();
    handles[edge].scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  const stop = (at) => ((moving.edge === "start" ? at < moving.end && places.rectAt(at) : at > moving.start && places.rectAt(at, { ends: true })) ? at : undefined);

  function leave({ focus = true } = {}) {
    if (moving === null) return;
    moving = null;
    draw();
    if (focus) reading.panel.focus({ preventScroll: true });
  }

  async function save() {
    const { edge, start, end, cut: at, was } = moving;
    if (edge !== "cut" && start === was.start && end === was.end) return leave();
    const status = await reading.post(PATHS[edge], edge === "cut" ? { at } : { start, end });
    // What was refused stays as it was put, so that it can be saved again or left.
    if (status >= 200 && status < 300) leave();
    else draw();
  }

  function dragged(event) {
    const at = places.fromPoint(event.clientX - drag.dx, event.clientY - drag.dy);
    if (at === null) return;
    const stops = allowed(moving.edge);
    if (!stops.length) return;
    const nearest = stops.reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best));
    moving[moving.edge] = (event.altKey ? stop(at) : undefined) ?? nearest;
    drag.moved = true;
    say();
    draw();
  }

  function dropped() {
    const { moved, handle } = drag;
    drag = null;
    column.classList.remove("dragging");
    handle.removeEventListener("pointermove", dragged);
    if (moved && moving?.edge !== "cut") save();
  }

  for (const [edge, handle] of Object.entries(handles)) {
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grab(edge, moving?.cut ?? null);
      if (!moving) return;
      const rect = places.rectAt(moving[edge], { ends: edge === "end" });
      drag = { handle, moved: false, dx: event.clientX - rect.x, dy: event.clientY - (rect.top + rect.bottom) / 2 };
      handle.setPointerCapture(event.pointerId);
      column.classList.add("dragging");
      handle.addEventListener("pointermove", dragged);
      handle.addEventListener("lostpointercapture", dropped, { once: true });
    });
    handle.addEventListener("focus", () => { if (!drag && moving?.edge !== edge && edge !== "cut") grab(edge); });
    handle.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || moving === null) return;
      const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (by !== undefined) move(by, { fine: event.shiftKey });
      else if (event.key === "Enter") save();
      else if (event.key === "Escape") leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
  document.getElementById("adjust-save").addEventListener("click", () => save());
  document.getElementById("adjust-leave").addEventListener("click", () => leave());
  document.addEventListener("focusin", (event) => {
    const stays = event.target === reading.panel || bar.contains(event.target) || Object.values(handles).includes(event.target);
    if (!stays) leave({ focus: false });
  });
  document.addEventListener("evidence:shown", () => {
    if (moving && moving.claim !== reading.chosen()) moving = null;
    requestAnimationFrame(draw);
  });
  new ResizeObserver(() => draw()).observe(column);
  document.fonts?.ready.then(draw);
  Object.assign(reading.actions, { start: () => grab("start"), end: () => grab("end"), split: cut });
  Object.assign(reading.shortcuts, { "[": "start", "]": "end", s: "split" });
  return { leave };
})();
