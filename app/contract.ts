import type { PageParts, RenderedPage } from '#server/http/renderers.ts';
import type { ErrorData } from '#server/trpc/init.ts';
import type { AppCaller, AppRouter } from '#server/trpc/root.ts';

/**
 * What the contract answers, under the names that screens use. A screen takes the types of the server from here, and
 * from `server/domain`; from nowhere else.
 */
export type { AppCaller, AppRouter, ErrorData, PageParts, RenderedPage };

/** What each procedure answers, as loaders get it. */
type AnswersOf<Router> = {
  [Name in keyof Router]: Router[Name] extends (input: never) => Promise<infer Answer>
    ? Answer
    : AnswersOf<Router[Name]>;
};
type Outputs = AnswersOf<AppCaller>;
type Dashboard = Outputs['dashboard'];
type Published<Answer> = Exclude<Answer, { publication: null }>;

/* The plan as it is published */
export type OverviewAnswer = Published<Dashboard['overview']>;
export type PlanAnswer = Published<Dashboard['plan']>;
export type AreaAnswer = Dashboard['area'];
export type ObjectiveAnswer = Dashboard['objective'];
export type ActivityAnswer = Dashboard['activity'];
export type PublicationSummary = OverviewAnswer['publication'];
export type PublishedPlan = Dashboard['plans']['plans'][number];
export type PublishedAmendment = ActivityAnswer['amendments'][number];
export type StatusWord = OverviewAnswer['statuses'][number];
export type StatusCounts = OverviewAnswer['counts'];
/** How an activity stands in a round: a status, or none because it is not due or not yet reported. */
export type ActivityStatus = Pick<OverviewAnswer['activities'][number], 'status' | 'carriedFrom' | 'due'>;
export type ListedActivity = AreaAnswer['objectives'][number]['activities'][number];
export type LinkedIndicator = AreaAnswer['indicators'][number];
export type Changes = NonNullable<OverviewAnswer['changes']>;
export type LateActivity = OverviewAnswer['late'][number];
export type CoverageRow = OverviewAnswer['coverage'][number];
export type LensTeaser = OverviewAnswer['lenses'][number];
export type ListedTarget = Published<Dashboard['targets']>['targets'][number];
export type TargetCounts = Published<Dashboard['targets']>['counts'];

export type NationalCircumstance = Outputs['circumstance']['get'];
export type CircumstanceItem = Outputs['circumstance']['list'][number];
export type CircumstanceDecision = Outputs['circumstance']['decisions']['waiting'][number];

/* Indicators, lenses and participants as they are published */
export type IndicatorPage = Dashboard['indicator'];
export type IndicatorDetail = IndicatorPage['indicator'];
export type ListedIndicator = Dashboard['indicators']['indicators'][number];
export type StateValueList = Dashboard['stateValues'];
export type LensPage = Dashboard['lens'];
export type LensIndicator = LensPage['indicators'][number];
export type LensActivity = LensPage['activities'][number];
export type ParticipantPage = Dashboard['state'];
export type ListedParticipant = Dashboard['participants']['participants'][number];
export type StateChallenge = Dashboard['participants']['challenges'][number];
export type NeedsAnswer = Dashboard['needs'];
export type PublishedSupport = NonNullable<Dashboard['support']['support']>;
export type PublicSupportPart = NonNullable<Dashboard['partner']['support']>;
export type ListedPartner = Dashboard['partners']['partners'][number];
export type SearchAnswer = Dashboard['search'];
export type SearchHit = SearchAnswer['hits'][number];

/* Lists of the tracker */
export type ReferenceListSummary = Outputs['reference']['lists']['lists'][number];
export type ReferenceListPage = Outputs['reference']['list'];
export type ReferencePreview = Outputs['reference']['preview'];
export type ReferenceRowPage = Outputs['reference']['row'];

/* Publications, and where their figures come from */
export type PublicationPage = Dashboard['publication'];
export type ListedPublication = PublicationPage['details'];
export type PublicationChanges = NonNullable<PublicationPage['changes']>;
export type ChangedFigure = PublicationChanges['figures'][number];
export type ChangedStatus = PublicationChanges['statuses'][number];
export type PublicReportFile = Dashboard['reports'][number];
export type FigureReceipt = Dashboard['figureReceipt'];
export type ValueReceipt = Dashboard['valueReceipt'];
export type ReceiptIndicator = ValueReceipt['indicator'];
export type Comparison = Dashboard['compare'];
export type ComparisonChoices = Dashboard['comparisonChoices'];
export type SealAnswer = Dashboard['seal'];
export type DataOverview = Dashboard['dataOverview'];

