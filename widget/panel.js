// ── the panel ──────────────────────────────────────────────────────────────────

const PHONE_SIZE = matchMedia("(max-width: 480px), (max-height: 480px)");
const TOUCH = matchMedia("(hover: none)");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const PEEK = 12_000; // milliseconds a message shows beside the closed chat
const ui = {};
let open = false;
let view = "chat"; // chat, notice, declined
let returnFocus = null;
let scrolling = null; // the page's own overflow, while the sheet covers it
let peeking = 0;
let awayAs = ""; // what the card about it says

const build = () => {
  ui.host = document.createElement("nocturn-chat");
  for (const [name, value] of [["all", "initial"], ["position", "fixed"], ["z-index", "2147483647"], ["inset", "auto"], ["display", "block"]])
    ui.host.style.setProperty(name, value, "important");
  ui.host.popover = "manual";
  const shadow = ui.host.attachShadow({ mode: "open" });
  dress(shadow);
  ui.root = el("div", { class: "root" });
  ui.root.classList.toggle("left", script.dataset.side === "left");
  ui.badge = el("span", { class: "badge", "aria-hidden": "true", hidden: true });
  ui.launchText = el("span", { class: "label" });
  ui.launch = button("launch", () => toggle(true), icon("chat"), ui.launchText, ui.badge);
  ui.launch.setAttribute("aria-haspopup", "dialog");
  ui.peek = button("peek", () => toggle(true));
  ui.peek.hidden = true;
  ui.mark = el("div", { class: "mark", "aria-hidden": "true" });
  ui.title = el("b", { id: "title" });
  ui.sub = el("span");
  ui.lang = button("lang", switchLanguage, el("span", { "aria-hidden": "true" }));
  ui.close = button("icon", () => toggle(false), icon("down"));
  ui.banner = el("div", { class: "banner", role: "status", hidden: true });
  ui.greeting = el("div", { class: "items" });
  ui.items = el("div", { class: "items" });
  ui.quick = el("div", { class: "quick", hidden: true });
  ui.typist = el("div", { class: "name" });
  ui.typing = el("div", { class: "item staff", hidden: true }, ui.typist, el("div", { class: "bubble dots", role: "img" }, el("i"), el("i"), el("i")));
  ui.away = el("div", { class: "away", hidden: true });
  ui.log = el("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0", onscroll: () => { if (nearEnd()) ui.latest.hidden = true; } },
    ui.greeting, ui.items, ui.typing, ui.away, ui.quick);
  ui.latest = button("latest", toEnd);
  ui.latest.hidden = true;
  ui.input = el("textarea", { rows: "1", maxlength: "8000", enterkeyhint: "send", autocomplete: "off", oninput: grow, onkeydown: onKey });
  ui.send = el("button", { class: "send", disabled: true }, icon("send"));
  ui.personText = el("span");
  ui.person = button("person", askPerson, icon("person"), ui.personText);
  ui.chat = el("div", { class: "body" }, el("div", { class: "body" }, ui.log, ui.latest),
    el("div", { class: "foot" },
      el("form", { class: "compose", onsubmit: (e) => { e.preventDefault(); submit(); } }, ui.input, ui.send), ui.person));
  ui.sheet = el("div", { class: "sheet", hidden: true, tabindex: "-1" });
  ui.live = el("div", { class: "vh", role: "status", "aria-live": "polite" });
  ui.panel = el("div", { class: "panel", role: "dialog", "aria-labelledby": "title", tabindex: "-1", hidden: true, onkeydown: trap },
    el("div", { class: "head" }, ui.mark, el("div", { class: "who" }, ui.title, ui.sub), ui.lang, ui.close),
    ui.banner, ui.chat, ui.sheet);
  // the page's own shortcuts must not fire while a guest is typing
  for (const kind of ["keydown", "keyup", "keypress"]) ui.panel.addEventListener(kind, (e) => e.stopPropagation());
  ui.root.append(ui.launch, ui.peek, ui.panel, ui.live);
  shadow.append(ui.root);
  attach();
};
/** Beside the body, not in it: a page that swaps its body, or all of itself, keeps the chat (X9). A popover stands
    above every layer, and by the screen even where the page transforms its root. */
const attach = () => {
  const page = document.documentElement;
  if (page && !ui.host.isConnected) { page.append(ui.host); ui.host.showPopover?.(); }
  if (!page || ui.page === page) return;
  ui.page = page;
  for (const node of [document, page]) new MutationObserver(attach).observe(node, { childList: true });
};
const dress = (shadow) => {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
  } catch { // Safari before 16.4
    const style = el("style", { nonce: script.nonce });
    style.textContent = CSS;
    shadow.append(style);
  }
};
const scheme = () => {
  const asked = script.dataset.scheme;
  ui.root.classList.toggle("night", asked ? asked === "dark" : DARK.matches);
};

