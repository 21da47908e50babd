import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';

/** What somebody had typed or selected in a text area before React took it over. */
type Early = { value: string; start: number; end: number };

/** By their elements: taking over may start more than once, and the first time sets the text back already. */
const found = new WeakMap<HTMLTextAreaElement, Early>();

function findEarly(id: string): Early | null {
  if (typeof document === 'undefined') return null;
  const area = document.getElementById(id);
  if (!(area instanceof HTMLTextAreaElement)) return null;
  const { value, defaultValue, selectionStart: start, selectionEnd: end } = area;
  const isTyped = value !== defaultValue;
  if (isTyped || (document.activeElement === area && !found.has(area)))
    found.set(area, { value, start, end });
  return found.get(area) ?? null;
}

const neverChanges = () => () => undefined;

/** True in the first rendering of a page that came as HTML; false for what appears later. */
const useIsTakingOver = () =>
  useSyncExternalStore(
    neverChanges,
    () => false,
    () => true,
  );

/**
 * Keeps what was typed into a text area before the page's scripts had arrived. On taking over the server's HTML React
 * sets a text area that is not empty back to its first text, and its selection with it; on a slow network that was a
 * lost paragraph. The typed text is put back before anything is drawn, then told to the form as typing is.
 *
 * @param id - the id of the control, by which it is found before React knows it
 */
export function useKeepTypedEarly(id: string): RefObject<HTMLTextAreaElement | null> {
  const area = useRef<HTMLTextAreaElement>(null);
  const isTakingOver = useIsTakingOver();
  const [early] = useState(() => (isTakingOver ? findEarly(id) : null));
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || !early) return;
    if (element.value !== early.value && element.value === element.defaultValue) {
      // By the browser's own setter: through React's, no change would be noticed.
      Reflect.set(HTMLTextAreaElement.prototype, 'value', early.value, element);
    }
    if (document.activeElement === element) element.setSelectionRange(early.start, early.end);
  }, [early]);
  useEffect(() => {
    const element = area.current;
    if (early && element && element.value !== element.defaultValue) {
      element.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, [early]);
  return area;
}
