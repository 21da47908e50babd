import { send } from '#app/features/http/http-client.ts';
import type { ExplorableFigure } from './explore-figure.tsx';

/**
 * All the script that a public page has. Nothing on the pages needs it: it adds copying at a press, words at the marks
 * of drawings, and a chart to explore in the place of a drawn one.
 */
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button?.dataset['copy']) void copy(button, button.dataset['copy']);
  if (button?.dataset['explore']) void toggleChart(button);
});

/** Copies the text of the element named by `data-copy`, and says so on the button. */
async function copy(button: HTMLButtonElement, id: string): Promise<void> {
  const source = document.getElementById(id);
  const text = source instanceof HTMLTextAreaElement ? source.value : (source?.textContent ?? '');
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text.trim());
    button.textContent = button.dataset['copied'] ?? 'Copied';
  } catch {
    // Without leave to use the clipboard the text is marked, for the reader's own way of copying.
    if (source instanceof HTMLTextAreaElement) source.select();
    else if (source) getSelection()?.selectAllChildren(source);
    return;
  }
  setTimeout(() => {
    button.textContent = before;
  }, 2000);
}

// Buttons that only work with scripts are not there without them.
for (const button of document.querySelectorAll<HTMLElement>('[data-needs-script]')) button.hidden = false;

for (const place of document.querySelectorAll<HTMLElement>('[data-figure]')) addTips(place);

for (const mark of document.querySelectorAll<SVGRectElement>('[data-today]')) drawToday(mark);

/** Draws a line at today into a drawing along years. It is the reader's day, which no stored drawing can have. */
function drawToday(place: SVGRectElement): void {
  const [first = 0, last = 0] = (place.dataset['today'] ?? '').split(' ').map(Number);
  const [left, width] = [place.x.baseVal.value, place.width.baseVal.value];
  const [top, height] = [place.y.baseVal.value, place.height.baseVal.value];
  const now = new Date();
  const start = Date.UTC(now.getUTCFullYear(), 0);
  const year =
    now.getUTCFullYear() + (now.getTime() - start) / (Date.UTC(now.getUTCFullYear() + 1, 0) - start);
  const x = Math.round(left + ((year - first) / (last - first + 1)) * width);
  if (x > left && x < left + width) {
    const bottom = top + height;
    const line = `<path d="M${x} ${top}V${bottom}" stroke="var(--ink)" stroke-dasharray="4 3"/>`;
    const word = `<text x="${x}" y="${bottom + 13}" font-size="12" text-anchor="middle" fill="var(--ink)">${place.dataset['word']}</text>`;
    place.insertAdjacentHTML('afterend', line + word);
  }
}

/** Room for the boxes to tick over the chart, in px. */
const choiceHeight = 72;

/** What is drawn now, by its button: what takes it away. */
const drawn = new WeakMap<HTMLButtonElement, () => void>();

/**
 * Puts a chart in the place of the picture, and the picture back at the next press. Whatever goes wrong on the way, the
 * picture stays and the button says so.
 */
async function toggleChart(button: HTMLButtonElement): Promise<void> {
  const takeAway = drawn.get(button);
  if (takeAway) return takeAway();
  const figure = button.closest('figure');
  const place = figure?.querySelector<HTMLElement>('[data-figure]');
  if (!figure || !place || button.ariaBusy === 'true') return;
  button.ariaBusy = 'true';
  // At the press, not when the chart arrives: a page must not move by itself.
  place.style.minBlockSize = `${place.offsetHeight + choiceHeight}px`;
  try {
    const [{ exploreFigure }, figureDrawn] = await Promise.all([
      import('./explore-figure.tsx'),
      send(button.dataset['definition'] ?? '', {}, async (answer) => {
        if (!answer.ok) throw new Error(`${answer.status}`);
        return (await answer.json()) as ExplorableFigure;
      }),
    ]);
    const chart = document.createElement('div');
    chart.dataset['chart'] = '';
    const pictures = [...place.children] as HTMLElement[];
    for (const picture of pictures) picture.hidden = true;
    place.append(chart);
    let stop = () => {};
    button.ariaPressed = 'true';
    drawn.set(button, () => {
      drawn.delete(button);
      stop();
      chart.remove();
      for (const picture of pictures) picture.hidden = false;
      place.style.minBlockSize = '';
      button.ariaPressed = 'false';
    });
    // A chart draws itself in steps, and again at each choice.
    leadThrough(chart);
    new MutationObserver(() => nameMarks(chart)).observe(chart, { childList: true, subtree: true });
    stop = exploreFigure(chart, figureDrawn, {
      shown: button.dataset['chosen'] ?? '',
      onError: () => fail(button),
    });
  } catch {
    place.style.minBlockSize = '';
    fail(button);
  } finally {
    button.ariaBusy = null;
  }
}

