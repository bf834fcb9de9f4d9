"use strict";
// Judge by keyboard: digits choose on the marked axis, Enter records, drafts are kept while one chooses.
(() => {
  const panel = document.getElementById("claim");
  if (!panel) return;
  const WAIT = 400;
  let timer = 0;
  let axis = "support";
  let past = [];

  const form = () => panel.querySelector("form.judge");
  const inputs = (name) => [...form().querySelectorAll(`input[type=radio][name="${name}"]`)];

  function say(text) {
    const state = form()?.querySelector(".state");
    if (state) state.textContent = text;
  }

  function markAxis(name) {
    axis = name;
    form()?.querySelectorAll(".scale").forEach((scale) => scale.classList.toggle("current", scale.dataset.axis === name));
  }

  function showReason() {
    const shown = form();
    const support = inputs("support").find((input) => input.checked)?.value;
    shown.querySelector(".reason").hidden = !["not_checkable", "source_unavailable"].includes(support);
  }

  async function keep(shown) {
    say("Saving the draft …");
    try {
      const answer = await fetch(shown.dataset.draft, { method: "POST", body: new URLSearchParams(new FormData(shown)) });
      if (answer.status === 401 || answer.redirected) throw new Error("log in again");
      if (!answer.ok) throw new Error("not kept");
      if (shown.isConnected) say("Draft saved, not recorded.");
    } catch (error) {
      if (shown.isConnected) say(`The draft was not saved (${error.message}); what you chose is still here.`);
    }
  }

  function changed(shown = form()) {
    if (!shown || !shown.isConnected || shown.dataset.sent) return;
    showReason();
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; keep(shown); }, WAIT);
  }

  function choose(key) {
    const input = inputs(axis).find((one) => one.dataset.key === key);
    if (!input) return;
    past.push([axis, inputs(axis).find((one) => one.checked)?.value ?? ""]);
    input.checked = true;
    input.closest("fieldset").scrollIntoView({ block: "nearest" });
    changed();
    const needsReason = ["not_checkable", "source_unavailable"].includes(input.value);
    if (needsReason) form().querySelector(".reason input").focus();
    markAxis(axis === "support" ? "accuracy" : "support");
  }

  function undo() {
    const last = past.pop();
    if (!last) return say("There is no choice to undo; what was recorded stays, and a change is a new judgement.");
    const [name, value] = last;
    inputs(name).forEach((input) => { input.checked = input.value === value; });
    markAxis(name);
    changed();
  }

  function record() {
    clearTimeout(timer);
    timer = 0;
    form().requestSubmit();
  }

  const ACTIONS = {
    Enter: record,
    v: () => markAxis(axis === "support" ? "accuracy" : "support"),
    z: undo,
    r: () => form().querySelector("textarea").focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (!form() || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest("input:not([type=radio]), textarea, select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form().contains(event.target)) {
      event.preventDefault();
      return record();
    }
    if (typing && event.key === "Escape" && form().contains(event.target)) return event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      choose(event.key);
    } else if (event.key in ACTIONS) {
      if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
      event.preventDefault();
      ACTIONS[event.key]();
    }
  });
  // A form on its way to be recorded is no draft any more, unless the record is refused.
  panel.addEventListener("submit", (event) => { clearTimeout(timer); timer = 0; event.target.dataset.sent = "yes"; });
  document.addEventListener("htmx:responseError", () => { if (form()) delete form().dataset.sent; });
  panel.addEventListener("change", (event) => { const shown = event.target.closest("form.judge"); if (shown) changed(shown); });
  panel.addEventListener("input", (event) => { if (event.target.matches("form.judge textarea, form.judge input[name=reason], form.judge input[name=other]")) changed(event.target.form); });
  // What is still on its way to be kept is kept before another claim takes its place.
  function keepNow() {
    clearTimeout(timer);
    if (timer && form()) keep(form());
    timer = 0;
  }
  document.addEventListener("htmx:beforeSwap", keepNow);
  document.addEventListener("evidence:leave", keepNow);
  document.addEventListener("htmx:afterSettle", () => {
    if (!form()) return;
    past = [];
    markAxis("support");
  });
  document.body.addEventListener("recorded", () => { document.dispatchEvent(new CustomEvent("evidence:next")); });
})();
