/* What every page of the dashboard does beyond htmx: when to look again, clocks, alerts, menus, places kept.
 * The conversation's own part is in talk.js.
 *
 * The server's events only say that something changed. Parts of a page marked data-live name the kinds
 * they care for and are fetched again: soon after, and once more when the record has caught up
 * ("recorded", or a little later where that was missed).
 */
const nocturn = (() => {
  "use strict";
  const SOON = 150, AGAIN = 1600, REPEAT = 30_000;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const kept = (() => {
    const memory = new Map(); // where storage is blocked
    return {
      get(name) { try { return localStorage.getItem(name); } catch { return memory.get(name) ?? null; } },
      set(name, value) { try { localStorage.setItem(name, value); } catch { memory.set(name, value); } },
    };
  })();

  // ── live parts ─────────────────────────────────────────────────────────────
  const due = new Map(); // element -> timer
  const look = (element, delay) => {
    if (due.has(element)) return;
    due.set(element, setTimeout(() => {
      due.delete(element);
      if (element.isConnected) htmx.trigger(element, "refresh");
    }, delay));
  };
  const behind = new Set(); // parts that wait for the record
  const recorded = () => { behind.forEach((element) => look(element, 0)); behind.clear(); };
  const expect = (element) => {
    behind.add(element);
    setTimeout(() => behind.delete(element) && element.isConnected && look(element, 0), AGAIN);
  };
  const changed = (kind, about) => {
    for (const element of all("[data-live]")) {
      const cares = element.dataset.live.split(" ").includes(kind);
      if (!cares || (element.dataset.about && about && element.dataset.about !== about)) continue;
      look(element, SOON);
      expect(element);
    }
  };
  const followed = new WeakSet();
  let wasAway = false;
  const follow = (source) => {
    if (wasAway) all("[data-live]").forEach((element) => look(element, 0));
    if ("behind" in document.body.dataset) all("[data-live]").forEach(expect); // drawn before the record had it all
    delete document.body.dataset.behind;
    wasAway = false;
    lineState("");
    if (followed.has(source)) return;
    followed.add(source);
    const on = (kind, then) => source.addEventListener(kind, (event) => {
      const body = JSON.parse(event.data);
      changed(kind, body.conversation || body.id);
      then?.(body);
    });
    on("conversation");
    on("message");
    on("note");
    on("alert", announce);
    source.addEventListener("recorded", recorded);
    source.addEventListener("typing", ({ data }) => document.dispatchEvent(new CustomEvent("nocturn:typing", { detail: JSON.parse(data) })));
  };
  document.addEventListener("htmx:sseOpen", (event) => follow(event.detail.source));
  let trouble;
  document.addEventListener("htmx:sseError", () => {
    wasAway = true;
    clearTimeout(trouble);
    trouble = setTimeout(() => wasAway && lineState(document.body.dataset.reconnecting), 4000);
  });
  const lineState = (text) => {
    const line = document.querySelector(".line-state");
    line.textContent = text;
    line.hidden = !text;
  };

  // ── clocks: server time, whatever the phone believes ───────────────────────
  const skew = Date.parse(document.body.dataset.now) - Date.now();
  const two = (n) => String(n).padStart(2, "0");
  const words = document.body.dataset; // "{0} min", "{0} h {1}"
  const spelled = (milliseconds) => {
    const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    return h ? words.hours.replace("{0}", h).replace("{1}", two(m)) : words.minutes.replace("{0}", m);
  };
  const show = (clock, milliseconds) => {
    const said = spelled(milliseconds);
    if (clock.textContent !== said) clock.textContent = said;
  };
  const NEAR = 3600_000;
  const tick = () => {
    const now = Date.now() + skew;
    for (const clock of all("[data-since]")) show(clock, now - Date.parse(clock.dataset.since));
    for (const clock of all("[data-until]")) {
      const left = Date.parse(clock.dataset.until) - now;
      show(clock, left);
      clock.classList.toggle("alarm", left < NEAR);
      if (left > 0 || clock.dataset.over) continue;
      clock.dataset.over = "yes"; // told once
      clock.dispatchEvent(new CustomEvent("nocturn:over", { bubbles: true }));
    }
  };

  // ── alerts ─────────────────────────────────────────────────────────────────
  const title = document.title;
  const badge = () => {
    const n = all("#count-alerts .count, #count-inbox .count").reduce((sum, c) => sum + Number(c.dataset.count), 0);
    document.title = n ? `(${n}) ${title}` : title;
    return n;
  };
  const rung = new Set(); // a new line may tell again what this page has heard
  const announce = (alert) => {
    if (rung.has(alert.id)) return;
    rung.add(alert.id);
    const link = document.createElement("a");
    link.className = "toast";
    link.href = alert.conversation ? `/dashboard/conversations/${alert.conversation}` : "/dashboard/alerts";
    link.append(sign("bell"), document.documentElement.lang === "ms" ? alert.title_ms ?? alert.title : alert.title);
    toast(link);
    ring();
  };
  const sign = (name) => {
    const bell = document.querySelector(".nav use").closest("svg").cloneNode(true);
    const use = bell.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${name}`));
    return bell;
  };
  const toast = (node) => {
    document.querySelector(".toasts").append(node);
    setTimeout(() => node.remove(), 8000);
  };
  // Browsers let a page sound only after somebody has touched it: until then the button says so.
  let audio;
  const soundOn = () => kept.get("nocturn.sound") === "on";
  const wake = () => {
    if (!soundOn()) return;
    audio ||= new AudioContext();
    audio.resume().then(drawSound, () => {});
  };
  const ring = () => {
    if (!soundOn() || !audio || audio.state !== "running") return;
    [660, 880].forEach((pitch, i) => {
      const [tone, gain] = [audio.createOscillator(), audio.createGain()];
      const at = audio.currentTime + i * 0.18;
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(0.0001, at);
      gain.gain.exponentialRampToValueAtTime(0.2, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.32);
    });
  };
  const drawSound = () => {
    for (const button of all(".sound")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(soundOn()));
      button.classList.toggle("asleep", soundOn() && audio?.state !== "running");
      const word = button.querySelector("span");
      if (word) word.textContent = soundOn() ? button.dataset.on : button.dataset.off;
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".sound");
    if (button) kept.set("nocturn.sound", soundOn() && audio?.state === "running" ? "off" : "on");
    wake();
    if (button) audio?.resume().then(() => { drawSound(); ring(); });
    drawSound();
  });
  // a menu closes when one looks elsewhere
  document.addEventListener("click", (event) => {
    for (const menu of all("details.ready[open], details.more[open]")) if (!menu.contains(event.target)) menu.removeAttribute("open");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all("details.ready[open], details.more[open]")) { menu.removeAttribute("open"); menu.querySelector("summary").focus(); }
  });
  document.addEventListener("change", (event) => event.target.closest?.("[data-submits]")?.requestSubmit());

  // ── a list that changes above what one reads does not move it from under the thumb ──
  let place = null;
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    if (!target.matches("[data-place]")) return;
    const first = all("[id]", target).find((line) => line.getBoundingClientRect().bottom > 64);
    place = scrollY > 0 && first ? { id: first.id, top: first.getBoundingClientRect().top } : null;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (place && event.target.matches?.("[data-place]")) {
      const line = document.getElementById(place.id);
      if (line) scrollBy(0, line.getBoundingClientRect().top - place.top);
      place = null;
    }
    after();
  });
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail; // what is unfolded stays so, until it says something else
    if (target.id === "troubles" && fragment.textContent.trim() === target.textContent.trim()) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:oobAfterSwap", after);
  for (const kind of ["htmx:responseError", "htmx:sendError"]) document.addEventListener(kind, failed);
  function failed(event) {
    if (event.detail.requestConfig?.verb === "get") return; // it is fetched again by itself
    const node = document.createElement("p");
    node.className = "toast";
    node.append(sign("bell"), document.body.dataset.failed);
    toast(node);
  }
  function after() {
    badge();
    tick();
  }

  drawSound();
  wake();
  after();
  setInterval(tick, 1000);
  setInterval(() => badge() && document.querySelector("#count-inbox .count") && ring(), REPEAT);
  return { all, kept, look };
})();
