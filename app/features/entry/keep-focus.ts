/** Where somebody is writing: the control, and the caret in it. */
export type Focus = { id: string; start: number | null; end: number | null };

/** The control of the form that has focus, before its fields are made again. */
export function findFocus(form: HTMLFormElement | null): Focus | null {
  const { activeElement } = document;
  if (!form?.contains(activeElement) || !activeElement?.id) return null;
  const isText = activeElement instanceof HTMLTextAreaElement || activeElement instanceof HTMLInputElement;
  return {
    id: activeElement.id,
    start: isText ? activeElement.selectionStart : null,
    end: isText ? activeElement.selectionEnd : null,
  };
}

/** Puts the caret where it was. */
export function restoreFocus(focus: Focus | null): void {
  const control = focus && document.getElementById(focus.id);
  if (!control) return;
  control.focus({ preventScroll: true });
  if (focus.start === null) return;
  if (control instanceof HTMLTextAreaElement || control instanceof HTMLInputElement) {
    control.setSelectionRange(focus.start, focus.end);
  }
}
