export { statement } from '../database/statements.ts';
