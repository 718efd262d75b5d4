-- Which feedbacks came after their term. Whether one did is counted by the calendar: the calendars that came with the client
-- are stored anew at the next start, and what counts by them is counted again.
ALTER TABLE `notice` ADD `answered_late` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `notice_answered_late` ON `notice` (`answered_late`) WHERE answered_late = 1;--> statement-breakpoint
UPDATE `calendar_year` SET `source` = '' WHERE `imported_at` = '';
