import type { Sql } from '#db/client.ts';

/** As whom the tracker itself opens and closes rounds and writes reminders. Nobody can sign in as it: auth.refuse_calendar. */
export const calendarId = 'calendar';

/** Makes the calendar's entry among the people, with the role that its work needs. Safe to repeat. */
export async function loadCalendar(owner: Sql): Promise<void> {
  await owner`
    insert into auth.person (id, name, email)
    values (${calendarId}, 'The calendar of the tracker', 'calendar@tracker.invalid')
    on conflict (id) do nothing`;
  await owner`
    insert into tracker.assignment (person_id, role, assigned_at)
    values (${calendarId}, 'secretariat_officer', now())
    on conflict do nothing`;
}
