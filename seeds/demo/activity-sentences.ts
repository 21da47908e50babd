/** What an activity is, as far as sentences about it differ: something made, something held, or work that goes on. */
export type Nature = 'product' | 'event' | 'work';

/** Sentences for every activity, and some for those of one nature only. */
export type Sentences = { any: readonly string[] } & Partial<Record<Nature, readonly string[]>>;

/**
 * Sentences for the fictional reports. {s} stands for the activity in a few words, {n} for a small number. None
 * names a person, a place, an event or a date, and {s} is never a subject with a verb of its own, so that
 * singulars and plurals both fit.
 */
export const achievements: Record<'state' | 'body', Record<string, Sentences>> = {
  state: {
    on_track: {
      any: [
        'Work on {s} went on as planned, and two more services joined.',
        'Our agencies agreed who does what for {s} and put it in a joint instruction.',
        'A small team from three ministries met each month to take {s} forward.',
        'We used our own budget for {s} and took {n} of the planned steps.',
        'Our coordinating committee approved the national steps for {s}.',
        'We shared our experience of {s} with peers and came home with useful questions.',
        'We briefed {n} offices on {s}, most of them local ones.',
      ],
      product: [
        'We tried a first version of {s} in {n} districts and wrote up what we learned.',
        'Material for {s} was translated and read by people who will use it.',
        'Comments from the field on {s} were collected, and most of them were taken up.',
        'National guidance for {s} was revised and sent to all regional offices.',
        'Two shelters and one border post helped us to test {s}.',
        'We adapted {s} to our own procedures and asked survivors for their view.',
      ],
      event: [
        'Officers of {n} offices took part in {s}, most of them for the first time.',
        'We prepared cases and papers for {s} and sent a mixed team of four agencies.',
        'Two services exchanged staff for a week to learn from each other before {s}.',
        'What we learned at {s} was passed on in {n} short sessions at home.',
        'We offered rooms and interpretation for {s}.',
        'Our team came back from {s} with a list of steps, and half of them are done.',
      ],
      work: [
        'We held {n} sessions about {s} with civil society partners.',
        'What we need to know for {s} now comes in one form instead of four.',
        'Two local offices volunteered for {s} and have begun.',
        'We named a coordinator for {s} and a deputy.',
        'A first stocktaking for {s} showed where services overlap.',
        'Half of the offices concerned have finished their part of {s}.',
      ],
    },
    planned: {
      any: [
        'We named a contact office for {s} and set aside a budget line.',
        'Preparations for {s} began with a list of the services concerned.',
        'We read the regional papers on {s} and noted what would need to change here.',
        'A first meeting about {s} brought the main agencies to one table.',
        'Our plan for {s} is drafted and waits for approval.',
        'We asked {n} local authorities whether they would take part in {s}.',
        'Terms of reference for {s} were agreed among three ministries.',
        'Staff who will work on {s} were chosen and told what to expect.',
      ],
    },
    delayed: {
      any: [
        'We finished the first part of our work on {s}, but the second has not begun.',
        'Some offices went ahead with {s}, while others still wait for the instruction.',
        'About half of the planned steps for {s} were taken.',
        'Work on {s} started again late in the half year with a smaller team.',
        'We kept {s} on the agenda of the committee, without a decision so far.',
      ],
      product: [
        'A draft of our part of {s} exists and is with the legal department.',
        'We trained trainers for {s}, but nobody uses it in daily work so far.',
      ],
      event: [
        'We took part in {s} once instead of twice.',
        'A team for {s} was chosen, but could not travel in time.',
      ],
      work: ['The needs for {s} were mapped, but no service has been chosen yet.'],
    },
    completed: {
      any: [
        'National work on {s} came to its end, and all planned steps were taken.',
        'The last of our {n} steps for {s} was taken, and a short report is on file.',
        'Our share of {s} is done, and daily services have taken it over.',
        'We finished our part of {s} within the budget and told partners what we learned.',
      ],
      product: [
        'All regional offices now use {s}.',
        'We printed {s} for {n} offices and put it on our internal pages.',
        'All services concerned have received {s} and a short introduction.',
      ],
      event: ['All the officers we had planned to send have taken part in {s}.'],
      work: ['The findings of {s} were written into national guidance.'],
    },
    recurring: {
      any: [
        'Our services delivered their part of {s} and gathered feedback from those concerned.',
        'Staff of four agencies worked together on {s} once more.',
        'Our part of {s} was delivered on the days agreed at the start of the year.',
      ],
      product: [
        'We brought our entries in {s} up to date and checked them twice.',
        'New editions of {s} reached {n} offices within a week.',
        'Our offices used {s} throughout the half year and sent {n} corrections.',
      ],
      event: [
        'We took part in {s} again and sent a larger team than before.',
        'Our share of {s} was delivered, with more participants than last time.',
        'We prepared {n} cases for {s}, two of them on online recruitment.',
      ],
      work: [
        'We carried {s} on as in earlier half years and added online recruitment.',
        'This half year, {n} local authorities were covered by {s}.',
        'We repeated what worked in {s} with new material and better interpretation.',
      ],
    },
    on_hold: {
      any: ['What was done on {s} is kept for later use.', 'Our papers on {s} are complete up to the pause.'],
    },
    cancelled: {
      any: [
        'We keep the contacts made while preparing {s} and use them in other meetings.',
        'What we had prepared for {s} went into our other work.',
      ],
    },
  },
  body: {
    on_track: {
      any: [
        'The working group met twice on {s} and settled the next phase.',
        'We heard a presentation on {s} and endorsed what comes next.',
        'Partners confirmed their support for {s}, so that the second phase could start.',
        'The secretariat of our body opened a shared folder for {s}.',
        'Cooperating bodies took on parts of {s} and agreed on dates.',
        'We discussed {s} in our regular session and found no need to change its course.',
        'We brought {s} to the notice of two other bodies, which offered help.',
      ],
      product: [
        'A draft of {s} was sent to all bodies concerned, and {n} gave comments.',
        'A drafting team for {s} was named and has met {n} times.',
        'Experts reviewed {s} and proposed simpler wording.',
        'We tested {s} in two volunteer states and noted what to change.',
        'A second version of {s} takes up the comments of survivors.',
      ],
      event: [
        'The programme of {s} was agreed, with more time for cases.',
        'Most states took part in {s}, which closed with {n} agreed points.',
        'Participants gave {s} good marks and asked for more practice.',
      ],
      work: [
        'States shared {n} examples for {s}, and a short summary was circulated.',
        'The questionnaire for {s} was answered by most states.',
        'A workshop about {s} closed with {n} agreed points.',
      ],
    },
    planned: {
      any: [
        'We agreed on the scope of {s} and on who prepares it.',
        'A concept note for {s} was prepared and waits for endorsement.',
        'Bodies that cooperate on {s} named their contact points.',
        'We looked at what exists already, so that {s} does not repeat it.',
        'The calendar for {s} was settled by circulation.',
        'A partner offered to share the cost of {s}, and talks have begun.',
      ],
    },
    delayed: {
      any: [
        'The outline of {s} was agreed, but the work has not moved since.',
        'Comments on {s} came in late, and {n} questions remain open.',
        'Some states joined the work on {s}, too few for a common result.',
      ],
      product: [
        'The drafting team for {s} changed its members and had to begin anew.',
        'A draft of {s} was discussed and sent back for more work.',
      ],
      event: ['One of two planned rounds of {s} took place.'],
      work: ['We held one of two planned meetings on {s}.'],
    },
    completed: {
      any: [
        'Work on {s} was concluded, and the result is in use.',
        'The final report on {s} was adopted by circulation.',
        'All outputs of {s} were delivered and handed to the states.',
        'We closed our work on {s} and agreed to look at its use in two years.',
      ],
      product: [
        'We endorsed the final version of {s} and sent it to all states.',
        'The final text of {s} was shared with every body named in the plan.',
      ],
    },
    recurring: {
      any: ['Once more, {s} brought practitioners together, and a summary was circulated.'],
      product: [
        'We updated {s} twice and told all states what had changed.',
        'A check of {s} led to {n} corrections.',
      ],
      event: [
        'The planned round of {s} took place, with most states present.',
        'We held {s} as agreed and recorded {n} follow-up points.',
        'Attendance at {s} was higher than before, also from cooperating bodies.',
        'We ran {s} with a new format that leaves more time for cases.',
      ],
      work: [
        'We carried on with {s} and gave more time to online recruitment.',
        'Reports on {s} came from most states.',
      ],
    },
    on_hold: {
      any: [
        'Earlier papers on {s} remain available.',
        'We noted the state of {s} and left it as it is for now.',
      ],
    },
    cancelled: {
      any: [
        'We agreed to merge {s} with a similar activity, which takes up its aims.',
        'What was planned for {s} is now part of another activity of this plan.',
      ],
    },
  },
};

