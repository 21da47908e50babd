import type { TypedSupport } from '#server/domain/support/support.rules.ts';
import type { World } from './world.ts';

/** An amount that its partner has not agreed to show: it must be nowhere in public. */
export const heldBackAmount = '7654321';

const fields: TypedSupport = {
  partner: 'asean-act',
  kind: 'finance',
  part: 'financed',
  subject: 'activity:A1.1',
  description: 'Money for "the kit", by stages',
  carriedOutBy: 'A publishing house',
  receivers: ['TH', 'KH'],
  source: 'Letter of May',
  iatiIdentifier: '',
  withdrawn: false,
  amounts: [],
};
const amount = (stage: string, year: string, value: string) => ({
  stage,
  year,
  currency: 'AUD',
  amount: value,
  source: '',
});

/**
 * Support that partners have confirmed, with and without amounts that may be shown, and one entry that nobody has
 * confirmed. Rates are stated for 2024.
 */
export async function giveSupport(world: World): Promise<void> {
  const { caller } = await world.createPerson([{ role: 'secretariat_officer' }]);
  await caller.support.recordRate({ currency: 'AUD', day: '2024-12-31', dollars: '0.62', source: 'UN' });
  const give = async (more: Partial<TypedSupport>, ...says: ('confirmed' | 'consented')[]) => {
    const typed = { ...fields, ...more };
    const { code } = await caller.support.save({ version: 0, fields: typed });
    const partner = await world.createPerson([{ role: 'partner', partner: typed.partner }]);
    for (const kind of says) {
      await partner.caller.support.answer({ plan: 'BOHOL-2', code, version: 1, kind, text: '' });
    }
  };
  const shown = [amount('committed', '2024', '500000'), amount('disbursed', '2024', '120000.5')];
  await give({ amounts: shown }, 'confirmed', 'consented');
  await give({ subject: 'area:B', kind: 'training', part: 'led', receivers: [] }, 'confirmed');
  const hidden = [amount('pledged', '2024', heldBackAmount)];
  const words = `Money of ${heldBackAmount}.`;
  await give({ partner: 'iom', subject: 'activity:B4.1', description: words, amounts: hidden }, 'confirmed');
  await give({ partner: 'unodc', subject: 'plan', description: 'Nobody has confirmed it.', amounts: hidden });
}
