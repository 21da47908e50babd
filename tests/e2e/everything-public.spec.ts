import { expect, test } from '@playwright/test';
import { openSql } from '#db/sql.ts';
import { databaseUnderTest, originUnderTest } from '#tests/support/application-under-test.ts';
import { crawl, type Fetched } from '#tests/support/crawl.ts';
import { isLong, rounds } from '#tests/support/rounds.ts';

/**
 * Somebody who collects everything that is public: every page, file, figure and receipt that links lead to, of the newest
 * publication and of the first. What was not released is in none of it, and no link leads nowhere.
 */
const origin = originUnderTest;

/**
 * Receipts of single values are thousands, and files of figures have a limit of how often one address may ask: one in so
 * many is asked for. What each holds is tried for all of them in tests/integration/figures.
 */
const oneReceiptIn = rounds(480, 60);
const oneFileIn = rounds(320, 40);
/** Lists narrowed by one condition or another are many, and made by the same code: one in so many is looked at. */
const oneListIn = rounds(30, 4);
/** Pages of one thing, and pages of the first publication: the long suite reads each. */
const oneThingIn = rounds(6, 1);
const onePinnedIn = rounds(16, 1);
const isOfOneThing = (path: string) =>
  /^\/(activities|figures|indicators|library|objectives|partners)\/[^/?]+$/.test(path);
const isFile = (path: string) =>
  /^\/(figures|values|indicators)\/.*\/(rows|picture|slide|citation|values)\./.test(path) ||
  (!isLong && /\/(brief\.pdf|deck\.pptx)/.test(path)) ||
  (path.startsWith('/data/v1/') && /[?&](?!publication=)/.test(path));

test('nothing that is public holds what was not released, and every link answers', async () => {
  test.setTimeout(600_000);
  let receipts = 0;
  let files = 0;
  let lists = 0;
  let pinnedPages = 0;
  let things = 0;
  const fetched = await crawl({
    origin: origin(),
    // One picture by name: which of the many files are met by one in so many depends on the order of answers.
    start: [
      '/',
      '/?publication=1',
      '/th/',
      '/data/v1/values.csv',
      '/data/v1/values.csv?publication=1',
      '/figures/I-B3.by-state/picture.png',
    ],
    follow: (path) => {
      // Pages for people with accounts, and each page again in other languages, are looked at elsewhere.
      if (/^\/(sign-in|workspace|secretariat|(id|th|vi|km)(\/|$))/.test(path)) return false;
      // The same list in many orders of filters: each filter alone.
      if ((new URL(path, origin()).search.match(/=/g) ?? []).length > 2) return false;
      const pinned = /[?&]publication=(\d+)/.exec(path);
      if (pinned && (pinned[1] !== '1' || path.startsWith('/figures/'))) return false;
      if (/\?(?!publication=)/.test(path) && !path.startsWith('/data/')) {
        lists += 1;
        return lists % oneListIn === 1;
      }
      if (isFile(path)) {
        files += 1;
        return files % oneFileIn === 1;
      }
      if (!path.startsWith('/values/')) {
        if (!pinned && isOfOneThing(path)) {
          things += 1;
          return things % oneThingIn === 0;
        }
        if (!pinned) return true;
        pinnedPages += 1;
        return pinnedPages % onePinnedIn === 0;
      }
      receipts += 1;
      return receipts % oneReceiptIn === 1;
    },
  });
  process.stdout.write(`${fetched.length} public addresses were read.\n`);
  const broken = fetched.filter(({ status }) => status >= 400);
  expect(broken.map(({ path, status }) => `${status} ${path}`)).toEqual([]);
  expect(fetched.filter(({ cookie }) => cookie !== null).map(({ path }) => path)).toEqual([]);
  expect(fetched.length).toBeGreaterThan(rounds(250, 400));
  expect(new Set(fetched.map(({ type }) => type.split(';')[0]))).toContain('image/png');

  const { numbers, words } = await listSecrets();
  expect(numbers.size).toBeGreaterThan(30);
  expect(words.length).toBeGreaterThan(4);
  const found = fetched.flatMap((one) => [
    ...listNumbers(one)
      .filter((number) => numbers.has(number))
      .map((number) => `${one.path}: ${number} of ${numbers.get(number)}`),
    ...words.filter((word) => one.text.includes(word)).map((word) => `${one.path}: ${word}`),
  ]);
  expect(found).toEqual([]);
});

/**
 * Whole numbers of four digits and more, however they are grouped: neither bytes of pictures, nor where lines are drawn,
 * nor the size and checksum of a file.
 */
function listNumbers({ text, type }: Fetched): string[] {
  if (/^image\/png|^application\/(vnd|zip|pdf)/.test(type)) return [];
  return (
    text
      .replace(
        /\s(d|x|y|x1|x2|y1|y2|cx|cy|r|points|transform|viewBox|width|height|id|fill|src|href)="[^"]*"/g,
        '',
      )
      .replace(/"bytes":\s*\d+|sha256:[0-9a-f]+|\b[0-9a-f]{64}\b/g, '')
      .replace(/(?<=\d),(?=\d{3})/g, '')
      .match(/(?<![\d.])\d{4,}(?![\d.]*\d)/g) ?? []
  );
}

/**
 * What nobody may find: numbers that reporters gave and that no publication shows, of four digits and more so that they
 * are not met by chance, and sentences that were not released.
 */
async function listSecrets(): Promise<{ numbers: Map<string, string>; words: string[] }> {
  const owner = openSql(databaseUnderTest());
  try {
    const numbers = await owner<{ number: string; whose: string }[]>`
      with given as (
        select x.number, p.code || ' ' || i.code as whose
        from tracker.compiled_value v
        cross join lateral (values (v.value), (v.numerator), (v.denominator)) x (number)
        join tracker.reporter p on p.id = v.reporter_id join tracker.indicator i on i.id = v.indicator_id
        where v.state = 'reported' and x.number >= 1000 and x.number = trunc(x.number)),
      shown as (
        select x.number from rows.figure f
        cross join lateral (values (f.value), (f.numerator), (f.denominator)) x (number)
        union select (t->>'value')::numeric from rows.indicator i, jsonb_array_elements(i.targets) t
        union select (i.baseline->>'value')::numeric from rows.indicator i where i.baseline is not null)
      select trunc(number)::text as number, min(whose) as whose from given
      where number not in (select number from shown where number is not null)
        and number not between 1990 and 2100
      group by number`;
    const words = await owner<{ words: string }[]>`
      select distinct left(a.challenges, 70) as words from tracker.compiled_activity_report a
      where not a.narrative_released and length(a.challenges) > 70
        and not exists (select from rows.activity_narrative n
          where n.challenges like '%' || left(a.challenges, 40) || '%')
      limit 40`;
    return {
      numbers: new Map(numbers.map(({ number, whose }) => [number, whose])),
      words: words.map((row) => row.words),
    };
  } finally {
    await owner.end();
  }
}
