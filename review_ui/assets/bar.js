// The bar on top: where one is, where one can go, who is working. Within a case its own screens come first, the others
// fold into one menu, so that nothing is crowded at 1366 px.

const bars = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!bars.has(parentElement)) {
    const made = document.createElement("nav");
    made.className = "bar";
    parentElement.appendChild(made);
    bars.set(parentElement, made);
  }
  const bar = bars.get(parentElement);
  const button = (text, say, now) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (now) made.setAttribute("aria-current", "page");
    made.addEventListener("click", () => { made.blur(); say(); });
    return made;
  };
  const span = (name, text) => {
    const made = document.createElement("span");
    made.className = name;
    made.textContent = text;
    return made;
  };
  const link = (one) => button(one.label, () => setTriggerValue("go", { screen: one.screen, at: Date.now() }), one.now);
  const menu = (label, links) => {
    const made = document.createElement("div");
    const list = document.createElement("div");
    const open = (on) => { list.hidden = !on; head.setAttribute("aria-expanded", String(on)); };
    const head = button(label, () => { open(list.hidden); head.focus(); }, false);
    made.className = "menu";
    head.className = "more";
    list.append(...links);
    made.append(head, list);
    made.addEventListener("focusout", (event) => { if (!made.contains(event.relatedTarget)) open(false); });
    made.addEventListener("keydown", (event) => { if (event.key === "Escape") { open(false); head.focus(); } });
    open(false);
    return made;
  };
  bar.replaceChildren(
    span("mark", data.name),
    ...data.links.map(link),
    ...(data.others.length ? [menu(data.more, data.others.map(link))] : []),
    span("gap", ""),
    span("clerk", data.clerk),
    button(data.guide.label, () => setTriggerValue("go", { screen: "guide", at: Date.now() }), data.guide.now),
    ...(data.leave ? [button(data.leave, () => setTriggerValue("leave", { at: Date.now() }), false)] : []),
    button(data.language, () => setTriggerValue("language", { at: Date.now() }), false),
  );
}
