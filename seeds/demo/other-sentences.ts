/** Fictional notes, questions, answers, reasons and accounts; see activity-sentences.ts for the rules of the house. */
export const notAvailableNotes = [
  'The figure is collected once a year and will be there for the next round.',
  'Two agencies count in different ways, and the figures have not been matched yet.',
  'The new register was not in use for the whole half year.',
  'The responsible office has not answered in time.',
  'The figure exists on paper only and could not be added up before the due date.',
];

export const notApplicableNotes = [
  'There was no such case in the half year.',
  'Our law has no procedure of this kind.',
  'This task lies with another authority that does not take part in the plan.',
];

export const countNotes = [
  'Figures come from the register of the lead agency and were checked against two others.',
  'Three regional offices sent figures after the day of counting; they are not included.',
  'Counted by the date of the decision.',
  'Provisional until the yearly statistics are closed.',
  'Persons without documents are counted under unknown.',
  'The count follows the guidance of this round and differs from our national statistics.',
  'A change of form in the second month may have lowered the figure a little.',
];

export const estimateNotes = [
  'Attendance lists for events; audience figures of the platforms for the rest.',
  'Estimated from sample counts at events and from figures of broadcasters.',
  'Audience figures were reduced by one third to take repeated views into account.',
];

export const moneyNotes = [
  'Converted at the average rate of the half year published by the central bank.',
  'Converted at the rate of the day of the order, as published by the central bank.',
  'Amounts were given to us in US dollars.',
];

export const missingSplitQuestions = [
  'The split by {d} is missing. Is it available?',
  'The form asks for figures by {d}. Could you add them?',
  'Could the figures by {d} be added, even if some of them are missing?',
  'Are there no figures by {d}? If so, please mark them as not available.',
];

export const missingSplitAnswers = [
  'It was left out by mistake and has been added.',
  'The figures arrived after our first report and are now in.',
  'Added, as far as our records allow.',
  'The regional offices have sent the figures, and we have entered them.',
  'Yes, there are. They are in the report now.',
];

export const noteQuestions = [
  'Which sources does this figure cover? Please say so in the note.',
  'Is this figure for the half year only? Please confirm it in the note.',
  'Please write in the note whether late reports from regional offices are included.',
];

export const noteAnswers = ['The note has been completed.', 'Yes. We have added a sentence to the note.'];

export const achievementQuestions = [
  'Could you say what was delivered, and to whom?',
  'Please add one or two sentences on what changed in the half year.',
  'The text is very short. What was the main result?',
  'What difference did this make? One sentence is enough.',
];

export const achievementAnswers = [
  'We have added what was delivered.',
  'The text now names the main result.',
  'Completed after asking the responsible office.',
  'Thank you. We have written it out.',
];

/** What a thin first text says before it is completed. */
export const thinAchievements = ['As planned.', 'Ongoing.', 'See earlier report.'];

export const wholeReturnReasons = [
  'Several figures cover the whole year instead of the half year. Please go through all of them.',
  'Please compare all totals with the definitions of this round; some seem to follow the earlier ones.',
];

export const sendBackReasons = [
  'Two ministries have asked for a correction before this leaves the country.',
  'The figures of one agency are not the final ones. Please replace them.',
];

export const withdrawReasons = [
  'A figure was entered in the wrong line.',
  'An agency has sent a correction after we submitted.',
];

export const reopenReasons = [
  'The state has asked to correct a figure after acceptance.',
  'A question came up when the figures of all states were read together.',
];

export const acceptReasons = ['', '', 'Complete and clear. Thank you.', 'Accepted with thanks.'];

export const dataUseAccounts = [
  'The inspection service chose its routes for the half year by the number of suspicious adverts reported from each sector. Two sectors that had seldom been visited came to the top of the list.',
  'Because few men were among the persons referred to services, the ministry opened places for men in one shelter and wrote a short notice in three languages.',
  'The yearly budget for interpretation was raised by a quarter after the figures had shown in how many interviews no interpreter was present.',
  'Figures by age showed that pupils in their last year at school were seldom reached. The teaching plan now includes one lesson for them.',
  'The committee moved one training course from headquarters to local offices, where most first contacts take place.',
  'A comparison of the number of persons found and screened led to a duty roster, so that a trained officer can be called at night.',
  'The prosecution service set a target for parallel financial investigations after seeing how rarely one was opened.',
  'Answers to requests from abroad were slow in one office. Two officers were added, and the waiting time is now read out at each monthly meeting.',
  'Return without an assessment of needs was more frequent for large groups. The standing procedure now names who does the assessment.',
  'The body changed the order of its work programme, because reports from most states named the same gap.',
];
