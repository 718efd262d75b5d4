-- When the first download of each stream had ended: what came with it is not new. Of older clients the last change is known.
ALTER TABLE `sync_cursor` ADD `first_whole_at` text;--> statement-breakpoint
UPDATE `sync_cursor` SET `first_whole_at` = `updated_at` WHERE `complete` = 1;
