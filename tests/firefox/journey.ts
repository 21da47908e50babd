import assert from 'node:assert/strict';
import setUp from '#tests/support/browser-setup.ts';
import { at, demoPassword } from '#tests/support/people.ts';
import { sentences } from '#tests/support/sentences.ts';
import { type Firefox, openFirefox, type Visitor } from './firefox.ts';

/**
 * The main job in Firefox, as journey.spec.ts goes it in Chromium: a report is written, refused, corrected, cleared,
 * submitted, reviewed, accepted, compiled and published, and the public sees it. By mouse and keys, with scripts.
 *
 * NODE_ENV=production node tests/firefox/journey.ts
 */
const round = '2026-H1';

const text = (value: string) => JSON.stringify(value);
/** A button by its words, in the page or in a part of it. */
const button = (words: string, within = 'document') =>
  `[...${within}.querySelectorAll('button')].find((one) => one.innerText.trim() === ${text(words)})`;
/** A field or a box by the words that its label begins with. */
const field = (words: string) =>
  `([...document.querySelectorAll('label')].find((one) => one.innerText.trim().startsWith(${text(words)}))?.control
    ?? document.querySelector(${text(`[aria-label="${words}"]`)}))`;
const says = (words: string | RegExp) =>
  words instanceof RegExp
    ? `new RegExp(${text(words.source)}, 'm').test(document.body.innerText)`
    : `document.body.innerText.includes(${text(words)})`;

async function signIn(firefox: Firefox, email: string): Promise<Visitor> {
  const visitor = await firefox.openVisitor();
  await visitor.goto(at('/sign-in'));
  await visitor.fill(field('E-mail address'), email);
  await visitor.fill(field('Password'), demoPassword);
  await visitor.click(button('Sign in', 'document.querySelector("main")'));
  await visitor.until(`!location.pathname.includes('sign-in')`);
  return visitor;
}

async function write(focal: Visitor): Promise<void> {
  const words = 'Held two regional meetings, in Firefox.';
  await focal.goto(at(`/workspace/${round}/activities/A1.2`));
  await focal.click(field('Delayed'));
  await focal.fill(field('Achievements'), words);
  await focal.fill(field('Next steps'), 'Hold the meeting in the next half year.');
  await focal.click(button('Save'));
  await focal.until(says(sentences.saved));
  await focal.goto(at(`/workspace/${round}/activities/A1.2`));
  assert.equal(await focal.read(`${field('Achievements')}.value`), words);
  assert.equal(await focal.read(`${field('Delayed')}.checked`), true);

  await focal.goto(at(`/workspace/${round}/indicators/I-B2`));
  await focal.fill(field('Total: Persons screened'), '240');
  await focal.fill(field('Total: Persons found'), '-12');
  await focal.click(button('Save'));
  await focal.until(says('Enter a number that is zero or more'));
  await focal.fill(field('Total: Persons found'), '400');
  await focal.click(button('Save'));
  await focal.until(says(sentences.saved));
  await focal.goto(at(`/workspace/${round}/indicators/I-B2`));
  assert.equal(await focal.read(`${field('Total: Persons found')}.value`), '400');
}

const firefox = await openFirefox();
const stop = await setUp();
try {
  const focal = await signIn(firefox, 'focal.th@demo.test');
  await write(focal);
  const clearing = await signIn(firefox, 'clearing.th@demo.test');
  await clearing.goto(at(`/workspace/${round}/check`));
  await clearing.click(button('Clear for submission'));
  await clearing.until(says(sentences.cleared));
  await focal.goto(at(`/workspace/${round}/check`));
  await focal.click(button('Submit report'));
  await focal.until(`location.pathname.includes('receipt')`);

  const office = await signIn(firefox, 'secretariat@demo.test');
  await office.goto(at(`/secretariat/review/${round}/TH`));
  await office.click(button('Start review'));
  await office.until(says('The review has started.'));
  await office.goto(at(`/secretariat/review/${round}/TH/decide`));
  await office.click(button('Accept'));
  await office.until(says(sentences.accepted));
  await office.goto(at(`/secretariat/compile/${round}`));
  await office.click(
    `[...document.querySelectorAll('button')].find((one) => one.innerText.startsWith('Compile'))`,
  );
  await office.until(says(/Compilation \d+ is made\./));
  await office.goto(at(`/secretariat/publish/${round}`));
  await office.click(button('Publish'));
  await office.click(
    button(
      'Publish',
      `[...document.querySelectorAll('section, [role="region"]')].find((one) => /^Publish publication/.test(one.innerText.trim()))`,
    ),
  );
  await office.until(says(/Publication \d+ is out\./));

  const visitor = await firefox.openVisitor();
  await visitor.goto(at('/'));
  await visitor.until(
    `[...document.querySelectorAll('footer')].at(-1).innerText.includes('first half of 2026')`,
  );
  process.stdout.write('A report went from its writer to the public in Firefox.\n');
} finally {
  await firefox.close();
  await stop();
}
