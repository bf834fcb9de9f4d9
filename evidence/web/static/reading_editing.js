"use strict";
// Change the chosen claim: its fields, what it is part of, whether it counts; make new ones from selected words.
(() => {
  const { panel, actions, shortcuts, reader } = reading;
  const adding = document.getElementById("adding");
  const column = document.querySelector(".text-column");
  let isOpen = false;
  let words = null;
  let timer = 0;

  const place = () => ({ page: reader.dataset.page, ...(reader.dataset.project ? { project: reader.dataset.project } : {}) });
  const byId = (id) => document.getElementById(id);

  // A change waits for those under way, and carries the record that they leave.
  const isWrite = (event) => event.detail.requestConfig?.verb === "post" && /^\/(claims|ties)\//.test(event.detail.requestConfig.path);
  document.addEventListener("htmx:confirm", async (event) => {
    if (event.detail.verb !== "post" || !event.detail.path.startsWith("/claims/")) return;
    event.preventDefault();
    await autosave.idle();
    event.detail.issueRequest(true);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isWrite(event)) return;
    autosave.begun();
    if (event.detail.target === panel) panel.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!isWrite(event)) return;
    panel.removeAttribute("aria-busy");
    if (document.activeElement === document.body) panel.focus({ preventScroll: true });
    autosave.ended();
  });

  // Send a change of the chosen claim; gives the status of the answer, which htmx has shown by then.
  reading.post = async (path, values = {}) => {
    await autosave.idle();
    return send(path, values);
  };
  const send = (path, values) => new Promise((resolve) => {
    const done = (event) => {
      if (event.detail.requestConfig.path !== path) return;
      document.removeEventListener("htmx:afterRequest", done);
      resolve(event.detail.xhr.status);
    };
    document.addEventListener("htmx:afterRequest", done);
    const seen = byId("seen")?.value ?? "";
    htmx.ajax("POST", path, { source: panel, target: "#claim", swap: "innerHTML", values: { ...place(), claim: reading.chosen(), seen, ...values } });
  });

  function toggle(id, open, focus) {
    const form = byId(id);
    if (!form) return reading.tell("Choose a claim that counts first.");
    form.hidden = !open;
    byId(`do-${id}`).setAttribute("aria-expanded", String(open));
    if (open) form.querySelector(focus).focus();
    else byId(`do-${id}`).focus({ preventScroll: true });
  }

  function edit() {
    isOpen = byId("edit")?.hidden ?? false;
    toggle("edit", isOpen, "select, input:not([type=hidden])");
  }

  function reject() {
    const form = byId("reject");
    if (form) form.elements.then.value = reading.after(1) ?? reading.after(-1) ?? "";
    toggle("reject", form?.hidden ?? true, "#reject-reason");
  }

  function close() {
    if (byId("edit") && !byId("edit").hidden) {
      isOpen = false;
      toggle("edit", false, "");
    } else if (byId("reject") && !byId("reject").hidden) {
      toggle("reject", false, "");
    }
  }

  function merge() {
    const other = reading.after(1);
    if (other === null) return reading.tell("No claim comes after this one.");
    reading.post("/claims/merge", { other });
  }

  function undo() {
    reading.post("/claims/undo");
  }

  function add() {
    const span = words ?? places.selected();
    if (!span) return reading.tell("Select the words of the claim in the text first.");
    const asked = new URLSearchParams({ ...place(), start: span.start, end: span.end });
    hide();
    document.dispatchEvent(new CustomEvent("evidence:leave"));
    htmx.ajax("GET", `/claims/new?${asked}`, { target: "#claim", swap: "innerHTML" }).then(() => byId("new-type")?.focus());
  }

  function leave() {
    if (reading.chosen() === null) return location.reload();
    reading.choose(reading.chosen(), { again: true });
    panel.focus({ preventScroll: true });
  }

  function hide() {
    adding.hidden = true;
    words = null;
  }

  function offer() {
    const span = places.selected();
    words = span;
    adding.hidden = span === null;
    if (span === null) return;
    const at = places.rectAt(span.end, { ends: true });
    const around = column.getBoundingClientRect();
    adding.style.top = `${at.bottom - around.top + 8}px`;
    adding.style.left = `${Math.max(0, Math.min(at.x - around.left - 60, around.width - 190))}px`;
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, 150);
  });
  adding.addEventListener("pointerdown", (event) => event.preventDefault());

  document.addEventListener("evidence:shown", () => {
    const form = byId("edit");
    if (form && !form.hidden) isOpen = true;
    else if (form && isOpen) form.hidden = false;
    byId("do-edit")?.setAttribute("aria-expanded", String(isOpen));
    const alert = panel.querySelector(".alert");
    if (alert) {
      panel.parentElement.scrollTop = 0;
      if (!document.activeElement?.closest(".edge")) alert.focus({ preventScroll: true });
    }
  });
  document.addEventListener("evidence:escape", (event) => {
    if (byId("new-claim")) leave();
    else if (!event.detail.typing) close();
    else panel.focus({ preventScroll: true });
  });
  Object.assign(actions, { edit, reject, close, merge, undo, add, leave });
  Object.assign(shortcuts, { e: "edit", x: "reject", m: "merge", u: "undo", a: "add" });
})();
