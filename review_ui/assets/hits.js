// What a search found, each hit with the words around it. A click opens the case at that place.

const lists = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  if (!lists.has(parentElement)) {
    const made = document.createElement("section");
    made.className = "hits";
    parentElement.appendChild(made);
    lists.set(parentElement, made);
  }
  lists.get(parentElement).replaceChildren(...data.hits.map((one) => hit(one, setTriggerValue)));
}

function make(tag, className = "", text = "") {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text) found.textContent = text;
  return found;
}

function hit(one, say) {
  const button = make("button", "hit");
  button.type = "button";
  const who = make("span", "who", one.name);
  who.append(make("small", "", one.title));
  const text = make("span", "text");
  text.append(make("small", "", one.where));
  for (const [piece, found] of one.pieces) text.append(make(found ? "mark" : "span", "", piece));
  button.append(who, text, make("span", `tag${one.reviewed ? "" : " not"}`, one.mark));
  button.addEventListener("click", () => say("open", { case: one.case, target: one.target, at: Date.now() }));
  return button;
}
