/** 出发前检查: whether the day can be worked without a network, point by point, and what to do where not. */
import { statfsSync } from 'node:fs';
import type { z } from 'zod';
import type { departureItemSchema } from '#shared/domains/inspections/contract.ts';
import { isCovered } from '#shared/trade/working-days.ts';
import { filesForTheDay, type FilesOfRecord } from './departure-download.ts';
import { readMeta } from '../database/meta.ts';
import { personSql } from '../sync/outbox/entries.ts';
import { statement } from '../database/statements.ts';
import type { Workspace } from '../workspace.ts';

type Item = z.infer<typeof departureItemSchema>;

const minute = 60_000;
const hour = 60 * minute;
const megabyte = 1_000_000;
/** Room for a day of photographs and then some. */
const roomWanted = 2000 * megabyte;
const roomNeeded = 300 * megabyte;

/** Free bytes where the data lie; null where the system does not tell. */
function freeBytes(directory: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    // A drive that cannot be asked is told of as such below.
    return null;
  }
}

/** The battery of checks, what is missing first. `referred`: files of a record. `freeSpace` in bytes, null: not known. */
export function checkDeparture(
  workspace: Workspace,
  referred: FilesOfRecord,
  freeSpace: number | null = freeBytes(workspace.directory),
): { items: Item[]; subjects: number } {
  const { database, actor } = workspace;
  const subjects =
    statement<[string], { n: number }>(
      database,
      'SELECT count(*) AS n FROM inspection_assignment INDEXED BY inspection_assignment_open WHERE account = ? AND open = 1',
    ).get(actor.account)?.n ?? 0;
  const items = [
    lastSync(workspace),
    tasks(subjects),
    checklists(workspace),
    plans(workspace),
    enterprises(workspace),
    inspectors(workspace),
    ...filesForTheDay(workspace, referred),
    unsent(workspace),
    calendar(workspace),
    room(freeSpace),
    clock(workspace),
  ];
  const order: Item['state'][] = ['missing', 'warning', 'ready'];
  return { items: items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)), subjects };
}

const item = (key: string, title: string, state: Item['state'], said: string, next = ''): Item => ({
  key,
  title,
  state,
  said,
  next: state === 'ready' ? '' : next,
});

function lastSync(workspace: Workspace): Item {
  const at = readMeta(workspace.database, 'lastSyncAt');
  const next = '请在办公室连上平台，点“立即同步”，完成后再检查一次。';
  if (at === null) return item('lastSync', '最近同步', 'missing', '还没有完整同步过', next);
  const age = Date.parse(workspace.correctedNow()) - Date.parse(at);
  const said =
    age < minute ? '刚刚' : age < hour ? `${Math.round(age / minute)} 分钟前` : `${Math.round(age / hour)} 小时前`;
  return item('lastSync', '最近同步', age <= 4 * hour ? 'ready' : 'warning', said, next);
}

const tasks = (subjects: number): Item =>
  subjects > 0
    ? item('tasks', '我的抽查任务', 'ready', `${subjects} 个主体待录入或待修改，都在本机`)
    : item(
        'tasks',
        '我的抽查任务',
        'warning',
        '本机没有分派给您的任务',
        '如果已经选派，请先同步；否则请核对登录账号。',
      );

/** Versions of checklists that open subjects of the person need and that are not here, for the subject and for drafts. */
function checklists({ database, actor }: Workspace): Item {
  const missing = statement<[string, string], { id: string; version: number }>(
    database,
    `WITH needed AS (
       SELECT c.data ->> '$.checklistId' AS id, c.data ->> '$.checklistVersion' AS version
       FROM inspection_assignment a INDEXED BY inspection_assignment_open
       CROSS JOIN inspection_subject_content c ON c.key = a.subject WHERE a.account = ? AND a.open = 1
       UNION
       SELECT c.data ->> '$.checklistId', CAST(d.shape AS INTEGER)
       FROM draft d CROSS JOIN inspection_subject s ON s.id = d.record_id
       CROSS JOIN inspection_subject_content c ON c.key = s.key
       WHERE d.collection = 'inspectionSubjects' AND d.account = ? AND d.discarded_at IS NULL)
     SELECT id, version FROM needed n
     WHERE NOT EXISTS (SELECT 1 FROM checklist k WHERE k.checklist_id = n.id AND k.version = n.version)`,
  ).all(actor.account, actor.account);
  return missing.length === 0
    ? item('checklists', '检查表', 'ready', '需要的检查表都在本机')
    : item(
        'checklists',
        '检查表',
        'missing',
        `缺 ${missing.map(({ id, version }) => `${id} 第${version}版`).join('、')}`,
        '请先同步；同步后仍缺，请技术人员查看“平台发来但无法识别的数据”。',
      );
}

