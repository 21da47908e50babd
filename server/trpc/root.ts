import { t } from './init.ts';
import { accessRouter } from './routers/access.router.ts';
import { agencyRouter } from './routers/agency.router.ts';
import { auditRouter } from './routers/audit.router.ts';
import { clearanceRouter, conversationRouter } from './routers/clearance.router.ts';
import { consentRouter } from './routers/consent.router.ts';
import { cooperationRouter } from './routers/cooperation.router.ts';
import { deskRouter } from './routers/desk.router.ts';
import { delegationRouter } from './routers/delegation.router.ts';
import { dashboardRouter } from './routers/dashboard.router.ts';
import { editionRouter } from './routers/edition.router.ts';
import { evidenceRouter } from './routers/evidence.router.ts';
import { invitationRouter } from './routers/invitation.router.ts';
import { learningRouter } from './routers/learning.router.ts';
import { libraryRouter } from './routers/library.router.ts';
import { listFileRouter } from './routers/list-file.router.ts';
import { mailRouter } from './routers/mail.router.ts';
import { notificationRouter } from './routers/notification.router.ts';
import { peopleRouter } from './routers/people.router.ts';
import { personalDataRouter } from './routers/personal-data.router.ts';
import { planRouter } from './routers/plan.router.ts';
import { compilationRouter, publicationRouter } from './routers/publication.router.ts';
import { referenceRouter } from './routers/reference.router.ts';
import { reportRouter } from './routers/report.router.ts';
import { reviewRouter } from './routers/review.router.ts';
import { roundRouter } from './routers/round.router.ts';
import { sessionRouter } from './routers/session.router.ts';
import { submissionRouter } from './routers/submission.router.ts';
import { arrangementRouter } from './routers/arrangement.router.ts';
import { recommendationRouter } from './routers/recommendation.router.ts';
import { supportRouter } from './routers/support.router.ts';
import { circumstanceRouter, targetRouter } from './routers/target.router.ts';
import { validationRouter } from './routers/validation.router.ts';
import { workbookRouter } from './routers/workbook.router.ts';

/** The application's contract: everything that screens, scripts and tests can ask for. */
export const appRouter = t.router({
  session: sessionRouter,
  round: roundRouter,
  submission: submissionRouter,
  access: accessRouter,
  agency: agencyRouter,
  cooperation: cooperationRouter,
  cover: delegationRouter,
  validation: validationRouter,
  personalData: personalDataRouter,
  workbook: workbookRouter,
  clearance: clearanceRouter,
  conversation: conversationRouter,
  evidence: evidenceRouter,
  desk: deskRouter,
  review: reviewRouter,
  compilation: compilationRouter,
  report: reportRouter,
  publication: publicationRouter,
  consent: consentRouter,
  edition: editionRouter,
  dashboard: dashboardRouter,
  people: peopleRouter,
  invitation: invitationRouter,
  plan: planRouter,
  reference: referenceRouter,
  library: libraryRouter,
  learning: learningRouter,
  support: supportRouter,
  target: targetRouter,
  circumstance: circumstanceRouter,
  recommendation: recommendationRouter,
  arrangement: arrangementRouter,
  audit: auditRouter,
  listFile: listFileRouter,
  mail: mailRouter,
  notification: notificationRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = t.createCallerFactory(appRouter);
export type AppCaller = ReturnType<typeof createCaller>;
