import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFinding } from '#server/domain/finding/indicator-finding.ts';
import { answered, counted, figureOf, identified, rounds, share } from './finding-subjects.ts';

describe('the finding of an indicator', () => {
  it('says the newest figure and the one before, and holds the year against its target', () => {
    const region = [figureOf('2025-H1', '63'), figureOf('2025-H2', '119')];
    expect(buildFinding(counted, rounds, region, [])).toEqual({
      headline: '119 inspections in the second half of 2025, up from 63 in the round before',
      sentences: [
        'The figures released for 2025 add up to 182 inspections (reporting: 9 of 11 in 2025-H1, 9 of 11 in 2025-H2).',
        'The target of 150 inspections for 2025 is met.',
        '9 of 11 states reporting.',
      ],
    });
  });

  it('does not call a figure higher or lower when other reports are in it', () => {
    const region = [
      figureOf('2025-H1', '57.4', { contributing: 7, expected: 10 }),
      figureOf('2025-H2', '58.3', { contributing: 8 }),
    ];
    const { headline, sentences } = buildFinding(share, rounds, region, []);
    expect(headline).toBe('58.3% in the second half of 2025, after 57.4% in the round before');
    expect(sentences).toContain(
      '8 of 11 states reporting; the figure before it is from 7 of 10, so the two are not strictly comparable.',
    );
  });

  it('has no words of judgement for an indicator without a direction', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (before, after) => {
        const { headline, sentences } = buildFinding(
          identified,
          rounds,
          [figureOf('2025-H1', String(before)), figureOf('2025-H2', String(after))],
          [],
        );
        // To add up is to be summed.
        expect(`${headline} ${sentences.join(' ')}`.replaceAll('add up to', 'sum to')).not.toMatch(
          /\b(up|down|rose|fell|better|worse|more|less|improve\w*|decline\w*|target|meets?)\b/i,
        );
      }),
    );
  });

  it('adds up a whole year where nothing is aimed at, and no half of one', () => {
    const whole = [figureOf('2025-H1', '365'), figureOf('2025-H2', '464')];
    expect(buildFinding(identified, rounds, whole, []).sentences[0]).toBe(
      'The figures released for 2025 add up to 829 persons in all reports; a person may be counted in several rounds (reporting: 9 of 11 in 2025-H1, 9 of 11 in 2025-H2).',
    );
    const half = [figureOf('2025-H1', null), figureOf('2025-H2', '464')];
    expect(buildFinding(identified, rounds, half, []).sentences.join(' ')).not.toContain('add up');
  });

  it('prints zero as 0', () => {
    const { headline } = buildFinding(
      identified,
      rounds,
      [figureOf('2025-H1', '12'), figureOf('2025-H2', '0')],
      [],
    );
    expect(headline).toBe('0 persons in the second half of 2025, after 12 in the round before');
  });

  it('writes one of a thing in the singular', () => {
    const { headline } = buildFinding(counted, rounds, [figureOf('2025-H2', '1')], []);
    expect(headline).toBe('1 inspection in the second half of 2025');
  });

  it('names the reason where the newest round has no number, and the last number shown', () => {
    const { headline, sentences } = buildFinding(
      counted,
      rounds,
      [figureOf('2025-H1', '63'), figureOf('2025-H2', null)],
      [],
    );
    expect(headline).toBe('The figure for the second half of 2025 is suppressed');
    expect(sentences[0]).toBe('The newest figure shown is 63 inspections in the first half of 2025.');
  });

  it('does not hold a year against its target when a part of it is not shown', () => {
    const aimed = { ...counted, targets: [{ year: 2025, value: '500' }] };
    const { sentences } = buildFinding(
      aimed,
      rounds,
      [figureOf('2025-H1', null), figureOf('2025-H2', '400')],
      [],
    );
    expect(sentences[1]).toBe(
      'Whether the target of 500 inspections for 2025 was met cannot be said: no released figure for 2025-H1.',
    );
  });

  it('says that a year is not over', () => {
    const { sentences } = buildFinding(counted, rounds.slice(0, 2), [figureOf('2025-H1', '63')], []);
    expect(sentences.slice(0, 2)).toEqual([
      'So far the figures released for 2025 add up to 63 inspections (reporting: 9 of 11 in 2025-H1).',
      'The target of 150 inspections for 2025 is not due yet.',
    ]);
  });

  it('counts states of those that answered', () => {
    const { headline, sentences } = buildFinding(
      answered,
      rounds,
      [
        figureOf('2025-H1', '4', { contributing: 7, distribution: { yes: 4, no: 3 } }),
        figureOf('2025-H2', '5', { contributing: 9, distribution: { yes: 5, no: 4 } }),
      ],
      [],
    );
    expect(headline).toBe('5 of 9 states in the second half of 2025, after 4 of 7 in the round before');
    expect(sentences[0]).toBe('The target of 5 states for the end of 2025 is met.');
  });

  it('compares what the tracker counts itself whoever has reported', () => {
    const register = { ...share, reportedBy: 'register' as const };
    const { headline, sentences } = buildFinding(
      register,
      rounds,
      [
        figureOf('2025-H1', '48.7', { contributing: 0, expected: 39 }),
        figureOf('2025-H2', '63.2', { contributing: 0, expected: 38 }),
      ],
      [],
    );
    expect(headline).toBe('63.2% in the second half of 2025, up from 48.7% in the round before');
    expect(sentences).toEqual(['The target of 65.0% for the end of 2025 was missed.']);
  });

  it('names the round before when it is not the last but one', () => {
    const { headline } = buildFinding(
      identified,
      rounds,
      [figureOf('2024-H2', '434'), figureOf('2025-H1', null), figureOf('2025-H2', '464')],
      [],
    );
    expect(headline).toBe('464 persons in the second half of 2025, after 434 in the second half of 2024');
  });

  it('has something to say before there is a figure, and of accounts in words', () => {
    expect(buildFinding(counted, rounds, [], []).headline).toBe('No figure has been published yet');
    expect(buildFinding({ ...counted, measure: 'text' }, rounds, [], []).headline).toBe(
      'Texts, which are not published',
    );
  });

  it('says that there was nothing to take a share of', () => {
    const { headline } = buildFinding(
      share,
      rounds,
      [figureOf('2025-H2', null, { state: 'reported', numerator: '0', denominator: '0' })],
      [],
    );
    expect(headline).toBe('No percentage, since there was nothing to count in the second half of 2025');
  });
});