const render = () => {
  if (!config) return;
  const label = (node, key, value) => node.setAttribute("aria-label", t(key, value));
  const name = staffName || t("someone");
  ui.root.lang = lang;
  ui.title.textContent = config.hotel.name;
  ui.sub.textContent = mode === "staff" ? t("staff", name) : t(mode === "handoff" ? "asked" : "online");
  ui.mark.replaceChildren(mode === "staff" ? [...name][0].toUpperCase() : icon("moon"));
  ui.launchText.textContent = t("open");
  ui.launch.setAttribute("aria-label", unread ? `${t("open")}, ${t("unread", unread)}` : t("open"));
  ui.badge.textContent = unread > 9 ? "9+" : unread;
  ui.badge.hidden = !unread;
  ui.lang.firstChild.textContent = index() ? "EN" : "BM";
  label(ui.lang, "language");
  label(ui.close, "close");
  label(ui.log, "log");
  label(ui.input, "placeholder");
  label(ui.send, "send");
  label(ui.typing.lastChild, "typing");
  ui.input.placeholder = t("placeholder");
  ui.latest.textContent = t("latest");
  ui.personText.textContent = t({ staff: "withPerson", handoff: "personAsked" }[mode] || "person");
  ui.person.disabled = withPeople();
  ui.chat.hidden = view !== "chat";
  ui.sheet.hidden = view === "chat";
  drawAway();
};
const drawAway = () => {
  const as = away() && `${lang}${navigator.onLine}`;
  if (as === awayAs) return; // what somebody is writing there stays
  awayAs = as;
  ui.away.hidden = !as;
  ui.away.replaceChildren(...(as ? awayCard() : []));
  pending.forEach(note);
  if (as) { setTyping(false); toEnd(); say(ui.away.firstChild.textContent); }
};
const notice = (text) => {
  ui.banner.textContent = text;
  ui.banner.hidden = !text;
};
/** Said once by a screen reader, and shown beside the closed chat. */
const say = (text) => {
  ui.live.textContent = text;
  if (open || text === ui.away.firstChild?.textContent) return;
  ui.peek.replaceChildren(el("span", {}, text));
  ui.peek.hidden = false;
  clearTimeout(peeking);
  peeking = setTimeout(() => { ui.peek.hidden = true; }, PEEK);
};

const show = (next) => {
  view = next;
  if (next !== "chat") ui.sheet.replaceChildren(...(next === "notice" ? noticeSheet() : declinedSheet()));
  render();
  if (next === "chat") toEnd();
  if (open) next === "chat" ? focusBox() : ui.sheet.focus({ preventScroll: true });
};
/** On a phone the keyboard comes when the guest asks for it, not before. */
const focusBox = () => (TOUCH.matches ? ui.panel : ui.input).focus({ preventScroll: true });
const accept = async () => {
  keep({ consent: { version: config.privacy.version, language: lang } });
  show("chat");
  try { await start(); } catch { again = setTimeout(resume, backoff(1)); }
};
const switchLanguage = () => {
  lang = index() ? "en" : "ms";
  keep({ lang });
  greet();
  show(view);
  ui.lang.focus({ preventScroll: true });
};

const submit = () => {
  if (!write(ui.input.value)) return;
  ui.input.value = "";
  grow();
  ui.input.focus({ preventScroll: true });
};
const grow = () => {
  const atEnd = nearEnd();
  ui.input.style.height = "auto";
  ui.input.style.height = `${Math.min(126, Math.max(41, ui.input.scrollHeight))}px`;
  ui.send.disabled = !ui.input.value.trim();
  if (atEnd) toEnd();
};
const onKey = (e) => {
  if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); submit(); }
};
const trap = (e) => {
  if (e.key === "Escape") { e.preventDefault(); toggle(false); return; }
  if (e.key !== "Tab") return;
  const stops = [...ui.panel.querySelectorAll("button:not([disabled]),a[href],summary,textarea,input,[tabindex='0']")].filter((n) => n.offsetParent);
  const at = stops.indexOf(ui.host.shadowRoot.activeElement);
  const next = e.shiftKey ? at <= 0 && stops.length - 1 : at === stops.length - 1 && 0;
  if (next !== false) { e.preventDefault(); stops[next].focus(); }
};

const toggle = (on) => {
  if (on === open) return;
  open = on;
  ui.panel.hidden = !on;
  ui.launch.hidden = on;
  ui.peek.hidden = true;
  sheetMode();
  if (on) {
    returnFocus = document.activeElement === ui.host ? null : document.activeElement;
    unread = 0;
    keep({ seen: newest });
    show(memory.consent ? "chat" : view === "declined" ? "declined" : "notice");
  } else {
    render();
    (returnFocus && returnFocus !== document.body && returnFocus.isConnected ? returnFocus : ui.launch).focus({ preventScroll: true });
  }
};
const sheetMode = () => {
  const full = open && PHONE_SIZE.matches;
  const page = document.documentElement;
  if (full && scrolling === null) { scrolling = page.style.overflow; page.style.overflow = "hidden"; }
  if (!full && scrolling !== null) { page.style.overflow = scrolling; scrolling = null; }
  full ? ui.panel.setAttribute("aria-modal", "true") : ui.panel.removeAttribute("aria-modal");
  fit();
};
/** iOS slides the page under its keyboard; the sheet follows what is really visible (X5). */
const fit = () => {
  const v = window.visualViewport;
  if (!open || !v) return;
  const atEnd = nearEnd();
  ui.panel.style.setProperty("--height", `${v.height}px`);
  ui.panel.style.setProperty("--top", `${v.offsetTop}px`);
  if (atEnd) toEnd();
};
