"use strict";
// The numbers of the chosen claim: add one, empty or from the selected words, and take one out; the form saves them.
(() => {
  const { panel, actions, shortcuts, reader, text } = reading;
  const LONGEST = 30;
  let words = null;
  let isAsking = false;
  let timer = 0;

  const byId = (id) => document.getElementById(id);
  const rows = () => [...panel.querySelectorAll("#edit .number")];
  const say = (sentence) => { byId("numbers-said").textContent = sentence; };
  const save = () => byId("edit").dispatchEvent(new Event("change", { bubbles: true }));

  function label() {
    const line = byId("number-words");
    if (!line) return;
    const shown = words && words.text.length > LONGEST ? `${words.text.slice(0, LONGEST)}…` : words?.text;
    line.textContent = words ? `“${shown}”` : "a number";
  }

  // Words stay chosen while one is in the form, whose fields take the browser's selection away.
  function choose() {
    const selection = document.getSelection();
    if (!text.contains(selection.anchorNode)) return;
    const span = places.selected();
    const { start, end } = reading.head()?.dataset ?? {};
    const isWithin = span !== null && span.start < Number(end) && span.end > Number(start);
    words = isWithin ? { ...span, text: places.rangeOf(span.start, span.end).toString() } : null;
    label();
  }

  async function fetchRows(key, asked) {
    try {
      const answer = await fetch(`/claims/number?${asked}`, { headers: { "HX-Request": "true" } });
      const part = await answer.text();
      if (answer.ok && !answer.redirected) return part;
      say(answer.status === 401 ? "Log in again in another window." : new DOMParser().parseFromString(part, "text/html").body.textContent.trim());
    } catch {
      say("The server does not answer; try again.");
    }
    return null;
  }

  async function number() {
    if (!byId("edit")) return reading.tell("Choose a claim that counts first.");
    if (isAsking) return;
    clearTimeout(timer);
    choose();
    if (byId("edit").hidden) actions.edit();
    const key = reading.chosen();
    const row = 1 + Math.max(-1, ...rows().map((one) => Number(one.dataset.number)));
    const asked = new URLSearchParams({ page: reader.dataset.page, claim: key, row, ...(words ? { start: words.start, end: words.end } : {}) });
    isAsking = true;
    const part = await fetchRows(key, asked);
    isAsking = false;
    if (part === null || reading.chosen() !== key || !byId("number-rows")) return;
    byId("number-rows").insertAdjacentHTML("beforeend", part);
    const first = byId(`field-number-${row}-value`);
    first.focus();
    first.select();
    say("");
    words = null;
    label();
    if (first.value) save();
  }

  function drop(row) {
    const all = rows();
    const at = all.indexOf(row);
    const beside = all[at + 1] ?? all[at - 1];
    row.remove();
    (beside?.querySelector(".drop") ?? byId("do-number")).focus();
    say(`${row.querySelector("legend").textContent.trim()} is removed.`);
    save();
  }

  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(choose, 120);
  });
  panel.addEventListener("pointerdown", (event) => { if (event.target.closest("#do-number")) event.preventDefault(); });
  panel.addEventListener("click", (event) => {
    const row = event.target.closest(".drop")?.closest(".number");
    if (row) drop(row);
  });
  document.addEventListener("evidence:leave", () => { words = null; });
  document.addEventListener("evidence:shown", label);
  Object.assign(actions, { number });
  Object.assign(shortcuts, { n: "number" });
})();
