/** The schemas of the lists of 双随机抽查, for the contract and for what screens remember. */
import { listSchemas } from '#shared/lists/schema.ts';
import { peopleList, planList, subjectList } from './lists.ts';

export const subjectListSchemas = listSchemas(subjectList, {});
export const planListSchemas = listSchemas(planList, {});
export const peopleListSchemas = listSchemas(peopleList, {});
