/** Rows of the lists: from the keys of a page to what a screen shows, read for these rows only. */
import type { Delivery } from '#shared/records/parts.ts';
import type { SubjectRow } from '#shared/domains/inspections/contract.ts';
import type { EnterpriseListing } from '#shared/domains/enterprises/words.ts';
import { coarseOutcome } from '#shared/domains/inspections/outcomes.ts';
import { filesOfResult } from '#shared/domains/inspections/results.ts';
import { enteredBy, inPlan, isOpenTask, type Subject } from '#shared/domains/inspections/subjects.ts';
import { type Calendar, daysBetween } from '#shared/trade/working-days.ts';
import type { Database } from '../database/types.ts';
import { openCorrectionDeadline } from '../records/corrections.ts';
import { recordsWithDraft } from '../drafts/store.ts';
import { deliveriesOf } from '../sync/outbox/deliveries.ts';
import { statement } from '../database/statements.ts';
import { planThatCloses } from './plans.ts';

/** What rows depend on beside the database. */
export interface RowView {
  readonly today: string;
  readonly calendar: Calendar;
  /** Whose drafts are told of. */
  readonly account: string;
  /** Code of the own department. */
  readonly department: string;
}

interface StoredRow {
  id: string;
  data: string;
  listings: string | null;
}

/** The rows of a page in the order of its keys. A few statements for the whole page. */
export function rowsOf(database: Database, keys: readonly number[], view: RowView): SubjectRow[] {
  const stored = statement<[string], StoredRow>(
    database,
    `SELECT s.id, c.data, e.listings
     FROM json_each(?) asked
     CROSS JOIN inspection_subject s ON s.key = asked.value
     CROSS JOIN inspection_subject_content c ON c.key = s.key
     LEFT JOIN enterprise e ON e.id = s.enterprise_id
     ORDER BY asked.key`,
  ).all(JSON.stringify(keys));
  const ids = stored.map(({ id }) => id);
  // What is stored was checked when it came; it is not checked again here.
  const subjects = stored.map(({ data }) => JSON.parse(data) as Subject);
  const deliveries = deliveriesOf(database, 'inspectionSubjects', ids);
  const drafts = recordsWithDraft(database, 'inspectionSubjects', ids, view.account);
  const undelivered = undeliveredFiles(
    database,
    subjects.flatMap(({ result }) => filesOfResult(result)),
  );
  const plans = new Map(
    [...new Set(subjects.map(({ planId }) => planId))].map((id) => [id, planThatCloses(database, id)]),
  );
  return subjects.map((subject, index) => {
    const listings = stored[index]?.listings;
    return subjectRowOf(inPlan(subject, plans.get(subject.planId) ?? null), view, {
      listings: listings ? (JSON.parse(listings) as EnterpriseListing[]) : [],
      delivery: deliveries.get(subject.id) ?? null,
      hasDraft: drafts.has(subject.id),
      undelivered,
    });
  });
}

export interface RowBeside {
  readonly listings: EnterpriseListing[];
  readonly delivery: Delivery | null;
  readonly hasDraft: boolean;
  /** Hashes of files that lie here and that the platform does not have yet. */
  readonly undelivered: ReadonlySet<string>;
}

/** One row from the whole record (`inPlan`) and what stands beside it. */
export function subjectRowOf(subject: Subject, view: RowView, beside: RowBeside): SubjectRow {
  const files = filesOfResult(subject.result);
  return {
    id: subject.id,
    planId: subject.planId,
    planName: subject.planName,
    planNumber: subject.planNumber,
    planFrom: subject.planFrom,
    planTo: subject.planTo,
    enterpriseName: subject.enterpriseName,
    code: subject.creditCode ?? subject.registrationNumber ?? '',
    registrationNumber: subject.creditCode ? subject.registrationNumber : null,
    enterpriseKind: subject.enterpriseKind,
    legalRepresentative: subject.legalRepresentative,
    phone: subject.phone,
    address: subject.address,
    registrationOrgan: subject.registrationOrgan,
    jurisdiction: subject.jurisdiction ?? '',
    organ: subject.department.name,
    isOwn: subject.department.code === view.department,
    stage: subject.stage,
    confirmationClosed: subject.confirmationClosed,
    inspectors: subject.inspectors.map(({ name }) => name),
    inspectedOn: subject.result?.inspectedOn ?? null,
    coarseOutcome: subject.result ? coarseOutcome(subject.result.outcomes) : null,
    daysLeft: isOpenTask(subject) || subject.stage === 'unconfirmed' ? daysBetween(view.today, subject.planTo) : null,
    delivery: beside.delivery,
    attachments: {
      total: files.length,
      delivered: files.filter((sha256) => !beside.undelivered.has(sha256)).length,
    },
    hasDraft: beside.hasDraft,
    isOwnResult: enteredBy(subject, view.account),
    correction: openCorrectionDeadline(subject.corrections, view.calendar),
    listings: beside.listings,
  };
}

/**
 * Those of the files that lie on this PC and are not on the platform yet. Files of a colleague's result never lay here: the
 * platform alone knows of them.
 */
export function undeliveredFiles(database: Database, files: readonly string[]): Set<string> {
  if (files.length === 0) return new Set();
  const rows = statement<[string], { sha256: string }>(
    database,
    `SELECT a.sha256 FROM json_each(?) asked CROSS JOIN attachment a ON a.sha256 = asked.value
     WHERE a.state <> 'delivered'`,
  ).all(JSON.stringify(files));
  return new Set(rows.map(({ sha256 }) => sha256));
}
