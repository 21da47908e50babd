import { DomainError } from '#server/domain/error/domain-error.ts';

/** For a form that asks for something its page does not do: an old page, or no page of ours. */
export const refuseUnknownIntent = (): DomainError =>
  new DomainError('BAD_INPUT', 'The page has changed since you opened it. Reload it and try again.');