/* The library */
export type LibraryAnswer = Published<Dashboard['library']>;
export type LibraryChoice = LibraryAnswer['choices']['kinds'][number];
export type LibraryItemAnswer = Dashboard['libraryItem'];
export type RecommendationsAnswer = Published<Dashboard['recommendations']>;
export type RecommendationLine = RecommendationsAnswer['items'][number];
export type PublishedArrangementAnswer = Dashboard['arrangement'];
export type ArrangementLine = CooperationAnswer['arrangements'][number];
export type CooperationAnswer = Published<Dashboard['cooperation']>;
export type ReleasedEvidence = IndicatorPage['evidence'][number];
export type LibraryEntry = Outputs['library']['get']['entry'];
export type LibraryRevision = Outputs['library']['get']['history'][number];
export type LibraryChoices = Outputs['library']['choices'];
export type OwnArrangementLine = Outputs['arrangement']['listOwn'][number];
export type RecommendationsPage = Outputs['recommendation']['list'];
export type AllRecommendations = Outputs['recommendation']['all'];
export type RecommendationPage = Outputs['recommendation']['get'];

/* Reporting */
type Submission = Outputs['submission'];
export type OwnRound = Submission['list'][number];
export type OwnReport = OwnRound['reports'][number];
export type Sheet = Submission['get'];
export type SheetHeader = Sheet['header'];
export type SheetActivity = Sheet['activities'][number];
export type SheetIndicator = Sheet['indicators'][number];
export type ActivityEntry = Submission['activity'];
export type IndicatorEntry = Submission['indicator'];
export type EntryPageAnswer = Submission['activityPage'] | Submission['indicatorPage'];
export type EntryQuery = ActivityEntry['queries'][number];
export type NextStepView = Submission['nextStep'];
export type CheckedSheet = Submission['check'];
export type Copyable = Submission['copyable'];
export type OpenQuestion = Submission['questions'][number];
export type Receipt = Submission['receipts'][number];
export type History = Submission['history'];
export type Decision = History['decisions'][number];
export type EvidenceItem = Outputs['evidence']['list']['items'][number];
export type EvidenceCell = Outputs['evidence']['list']['cells'][number];
export type Agencies = Outputs['agency']['get'];
export type AgencyStatus = Agencies['agencies'][number];
export type AssignableArea = Agencies['areas'][number];
export type AssignableItem = AssignableArea['items'][number];
export type Clearance = Outputs['clearance']['get'];
export type ItemChange = Clearance['changes'][number];
export type PackLine = Clearance['packs'][number];
export type ItemWriting = Clearance['writings'][number];
export type Conversation = Outputs['conversation']['threads'];
export type Thread = Conversation['threads'][number];
export type ThreadEntry = Thread['entries'][number];
export type Cooperation = Outputs['cooperation']['list'][number];
export type CooperationComment = Cooperation['comments'][number];
export type WorkbookPreview = Outputs['workbook']['preview'];
export type PreviewItem = WorkbookPreview['items'][number];

/* Rounds and review */
export type RoundSummary = Outputs['round']['list'][number];
export type RoundEvent = Outputs['round']['events'][number];
export type RoundReminders = Outputs['round']['reminders'];
export type ReporterReminders = RoundReminders['reporters'][number];
export type Completeness = Outputs['round']['completeness'];
export type CompletenessRow = Completeness['rows'][number];
export type DeskFrame = Outputs['desk']['frame'];
export type DeskHome = Outputs['desk']['home'];
export type Reviewer = Outputs['review']['reviewers'][number];
export type SavedView = Outputs['review']['views'][number];
export type QueuedReport = Outputs['review']['queue'][number];
export type OwnAcceptance = NonNullable<Outputs['review']['ownAcceptance']>;
export type Phrase = Outputs['review']['phrases'][number];
export type ReviewRules = Outputs['review']['rules'];
export type Board = Outputs['review']['board'];
export type BoardRow = Board['rows'][number];
export type Review = Outputs['review']['get'];
export type CurrentItem = NonNullable<Review['current']>;
export type ReviewItem = CurrentItem['item'];
export type ReviewActivity = Extract<ReviewItem, { subject: 'activity' }>;
export type ReviewIndicator = Extract<ReviewItem, { subject: 'indicator' }>;
export type ReviewQuery = ReviewItem['queries'][number];
export type ReceivedReport = Outputs['review']['whole'];
export type ReviewSummary = Outputs['review']['decision'];
export type ReviewDecision = ReviewSummary['decisions'][number];
export type CompilerNote = CurrentItem['notes'][number];
export type EditorialText = CurrentItem['edited'][number];
export type PeerNote = ReviewIndicator['peers'][number];

