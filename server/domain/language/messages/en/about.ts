/** What the tracker is, and how accessible it is. */
export const about = {
  title: 'About this tracker',
  description: 'What the tracker shows, who reports to it, who runs it and how its data may be used.',
  lead: 'A place where a regional work plan against trafficking in persons is reported, put together and shown.',
  illustration: 'What you see is an illustration',

  purposeTitle: 'What it is for',
  purpose:
    'The ASEAN Multi-Sectoral Work Plan Against Trafficking in Persons 2023-2028, also called the Bohol work plan 2.0, is carried out by sectoral bodies and member states together. Twice a year they report on the activities that they lead or take part in, and on a set of indicators. This tracker gathers those reports, puts them together and publishes what may be shown, so that ministries, partners and everyone else can see how far the plan has come and where it is late.',

  partsTitle: 'Who does what',
  reporters:
    'Reporters are member states and sectoral bodies. Agencies of a state write its report; a clearing officer of that state releases it before it leaves the country.',
  secretariat:
    'The secretariat of the plan runs the tracker. It reads each report, asks questions, accepts or returns it, and publishes. It cannot change what a reporter has written.',
  readers:
    'The public reads publications. Working data and drafts are never part of a public page, and a document is only where its reporter has made it public.',
  neutral:
    'The tracker takes no side between states. It ranks none, colours none, and shows each beside its own past only.',

  absentTitle: 'What it does not hold',
  absent:
    'It holds counts and reports on work. It holds no case files and no data on single persons, and it is not a way to report a case or ask for help. Whoever is in danger should turn to the police or the hotline of the country where they are.',

  useTitle: 'Using the data',
  use: 'Published data may be used by anyone under {licence}. Name the publication by its number, for instance “Bohol tracker, publication 3”: a publication never changes, so the number says exactly which figures are meant. {data} has all files, {methodology} says how figures are made, and {disclosure} what is left out.',
  useData: 'Data',
  useMethodology: 'Methodology',
  useDisclosure: 'What is not shown, and why',

  languagesTitle: 'Languages',
  languages:
    'The tracker is written in English. Navigation, statuses, what stands around figures, and the pages on the method are also in Bahasa Indonesia, Khmer, Thai and Vietnamese. What the plan and the reports say stays as it was written. No speaker of these languages has reviewed the translations so far, and each page says so. The language is part of the address and is never chosen for you, so that a link shows everybody the same page.',

  software: 'The software is free under the {licence}.',
} as const;
