import { line, list, number, readFields, text } from '#app/features/forms/answer-form.server.ts';
import type { TypedAccount, TypedArrangement } from '#server/domain/arrangement/arrangement.schema.ts';

/** What was sent under "prefix.key.field", by key, in the order of the form. */
function readGroups(form: FormData, prefix: string): Map<string, Record<string, string>> {
  const groups = new Map<string, Record<string, string>>();
  for (const [name, value] of form) {
    const [head, key = '', field = ''] = name.split('.');
    if (head !== prefix || typeof value !== 'string') continue;
    groups.set(key, { ...groups.get(key), [field]: value.replace(/\r\n?/g, '\n') });
  }
  return groups;
}

/** Reads the form of what states have agreed. */
export function readArrangementForm(form: FormData): { version: number; fields: TypedArrangement } {
  const { version, ...fields } = readFields(form, {
    version: number,
    status: text,
    agreedOn: line,
    aims: list,
    countries: text,
    results: text,
  });
  return {
    version,
    fields: {
      ...fields,
      contacts: [...readGroups(form, 'contacts')].map(([party, { bodies = '' }]) => ({ party, bodies })),
      steps: [...readGroups(form, 'steps').values()].map((step) => ({
        code: step.code ?? '',
        aim: step.aim ?? '',
        text: step.text ?? '',
        plannedOn: step.plannedOn ?? '',
      })),
    },
  };
}

/** Reads the form of a state's own account. */
export function readAccountForm(form: FormData): { version: number; number: number; fields: TypedAccount } {
  const read = readFields(form, { version: number, number });
  return {
    ...read,
    fields: {
      items: [...readGroups(form, 'items')].map(([about, item]) => ({
        about,
        status: item.status ?? '',
        on: item.on ?? '',
        text: item.text ?? '',
      })),
      counts: [...readGroups(form, 'counts')]
        .filter(([year]) => /^\d{4}$/.test(year))
        .map(([year, count]) => ({
          year: Number(year),
          meetings: count.meetings ?? '',
          operations: count.operations ?? '',
        })),
    },
  };
}
