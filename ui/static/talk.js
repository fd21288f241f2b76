/* The conversation: drafts that survive, ready replies, templates, the window's end, a transcript that stays put. */
(() => {
  "use strict";
  const { all, kept, look } = nocturn;
  const transcript = document.getElementById("transcript");

  // ── writing: drafts survive, Enter sends where there is a keyboard ─────────
  const draftName = (field) => `nocturn.draft.${field.dataset.draft}`;
  const restoreDrafts = () => {
    for (const field of all(".say [data-draft]")) if (!field.value) field.value = kept.get(draftName(field)) || "";
    for (const text of all("[data-unsent]")) kept.set(`nocturn.draft.${text.dataset.unsent}`, text.textContent);
    for (const word of all("[data-if-draft]")) word.hidden = !kept.get(`nocturn.draft.${word.dataset.ifDraft}`);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches?.(".say [data-draft]")) kept.set(draftName(event.target), event.target.value);
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.matches?.(".say textarea") && event.key === "Enter";
    if (!writing || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  });
  // ready replies go into the field; what is still to be filled in is selected
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest?.("[data-ready], [data-again]");
    const field = chosen && document.querySelector(".say textarea[name=text][data-draft]");
    if (!field) return;
    field.value = chosen.dataset.ready ?? chosen.dataset.again;
    kept.set(draftName(field), field.value);
    chosen.closest("details.ready")?.removeAttribute("open");
    const blank = /\{\{[^}]*\}\}/.exec(field.value);
    field.focus();
    field.setSelectionRange(blank ? blank.index : field.value.length, blank ? blank.index + blank[0].length : field.value.length);
  });
  const offerAgain = () => {
    const mine = !!document.querySelector(".say [name=text][data-draft]:not([data-draft^=note])");
    for (const button of all("[data-again]")) button.hidden = !mine;
  };
  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".noting[open]")) event.target.querySelector("textarea").focus();
  }, true);
  // on its way: what comes back is an empty field, or the same words with what was wrong with them
  document.addEventListener("htmx:beforeRequest", (event) => {
    const field = event.target.matches?.(".say") && event.target.querySelector("[data-draft]");
    if (field) kept.set(draftName(field), "");
  });
  for (const kind of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(kind, (event) => {
    const field = event.detail.elt?.querySelector?.("[data-draft]");
    if (field) kept.set(draftName(field), field.value); // it was not sent: it is not lost either
  });

  // ── who is writing: told while somebody is, forgotten by itself ────────────
  const TELL = 3_000, FORGET = 6_000;
  const typist = document.getElementById("typing");
  let told = 0, forgetting;
  document.addEventListener("input", ({ target }) => {
    const reply = target.matches?.(".say [name=text][data-draft]:not([data-draft^=note])");
    if (!reply || !target.value.trim() || Date.now() - told < TELL) return;
    told = Date.now();
    fetch(`/api/v1/conversations/${target.dataset.draft}/typing`, { method: "POST" }).catch(() => {}); // it is no news
  });
  const typing = (by) => {
    const atEnd = isAtEnd();
    clearTimeout(forgetting);
    if (by) forgetting = setTimeout(typing, FORGET);
    typist.hidden = !by;
    typist.lastElementChild.textContent = by ? typist.dataset.words.replace("{0}", by) : "";
    if (by && atEnd) toEnd();
  };
  document.addEventListener("nocturn:typing", ({ detail }) => {
    const elsewhere = detail.conversation !== typist.dataset.of || detail.by === typist.dataset.me;
    if (!elsewhere) typing(detail.on && detail.staff_name);
  });

  // ── WhatsApp: a template reads as it will be sent; when free words are over, the composer locks ──
  document.addEventListener("input", ({ target }) => {
    const template = target.name?.startsWith("value_") && target.closest(".template");
    if (template) for (const shown of all(`[data-shows="${target.name.slice(6)}"]`, template)) shown.textContent = target.value || "…";
  });
  document.addEventListener("nocturn:over", () => {
    for (const part of all("#composer .say textarea[name=text]:not([data-draft^=note]), #composer .say .primary")) part.disabled = true;
    look(transcript, 500); // what comes back has the templates in its place
  });

  // ── the transcript stays where it is read ──────────────────────────────────
  const phone = matchMedia("(max-width: 68rem)"); // there the page scrolls, not the transcript
  const scroller = () => (phone.matches ? document.scrollingElement : transcript.parentElement);
  const toEnd = () => { scroller().scrollTop = scroller().scrollHeight; };
  const isAtEnd = () => { const box = scroller(); return box.scrollHeight - box.scrollTop - box.clientHeight < 80; };
  let atEnd = true, open = [], below = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = scroller();
    if (event.detail.target.matches(".earlier")) below = box.scrollHeight - box.scrollTop; // comes in above what is read
    if (event.detail.target !== transcript) return;
    atEnd = isAtEnd();
    typing(); // what was being written may be there now
    open = all("details[open]", transcript).map((d) => d.id);
  });
  document.addEventListener("htmx:afterSwap", () => { // before it is painted; a day is named once
    all(".transcript .day").forEach((day, n, days) => { day.hidden = day.textContent === days[n - 1]?.textContent; });
    if (below !== null) scroller().scrollTop = scroller().scrollHeight - below;
    below = null;
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target } = event.detail; // somebody is filling in the lead beside the conversation: leave it to them
    if (target.id === "side" && target.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === transcript) {
      open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
      if (atEnd) toEnd();
    }
    after();
  });
  document.addEventListener("htmx:oobAfterSwap", after);
  function after() {
    restoreDrafts();
    offerAgain();
  }

  after();
  if (!location.hash) toEnd();
  if (!phone.matches) document.querySelector(".thread .composer > .say textarea")?.focus({ preventScroll: true });
})();
