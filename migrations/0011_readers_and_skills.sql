CREATE TABLE `skill` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`data` text NOT NULL
);
--> statement-breakpoint
DROP INDEX `inspection_subject_by_plan`;--> statement-breakpoint
ALTER TABLE `inspection_subject` ADD `department` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `inspection_subject` ADD `department_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `inspection_subject` SET (`department`, `department_name`) = (
  SELECT ifnull(c.`data` ->> '$.department.code', ''), lower(ifnull(c.`data` ->> '$.department.name', ''))
  FROM `inspection_subject_content` c WHERE c.`key` = `inspection_subject`.`key`)
  WHERE EXISTS (SELECT 1 FROM `inspection_subject_content` c WHERE c.`key` = `inspection_subject`.`key`);--> statement-breakpoint
CREATE INDEX `inspection_subject_enterprise` ON `inspection_subject` (`enterprise_id`,`plan_id`);--> statement-breakpoint
CREATE INDEX `inspection_subject_review` ON `inspection_subject` (`department`,`plan_to`,`key`) WHERE stage = 'entered';--> statement-breakpoint
CREATE INDEX `inspection_subject_review_name` ON `inspection_subject` (`department`,`name_initials`,`enterprise_name`,`key`) WHERE stage = 'entered';--> statement-breakpoint
CREATE INDEX `inspection_subject_review_inspected` ON `inspection_subject` (`department`,`inspected_order`,`key`) WHERE stage = 'entered';--> statement-breakpoint
CREATE INDEX `inspection_subject_by_plan` ON `inspection_subject` (`plan_id`,`plan_to`,`key`,`stage`,`department`);