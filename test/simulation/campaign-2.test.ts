import { campaignTests } from './suite.ts';

campaignTests(1);
