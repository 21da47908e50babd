/**
 * Help for writing: for each field what belongs in it, what does not, its length, and an example of a figure
 * with its source; and model texts for the usual kinds of activity. Model texts are starting points with gaps
 * to fill, never facts, and name no person.
 */
export type NarrativeField = 'achievements' | 'challenges' | 'nextSteps' | 'note';

export type FieldGuidance = {
  write: string;
  leaveOut: string;
  length: string;
  /** A well-described figure: how many, of what, when, from which source. */
  figure: string;
  models: readonly NarrativeModel[];
};

export type NarrativeModel = { kind: string; text: string };

export const narrativeGuidance: Readonly<Record<NarrativeField, FieldGuidance>> = {
  achievements: {
    write: 'What was done in this half year, where, with whom, and what changed because of it.',
    leaveOut:
      'Plans, meetings without a result, and anything that points to one person: names, ages with places, case numbers.',
    length: 'Three to six sentences; a reader of eleven reports is grateful for three.',
    figure:
      '“412 officers completed the course (attendance lists of the police academy, 1 January to 30 June).”',
    models: [
      {
        kind: 'Training',
        text: 'Between [month] and [month], [number] officers of [agencies] in [provinces] completed the [days]-day course on [subject] (source: attendance lists of [institution]). A test before and after showed that [share] could name the signs of forced criminality, up from [share]. Participants have since referred [number] cases for identification.',
      },
      {
        kind: 'Law reform',
        text: 'The [act or regulation], which [what it changes], was [drafted, adopted, brought into force] on [date] (source: [official gazette]). It gives [authority] the duty to [duty]. Guidance for [who applies it] was issued on [date].',
      },
      {
        kind: 'Hotline',
        text: 'The hotline of [institution] was open [hours] in [languages]. It took [number] calls about trafficking, of which [number] were referred to [services] (source: call register, [period]). [Number] calls concerned online job offers, compared with [number] in the half year before.',
      },
      {
        kind: 'Joint operation',
        text: 'Authorities of [states] carried out [number] joint operations between [month] and [month]. [Number] persons were found, all of whom were screened, and [number] were identified as victims and referred to [services] (source: [register]). [Number] suspects are before the courts. No details are given that could affect proceedings.',
      },
      {
        kind: 'Victim support',
        text: '[Number] victims received [kinds of support] in [number] centres of [institution] (source: case management system, [date]). [Share] accepted legal aid. The waiting time for [service] fell from [days] to [days]. Victims took part in reviewing the service on [occasion].',
      },
    ],
  },
  challenges: {
    write: 'What held the activity up, what was tried against it, and what would help, from whom.',
    leaveOut: 'Blame of persons or of other states, and difficulties that have been solved.',
    length: 'One to four sentences, one for each difficulty.',
    figure:
      '“Only 3 of 14 provinces have an interpreter for the language most needed (survey of the ministry, May).”',
    models: [
      {
        kind: 'Training',
        text: '[Share] of trained officers moved to other posts within the half year, so that [units] are again without trained staff. A shorter course for newcomers is being prepared; trainers from [partner] would help.',
      },
      {
        kind: 'Law reform',
        text: 'The draft has waited for comments of [institutions] since [month]. A joint session is asked for; experience of member states with [question] would help.',
      },
      {
        kind: 'Joint operation',
        text: 'Requests for evidence took [days] on average, and accounts were emptied before they could be frozen. A direct contact point at [kind of authority] would help.',
      },
      {
        kind: 'Victim support',
        text: 'Shelters in [region] were full for [weeks], and interpreters for [language] were not available. [What was done meanwhile]. Shared lists of interpreters across states would help.',
      },
    ],
  },
  nextSteps: {
    write: 'What comes next, by when, and who is responsible.',
    leaveOut: 'Wishes without a date or an institution, and steps of other reporters.',
    length: 'One to three steps, a sentence each.',
    figure: '“Two further courses for 80 officers, by 30 September, by the police academy.”',
    models: [
      {
        kind: 'Training',
        text: '[Institution] holds [number] further courses for [number] officers in [provinces] by [date], and repeats the test after six months.',
      },
      {
        kind: 'Law reform',
        text: 'The draft goes to [cabinet, parliament] by [month]; [institution] prepares the guidance so that it is ready when the law enters into force.',
      },
      {
        kind: 'Hotline',
        text: '[Institution] adds [language] by [month] and publishes the number with [platforms] by [month].',
      },
      {
        kind: 'Victim support',
        text: '[Institution] opens [service] in [place] by [date] and agrees with [institution] on referral within [hours].',
      },
    ],
  },
  note: {
    write:
      'Where the figure comes from, the date of the count, what it leaves out, and why a figure is missing.',
    leaveOut: 'The figure itself once more, and anything that points to one person.',
    length: 'One to three sentences.',
    figure: '“Case register of the prosecutor general, read on 5 July; two of 77 districts are missing.”',
    models: [
      {
        kind: 'A figure with its source',
        text: 'Source: [register or institution], read on [date]. Counted by [person, case, request] on the date of [event]. Left out: [what is missing].',
      },
      {
        kind: 'A figure that is missing',
        text: 'Not available: [institution] records [what it records] but not [what is asked]. It is expected from [round], when [what changes].',
      },
      {
        kind: 'A figure far from the last one',
        text: 'The change against [round] comes from [cause], not from the way of counting. [Institution] has checked it on [date].',
      },
    ],
  },
};
