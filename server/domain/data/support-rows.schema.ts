import { z } from 'zod';
import { supportKinds, supportParts, supportStages } from '../support/support.schema.ts';
import { code, day, decimal, list, oneOf, orNone, text, whole } from './column.ts';
import { origin } from './plan-rows.schema.ts';

const support = {
  support_code: code('Code of the support in the plan'),
  partner_code: code('Short name of the partner that gives it, see partners'),
  partner: text('Its name'),
};
const subject = {
  activity_code: orNone(code('Code of the activity that it is for; empty for an area or the whole plan')),
  activity: orNone(text('Its title')),
  area_code: orNone(
    code(
      'Code of the thematic area that it is for, or of the area of its activity; empty for the whole plan',
    ),
  ),
  area: orNone(text('Its title')),
};

export const supportEntryRow = z.object({
  ...support,
  kind: oneOf(supportKinds, 'What is given'),
  role: oneOf(
    supportParts,
    'What the partner does in it. A partner that finances and leads has two entries; only what is financed has amounts',
  ),
  ...subject,
  description: orNone(
    text('What is given, in a sentence; empty where it holds a number and amounts are not shown'),
  ),
  carried_out_by: orNone(text('The organisation that carries it out; empty for the partner itself')),
  receivers: list('Codes of the states and bodies that receive it, see reporters; none for the whole region'),
  source: orNone(text('Where it is known from; empty where it holds a number and amounts are not shown')),
  amounts: oneOf(
    ['none', 'not_shown', 'shown'],
    'none: it has no amounts; not_shown: the partner has not agreed to show them; shown: they are in support-amounts',
  ),
  ...origin,
});

export const supportAmountRow = z.object({
  ...support,
  ...subject,
  stage: oneOf(
    supportStages,
    'How far the amount has come. What is disbursed was committed before: stages are not to be added together',
  ),
  year: whole('The year of the stage'),
  currency: code('The currency in which it is given (ISO 4217)'),
  amount: decimal('The amount in that currency'),
  usd: orNone(decimal('The amount in whole US dollars; empty where no rate is stated')),
  rate: orNone(decimal('US dollars for one unit of the currency; empty for US dollars and without a rate')),
  rate_day: orNone(day('The day of the rate')),
  rate_source: orNone(text('Who publishes the rate')),
  source: orNone(text('Where the amount is known from, where it has a source of its own')),
  ...origin,
});
