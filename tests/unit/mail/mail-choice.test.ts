import { expect, test } from 'vitest';
import {
  checkMailChoice,
  everyMail,
  findMailTopic,
  isMailWanted,
  mailTopics,
} from '#server/domain/mail/mail-choice.rules.ts';
import { findFirstPath } from '#server/notifications/build-message.ts';
import { describeMailKind } from '#app/features/mail/mail-words.ts';

const today = '2026-12-02';

test('mails about accounts and roles are sent whatever was chosen', () => {
  const none = { unwanted: [...mailTopics], pausedUntil: '2026-12-31' };
  for (const kind of ['password_set', 'failed_sign_ins', 'role_news', 'invitation', 'password_link']) {
    expect(isMailWanted(kind, none, today)).toBe(true);
  }
  for (const kind of ['returned', 'arrived', 'reminder', 'mentioned', 'files_ready', 'consent_request']) {
    expect(isMailWanted(kind, none, today)).toBe(false);
    expect(isMailWanted(kind, everyMail, today)).toBe(true);
    expect(describeMailKind(kind)).not.toBe('');
  }
});

test('a topic that is not wanted and a pause to the end of its last day keep mails back', () => {
  expect(isMailWanted('returned', { unwanted: ['reports'], pausedUntil: null }, today)).toBe(false);
  expect(isMailWanted('mentioned', { unwanted: ['reports'], pausedUntil: null }, today)).toBe(true);
  expect(isMailWanted('mentioned', { unwanted: [], pausedUntil: today }, today)).toBe(false);
  expect(isMailWanted('mentioned', { unwanted: [], pausedUntil: '2026-12-01' }, today)).toBe(true);
});

test('what was ticked is wanted, and a pause is a day that is near', () => {
  expect(checkMailChoice({ wanted: ['reports', 'nonsense'], pausedUntil: '' }, today)).toEqual({
    choice: { unwanted: mailTopics.filter((topic) => topic !== 'reports'), pausedUntil: null },
    problems: [],
  });
  const problemOf = (pausedUntil: string) =>
    checkMailChoice({ wanted: [], pausedUntil }, today).problems[0]?.message ?? null;
  expect(problemOf(today)).toBeNull();
  expect(problemOf('2027-03-02')).toBeNull();
  expect(problemOf('2027-03-03')).toContain('90 days');
  expect(problemOf('2026-12-01')).toContain('later');
  expect(problemOf('2026-02-30')).toContain('Enter a day');
  expect(problemOf('tomorrow')).toContain('Enter a day');
});

test('a notification leads to the first page of its mail, never to another site', () => {
  expect(findFirstPath('Read it: {origin}/workspace/2025-H2?reporter=TH\n\nOr {origin}/about.')).toBe(
    '/workspace/2025-H2?reporter=TH',
  );
  expect(findFirstPath('See {origin}/about.')).toBe('/about');
  expect(findFirstPath('See https://elsewhere.test/x')).toBeNull();
  expect(findFirstPath('See {origin}//elsewhere.test')).toBeNull();
  expect(findMailTopic('password_set')).toBeNull();
});
