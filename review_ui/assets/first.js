// What every script of the desk begins with: it stands before each of them when that is mounted (review_ui/mounts.py).

const mounted = new WeakMap();

// An element with words in it; whatever comes from paper or from a person is text, never markup.
function make(tag, className = "", text = "") {
  const found = document.createElement(tag);
  if (className) found.className = className;
  if (text) found.textContent = text;
  return found;
}

// The one of this kind that lives in a place of the page, made when it is first mounted; it shows what was sent.
function at(component, Kind) {
  const { parentElement, data, setTriggerValue } = component;
  if (!mounted.has(parentElement)) mounted.set(parentElement, new Kind(parentElement));
  const one = mounted.get(parentElement);
  one.say = setTriggerValue;
  one.show(data);
  return one;
}

// Hears every key before the page does, until it is taken off.
function heard(one) {
  const onKey = (event) => one.key(event);
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}
