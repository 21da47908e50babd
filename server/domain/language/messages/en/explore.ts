/** The chart to explore, which a script draws in the place of a picture. */
export const explore = {
  shown: 'Series shown',
  failed: 'The chart could not be drawn. The picture and the table hold the same numbers.',
} as const;
