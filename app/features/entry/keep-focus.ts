/** Where somebody is writing: the control, and the caret in it. */
export type Focus = { id: string; start: number | null; end: number | null };

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** The control of the form that has focus, before its fields are made again. */
export function findFocus(form: HTMLFormElement | null): Focus | null {
  const active = document.activeElement as TextControl | null;
  if (!active?.id || !form?.contains(active)) return null;
  // Radio buttons and check boxes have no caret: null.
  return { id: active.id, start: active.selectionStart ?? null, end: active.selectionEnd ?? null };
}

/** Puts the caret where it was. */
export function restoreFocus(focus: Focus | null): void {
  const control = focus && (document.getElementById(focus.id) as TextControl | null);
  if (!control) return;
  control.focus({ preventScroll: true });
  if (focus.start !== null) control.setSelectionRange(focus.start, focus.end);
}
