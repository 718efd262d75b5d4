CREATE TABLE `audit` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`account` text NOT NULL,
	`person` text NOT NULL,
	`action` text NOT NULL,
	`collection` text,
	`record_id` text,
	`operation_id` text,
	`detail` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_record` ON `audit` (`collection`,`record_id`,`sequence`);--> statement-breakpoint
CREATE TABLE `calendar_year` (
	`year` integer PRIMARY KEY NOT NULL,
	`days` text NOT NULL,
	`source` text NOT NULL,
	`imported_at` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `enterprise` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`name` text NOT NULL,
	`search_name` text NOT NULL,
	`name_initials` text NOT NULL,
	`text_hash` integer NOT NULL,
	`credit_code` text,
	`registration_number` text,
	`kind` text NOT NULL,
	`type_code` text NOT NULL,
	`legal_representative` text NOT NULL,
	`phone` text NOT NULL,
	`established_on` text NOT NULL,
	`address` text NOT NULL,
	`region_code` text NOT NULL,
	`registration_organ` text NOT NULL,
	`registered_capital` real,
	`industry_code` text NOT NULL,
	`registration_state` text NOT NULL,
	`listings` text NOT NULL,
	`business_scope` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `enterprise_id_unique` ON `enterprise` (`id`);--> statement-breakpoint
CREATE INDEX `enterprise_credit_code` ON `enterprise` (`credit_code`);--> statement-breakpoint
CREATE INDEX `enterprise_registration_number` ON `enterprise` (`registration_number`);--> statement-breakpoint
CREATE TABLE `feedback_draft` (
	`notice_id` text NOT NULL,
	`feedback_id` text NOT NULL,
	`account` text NOT NULL,
	`values` text NOT NULL,
	`saved_at` text NOT NULL,
	`discarded_at` text,
	PRIMARY KEY(`notice_id`, `account`, `feedback_id`)
);
--> statement-breakpoint
CREATE INDEX `feedback_draft_discarded` ON `feedback_draft` (`discarded_at`) WHERE discarded_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `notice` (
	`key` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`enterprise_id` text NOT NULL,
	`enterprise_name` text NOT NULL,
	`name_initials` text NOT NULL,
	`address` text NOT NULL,
	`codes` text NOT NULL,
	`text_hash` integer NOT NULL,
	`enterprise_kind` text NOT NULL,
	`approved_on` text NOT NULL,
	`application_type` text NOT NULL,
	`permit_item_code` text NOT NULL,
	`review_department_code` text NOT NULL,
	`stage` text NOT NULL,
	`open` integer NOT NULL,
	`pushed_at` text NOT NULL,
	`received_at` text NOT NULL,
	`feedback_due_on` text,
	`answered_at` text,
	`arrived_at` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notice_id_unique` ON `notice` (`id`);--> statement-breakpoint
CREATE INDEX `notice_by_approved` ON `notice` (`stage`,`open`,`approved_on`,`key`,`enterprise_kind`,`application_type`,`permit_item_code`,`review_department_code`);--> statement-breakpoint
CREATE INDEX `notice_by_pushed` ON `notice` (`stage`,`open`,`pushed_at`,`key`);--> statement-breakpoint
CREATE INDEX `notice_by_received` ON `notice` (`stage`,`open`,`received_at`,`key`);--> statement-breakpoint
CREATE INDEX `notice_by_name` ON `notice` (`stage`,`open`,`name_initials`,`enterprise_name`,`key`);--> statement-breakpoint
CREATE INDEX `notice_arrived` ON `notice` (`arrived_at`);--> statement-breakpoint
CREATE INDEX `notice_due` ON `notice` (`feedback_due_on`) WHERE feedback_due_on IS NOT NULL;--> statement-breakpoint
CREATE INDEX `notice_answered` ON `notice` (`answered_at`) WHERE answered_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `notice_choice` (
	`list` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	PRIMARY KEY(`list`, `code`)
);
--> statement-breakpoint
CREATE TABLE `notice_content` (
	`key` integer PRIMARY KEY NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `setting` (
	`account` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	PRIMARY KEY(`account`, `key`)
);
--> statement-breakpoint
CREATE TABLE `attachment` (
	`sha256` text PRIMARY KEY NOT NULL,
	`bytes` integer NOT NULL,
	`media_type` text NOT NULL,
	`state` text NOT NULL,
	`sent_bytes` integer NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer,
	`outcome_class` text,
	`outcome_detail` text,
	`added_at` text NOT NULL,
	`settled_at` text
);
--> statement-breakpoint
CREATE TABLE `attachment_use` (
	`id` text PRIMARY KEY NOT NULL,
	`sha256` text NOT NULL,
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`operation_id` text,
	`name` text NOT NULL,
	`caption` text NOT NULL,
	`added_at` text NOT NULL,
	`removed_at` text
);
--> statement-breakpoint
CREATE INDEX `attachment_use_record` ON `attachment_use` (`collection`,`record_id`);--> statement-breakpoint
CREATE INDEX `attachment_use_file` ON `attachment_use` (`sha256`);--> statement-breakpoint
CREATE TABLE `conflict` (
	`id` text PRIMARY KEY NOT NULL,
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`operation_id` text NOT NULL,
	`base_revision` integer NOT NULL,
	`base` text NOT NULL,
	`mine` text NOT NULL,
	`theirs_revision` integer,
	`theirs` text,
	`found_at` text NOT NULL,
	`decision` text,
	`decided_at` text
);
--> statement-breakpoint
CREATE INDEX `conflict_record` ON `conflict` (`collection`,`record_id`);--> statement-breakpoint
CREATE INDEX `conflict_open` ON `conflict` (`decided_at`,`found_at`);--> statement-breakpoint
CREATE TABLE `contact_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` text NOT NULL,
	`what` text NOT NULL,
	`outcome` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `contact_log_at` ON `contact_log` (`at`);--> statement-breakpoint
CREATE TABLE `incoming_version` (
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`revision` integer NOT NULL,
	`data` text,
	`received_at` text NOT NULL,
	PRIMARY KEY(`collection`, `record_id`)
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`sequence` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`record_title` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`actor` text NOT NULL,
	`time` text NOT NULL,
	`base_revision` integer,
	`frozen_at` text,
	`device_epoch` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer,
	`outcome_class` text,
	`outcome_detail` text,
	`reasons` text,
	`raw_answer` text,
	`settled_at` text,
	`accepted_revision` integer,
	`receipt_number` text,
	`replaces` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id` ON `outbox` (`id`);--> statement-breakpoint
CREATE INDEX `outbox_state` ON `outbox` (`state`,`sequence`);--> statement-breakpoint
CREATE INDEX `outbox_record` ON `outbox` (`collection`,`record_id`,`sequence`);--> statement-breakpoint
CREATE TABLE `record_shadow` (
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`revision` integer NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`collection`, `record_id`)
);
--> statement-breakpoint
CREATE TABLE `set_aside` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`collection` text NOT NULL,
	`record_id` text,
	`problem` text NOT NULL,
	`raw` text NOT NULL,
	`received_at` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `set_aside_record` ON `set_aside` (`collection`,`record_id`);--> statement-breakpoint
CREATE TABLE `sync_cursor` (
	`collection` text NOT NULL,
	`view` text NOT NULL,
	`cursor` text NOT NULL,
	`received` integer NOT NULL,
	`total` integer,
	`complete` integer NOT NULL,
	`updated_at` text NOT NULL,
	PRIMARY KEY(`collection`, `view`)
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
