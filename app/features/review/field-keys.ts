import { readFieldName } from '#server/domain/review/looked-at.rules.ts';
import { buildFieldId } from './field-id.ts';

/** Every field on the page in order, those in folded parts too. */
const listFields = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-field]')];

/** Opens whatever an element is folded into. */
function unfold(element: Element): void {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
}

/** Puts the focus on a field and shows it; false where there is none of this name. */
export function focusField(name: string | null): boolean {
  const field = name === null ? null : document.getElementById(buildFieldId(name));
  if (!field) return false;
  unfold(field);
  field.focus({ preventScroll: true });
  field.closest('tr')?.scrollIntoView({ block: 'center' });
  return true;
}

/** The name of the field that has the focus, or in whose row or item the focus is; null elsewhere. */
export function findFocusedField(): string | null {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement)) return null;
  const row = at.closest('tr')?.querySelector<HTMLElement>('[data-field]');
  return at.dataset['field'] ?? row?.dataset['field'] ?? null;
}

/** The name of the next or previous field after one; the first where there is none before it. */
export function findNeighbour(name: string | null, step: 1 | -1): string | null {
  const names = listFields().flatMap(({ dataset }) => dataset['field'] ?? []);
  const at = name === null ? -1 : names.indexOf(name);
  if (at === -1) return names[0] ?? null;
  return names[Math.min(Math.max(at + step, 0), names.length - 1)] ?? null;
}

/** The first field after one that was not looked at, from the top when there is none below. */
export function findUnlooked(name: string | null): string | null {
  const fields = listFields();
  const at = fields.findIndex(({ dataset }) => dataset['field'] === name);
  const inOrder = [...fields.slice(at + 1), ...fields.slice(0, at + 1)];
  return inOrder.find(({ dataset }) => !('looked' in dataset))?.dataset['field'] ?? null;
}

/** Opens the question of an item on one field, ready to be typed; false where nothing can be asked. */
export function openQuestion(name: string): boolean {
  const place = readFieldName(name);
  const form = place && document.getElementById(`ask-${place.subject}-${place.code}-form`);
  if (!place || !form) return false;
  unfold(form);
  const about = form.querySelector('select[name="field"]');
  if (about instanceof HTMLSelectElement) about.value = place.field;
  const box = form.querySelector('textarea');
  box?.focus();
  box?.scrollIntoView({ block: 'center' });
  return box !== null;
}
