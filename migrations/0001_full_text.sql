-- Full-text search over Chinese: grams made by the client (src-main/core/full-text/grams.ts), one word per gram, its first
-- letter saying which field it comes from; so one query can ask for several fields at once. Contentless and without
-- positions: the rows themselves decide in the end (instr). prefix=2 is the field's letter and one character, for
-- searches of a single character. The ascii tokenizer, because the grams are ready: every other byte is part of a word.
CREATE VIRTUAL TABLE notice_text USING fts5(grams, content='', contentless_delete=1, detail=none, prefix='2', tokenize='ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE enterprise_text USING fts5(grams, content='', contentless_delete=1, detail=none, prefix='2', tokenize='ascii');
--> statement-breakpoint
INSERT INTO notice_text(notice_text, rank) VALUES('hashsize', 67108864);
--> statement-breakpoint
INSERT INTO enterprise_text(enterprise_text, rank) VALUES('hashsize', 67108864);
