/* What Streamlit's own page lacks: words in Japanese, focus, errors, connection, preferences.
   Reads no personal data, stores only language and text size. Words: words.ja.js. */
"use strict";
/* Without this Streamlit looks for its server under each page's address and logs 404s. */
window.__streamlit = { BACKEND_BASE_URL: location.origin, ...window.__streamlit };
(() => {
  const { words, patterns, bands } = window.hubWords;
  const rules = patterns.map(([from, to]) => [new RegExp(from), to]);
  const html = document.documentElement;
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  const OURS = '[data-testid="stMarkdownContainer"]:not([data-testid="stFileUploader"] section *), [data-testid="stTable"], [data-testid="stText"], textarea, script, style';
  const FIELDS = "input, textarea, select, [contenteditable='true'], [role='combobox'], [role='listbox'], [role='menu'], [role='grid']";
  const before = new WeakMap();
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const band = (name) => bands[name][html.lang === "en" ? 1 : 0];
  const set = (element, name, value) => { if (element.getAttribute(name) !== value) element.setAttribute(name, value); };

  /* (a) Streamlit's words */
  function japanese(text) {
    const bare = text.trim();
    if (Object.hasOwn(words, bare)) return text.replace(bare, words[bare]);
    if (Object.hasOwn(words, text)) return words[text];
    for (const [from, to] of rules) if (from.test(bare)) return bare.replace(from, to);
    return null;
  }
  function swap(holder, slot, read, write) {
    const now = read(), known = before.get(holder) ?? {};
    if (known[slot] && now === known[slot].ja) {
      if (html.lang === "en") write(known[slot].en);
      return;
    }
    if (html.lang === "en" || !now || !/[A-Za-z]/.test(now)) return;
    const ja = japanese(now);
    if (ja === null || ja === now) return;
    before.set(holder, { ...known, [slot]: { en: now, ja } });
    write(ja);
  }
  function translate(root) {
    if (root.nodeType === Node.TEXT_NODE) {
      if (!root.parentElement?.closest(OURS)) swap(root, "text", () => root.nodeValue, (v) => { root.nodeValue = v; });
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const element of [root, ...all("[aria-label], [title], [placeholder]", root)])
      for (const name of ATTRIBUTES)
        swap(element, name, () => element.getAttribute(name), (v) => element.setAttribute(name, v));
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) translate(walk.currentNode);
  }
  /* A field's name is its visible label; Streamlit puts the raw markdown there. */
  function nameFields() {
    for (const label of all('[data-testid="stWidgetLabel"]')) {
      const text = label.textContent.trim();
      for (const control of all("[aria-label]", label.closest('[data-testid="stElementContainer"]') ?? label))
        if (/\\|:(color|small|gray)\[/.test(control.getAttribute("aria-label"))) set(control, "aria-label", text);
    }
    for (const change of all('[class*="st-key-answer-"] a')) set(change, "aria-label", change.textContent.trim());
  }

  /* (b) error summary: focus, title, aria of the fields */
  let summary = "";
  const control = (name) => one(`.st-key-field-${CSS.escape(name)} :is(input, textarea, select, button, [role="radiogroup"])`);
  /* each line of the summary says which field it means: the sheet sets the field's label before it */
  function errors() {
    const box = one(".st-key-error-summary");
    for (const line of box ? all('a[href^="#field-"]', box) : []) {
      const label = one(`.st-key-field-${CSS.escape(line.getAttribute("href").slice(7))} [data-testid="stWidgetLabel"]`)?.textContent.trim() ?? "";
      set(line, "data-field", label && !line.textContent.includes(label) ? label + band("colon") : "");
    }
    const prefix = [bands.error[0], bands.error[1]].find((p) => document.title.startsWith(p)) ?? "";
    const bare = document.title.slice(prefix.length);
    const title = (box ? band("error") : "") + bare;
    if (document.title !== title) document.title = title;
    for (const bad of all("[data-hub-error]")) if (!one(`#${CSS.escape(bad.dataset.hubError)}`)) {
      for (const name of ["aria-invalid", "aria-describedby", "data-hub-error"]) bad.removeAttribute(name);
    }
    for (const error of all('[class*="st-key-error-"]:not(.st-key-error-summary)')) {
      const name = [...error.classList].find((c) => c.startsWith("st-key-error-")).slice("st-key-error-".length);
      const field = control(name), id = `hub-error-${name}`;
      set(error, "id", id);
      if (field) { set(field, "aria-invalid", "true"); set(field, "aria-describedby", id); set(field, "data-hub-error", id); }
    }
    for (const hint of all('[class*="st-key-hint-"]')) {
      const name = [...hint.classList].find((c) => c.startsWith("st-key-hint-")).slice("st-key-hint-".length);
      const field = control(name);
      set(hint, "id", `hub-hint-${name}`);
      if (field && !field.dataset.hubError) set(field, "aria-describedby", hint.id);
    }
    const text = box?.textContent ?? "";
    if (box && text !== summary) { box.tabIndex = -1; set(box, "role", "alert"); box.focus({ preventScroll: true }); one('[data-testid="stMain"]').scrollTo({ top: 0 }); }
    summary = text;
  }

  /* (d) connection, (e) live region */
  const made = (id, role) => {
    let box = document.getElementById(id);
    if (!box) { box = document.createElement("div"); box.id = id; box.setAttribute("role", role); document.body.append(box); }
    return box;
  };
  let lostSince = 0;
  function connection() {
    const state = one('[data-testid="stApp"]')?.getAttribute("data-test-connection-state");
    const lost = Boolean(state) && state !== "CONNECTED" && state !== "INITIAL" && html.dataset.hubMet === "yes";
    if (state === "CONNECTED") html.dataset.hubMet = "yes";
    if (lost && !lostSince) { lostSince = Date.now(); setTimeout(connection, 1500); }
    if (!lost) lostSince = 0;
    /* our band says it; Streamlit's dialog would lock the page and speaks of itself */
    for (const box of all('[role="dialog"]')) if (/^(Connection error|接続できません)/.test(box.textContent.trim())) one("button", box)?.click();
    const show = lost && Date.now() - lostSince >= 1400, box = made("hub-lost", "alert");
    if (box.textContent !== (show ? band("lost") : "")) box.textContent = show ? band("lost") : "";
  }
  let said = "";
  function speak() {
    const text = all('.st-key-saved-line, [class*="st-key-monthsaid-"], [class*="st-key-strip-undo-"], [class*="st-key-lead-job"]').map((e) => e.textContent.trim()).join(" ").trim();
    if (text === said) return;
    if (said || performance.now() > 5000) made("hub-live", "status").textContent = text;
    said = text;
  }

  /* (f) focus to the h1 after a change of page, never out of a field of the same page */
  let path = location.pathname, waiting = false, oldTitle = null;
  function toHeading() {
    const h1 = one('[data-testid="stMain"] h1');
    if (h1) { h1.tabIndex = -1; h1.focus({ preventScroll: true }); one('[data-testid="stMain"]').scrollTo({ top: 0 }); }
    return h1;
  }
  /* on a phone the menu lies over the page: whoever has chosen in it wants to see the page */
  function closeMenu() {
    if (matchMedia("(max-width: 767.9px)").matches) one('[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarCollapseButton"] button')?.click();
  }
  function page() {
    const h1 = one('[data-testid="stMain"] h1');
    if (path !== location.pathname) { path = location.pathname; waiting = true; closeMenu(); }
    if (waiting && h1 && h1.textContent !== oldTitle) {
      waiting = false;
      if (!document.activeElement?.closest(`[data-testid="stMain"] :is(${FIELDS})`)) toHeading();
    }
    if (!waiting) oldTitle = h1?.textContent ?? null;
  }

  /* preferences: attributes and cookie, without reload */
  function preferences() {
    const found = [...(one('[class*="st-key-prefs-"]')?.classList ?? [])].map((c) => /^st-key-prefs-(ja|en)-(18|21|24)$/.exec(c)).find(Boolean);
    if (!found || (html.lang === found[1] && html.dataset.size === found[2] && html.dataset.hubKept)) return;
    const turned = html.lang !== found[1];
    html.lang = found[1]; html.dataset.size = found[2]; html.dataset.hubKept = "yes";
    document.cookie = `hub_prefs=${found[1]}.${found[2]}; path=/; max-age=31536000; samesite=lax${location.protocol === "https:" ? "; secure" : ""}`;
    if (turned) translate(document.body);
  }

  /* links to our own routes stay in this tab; wide tables become named regions; the skip link */
  function repair() {
    for (const other of all('[class*="st-key-hub-language-"] button')) set(other, "lang", html.lang === "en" ? "ja" : "en");
    for (const a of all('a[target="_blank"][href^="/"]')) if (!/新しいタブ|new tab/.test(a.textContent)) { a.removeAttribute("target"); a.removeAttribute("rel"); }
    for (const box of all('[data-testid="stTable"] > div:has(> table), [class*="st-key-chart-"], :has(> [class*="st-key-rows-ranked"])')) {
      const over = box.scrollWidth > box.clientWidth + 1 || (getComputedStyle(box).overflowY === "auto" && box.scrollHeight > box.clientHeight + 1);
      const name = one("table", box)?.getAttribute("aria-label") ?? box.parentElement?.querySelector("h2")?.textContent ?? band("region");
      if (over) { set(box, "tabindex", "0"); set(box, "role", "region"); set(box, "aria-label", name); }
      else if (box.getAttribute("role") === "region") for (const gone of ["tabindex", "role", "aria-label"]) box.removeAttribute(gone);
    }
  }
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const jump = target?.closest('.st-key-error-summary a[href^="#field-"]');
    if (jump) { event.preventDefault(); event.stopPropagation(); const f = control(jump.getAttribute("href").slice(7)); f?.focus(); f?.scrollIntoView({ block: "center" }); }
    if (target?.closest('[data-testid="stSkipToContent"]')) { event.preventDefault(); event.stopPropagation(); toHeading(); }
  }, true);
  /* passwords of the plain pages can be looked at */
  function shown() { for (const button of all("[data-shows]")) button.hidden = false; }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-shows]") : null;
    const field = button && document.getElementById(button.dataset.shows);
    if (!field) return;
    field.type = field.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(field.type === "text"));
  });
  /* Streamlit's single keys r and c act only where typing is meant */
  for (const kind of ["keydown", "keyup"])
    window.addEventListener(kind, (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[rc]$/i.test(event.key)) return;
      if (!(event.target instanceof Element && event.target.closest(FIELDS))) event.stopImmediatePropagation();
    }, true);

  let due = 0;
  function tick() { due = 0; preferences(); nameFields(); errors(); connection(); speak(); page(); repair(); }
  function start() {
    translate(document.body); tick(); shown();
    new MutationObserver((changes) => {
      for (const change of changes)
        if (change.type === "childList") change.addedNodes.forEach(translate);
        else if (change.type === "characterData") translate(change.target);
        else if (ATTRIBUTES.includes(change.attributeName)) swap(change.target, change.attributeName, () => change.target.getAttribute(change.attributeName), (v) => change.target.setAttribute(change.attributeName, v));
      due ||= requestAnimationFrame(tick);
    }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES, "class", "data-test-connection-state"] });
    for (const kind of ["popstate", "resize"]) window.addEventListener(kind, () => { due ||= requestAnimationFrame(tick); });
    made("hub-live", "status"); made("hub-lost", "alert");
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
