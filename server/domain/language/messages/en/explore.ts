/** The interactive chart, which a script draws in place of a picture. */
export const explore = {
  shown: 'Series shown',
  failed: 'The chart could not be drawn. The picture and the table hold the same numbers.',
} as const;
