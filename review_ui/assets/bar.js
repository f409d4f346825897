// The bar on top: where one is, where one can go, who is working. Within a case its own screens come first, the others
// fold into one menu, so that nothing is crowded at 1366 px.

const bars = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!bars.has(parentElement)) {
    bars.set(parentElement, make("nav", "bar"));
    parentElement.appendChild(bars.get(parentElement));
  }
  const bar = bars.get(parentElement);
  const button = (text, say, now) => {
    const made = make("button", "", text);
    made.type = "button";
    if (now) made.setAttribute("aria-current", "page");
    made.addEventListener("click", () => { made.blur(); say(); });
    return made;
  };
  const link = (one) => button(one.label, () => setTriggerValue("go", { screen: one.screen, at: Date.now() }), one.now);
  const menu = (label, links) => {
    const made = make("div", "menu");
    const list = make("div");
    const open = (on) => { list.hidden = !on; head.setAttribute("aria-expanded", String(on)); };
    const head = button(label, () => { open(list.hidden); head.focus(); }, false);
    head.className = "more";
    list.append(...links);
    made.append(head, list);
    made.addEventListener("focusout", (event) => { if (!made.contains(event.relatedTarget)) open(false); });
    made.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.isComposing && event.keyCode !== 229) { open(false); head.focus(); } });
    open(false);
    return made;
  };
  bar.replaceChildren(
    make("span", "mark", data.name),
    ...data.links.map(link),
    ...(data.others.length ? [menu(data.more, data.others.map(link))] : []),
    make("span", "gap"),
    make("span", "clerk", data.clerk),
    button(data.guide.label, () => setTriggerValue("go", { screen: "guide", at: Date.now() }), data.guide.now),
    ...(data.leave ? [button(data.leave, () => setTriggerValue("leave", { at: Date.now() }), false)] : []),
    button(data.language, () => setTriggerValue("language", { at: Date.now() }), false),
  );
}
