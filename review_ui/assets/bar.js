// The bar on top: where one is, where one can go, who is working.

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
  bar.replaceChildren(
    span("mark", data.name),
    ...data.links.map((one) => button(one.label, () => setTriggerValue("go", { screen: one.screen, at: Date.now() }), one.now)),
    span("gap", ""),
    span("clerk", data.clerk),
    button(data.guide.label, () => setTriggerValue("go", { screen: "guide", at: Date.now() }), data.guide.now),
    ...(data.leave ? [button(data.leave, () => setTriggerValue("leave", { at: Date.now() }), false)] : []),
    button(data.language, () => setTriggerValue("language", { at: Date.now() }), false),
  );
}
