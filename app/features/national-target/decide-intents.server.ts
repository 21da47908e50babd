import { intent, number, text } from '#app/features/forms/answer-form.server.ts';

type Step<About> = About & { version: number; requestId: string };

/** What the button "Clear" or "Accept" of `DecideForms` does with the targets or circumstances that it is about. */
export const decideForward = <About extends object>(
  about: About,
  take: (input: Step<About>) => Promise<unknown>,
  next: string,
) =>
  intent({ version: number }, async ({ version }, requestId) => {
    await take({ ...about, version, requestId });
    return next;
  });

/** What its button "Return for changes" does. */
export const decideReturn = <About extends object>(
  about: About,
  take: (input: Step<About> & { reason: string }) => Promise<unknown>,
  next: string,
) =>
  intent({ version: number, reason: text }, async ({ version, reason }, requestId) => {
    await take({ ...about, version, reason, requestId });
    return next;
  });
