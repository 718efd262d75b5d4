/** What features show on the 工作台 besides numbers. Made once, so that coming back to the page shows it at once. */
import { defineAsyncComponent } from 'vue';
import { workbenchParts } from '#app/app/features.ts';

export const panels = workbenchParts.flatMap((part) => part.panels ?? []).map((panel) => defineAsyncComponent(panel));
