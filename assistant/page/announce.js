// Short news, shown for a while and read out: "Copied", "Thank you".

import { byId } from "./dom.js";

const SHOWN_MS = 6000;
let timer = 0;

/** @param {string} news */
export function announce(news) {
  const place = byId("news");
  clearTimeout(timer);
  place.textContent = news;
  timer = setTimeout(() => (place.textContent = ""), SHOWN_MS);
}