/* Compiling and publishing */
export type Desk = Outputs['report']['desk'];
export type DeskSection = Desk['sections'][number];
export type SectionPage = Outputs['report']['section'];
export type SectionComment = SectionPage['comments'][number];
export type Comparability = Outputs['report']['comparability'];
export type ComparedIndicator = Comparability['indicators'][number];
export type KeptNote = Comparability['notes'][number];
export type Compilation = Outputs['compilation']['list'][number];
export type DraftList = Outputs['edition']['list'];
export type Draft = Outputs['edition']['list']['drafts'][number];
export type EditionRuleOfRound = Outputs['edition']['rule'];
export type EditionRuleEffect = Outputs['edition']['ruleEffects'][number];
export type DraftEdition = Draft['editions'][number];
export type DraftFile = DraftEdition['files'][number];
export type Preview = Outputs['publication']['preview'];
/** How the approved report stands to what would be published; null where none is approved. */
export type ApprovedReport = Preview['report'];
export type ConsentPreview = Outputs['publication']['freeingConsents'];
export type FreeingConsent = ConsentPreview['consents'][number];
export type HeldBackFigure = Preview['heldBack'][number];
export type FigureChange = Preview['changes'][number];
export type FigureWords = Preview['words'];
export type IndicatorWords = FigureWords['indicators'][number];
/** What is scheduled, or how it ended; null where nothing was. */
export type Schedule = Outputs['publication']['getSchedule'];
export type PublishedEntry = Outputs['publication']['list'][number];
export type ConsentMatrix = Outputs['consent']['matrix'];
export type ConsentRow = ConsentMatrix['rows'][number];
export type ConsentCell = ConsentRow['cells'][number];
export type ConsentQuestion = Outputs['consent']['get'];
export type AskedIndicator = ConsentQuestion['indicators'][number];
export type GivenConsent = AskedIndicator['answers'][number];
export type OpenConsent = Outputs['consent']['listOpen'][number];
export type PersonalDataList = NonNullable<Outputs['personalData']['list']>;

/* The plan as the secretariat works on it, and learning */
export type PlanPreview = Outputs['plan']['preview'];
export type ComparedPlan = NonNullable<PlanPreview['compared']>;
export type RowChange = ComparedPlan['changes'][number];
export type SheetSummary = ComparedPlan['sheets'][number];
export type MovedCell = PlanPreview['moved'][number];
export type StoredEdit = NonNullable<PlanPreview['edit']>;
export type PlanForm = Outputs['plan']['form'];
export type PlanFormRow = NonNullable<PlanForm['row']>;
export type PlanTree = NonNullable<Outputs['plan']['get']>;
export type PlanSummary = Outputs['plan']['list'][number];
export type LeadingPlan = Outputs['plan']['leading'];
export type PlanEqualities = Outputs['plan']['equalities'];
export type PlanAmendment = Outputs['plan']['amendments'][number];
export type NationalTargetItem = Outputs['target']['list']['items'][number];
export type NationalTarget = Outputs['target']['get'];
export type TargetDecision = Outputs['target']['decisions']['waiting'][number];
export type SupportList = Outputs['support']['list'];
export type OwnSupport = Outputs['support']['own']['supports'][number];
export type IatiPreview = Outputs['support']['previewIati'];
export type SupportPage = Outputs['support']['get'];
export type LearningReview = Outputs['learning']['review'];
/* People, mail and the audit log */
export type People = Outputs['people']['list'];
export type Person = People['people'][number];
export type HeldRole = Person['roles'][number];
export type OpenInvitation = People['invitations'][number];
export type OwnSession = Outputs['session']['list']['sessions'][number];
export type WaitingRole = People['waiting'][number];
export type ReporterPerson = Outputs['people']['ofReporter']['people'][number];
export type AccessReview = Outputs['access']['review'];
export type ReviewedRole = AccessReview['roles'][number];
export type AccessReminder = Outputs['access']['reminder'];
export type PeoplePreview = Outputs['people']['previewList'];
export type PersonAtWork = Outputs['people']['get'];
export type MailLog = Outputs['mail']['list'];
export type LoggedMail = MailLog['mails'][number];
export type Audit = Outputs['audit']['list'];
export type AuditEntry = Audit['entries'][number];
export type AuditVerdict = Outputs['audit']['verify'];
