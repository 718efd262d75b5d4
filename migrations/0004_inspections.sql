CREATE TABLE `checklist` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`checklist_id` text NOT NULL,
	`version` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `checklist_version` ON `checklist` (`checklist_id`,`version`);--> statement-breakpoint
CREATE TABLE `inspection_assignment` (
	`account` text NOT NULL,
	`open` integer NOT NULL,
	`plan_to` text NOT NULL,
	`subject` integer NOT NULL,
	PRIMARY KEY(`subject`, `account`)
);
--> statement-breakpoint
CREATE INDEX `inspection_assignment_open` ON `inspection_assignment` (`account`,`open`,`plan_to`,`subject`);--> statement-breakpoint
CREATE TABLE `inspection_plan` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`ends_on` text NOT NULL,
	`stage` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `inspection_subject` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`plan_id` text NOT NULL,
	`plan_name` text NOT NULL,
	`plan_number` text NOT NULL,
	`plan_to` text NOT NULL,
	`stage` text NOT NULL,
	`enterprise_id` text NOT NULL,
	`enterprise_name` text NOT NULL,
	`name_initials` text NOT NULL,
	`codes` text NOT NULL,
	`text_hash` integer NOT NULL,
	`enterprise_kind` text NOT NULL,
	`inspected_on` text,
	`inspector_names` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inspection_subject_id_unique` ON `inspection_subject` (`id`);--> statement-breakpoint
CREATE INDEX `inspection_subject_by_end` ON `inspection_subject` (`plan_to`,`key`);--> statement-breakpoint
CREATE INDEX `inspection_subject_by_stage` ON `inspection_subject` (`stage`,`plan_to`,`key`);--> statement-breakpoint
CREATE INDEX `inspection_subject_by_plan` ON `inspection_subject` (`plan_id`,`plan_to`,`key`,`stage`);--> statement-breakpoint
CREATE INDEX `inspection_subject_inspected` ON `inspection_subject` (`inspected_on`) WHERE inspected_on IS NOT NULL;--> statement-breakpoint
CREATE TABLE `inspection_subject_content` (
	`key` integer PRIMARY KEY NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `result_draft` (
	`subject_id` text NOT NULL,
	`account` text NOT NULL,
	`checklist_version` integer NOT NULL,
	`values` text NOT NULL,
	`saved_at` text NOT NULL,
	`discarded_at` text,
	PRIMARY KEY(`subject_id`, `account`)
);
--> statement-breakpoint
CREATE INDEX `result_draft_discarded` ON `result_draft` (`discarded_at`) WHERE discarded_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `inspector` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`account` text NOT NULL,
	`name` text NOT NULL,
	`certificate_number` text NOT NULL,
	`certificate_to` text NOT NULL,
	`revoked` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `inspector_account` ON `inspector` (`account`);--> statement-breakpoint
CREATE INDEX `inspector_by_name` ON `inspector` (`name`,`id`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`name` text NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_by_name` ON `staff` (`name`,`id`);