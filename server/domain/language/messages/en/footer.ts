/** The footer of every public page. */
export const footer = {
  drawnFrom: 'Drawn from {publication}, on {round}.',
  nothing: 'Nothing has been published yet.',
  licence: 'Published data may be used under {licence}.',
  address: 'This page, as printed: {address}',
  more: 'About this site',
  about: 'About',
  methodology: 'Methodology',
  disclosure: 'What is not shown',
  accessibility: 'Accessibility',
  cooperation: 'Cooperation between states',
  partners: 'Partners',
  plans: 'Other plans',
} as const;
