-- Full-text search over 抽查主体, as over 告知 (0001_full_text.sql).
CREATE VIRTUAL TABLE inspection_subject_text USING fts5(grams, content='', contentless_delete=1, detail=none, prefix='2', tokenize='ascii');
