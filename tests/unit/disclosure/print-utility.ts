import { decideLinkedDisclosure } from '#server/domain/disclosure/decide-disclosure.rules.ts';
import { describeUtility, measureUtility } from './measure-utility.ts';
import { decideCarelessly } from './planted-histories.ts';
import { createWorld, type DecideLinked, publishWorld } from './worlds.ts';

/*
 * Prints what protection costs in random worlds: `node tests/unit/disclosure/print-utility.ts 200`. First what would be
 * shown if each figure were looked at by itself, then what is shown.
 */

const count = Number(process.argv[2] ?? 100);
const ways: [string, DecideLinked][] = [
  ['each by itself', decideCarelessly],
  ['decided', decideLinkedDisclosure],
];
for (const [name, decide] of ways) {
  const newest = Array.from({ length: count }, (_, seed) => publishWorld(createWorld(seed), decide).at(-1)!);
  const { totals, parts } = measureUtility(newest.flatMap(({ decisions }) => decisions));
  process.stdout.write(`${describeUtility(`${name}: totals`, totals)}\n`);
  process.stdout.write(`${describeUtility(`${name}: parts`, parts)}\n`);
}
