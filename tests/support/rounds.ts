/** Whether the long suite runs (`npm run test:long`): attacks, crash rounds, crawls and soaks in full. */
export const isLong = process.env['LONG'] === '1';

/** How often something is tried: in short form by `npm test`, in full by the long suite. */
export const rounds = (short: number, long: number): number => (isLong ? long : short);
