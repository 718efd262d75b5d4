/**
 * Who may do what: the roles that a platform gives an account, and the one question that both ends ask.
 *
 * Source: the manual leaves the 执法检查人员名录 to a named person and the others look at it (六、1.2); 名单确认, 确认完毕 and
 * 抽查人员调整 belong to whoever runs the plan (六、3); 复核 needs its right (六、4.2). No schema: the first page reads it.
 */
export const roles = ['clerk', 'inspector', 'reviewer', 'administrator', 'rosterKeeper', 'planKeeper'] as const;
export type Role = (typeof roles)[number];

/** Keeps the 执法检查人员名录: adds, edits, revokes, restores, imports. */
export const rosterRight: readonly Role[] = ['rosterKeeper'];
/** Keeps the plans of the department: 名单确认, 确认完毕, 抽查人员调整. */
export const planRight: readonly Role[] = ['planKeeper'];
/** 复核 of results, which publishes them. */
export const reviewRight: readonly Role[] = ['reviewer'];
/** Hands over what colleagues left on this PC. */
export const handoverRight: readonly Role[] = ['administrator'];

/**
 * What happens where somebody reviews a result that they entered themselves. 《试行办法》第十九条 asks for 内部审核 before data
 * leaves; the manual (六、4.2) lets anybody with the right pass it.
 */
export const ownReviews = ['warned', 'refused'] as const;
export type OwnReview = (typeof ownReviews)[number];

/** What a platform gives that does not say which roles it knows: those of the first edition of the interface. */
const firstRoles: readonly string[] = ['clerk', 'inspector', 'reviewer', 'administrator'];

/**
 * The roles that an account works with. A role that the platform does not know can be given to nobody by it, so that
 * everybody has it: a client newer than its platform locks nobody out.
 * @param given roles of the account, as the platform says
 * @param known roles that the platform knows; null where it does not say
 */
export function rolesHeld(given: readonly string[], known: readonly string[] | null): string[] {
  const knows = known ?? firstRoles;
  return [...new Set([...given, ...roles.filter((role) => !knows.includes(role))])];
}

/** Whether somebody with these roles may do what is left to `by`; undefined: to everybody of the department. */
export const mayDo = (by: readonly Role[] | undefined, held: readonly string[]): boolean =>
  by === undefined || by.some((role) => held.includes(role));

/** Code of a refusal for want of a right. */
export const noRightCode = 'noRight';
/** What is said to whoever may not, by the client and by the platform. `name`: the operation, 「撤销执法人员」. */
export const noRightWords = (name: string): string => `平台没有给您“${name}”的权限，请联系本单位管理员`;
