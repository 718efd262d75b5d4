DROP INDEX `inspection_subject_inspected`;--> statement-breakpoint
ALTER TABLE `inspection_subject` ADD `inspected_order` text GENERATED ALWAYS AS (ifnull(inspected_on, '')) VIRTUAL;--> statement-breakpoint
CREATE INDEX `inspection_subject_by_name` ON `inspection_subject` (`stage`,`name_initials`,`enterprise_name`,`key`);--> statement-breakpoint
CREATE INDEX `inspection_subject_by_inspected` ON `inspection_subject` (`stage`,`inspected_order`,`key`);--> statement-breakpoint
CREATE INDEX `inspection_subject_plan_name` ON `inspection_subject` (`plan_id`,`name_initials`,`enterprise_name`,`key`);--> statement-breakpoint
CREATE INDEX `inspection_subject_plan_inspected` ON `inspection_subject` (`plan_id`,`inspected_order`,`key`);