/** How often one address may ask for open data in a minute: for any answer, and for one that has to be made. */
export const publicQuotas = { answers: 600, made: 240 } as const;
