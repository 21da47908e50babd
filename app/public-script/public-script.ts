import { addTips } from './drawing-tips.ts';
import { toggleChart } from './explore-button.ts';

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
