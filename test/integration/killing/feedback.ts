import type { Chance } from '#core/environment.ts';
import type { FeedbackInput } from '#shared/domains/notices/record.ts';
import { addDays } from '#shared/trade/working-days.ts';

/** A feedback that the rules take, with a number of its own. */
export function feedbackOf(chance: Chance, today: string): FeedbackInput {
  return {
    result: 'issued',
    feedbackOn: today,
    certificateNumber: `澧许字${chance.uuid().slice(0, 8)}`,
    certificateName: '经营许可证',
    issuingOrgan: '澧安县演示局',
    issuedOn: addDays(today, -1),
    validFrom: today,
    validTo: null,
    longTerm: true,
    permitContent: '演示内容',
    remark: '',
  };
}
