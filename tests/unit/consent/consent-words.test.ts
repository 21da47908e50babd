import { expect, test } from 'vitest';
import { describeSharedFigure, staysPublic } from '#server/domain/consent/consent-words.rules.ts';
import { buildConsentRequestMail } from '#server/notifications/texts/build-publication-mail.ts';

test('a choice about a figure that is asked twice says where else, and which choice counts', () => {
  expect(describeSharedFigure([])).toBeNull();
  expect(describeSharedFigure(['I-B3'])).toBe(
    'A figure of this indicator is also asked for in I-B3. The stricter of the two choices counts for both.',
  );
  expect(describeSharedFigure(['I-B3', 'I-B4', 'I-B5'])).toBe(
    'A figure of this indicator is also asked for in I-B3, I-B4 and I-B5. The strictest of these choices counts for all.',
  );
});

test('the mail that asks for consent says so before the answer, and that what is published stays public', () => {
  const { body } = buildConsentRequestMail({
    reporter: 'Thailand',
    round: '2025-H1',
    indicators: [
      { code: 'I-B4', title: 'Identified victims', askedAlso: ['I-B3'] },
      { code: 'I-B8', title: 'Staff trained', askedAlso: [] },
    ],
    message: '',
    path: '/workspace/consent/1',
    until: '3 May 2026',
  });
  expect(body).toContain(
    `- I-B4: Identified victims. ${describeSharedFigure(['I-B3'])}\n- I-B8: Staff trained\n`,
  );
  expect(body.indexOf(staysPublic)).toBeGreaterThan(0);
  expect(body.indexOf(staysPublic)).toBeLessThan(body.indexOf('/workspace/consent/1'));
});
