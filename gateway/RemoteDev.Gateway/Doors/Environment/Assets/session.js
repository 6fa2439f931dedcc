// Shows, over a page of an environment, what the gateway has to say about the session it belongs to: a quiet banner before
// the window closes, a full page when the session has ended. Lives in a closed shadow tree: the page's styles do not reach it.
(() => {
  "use strict";
  if (window.top !== window || window.__remotedevSession) return;
  Object.defineProperty(window, "__remotedevSession", { value: true });

  const base = "/.remotedev/session/";
  const style = `
    :host { all: initial; color-scheme: light dark; }
    * { box-sizing: border-box; }
    .banner, .end { font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
      color: light-dark(#17212b, #e4eaf0); }
    .banner { position: fixed; inset: 12px 12px auto auto; max-width: min(28rem, calc(100vw - 24px)); z-index: 2147483646;
      display: flex; gap: 12px; align-items: flex-start; padding: 10px 12px; border-radius: 6px;
      background: light-dark(#fcf0d9, #38290f); border: 1px solid light-dark(#7a4a00, #f0bd66);
      box-shadow: 0 4px 16px rgb(0 0 0 / 25%); }
    .end { position: fixed; inset: 0; z-index: 2147483647; display: grid; place-items: center; padding: 24px; overflow: auto;
      background: light-dark(#f3f5f8, #0e1319); }
    .card { max-width: 34rem; width: 100%; padding: 28px; border-radius: 8px; background: light-dark(#fff, #151c24);
      border: 1px solid light-dark(#dce2e9, #2a3642); }
    h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; }
    h1:focus { outline: none; }
    p { margin: 0 0 12px; overflow-wrap: anywhere; }
    .banner p { margin: 0; }
    .times { color: light-dark(#52606d, #9fadba); }
    .left { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
    [hidden] { display: none !important; }
    a, button { font: inherit; color: light-dark(#0a5ca8, #79b8ff); }
    a:focus-visible, button:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
    button { padding: 0 6px; border: 1px solid transparent; border-radius: 4px; background: none; cursor: pointer; color: inherit; }
    button:hover { border-color: currentColor; }
    a.go { display: inline-block; margin: 4px 12px 0 0; padding: 6px 14px; border-radius: 6px; text-decoration: none;
      background: light-dark(#0a5ca8, #79b8ff); color: light-dark(#fff, #0b1622); }`;

  const make = (name, className, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  };

  const host = make("remotedev-session");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const banner = make("div", "banner");
  const told = make("div");
  const text = make("p");
  const left = make("span", "left");
  const confirm = make("a", "", "Confirm now");
  const hide = make("button", "", "Hide");
  banner.hidden = true;
  told.setAttribute("role", "alert");
  left.setAttribute("aria-hidden", "true");
  hide.addEventListener("click", () => { banner.hidden = true; });
  // In another tab: what is open and typed here stays, and goes on.
  confirm.target = "_blank";
  confirm.rel = "noopener";
  confirm.hidden = true;
  told.append(text, confirm);
  banner.append(told, left, hide);
  root.append(banner);
  document.documentElement.append(host);

  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = (at, zone) => {
    const format = (timeZone) => new Intl.DateTimeFormat(undefined, {
      weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(at);
    const here = `${format(mine)} your time`;
    return zone && zone !== mine ? `${here}, ${format(zone)} ${zone}` : here;
  };

  let closesAt = 0;
  let ended = false;
  const count = () => {
    if (!closesAt || banner.hidden) return;
    const seconds = Math.max(0, Math.round((closesAt - Date.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  setInterval(count, 1000);

  const warn = (notice) => {
    closesAt = notice.closesAt ? Date.parse(notice.closesAt) : 0;
    const when = closesAt ? ` Closes ${clock(closesAt, notice.windowZone)}.`
      : notice.opensAt ? ` Again from ${clock(Date.parse(notice.opensAt), notice.windowZone)}.` : "";
    text.textContent = notice.text + when;
    left.textContent = "";
    confirm.hidden = !notice.needsFactor;
    if (notice.needsFactor) confirm.href = `${notice.portal}/signin/verify?return=%2Fconfirmed`;
    banner.hidden = !notice.text;
    count();
  };

  const end = (notice) => {
    if (ended) return;
    ended = true;
    banner.hidden = true;
    const page = make("div", "end");
    const card = make("div", "card");
    page.setAttribute("role", "alertdialog");
    page.setAttribute("aria-modal", "true");
    page.setAttribute("aria-labelledby", "title");
    page.setAttribute("aria-describedby", "why");
    const title = make("h1", "", "Your session has ended");
    title.id = "title";
    title.tabIndex = -1;
    const why = make("p", "", notice.text || "The gateway closed this session.");
    why.id = "why";
    card.append(title, why);
    if (notice.opensAt) card.append(make("p", "times", `Opens again ${clock(Date.parse(notice.opensAt), notice.windowZone)}.`));
    const again = make("a", "go", notice.needsFactor ? "Confirm and open again" : "Open again");
    again.href = `/.remotedev/start?return=${encodeURIComponent(location.pathname + location.search)}`;
    card.append(again);
    if (notice.portal) {
      const portal = make("a", "", "Go to the portal");
      portal.href = notice.portal;
      card.append(portal);
    }
    page.append(card);
    root.append(page);
    if (document.body) document.body.inert = true;
    document.documentElement.append(host);
    title.focus();
  };

  const show = (notice) => (notice.isEnd ? end(notice) : warn(notice));

  // Asks how things stand: at the beginning, and when the events stop coming.
  const ask = async () => {
    try {
      const answer = await fetch(base + "state", { credentials: "same-origin", cache: "no-store" });
      if (answer.headers.get("content-type")?.startsWith("application/json")) {
        const state = await answer.json();
        if (state.text || state.isEnd) show(state);
        else if (!ended && !confirm.hidden) banner.hidden = confirm.hidden = true;
        return true;
      }
    } catch { /* the gateway is away; the next try follows */ }
    return false;
  };

  // One tab of a browser listens and tells the others: connections to one origin are few.
  const others = new BroadcastChannel("remotedev-session");
  others.addEventListener("message", (event) => show(event.data));
  const listen = () => new Promise(() => {
    let wait = 1000;
    const open = () => {
      const events = new EventSource(base + "events");
      events.addEventListener("open", () => { wait = 1000; });
      events.addEventListener("notice", (event) => {
        const notice = JSON.parse(event.data);
        others.postMessage(notice);
        show(notice);
        if (notice.isEnd) events.close();
      });
      events.addEventListener("error", async () => {
        events.close();
        await ask();
        if (!ended) {
          setTimeout(open, wait);
          wait = Math.min(wait * 2, 30000);
        }
      });
    };
    open();
  });
  ask();
  if (navigator.locks) navigator.locks.request("remotedev-session", listen); else listen();
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !ended) ask(); });

  // Bytes of an idle IDE flow by themselves; only hands on keyboard and pointer mean that somebody is there.
  let reported = 0;
  const active = () => {
    const now = Date.now();
    if (now - reported < 30000 || ended) return;
    reported = now;
    fetch(base + "activity", { method: "POST", credentials: "same-origin", keepalive: true }).catch(() => {});
  };
  for (const kind of ["keydown", "pointerdown", "wheel"]) window.addEventListener(kind, active, { capture: true, passive: true });
})();
