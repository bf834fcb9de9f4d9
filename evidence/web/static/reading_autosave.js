"use strict";
// Save the fields of a claim as they are set, one request after the other; what was typed is sent even when one moves on.
const autosave = (() => {
  const { panel } = reading;
  const claims = new Map();
  let under = 0;

  const byId = (id) => document.getElementById(id);
  const isShown = (key) => reading.chosen() === key && byId("edit") !== null;

  // Other changes wait until nothing is on its way: each must carry the record that the one before it leaves.
  const idle = () => (under ? new Promise((go) => document.addEventListener("evidence:idle", go, { once: true })) : Promise.resolve());
  function begun() {
    under += 1;
  }
  function ended() {
    under -= 1;
    if (under === 0) document.dispatchEvent(new CustomEvent("evidence:idle"));
  }

  function line(words) {
    if (byId("saved")) byId("saved").textContent = words;
  }

  async function keep(form) {
    const key = form.elements.claim.value;
    const waiting = new URLSearchParams(new FormData(form));
    const busy = claims.get(key);
    if (busy) {
      busy.next = waiting;
      return;
    }
    const state = { seen: byId("seen").value, next: waiting };
    claims.set(key, state);
    begun();
    while (state.next) {
      const body = state.next;
      state.next = null;
      body.set("seen", state.seen);
      if (isShown(key)) line("Saving …");
      try {
        const answer = await fetch("/claims/edit", { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } });
        show(key, state, answer.status, await answer.text());
      } catch {
        lost(key, "the server does not answer");
      }
    }
    claims.delete(key);
    ended();
  }

  function lost(key, why) {
    if (isShown(key)) line(`Not saved: ${why}. What you typed is still here.`);
    else reading.tell(`What you set last in ${key} was not saved: ${why}.`);
  }

  function show(key, state, status, part) {
    const read = new DOMParser().parseFromString(part, "text/html");
    if (status === 200) {
      state.seen = read.getElementById("seen").value;
      reading.forget();
      if (isShown(key)) htmx.swap(panel, part, { swapStyle: "none" });
      unmark();
      mark([]);
    } else if (status === 409 && isShown(key)) {
      htmx.swap(panel, part, { swapStyle: "innerHTML" });
      reading.refresh();
    } else if (status === 409) {
      read.querySelectorAll("[hx-swap-oob]").forEach((one) => one.remove());
      reading.keep(key, read.body.innerHTML);
      reading.tell(`${read.querySelector(".alert").textContent}. Go back to ${key}: what you typed is kept there.`);
    } else if (status === 422 && isShown(key)) {
      htmx.swap(byId("saved"), part, { swapStyle: "innerHTML" });
      mark(read.querySelectorAll("[data-wrong]"));
    } else {
      lost(key, status === 401 ? "log in again in another window" : read.body.textContent.trim().replace(/^Not saved:\s*/, ""));
    }
  }

  // What was kept in the form and is saved is no longer marked as a person's own.
  function unmark() {
    panel.querySelectorAll(".alert, #save-kept, #edit .note").forEach((one) => one.remove());
    panel.querySelectorAll("#edit .own").forEach((one) => one.classList.remove("own"));
  }

  // Say of each field that is wrong, and of no other, what is wrong with it.
  function mark(wrong) {
    panel.querySelectorAll("#edit .wrong").forEach((one) => one.remove());
    panel.querySelectorAll("#edit [aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    for (const { dataset } of wrong) {
      const field = byId(`field-${dataset.wrong}`);
      if (!field) continue;
      const line = document.createElement("span");
      line.className = "wrong bad";
      line.textContent = dataset.why;
      field.setAttribute("aria-invalid", "true");
      field.after(line);
    }
  }

  panel.addEventListener("change", (event) => {
    const form = event.target.closest("#edit");
    if (form) keep(form);
  });
  panel.addEventListener("submit", (event) => {
    if (event.target.id !== "edit") return;
    event.preventDefault();
    keep(event.target);
  });
  document.addEventListener("evidence:leave", () => {
    const form = byId("edit");
    if (form?.contains(document.activeElement)) keep(form);
  });
  window.addEventListener("beforeunload", (event) => { if (claims.size) event.preventDefault(); });
  return { idle, begun, ended };
})();