/** A second sentence, after some of the achievements. */
export const details: Record<'state' | 'body', Sentences> = {
  state: {
    any: [
      'The cost stayed below the estimate.',
      'Civil society organisations received the same papers.',
      'Regional offices now report on this each quarter.',
      'The next step is funded.',
      'Persons with disabilities were asked what they need, and two changes followed.',
      'We told our regional focal points by letter.',
    ],
    product: ['Survivors read the draft and asked for plainer words.', 'It is available in three languages.'],
    event: [
      'About half of those who took part were women.',
      'Interpreters were present from the first day.',
      'Younger officers asked most of the questions.',
      'The private sector sent two observers.',
    ],
    work: [
      'A follow-up after three months showed that most of it still holds.',
      'Small offices asked for more time.',
    ],
  },
  body: {
    any: [
      'The papers were shared two weeks ahead.',
      'Two cooperating bodies sent written comments.',
      'Our next meeting will take up what was left open.',
      'The summary is one page long, as was asked for.',
      'A state offered to host the next step.',
    ],
    product: ['A note on gender and disability is attached to it.'],
    event: [
      'Partners attended as observers.',
      'Most sessions were held online to save cost.',
      'Survivor representatives spoke in the first session.',
      'The discussion was held under rules of confidence.',
    ],
  },
};

