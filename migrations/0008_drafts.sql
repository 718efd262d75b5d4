-- Half-filled forms of every domain in one table. What was typed into the two that there were goes along.
CREATE TABLE `draft` (
	`collection` text NOT NULL,
	`record_id` text NOT NULL,
	`part` text NOT NULL,
	`account` text NOT NULL,
	`shape` text NOT NULL,
	`values` text NOT NULL,
	`saved_at` text NOT NULL,
	`discarded_at` text,
	PRIMARY KEY(`collection`, `record_id`, `account`, `part`)
);
--> statement-breakpoint
CREATE INDEX `draft_discarded` ON `draft` (`discarded_at`) WHERE discarded_at IS NOT NULL;--> statement-breakpoint
INSERT INTO `draft` (`collection`, `record_id`, `part`, `account`, `shape`, `values`, `saved_at`, `discarded_at`)
	SELECT 'notices', `notice_id`, `feedback_id`, `account`, '', `values`, `saved_at`, `discarded_at` FROM `feedback_draft`;--> statement-breakpoint
INSERT INTO `draft` (`collection`, `record_id`, `part`, `account`, `shape`, `values`, `saved_at`, `discarded_at`)
	SELECT 'inspectionSubjects', `subject_id`, '', `account`, CAST(`checklist_version` AS text), `values`, `saved_at`, `discarded_at` FROM `result_draft`;--> statement-breakpoint
DROP TABLE `result_draft`;--> statement-breakpoint
DROP TABLE `feedback_draft`;--> statement-breakpoint
-- As 0001_full_text.sql has it for the other two indexes.
INSERT INTO inspection_subject_text(inspection_subject_text, rank) VALUES('hashsize', 67108864);
