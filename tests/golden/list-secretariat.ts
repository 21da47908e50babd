import type { GoldenWorld } from './golden-world.ts';
import type { Question } from './list-questions.ts';

type Asked = { router: 'publication' | 'edition' | 'report' | 'compilation'; question: Question };

/** What the secretariat is shown before a round is out, drawn from the same read models: preview, report, editions. */
export async function listSecretariatQuestions({ secretariat, rounds }: GoldenWorld): Promise<Asked[]> {
  const { caller } = secretariat;
  const asked: Asked[] = [{ router: 'publication', question: { procedure: 'list', input: {} } }];
  const add = (router: Asked['router'], procedure: string, input: Record<string, unknown>) =>
    asked.push({ router, question: { procedure, input } });
  for (const round of rounds) {
    add('publication', 'preview', { round });
    add('compilation', 'list', { round });
    add('edition', 'list', { round });
    add('report', 'desk', { round });
    add('report', 'comparability', { round });
    const desk = await caller.report.desk({ round });
    for (const { key } of desk.sections) add('report', 'section', { round, key });
    const { drafts } = await caller.edition.list({ round });
    for (const { number, editions } of drafts) {
      for (const { edition, scope } of editions) {
        add('edition', 'get', { round, draft: number, edition: scope ? `${edition}-${scope}` : edition });
      }
    }
  }
  return asked;
}

/** Pages of a preview. Each is made from a publication that is built for it and thrown away. */
export const listPreviewAddresses = (round: string): string[] =>
  [
    '/',
    '/plan',
    '/plan?late=yes',
    '/areas/A',
    '/activities/A1.1',
    '/indicators',
    '/indicators?by=state',
    '/indicators/I-B3',
    '/states',
    '/states/th',
    '/bodies/SOMTC',
    '/cooperation',
    '/library',
    '/publications',
    '/figures/activities-by-area',
    `/values/I-B3/${round}/region/total`,
    '/search?q=training',
    '/th/',
  ].map((path) => `/secretariat/preview/${round}${path}`);
