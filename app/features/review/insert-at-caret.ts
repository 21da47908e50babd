/**
 * Puts words into a box where its caret is, in the place of what is selected, with a blank where two words would
 * touch, and leaves the caret behind them.
 */
export function insertAtCaret(
  box: Pick<HTMLTextAreaElement, 'value' | 'selectionStart' | 'selectionEnd' | 'setRangeText' | 'focus'>,
  words: string,
): void {
  const { text, from, to } = placeWords(box.value, box.selectionStart, box.selectionEnd, words);
  box.setRangeText(text, from, to, 'end');
  box.focus();
}

/** What is put where: the words with the blanks that they need. */
export function placeWords(
  value: string,
  from: number,
  to: number,
  words: string,
): { text: string; from: number; to: number } {
  const before = from > 0 && !/\s$/.test(value.slice(0, from)) ? ' ' : '';
  const after = to < value.length && !/^\s/.test(value.slice(to)) ? ' ' : '';
  return { text: `${before}${words}${after}`, from, to };
}
