// ── what stands in the conversation ────────────────────────────────────────────

const PAUSE = 3_600_000; // after which the time is said again

const author = (m) => (m.role === "staff" ? m.staff_name || t("someone") : m.role === "guest" ? t("you") : t("assistant"));
const item = (m) => {
  const node = el("div", { class: `item ${m.role}`, lang: m.language },
    m.role !== "system" && el("div", { class: m.role === "guest" ? "vh" : "name" }, author(m)),
    el("div", { class: "bubble" }, linked(m.text || "", m.role !== "guest")), ...(m.quotes || []).map(quoteCard));
  node.dataset.by = `${m.role}${m.staff_name || ""}`;
  if (m.at) node.dataset.at = m.at;
  return node;
};
/** Under a guest's own message: whether it waits, or was refused. */
const note = (mine) => {
  mine.node.querySelector(".note")?.remove();
  mine.node.classList.toggle("pending", mine.state === "queued");
  if (mine.state === "queued" && away()) mine.node.append(el("div", { class: "note" }, t("later")));
  if (mine.state !== "failed") return;
  mine.node.append(el("div", { class: "note bad" }, `${t("failed")} · `, button("", () => retry(mine), t("retry"))));
  say(t("failed"));
};
const moment = (at) => {
  const today = at.toDateString() === new Date().toDateString();
  return `${today ? t("today") : at.toLocaleDateString(locale(), DAY)} ${clock(at)}`;
};

/** A price computed by the hotel's rate card. Nothing is calculated here: every figure is the server's. */
const quoteCard = (q, _, all) => {
  const alone = all.length === 1; // several are compared by name and total, and opened one by one
  const cash = (amount) => money(amount, q.currency);
  const row = (head, value, small, cls) => el("tr", { class: cls },
    el("th", { scope: "row" }, head, small ? el("small", {}, ` ${small}`) : null), el("td", {}, value));
  return el("details", { class: "quote", open: alone },
    el("summary", {}, el("b", {}, said(q.room_name), el("i", {}, cash(q.total))),
      el("span", {}, `${date(q.check_in)} – ${date(q.check_out)}`),
      el("span", {}, [t("nights", q.nights.length), t("rooms", q.rooms), t(q.breakfast ? "breakfast" : "noBreakfast")].join(" · "))),
    el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t(q.rooms > 1 ? "perRoom" : "night")), el("th", { scope: "col" }, t("amount")))),
      el("tbody", {}, ...q.nights.map((n) => row(date(n.night), cash(n.price))),
        row(t("subtotal"), cash(q.subtotal), q.rooms > 1 ? t("rooms", q.rooms) : "", "rule"),
        ...q.fees.filter((f) => !f.foreign_only).map((f) => row(said(f.name), f.included ? t("included") : cash(f.amount), f.included ? "" : said(f.how))),
        row(t("total"), cash(q.total), "", "rule sum"))),
    el("footer", {}, Number(q.foreign_extra) > 0 ? `${t("foreign", cash(q.foreign_extra))} ` : "", t("subject")));
};

const nearEnd = () => ui.log.scrollHeight - ui.log.scrollTop - ui.log.clientHeight < 60;
const toEnd = () => { ui.log.scrollTop = ui.log.scrollHeight; ui.latest.hidden = true; };
const place = (node, mine = false) => {
  const atEnd = nearEnd() || mine;
  const last = ui.items.lastElementChild;
  const at = new Date(node.dataset.at);
  if (!last || at - new Date(last.dataset.at) > PAUSE) ui.items.append(el("div", { class: "when" }, moment(at)));
  node.classList.toggle("same", ui.items.lastElementChild?.dataset.by === node.dataset.by);
  ui.items.append(node);
  if (!atEnd) { ui.latest.hidden = node.classList.contains("guest"); return; }
  toEnd(); // but a long answer is read from its beginning
  if (!mine && node.offsetHeight > ui.log.clientHeight - 60) ui.log.scrollTop = node.offsetTop - 12;
};
const quick = (choices) => {
  ui.quick.hidden = !choices.length;
  ui.quick.replaceChildren(...choices.slice(0, 6).map((choice) =>
    button("", () => { if (write(said(choice))) focusBox(); }, said(choice))));
};
const greet = () => {
  const text = said(config.greeting);
  ui.greeting.replaceChildren(...(isText(text) ? [item({ role: "ai", text })] : []));
  if (!shown.size && !pending.length) quick(config.quick_replies[lang] || []);
};

// ── the hotel itself, where the chat is not wanted or cannot be reached ─────────

const contacts = (body = "", text = "") => {
  const { phone, phone_display, email, whatsapp } = config.hotel;
  const link = (name, href, words, more) => el("a", { class: "cta plain", href, ...more }, icon(name), el("span", {}, words));
  return el("div", { class: "contacts" }, link("phone", `tel:${phone}`, phone_display || phone),
    whatsapp ? link("chat", `https://wa.me/${whatsapp.slice(1)}`, "WhatsApp", { target: "_blank", rel: "noopener noreferrer" }) : null,
    email ? link("mail", `mailto:${email}${body && `?body=${encodeURIComponent(body)}`}`, text || email) : null);
};
/** The appliance is away (X13). Honest: the message waits here, and a telephone is surer. */
const awayCard = () => {
  const input = el("input", { autocomplete: "email", maxlength: "200", required: true });
  const form = el("form", { onsubmit: (e) => {
    e.preventDefault();
    if (write(t("reachMe", input.value.trim()))) { form.remove(); focusBox(); }
  } }, el("label", {}, el("span", {}, t("contact")), input), el("button", { class: "cta plain" }, t("leave")));
  return [
    el("b", {}, t(navigator.onLine ? "down" : "offline")),
    el("p", {}, t(keeps ? "kept" : "unkept")),
    form,
    el("p", {}, t("urgent")),
    contacts(pending.map((p) => p.text).join("\n\n"), t("mail")),
  ];
};
const noticeSheet = () => [
  el("h2", {}, said(config.greeting)),
  el("div", { class: "grow" }),
  el("h3", {}, t("privacy")),
  el("p", {}, linked(said(config.privacy.notice))),
  button("cta", accept, t("accept")),
  button("cta plain", () => show("declined"), t("decline")),
  el("h3", {}, t("direct")),
  contacts("", t("mail")),
];
const declinedSheet = () => {
  const answers = el("div", { class: "answers" });
  showAnswers(answers).catch(() => {}); // the telephone is there all the same
  return [
    el("h2", {}, t("declined")),
    el("p", {}, t("declinedText")),
    contacts(),
    answers,
    el("div", { class: "grow" }),
    button("cta", () => show("notice"), t("back")),
  ];
};
/** What others ask, answered from the hotel's own texts: nothing of the guest is sent for it. */
const showAnswers = async (place) => {
  const { answers } = await call("GET", `/widget-answers?key=${encodeURIComponent(KEY)}&language=${lang}`);
  if (!answers.length) return;
  place.append(el("h3", {}, t("common")), ...answers.map((a) =>
    el("details", {}, el("summary", {}, a.question), el("p", {}, linked(a.answer)))));
};
