// The page: reads its show and plays it. `window.kaleidostage.load(show)` plays another.
import { NO_WEBGL, Player } from "./player.ts";
import { readShow } from "./show/data.ts";
import { $ } from "./watch/page.ts";

declare global {
  interface Window {
    kaleidostage?: Player;
  }
}

const message = $("message");
try {
  window.kaleidostage = new Player(readShow());
  message.hidden = true;
} catch (error) {
  message.textContent = error instanceof Error ? error.message : String(error);
  // Nothing plays: no buttons that do nothing, and where the words are whole, all of them to read.
  document.documentElement.classList.add(message.textContent === NO_WEBGL ? "read" : "bare");
  if (message.textContent !== NO_WEBGL) console.error(error);
}
