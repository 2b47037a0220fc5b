// The rail with the conversations: always there where there is room, else a drawer behind a button.

import { byId } from "./dom.js";

/** The drawer, which a view closes when it is shown. */
export function rail() {
  const [button, shade] = [byId("menu"), byId("shade")];
  const others = [byId("main"), byId("views")];
  button.addEventListener("click", () => set(!isOpen()));
  shade.addEventListener("click", () => close());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    close();
    button.focus();
  });
  return { close };

  function isOpen() {
    return document.body.classList.contains("has-rail");
  }

  function close() {
    set(false);
  }

  /** @param {boolean} isOpened */
  function set(isOpened) {
    document.body.classList.toggle("has-rail", isOpened);
    button.setAttribute("aria-expanded", String(isOpened));
    for (const each of others) each.inert = isOpened;
  }
}