const openOf = `inspection_assignment a INDEXED BY inspection_assignment_open
  CROSS JOIN inspection_subject s ON s.key = a.subject`;

function plans({ database, actor }: Workspace): Item {
  const n =
    statement<[string], { n: number }>(
      database,
      `SELECT count(DISTINCT s.plan_id) AS n FROM ${openOf} WHERE a.account = ? AND a.open = 1
       AND NOT EXISTS (SELECT 1 FROM inspection_plan p WHERE p.id = s.plan_id)`,
    ).get(actor.account)?.n ?? 0;
  return n === 0
    ? item('plans', '抽查方案', 'ready', '方案内容都在本机')
    : item('plans', '抽查方案', 'warning', `${n} 个方案的内容还没有到达`, '不影响录入；请先同步再出发。');
}

function enterprises({ database, actor }: Workspace): Item {
  const n =
    statement<[string], { n: number }>(
      database,
      `SELECT count(*) AS n FROM ${openOf} WHERE a.account = ? AND a.open = 1
       AND NOT EXISTS (SELECT 1 FROM enterprise e WHERE e.id = s.enterprise_id)`,
    ).get(actor.account)?.n ?? 0;
  return n === 0
    ? item('enterprises', '企业登记信息', 'ready', '每个主体的登记信息都在本机')
    : item(
        'enterprises',
        '企业登记信息',
        'warning',
        `${n} 个主体缺登记信息（经营范围、名单情况）`,
        '不影响录入；请等市场主体下载完成后再出发。',
      );
}

function inspectors({ database, actor, today }: Workspace): Item {
  const own = statement<[string], { to: string; revoked: number }>(
    database,
    'SELECT certificate_to AS "to", revoked FROM inspector WHERE account = ?',
  ).get(actor.account);
  if (!own)
    return item('inspectors', '执法人员名录', 'warning', '名录里没有您', '请先同步；仍没有，请联系名录管理人员。');
  if (own.revoked) return item('inspectors', '执法人员名录', 'warning', '您已从名录中撤销', '请联系名录管理人员。');
  if (own.to !== '' && own.to < today())
    return item(
      'inspectors',
      '执法人员名录',
      'warning',
      `您的执法证已于 ${own.to} 到期`,
      '请携带有效证件，并更新名录。',
    );
  return item('inspectors', '执法人员名录', 'ready', own.to === '' ? '名录在本机' : `执法证有效期至 ${own.to}`);
}

function unsent({ database }: Workspace): Item {
  const n =
    statement<[], { n: number }>(database, `SELECT count(*) AS n FROM outbox WHERE state IN ${personSql}`).get()?.n ??
    0;
  return n === 0
    ? item('unsent', '报送', 'ready', '没有需要您处理的报送')
    : item('unsent', '报送', 'warning', `${n} 条报送需要处理`, '请先到“报送与冲突”处理，以免带着旧问题出发。');
}

function calendar(workspace: Workspace): Item {
  const today = workspace.today();
  return isCovered(workspace.calendar(), today)
    ? item('calendar', '工作日历', 'ready', '今年的节假日安排在本机')
    : item('calendar', '工作日历', 'warning', '没有今年的节假日安排，期限暂按周末推算', '请在设置里导入节假日文件。');
}

function room(bytes: number | null): Item {
  const next = '请清理磁盘；每张照片约占 3 MB。';
  if (bytes === null) return item('room', '磁盘空间', 'warning', '系统没有告知剩余空间', '请自行查看磁盘剩余空间。');
  const said = `剩余 ${(bytes / 1000 / megabyte).toFixed(1)} GB`;
  return item(
    'room',
    '磁盘空间',
    bytes < roomNeeded ? 'missing' : bytes < roomWanted ? 'warning' : 'ready',
    said,
    next,
  );
}

/** Work is dated by the platform's time, as well as it is known here. */
function clock({ platformTime }: Workspace): Item {
  if (!platformTime.isClockWrong()) return item('clock', '电脑时间', 'ready', '与平台一致');
  if (platformTime.doubt() !== 'none')
    return item(
      'clock',
      '电脑时间',
      'warning',
      '断网期间变动过或没有核对过，期限和操作时间可能不准',
      '请把电脑的日期和时间调准，连上平台同步一次，再检查一次。',
    );
  const minutes = Math.round(Math.abs(platformTime.offset() ?? 0) / minute);
  return item(
    'clock',
    '电脑时间',
    'warning',
    `与平台相差约 ${minutes} 分钟，已自动按平台时间校正`,
    '请把电脑的日期和时间调准，以免断网期间继续偏移。',
  );
}
