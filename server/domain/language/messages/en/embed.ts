/** A figure on another site, and the code that puts it there. */
export const embed = {
  title: 'Put this figure on another site',
  explain:
    'The figure stands in a frame: it loads no scripts, sets no cookies and fits any width from 320 px. Leave "publication" out of the address to follow the newest publication.',
  follows: 'This code shows the newest publication whenever the figure is looked at.',
  stays: 'This code stays with publication {number}.',
  code: 'Code to copy',
  copy: 'Copy the code',
  copied: 'Copied',
  openTracker: 'This figure on the Bohol tracker',
  table: 'The same numbers as a table',
  notHere: 'This figure is not here',
  notHereExplain: 'The address may be mistyped, or the figure is not part of this publication.',
  broken: 'This figure cannot be shown just now',
  toTracker: 'The Bohol tracker',
  opensNew: '(opens in a new tab)',
} as const;
