-- Since when each notice waits, and for what. How long that may take is counted when it is asked, so no day is kept.
DROP INDEX `notice_due`;--> statement-breakpoint
ALTER TABLE `notice` DROP COLUMN `feedback_due_on`;--> statement-breakpoint
ALTER TABLE `notice` ADD `urgency` integer GENERATED ALWAYS AS (CASE WHEN open = 0 THEN 3 WHEN stage = 'pending' THEN 0 WHEN stage = 'received' THEN 1 WHEN stage = 'pool' THEN 2 ELSE 3 END) VIRTUAL;--> statement-breakpoint
ALTER TABLE `notice` ADD `waits_since` text GENERATED ALWAYS AS (CASE stage WHEN 'received' THEN received_at WHEN 'answered' THEN ifnull(answered_at, received_at) ELSE pushed_at END) VIRTUAL;--> statement-breakpoint
CREATE INDEX `notice_by_urgent` ON `notice` (`stage`,`open`,`urgency`,`waits_since`,`key`);
