import type { Person } from '#app/contract.ts';
import type { Role } from '#server/domain/access/can.rules.ts';
import { roles } from '#server/domain/access/can.rules.ts';

export type PeopleFilter = { words: string; role: Role | null };

/** Reads from an address who is looked for. */
export function readPeopleFilter(search: URLSearchParams): PeopleFilter {
  return {
    words: (search.get('q') ?? '').trim().slice(0, 100),
    role: roles.find((role) => role === search.get('role')) ?? null,
  };
}

/** The people with these words in name, address or the place of a role, and with this role. */
export function filterPeople(people: readonly Person[], { words, role }: PeopleFilter): Person[] {
  const wanted = words.toLowerCase();
  return people.filter(
    (person) =>
      (role === null || person.roles.some((held) => held.role === role)) &&
      [
        person.name,
        person.email,
        ...person.roles.flatMap(({ reporter }) => [reporter?.code ?? '', reporter?.name ?? '']),
      ]
        .join('\n')
        .toLowerCase()
        .includes(wanted),
  );
}