export const challenges: Record<'usual' | 'delayed' | 'on_hold' | 'cancelled', Sentences> = {
  usual: {
    any: [
      'Trained staff move to other posts sooner than we can train new ones.',
      'Not every service uses the same definitions, so figures had to be matched by hand.',
      'Travel costs were higher than planned.',
      'Reports from remote offices arrive late.',
      'It takes time to clear papers with all the agencies concerned.',
      'Online methods of recruitment change faster than our material.',
      'Small offices have nobody who can work on this full time.',
      'Access for persons with disabilities is still uneven.',
      'Some partners ask for reports in a form of their own.',
      'Trust between services grows slowly and depends on persons.',
    ],
    product: ['Good translators are hard to find.', 'Too many forms ask for the same thing.'],
    event: [
      'Interpretation in rarer languages is hard to find at short notice.',
      'The demand for places is larger than the number of trainers.',
    ],
    work: [
      'Few men and boys come forward, so their needs are little known.',
      'Data on disability are rarely recorded.',
      'Requests to service providers abroad are often left without an answer.',
    ],
  },
  delayed: {
    any: [
      'The budget for {s} was released only in the last weeks of the half year.',
      'Approval of {s} needs one more signature.',
      'The team for {s} lost two of its members and was without a lead for some time.',
      'Legal questions about {s} took longer to settle than we thought.',
      'Comments on {s} came late and did not agree with each other.',
      'Other duties left too little time for {s}.',
      'A tender for {s} had no bidder and was repeated.',
      'Systems that we need for {s} were not ready.',
      'Partners for {s} changed their own calendar.',
      'It was not clear which agency has to start with {s}.',
    ],
  },
  on_hold: {
    any: [
      'Work on {s} rests until a decision on funding has been taken.',
      'We stopped work on {s} for the time being, because the same staff were needed elsewhere.',
      'A change of responsibility has put {s} on hold.',
    ],
  },
  cancelled: {
    any: [
      'The aims of {s} overlapped with other work.',
      'Two activities asked the same people for the same thing, so we did not go on with {s}.',
    ],
  },
};

export const nextSteps: Record<'usual' | 'completed' | 'not_started', Sentences> = {
  usual: {
    any: [
      'Hold a second meeting about {s} with all the services concerned.',
      'Settle the budget of {s} for the next year.',
      'Share what was learned from {s} with other states.',
      'Name deputies for everyone who works on {s}.',
      'Agree on how the use of {s} will be measured.',
      'Bring {s} before the next regular meeting for guidance.',
    ],
    product: [
      'Extend {s} to {n} more offices.',
      'Send the revised text of {s} for comments.',
      'Ask survivors for their view of {s} before it is final.',
      'Translate what is missing in {s}.',
      'Check that {s} can be used by persons with disabilities.',
      'Write a short introduction to {s} for new staff.',
      'Close the open questions on {s} and set a date for the final version.',
    ],
    event: [
      'Add a session on online recruitment to {s}.',
      'Train {n} trainers who can help with {s}.',
      'Send invitations to {s} earlier.',
      'Follow up on the points agreed at {s}.',
      'Offer interpretation in two more languages at {s}.',
    ],
    work: [
      'Extend {s} to {n} more offices.',
      'Ask survivors for their view of {s}.',
      'Write down what worked in {s}, for others to use.',
      'Close the open questions on {s}.',
    ],
  },
  completed: {
    any: [
      'Look at the effects of {s} after one year.',
      'Include what came out of {s} in the training of new staff.',
      'Tell other states what we learned from {s}.',
    ],
    product: ['Keep {s} up to date.'],
  },
  not_started: {
    any: [
      'Name an office that is responsible for {s}.',
      'Hold a first meeting about {s} in the next half year.',
      'Ask partners whether they can support {s}.',
      'Find out what others have done before starting {s}.',
    ],
  },
};
