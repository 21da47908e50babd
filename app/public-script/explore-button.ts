import { send } from '#app/features/http/http-client.ts';
import type { FigureDefinition } from '#server/domain/figure/figure.types.ts';

const smallest = 320;

/** What is drawn now, by its button: what takes it away. */
const drawn = new WeakMap<HTMLButtonElement, () => void>();

/**
 * Puts a chart in the place of the picture, and the picture back at the next press. Whatever goes wrong on the way, the
 * picture stays and the button says so.
 */
export async function toggleChart(button: HTMLButtonElement): Promise<void> {
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
