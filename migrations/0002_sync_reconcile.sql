CREATE TABLE `reconcile_seen` (
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	PRIMARY KEY(`collection`, `record_id`)
);
--> statement-breakpoint
ALTER TABLE `sync_cursor` ADD `reconcile` text;