function fail(button: HTMLButtonElement): void {
  drawn.get(button)?.();
  button.textContent = button.dataset['failed'] ?? button.textContent;
  button.disabled = true;
}

/**
 * Words at the marks of drawings, by pointer and by keyboard. A drawing is one stop of the Tab key; arrow keys lead from
 * mark to mark, Home and End to the first and last. What is shown stays until it is left or Escape is pressed, and the
 * pointer may go over it.
 */
function addTips(place: HTMLElement): void {
  for (const drawing of place.querySelectorAll('svg')) {
    // Where marks are links they are stops of their own.
    if (listMarks(drawing).length === 0 || drawing.querySelector('a')) continue;
    drawing.setAttribute('role', 'group');
    nameMarks(drawing);
    leadThrough(drawing);
  }

  let tip: HTMLElement | null = null;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(leaving);
    tip?.remove();
    tip = null;
  };
  const findMark = (target: EventTarget | null) =>
    target instanceof Element ? target.closest('[data-say]') : null;
  const show = (mark: Element) => {
    hide();
    tip = document.createElement('div');
    tip.dataset['tip'] = '';
    // Screen readers are told by the mark itself.
    tip.ariaHidden = 'true';
    tip.textContent = mark.getAttribute('data-say');
    place.append(tip);
    const box = mark.getBoundingClientRect();
    const around = place.getBoundingClientRect();
    const middle = box.left + box.width / 2 - around.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(middle, around.width - tip.offsetWidth))}px`;
    const above = box.top - around.top - tip.offsetHeight - 4;
    tip.style.top = `${box.top - tip.offsetHeight < 4 ? box.bottom - around.top + 4 : above}px`;
  };

  place.addEventListener('pointerover', ({ target }) => {
    const mark = findMark(target);
    clearTimeout(leaving);
    if (mark) show(mark);
    else if (!tip?.contains(target as Node)) leaving = setTimeout(hide, 150);
  });
  place.addEventListener('pointerleave', () => {
    leaving = setTimeout(hide, 150);
  });
  place.addEventListener('focusin', ({ target }) => {
    const mark = findMark(target);
    if (mark) show(mark);
  });
  place.addEventListener('focusout', hide);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') hide();
  });
}

function listMarks(drawing: Element): Element[] {
  return [...drawing.querySelectorAll('[data-say]')];
}

/** Makes marks known to screen readers, and the first of them the stop of the Tab key. */
function nameMarks(drawing: Element): void {
  listMarks(drawing).forEach((mark, at) => {
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', mark.getAttribute('data-say') ?? '');
    mark.setAttribute('tabindex', at === 0 ? '0' : '-1');
    // Browsers would show it beside ours.
    mark.querySelector('title')?.remove();
  });
}

/** Leads from mark to mark by arrow keys, whichever marks there are by then. */
function leadThrough(drawing: Element): void {
  const goTo = (marks: Element[], to: number) => {
    const next = marks[Math.max(0, Math.min(to, marks.length - 1))];
    marks.forEach((mark) => mark.setAttribute('tabindex', mark === next ? '0' : '-1'));
    if (next !== document.activeElement) (next as SVGElement).focus();
  };
  drawing.addEventListener('focusin', ({ target }) => {
    const marks = listMarks(drawing);
    const at = marks.indexOf(target as Element);
    if (at >= 0) goTo(marks, at);
  });
  drawing.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent)) return;
    const marks = listMarks(drawing);
    const current = marks.indexOf(event.target as Element);
    const to = {
      ArrowRight: current + 1,
      ArrowDown: current + 1,
      ArrowLeft: current - 1,
      ArrowUp: current - 1,
      Home: 0,
      End: marks.length - 1,
    }[event.key];
    if (current < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(marks, to);
  });
}
