/**
 * Words at the marks of drawings, by pointer and by keyboard. A drawing is one stop of the Tab key; arrow keys lead from
 * mark to mark, Home and End to the first and last. What is shown stays until it is left or Escape is pressed, and the
 * pointer may go over it.
 */
export function addTips(place: HTMLElement): void {
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
