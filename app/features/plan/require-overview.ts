import { data } from 'react-router';
import type { OverviewAnswer } from './answers.ts';

/** For files, which cannot show an empty page: throws 404 while nothing is published. */
export function requireOverview(answer: OverviewAnswer | { publication: null }): OverviewAnswer {
  if ('counts' in answer) return answer;
  throw data({ sentence: 'Nothing has been published yet.' }, { status: 404 });
}
