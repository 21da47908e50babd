/** What is known of trafficking into online scam operations, told on the page of that lens. */
export const situation = {
  title: 'The situation',
  since:
    'Since 2021 people have been recruited from many countries with offers of jobs online. When they arrive in the region they are taken to compounds and forced to run online scams. Those who resist are abused, physically and psychologically.',
  growth:
    'The profits feed growth beyond the region, and with it the influence of the networks and the kinds of crime they commit. Laundering the money on this scale adds to corruption. Some governments respond, but the operations change faster than authorities can follow, not least because they use artificial intelligence.',
  driversTitle: 'What drives it',
  driver_technology: 'Technology',
  driver_technologyText: 'New tools make scams easier to run, and easier to move.',
  driver_crypto: 'Crypto-currencies',
  driver_cryptoText: 'Money moves quickly across borders and is hard to trace.',
  driver_networks: 'Criminal networks',
  driver_networksText: 'Networks have ties to local elites in the region.',
  driver_migrant_workers: 'Migrant workers',
  driver_migrant_workersText: 'Many young people look for work abroad, and more did after COVID-19.',
  driver_psychology: 'Scamming as a craft',
  driver_psychologyText: 'The psychology of deceiving people has been perfected.',
  driverActivities: '{count, plural, one {# activity} other {# activities}}',
  driverStudies: '{count, plural, one {# study} other {# studies}}',
  driverNone: 'No activity is tagged with it.',
  responseTitle: 'How the region and ASEAN-ACT respond',
  evidence: 'Building the evidence',
  dialogue: 'Dialogue, cooperation and policy',
  more: '{count, plural, one {# more entry} other {# more entries}}',
  bilateral: 'Cooperation between two states',
  bilateralLead:
    'Bilateral cooperation has three aims: to share intelligence, to help investigations, and to pursue justice. How far each pair has come with each aim is not published yet; the entries say what is known.',
} as const;
