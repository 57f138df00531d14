// Elements that page.html brings, and new ones.
export function $(id: string): HTMLElement;
export function $<E extends HTMLElement>(id: string, kind: new () => E): E;
export function $(id: string, kind: new () => HTMLElement = HTMLElement): HTMLElement {
  const e = document.getElementById(id);
  if (!(e instanceof kind)) throw new Error(`The page lacks its part "${id}". Write it anew.`);
  return e;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  cls?: string,
  text?: string,
): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  if (text !== undefined) e.textContent = text;
  return e;
}
