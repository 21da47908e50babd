import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ChainedEntry,
  noHash,
  serialiseAuditEntry,
  createChainVerifier,
  parseNotedHash,
  describeRowFault,
} from '#server/domain/audit/chain.rules.ts';

const hashOf = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
type Content = Omit<ChainedEntry, 'sequence' | 'previousHash' | 'hash'>;

function seal(contents: readonly Content[]): ChainedEntry[] {
  let previousHash = noHash;
  return contents.map((content, index) => {
    const entry = { ...content, sequence: String(index + 1), previousHash };
    const hash = hashOf(serialiseAuditEntry(entry));
    previousHash = hash;
    return { ...entry, hash };
  });
}

function check(entries: readonly ChainedEntry[], noted: string | null = null) {
  const chain = createChainVerifier(hashOf, noted);
  for (const entry of entries) {
    const fault = chain.add(entry);
    if (fault) return fault;
  }
  return chain.end().fault;
}

// Also what looks like the text's own marks, letters of several bytes, and line breaks.
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '~', '1:~', '3:a\nb', '\n', 'ប្រទេស'),
);
const content: fc.Arbitrary<Content> = fc.record({
  at: fc.constant('2026-11-29T08:00:00.000000Z'),
  personId: fc.option(text),
  kind: text,
  event: text,
  roundCode: fc.option(text),
  reporterCode: fc.option(text),
  subject: fc.option(text),
  detail: fc.json(),
  source: fc.option(text),
  rowHashes: fc.option(fc.json()),
});
const chains = fc.array(content, { minLength: 2, maxLength: 8 }).map(seal);

describe('the text of an entry', () => {
  test('differs whenever any value differs', () => {
    fc.assert(
      fc.property(content, content, (one, other) => {
        const [first, second] = [seal([one])[0]!, seal([other])[0]!];
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(serialiseAuditEntry(first) === serialiseAuditEntry(second)).toBe(same);
      }),
    );
  });

  test('tells values that stand beside each other apart', () => {
    const base = seal([
      { ...fc.sample(content, 1)[0]!, kind: 'a', event: 'b', subject: null, reporterCode: null },
    ])[0]!;
    const texts = [
      base,
      { ...base, kind: 'a\n1:b', event: '' },
      { ...base, kind: '', event: 'ab' },
      { ...base, subject: '~' },
      { ...base, subject: '' },
      { ...base, reporterCode: '' },
    ].map(serialiseAuditEntry);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('a chain', () => {
  test('holds as it was sealed, and against the hash of any of its entries', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (entries, pick) => {
        expect(check(entries)).toBeNull();
        expect(check(entries, entries[pick % entries.length]!.hash)).toBeNull();
      }),
    );
  });

  test('shows an altered entry, by its number, even when its hash was made anew', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.boolean(), (entries, pick, anew) => {
        const at = pick % (entries.length - 1);
        const altered = { ...entries[at]!, subject: `${entries[at]!.subject}!` };
        if (anew) altered.hash = hashOf(serialiseAuditEntry(altered));
        const fault = check(entries.with(at, altered));
        // With a hash that fits, it is the next entry that no longer follows.
        expect(fault?.sequence).toBe(anew ? at + 2 : at + 1);
      }),
    );
  });

  test('shows an entry that was removed or put in', () => {
    fc.assert(
      fc.property(chains, fc.nat(), (entries, pick) => {
        const at = pick % (entries.length - 1);
        expect(check(entries.toSpliced(at, 1))).toEqual({
          sequence: at + 1,
          sentence: expect.stringContaining(`Entry ${at + 1} was removed`),
        });
        const twice = entries.toSpliced(at, 0, entries[at]!);
        expect(check(twice)?.sentence).toContain(`Entry ${at + 1} was inserted`);
      }),
    );
  });

  test('shows an end that was cut off to whoever noted its hash, and to nobody else', () => {
    fc.assert(
      fc.property(chains, (entries) => {
        const rest = entries.slice(0, -1);
        expect(check(rest)).toBeNull();
        expect(check(rest, entries.at(-1)!.hash)?.sentence).toContain('removed from its end');
      }),
    );
  });

  test('begins with the first entry that was written', () => {
    const [first, second] = seal(fc.sample(content, 2));
    const forged = { ...first!, previousHash: second!.hash };
    forged.hash = hashOf(serialiseAuditEntry(forged));
    expect(check([forged])?.sentence).toContain('Entry 1 is not the first');
  });
});

test('a noted hash is read as people write it down', () => {
  const hash = 'ab12'.repeat(16);
  expect(parseNotedHash(` ${hash.slice(0, 32)} ${hash.slice(32).toUpperCase()}\n`)).toBe(hash);
  for (const wrong of ['', hash.slice(1), `${hash}0`, hash.replace('a', 'g')]) {
    expect(parseNotedHash(wrong)).toBeNull();
  }
});

test('a record at fault is named with its table and its entry', () => {
  const fault = { source: 'decision', rowKey: '7', sequence: 3 };
  expect(describeRowFault({ ...fault, fault: 'altered' })).toBe(
    'The record 7 among the decisions on reports (table decision) was altered: it no longer matches entry 3.',
  );
  expect(describeRowFault({ ...fault, fault: 'inserted', sequence: null })).toContain('no entry records it');
});
