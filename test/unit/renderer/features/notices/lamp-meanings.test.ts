import { expect, it } from 'vitest';
import { lampMeanings } from '#app/features/notices/lamp-meanings.ts';
import { lamps } from '#shared/domains/notices/lamps.ts';
import { defaultLampThresholds } from '#shared/trade/lamp-thresholds.ts';

it('each lamp that a row can have is explained, the late one in the days and the unit of the setting', () => {
  const told = lampMeanings(defaultLampThresholds);
  expect(told.map(({ lamp }) => lamp).toSorted()).toEqual(lamps.filter((lamp) => lamp !== 'none').toSorted());
  expect(told[0]).toEqual({ lamp: 'overdue', text: '推送超过 3 天仍未接收' });
  const strict = lampMeanings({ ...defaultLampThresholds, notReceivedDays: 5, unit: 'workingDay' });
  expect(strict[0]!.text).toBe('推送超过 5 个工作日仍未接收');
});
