/**
 * How often one address may ask in a minute: for any answer of open data, and for any answer at all that is
 * not cached. People who are signed in are not counted.
 */
export const publicQuotas = { answers: 1200, made: 600 } as const;
