// What a search found, each hit with the words around it; beside them the place on the paper of the one looked at.

const lists = new WeakMap();

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  let kept = lists.get(parentElement);
  if (!kept) {
    kept = { root: make("section", "found"), say: setTriggerValue };
    kept.root.tabIndex = 0;
    kept.root.addEventListener("keydown", (event) => pressed(event, kept));
    parentElement.appendChild(kept.root);
    lists.set(parentElement, kept);
  }
  kept.say = setTriggerValue;
  kept.data = data;
  kept.at = data.at;
  kept.root.replaceChildren(...(data.hits.length ? [list(kept), paper(data)] : []));
}

function list(kept) {
  const { data } = kept;
  const column = make("div", "column");
  const hits = make("div", "hits");
  hits.setAttribute("role", "listbox");
  kept.rows = data.hits.map((one, index) => hit(one, index, kept));
  hits.append(...kept.rows);
  column.append(hits, pager(kept));
  return column;
}

function hit(one, index, kept) {
  const row = make("div", "hit");
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", String(index === kept.at));
  const who = make("span", "who", one.name);
  who.append(make("small", "", one.title));
  const text = make("span", "text");
  text.append(make("small", "", one.where));
  for (const [piece, found] of one.pieces) text.append(make(found ? "mark" : "span", "", piece));
  row.append(who, text, make("span", `tag${one.reviewed ? "" : " not"}`, one.mark));
  row.addEventListener("click", () => (index === kept.at ? open(kept) : look(kept, index)));
  row.addEventListener("dblclick", () => open(kept));
  return row;
}

function pager(kept) {
  const { data } = kept;
  const bar = make("div", "pager");
  bar.append(turn(data.back, kept, -data.step), make("span", "", data.range), turn(data.on, kept, data.step));
  bar.append(make("span", "keys", data.texts.search_keys));
  return bar;
}

function turn(label, kept, by) {
  const button = make("button", "", label);
  button.type = "button";
  button.hidden = !label;
  button.addEventListener("click", () => kept.say("page", { offset: Math.max(0, kept.data.offset + by), at: Date.now() }));
  return button;
}

function paper(data) {
  const place = make("figure", "paper");
  place.append(make("figcaption", "", data.texts.search_paper));
  if (data.crop) {
    const picture = make("img");
    picture.src = data.crop;
    picture.alt = data.texts.search_paper;
    place.append(picture);
  } else {
    place.append(make("p", "", data.texts.search_no_place));
  }
  return place;
}

function look(kept, index) {
  kept.at = index;
  kept.rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
  kept.rows[index].scrollIntoView({ block: "nearest" });
  kept.say("look", { index, at: Date.now() });
}

function open(kept) {
  const one = kept.data.hits[kept.at];
  if (one) kept.say("open", { case: one.case, target: one.target, at: Date.now() });
}

function pressed(event, kept) {
  if (event.isComposing || event.keyCode === 229 || event.target.tagName === "BUTTON") return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = kept.at + (step || 0);
  if (step && kept.rows[next]) look(kept, next);
  else if (event.key === "Enter") open(kept);
  else if (!step) return;
  event.preventDefault();
}
