import { afterEach, expect, it } from 'vitest';
import { readPreferences, writePreference } from '#core/settings/settings.ts';
import { openTestWorkspace } from '../../../integration/core/support.ts';

const workspace = openTestWorkspace();
afterEach(() => workspace.close());

it('the size of type that the department had is the first of each person, until they choose their own', () => {
  const { database } = workspace;
  expect(readPreferences(database, 'lin01')).toEqual({});
  database.prepare("INSERT INTO setting (account, key, value) VALUES ('', 'fontSize', '16')").run();
  writePreference(database, 'lin01', 'fontSize', '18');
  expect(readPreferences(database, 'lin01')).toEqual({ fontSize: '18' });
  expect(readPreferences(database, 'shen02')).toEqual({ fontSize: '16' });
});
