/* What a page must keep on every screen; answers with one line per fault. */
({ lang }) => {
  const faults = [];
  const seen = (element) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1;
  };
  const name = (element) => {
    const key = [...(element.closest('[class*="st-key-"]')?.classList ?? [])].find((c) => c.startsWith("st-key-")) ?? "";
    const words = (element.getAttribute?.("aria-label") ?? element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.tagName.toLowerCase()}> 「${words}」 ${key}`;
  };

  /* structure */
  const headings = [...document.querySelectorAll("h1")].filter(seen);
  if (headings.length !== 1) faults.push(`structure: ${headings.length} h1`);
  if (document.documentElement.lang !== lang) faults.push(`structure: lang is ${document.documentElement.lang}`);
  if (!document.title.trim()) faults.push("structure: no title");

  /* reflow: nothing may need to be moved sideways but a named region */
  for (const box of document.querySelectorAll('html, [data-testid="stMain"], [data-testid="stAppViewContainer"], [data-testid="stMainBlockContainer"]'))
    if (box.scrollWidth > box.clientWidth + 1) faults.push(`sideways: ${box.dataset.testid ?? "page"} ${box.scrollWidth} > ${box.clientWidth}`);
  const scrolls = (element) => {
    for (let up = element.parentElement; up; up = up.parentElement)
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX) && !/^st(Main|App)/.test(up.dataset.testid ?? "")) return true;
    return false;
  };
  const wide = [...document.querySelectorAll('[data-testid="stMain"] *')].filter(
    (e) => seen(e) && e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e));
  if (wide.length) faults.push(`sideways: beyond the edge ${name(wide[wide.length - 1])}`);

  /* sizes of text */
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Map();
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!walk.currentNode.nodeValue.trim() || !parent || parent.closest('script, style, noscript, [data-testid="stIconMaterial"]')) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < 15.95 && seen(parent)) small.set(name(parent), size);
  }
  for (const [who, size] of small) faults.push(`text: ${size} px ${who}`);

  /* sizes of targets: the box, its label, or the area around it that still answers */
  const TARGETS = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [role="button"], [role="tab"], [role="radio"], [role="checkbox"], [role="combobox"]';
  const inSentence = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    const block = element.closest("p, li, td, dd") ?? element.parentElement;
    return block.textContent.trim().length > element.textContent.trim().length + 3;
  };
  const answers = (element, x, y) => {
    const hit = document.elementFromPoint(x, y);
    const label = element.closest("label");
    return Boolean(hit) && (element.contains(hit) || hit.contains(element) && hit.matches("label, a, button") || Boolean(label?.contains(hit)));
  };
  for (const element of document.querySelectorAll(TARGETS)) {
    if (!seen(element) || element.disabled || element.closest('[aria-hidden="true"], [inert]') || inSentence(element)) continue;
    const boxes = [element, element.closest("label"), element.closest('[data-baseweb="input"], [data-baseweb="select"], [data-testid="stTextInputRootElement"]')].filter(Boolean).map((e) => e.getBoundingClientRect());
    const height = Math.max(...boxes.map((b) => b.height)), width = Math.max(...boxes.map((b) => b.width));
    if (height >= 43.5 && width >= 43.5) continue;
    element.scrollIntoView({ block: "center" });
    const box = element.getBoundingClientRect();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const tall = height >= 43.5 || (answers(element, x, y - 21) && answers(element, x, y + 21));
    const broad = width >= 43.5 || (answers(element, x - 21, y) && answers(element, x + 21, y));
    if (!tall || !broad) faults.push(`target: ${Math.round(width)} x ${Math.round(height)} ${name(element)}`);
  }
  document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
  return faults;
}
