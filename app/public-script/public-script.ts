import { send } from '#app/features/http/http-client.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';

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

const smallest = 320;

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
  place.style.minBlockSize = `${Math.max(place.offsetHeight, smallest)}px`;
  try {
    const [{ exploreFigure }, { definition }] = await Promise.all([
      import('./explore-figure.tsx'),
      send(button.dataset['definition'] ?? '', {}, async (answer) => {
        if (!answer.ok) throw new Error(`${answer.status}`);
        return (await answer.json()) as { definition: FigureDefinition };
      }),
    ]);
    const chart = document.createElement('div');
    chart.dataset['chart'] = '';
    chart.style.blockSize = place.style.minBlockSize;
    const pictures = [...place.children] as HTMLElement[];
    const unmount = exploreFigure(chart, definition, {
      shown: button.dataset['chosen'] ?? '',
      onError: () => fail(button),
    });
    for (const picture of pictures) picture.hidden = true;
    place.append(chart);
    button.ariaPressed = 'true';
    drawn.set(button, () => {
      drawn.delete(button);
      unmount();
      chart.remove();
      for (const picture of pictures) picture.hidden = false;
      place.style.minBlockSize = '';
      button.ariaPressed = 'false';
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
    const marks = [...drawing.querySelectorAll<SVGGElement>('[data-say]')];
    // Where marks are links they are stops of their own.
    if (marks.length > 0 && !drawing.querySelector('a')) leadThrough(drawing, marks);
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

function leadThrough(drawing: SVGSVGElement, marks: SVGGElement[]): void {
  let current = 0;
  drawing.setAttribute('role', 'group');
  marks.forEach((mark, at) => {
    mark.setAttribute('role', 'img');
    mark.setAttribute('aria-label', mark.getAttribute('data-say') ?? '');
    mark.setAttribute('tabindex', at === 0 ? '0' : '-1');
    // Browsers would show it beside ours.
    mark.querySelector('title')?.remove();
  });
  const goTo = (to: number) => {
    marks[current]?.setAttribute('tabindex', '-1');
    current = Math.max(0, Math.min(to, marks.length - 1));
    marks[current]?.setAttribute('tabindex', '0');
    marks[current]?.focus();
  };
  drawing.addEventListener('focusin', ({ target }) => {
    const at = marks.findIndex((mark) => mark === target);
    if (at >= 0 && at !== current) goTo(at);
  });
  drawing.addEventListener('keydown', (event) => {
    const to = {
      ArrowRight: current + 1,
      ArrowDown: current + 1,
      ArrowLeft: current - 1,
      ArrowUp: current - 1,
      Home: 0,
      End: marks.length - 1,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    goTo(to);
  });
}
