BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	place TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	about TEXT NOT NULL, 
	detail JSON NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,'2026-01-05 09:00:00.000000','4000','p-222222222222','opened','d1','{"turns": 3}');
CREATE TABLE classes (
	place TEXT NOT NULL, 
	server TEXT NOT NULL, 
	name TEXT NOT NULL, 
	teachers TEXT NOT NULL, 
	desk TEXT NOT NULL, 
	code TEXT NOT NULL, 
	settings JSON NOT NULL, 
	version INTEGER NOT NULL, 
	PRIMARY KEY (place)
);
INSERT INTO "classes" VALUES('7','4000','Year 9','900','901','heron','{"motions": ["small-deployments"], "formats": [], "level": "novice", "hints": "questions", "opponent": "parley", "length": "short", "starters": "roster", "pace": "live", "hold_ballots": true, "names": false}',3);
CREATE TABLE consents (
	person TEXT NOT NULL, 
	place TEXT NOT NULL, 
	given_at DATETIME NOT NULL, 
	notice_version TEXT NOT NULL, 
	revoked_at DATETIME, 
	PRIMARY KEY (person, place, given_at)
);
INSERT INTO "consents" VALUES('p-222222222222','4000','2026-01-05 09:00:00.000000','1',NULL);
CREATE TABLE "debates" (
	debate TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	motion TEXT NOT NULL, 
	opened_at DATETIME NOT NULL, 
	ended BOOLEAN NOT NULL, 
	owes BOOLEAN NOT NULL, 
	thread TEXT, 
	place TEXT NOT NULL, 
	PRIMARY KEY (debate)
);
INSERT INTO "debates" VALUES('d1',11,'small-deployments','2026-01-05 09:00:00.000000',1,1,'70','7');
CREATE TABLE departures (
	place TEXT NOT NULL, 
	person TEXT NOT NULL, 
	left_at DATETIME NOT NULL, 
	PRIMARY KEY (place, person)
);
INSERT INTO "departures" VALUES('5000','p-222222222222','2026-01-05 09:00:00.000000');
CREATE TABLE events (
	debate TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	cause TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	body JSON NOT NULL, 
	PRIMARY KEY (debate, seq), 
	CONSTRAINT one_delivery UNIQUE (debate, cause, ordinal)
);
INSERT INTO "events" VALUES('d1',1,'DebateOpened',1,'2026-01-05 09:00:00.000000','c1',0,'{"debate": "d1", "motion": {"id": "small-deployments", "says": "This House believes that small deployments are no threat", "affirmed_by": "realist", "opposed_by": "hawk", "as_of": "2019-04", "topics": [], "background": "", "sources": [], "also": []}, "format": {"id": "quick", "name": "Quick", "purpose": "", "turns": [{"index": 0, "side": "affirmative", "kind": "constructive", "words": 30, "seconds": 240, "seat": "", "prompt": ""}, {"index": 1, "side": "negative", "kind": "constructive", "words": 30, "seconds": 240, "seat": "", "prompt": ""}, {"index": 2, "side": "affirmative", "kind": "closing", "words": 10, "seconds": 120, "seat": "", "prompt": ""}], "new_arguments_in_last_speech": true, "only_bots": false, "roles": [], "time_up": "extend", "ballot": false}, "seats": [{"side": "affirmative", "school": "realist", "holder": "ada", "role": ""}, {"side": "negative", "school": "hawk", "holder": "bot", "role": ""}], "by": "ada", "place": "7", "level": "novice", "seed": 0, "speaker": "", "topic": "", "pace": "free", "slow_hours": 24.0, "hold_ballots": false, "coaching": "questions", "flowing": true}');
INSERT INTO "events" VALUES('d1',2,'FloorLaid',1,'2026-01-05 09:01:00.000000','c2',0,'{"floor": {"thread": "70", "card": "71"}}');
INSERT INTO "events" VALUES('d1',3,'SpeechGiven',1,'2026-01-05 09:01:00.000000','c3',0,'{"turn": 0, "by": "ada", "text": {"part": 0, "sha256": "3e46f091724d3303006692d6d23796342b1bfef92997a3918d4ef5a767cc2123"}, "citations": [], "quotations": [], "made": [], "answered": [], "heard": [], "notices": [], "craft": null}');
INSERT INTO "events" VALUES('d1',4,'SpeechPosted',1,'2026-01-05 09:01:00.000000','c3',1,'{"turn": 0, "messages": ["m0"]}');
INSERT INTO "events" VALUES('d1',5,'SpeechBegun',1,'2026-01-05 09:01:00.000000','c4',0,'{"turn": 1, "message": "m1"}');
INSERT INTO "events" VALUES('d1',6,'TurnStalled',1,'2026-01-05 09:01:00.000000','c5',0,'{"turn": 1, "line": "The model is down.", "reference": "k7-2f"}');
INSERT INTO "events" VALUES('d1',7,'TurnRetried',1,'2026-01-05 09:01:00.000000','c6',0,'{"by": "ada"}');
INSERT INTO "events" VALUES('d1',8,'SpeechGiven',1,'2026-01-05 09:01:00.000000','c7',0,'{"turn": 1, "by": "bot", "text": {"part": 0, "sha256": "7df385b1d16594badff720d90680fec6c73cd3362a451999d2302a59ee64fd95", "cuts": [{"at": 9, "part": 1, "sha256": "e67b0e373fde132a49d1b450be5089afa1890a219302335db361fa06f21930a7"}]}, "citations": [{"number": 1, "passage": {"id": "keep-russia-at-bay#f1", "source": {"id": "keep-russia-at-bay", "kind": "brief", "title": "To Keep Russia At Bay, We Need Good Diplomacy", "author": "", "outlet": "", "published": "2019-04", "url": ""}, "text": "About 100 Russian military personnel arrived in Caracas.", "start": 0, "end": 0, "before": "", "after": "", "standing": null, "held_by": "", "when": "2019-03", "published_in": ""}}, {"number": 2, "passage": {"id": "keep-russia-at-bay#c7", "source": {"id": "keep-russia-at-bay", "kind": "brief", "title": "To Keep Russia At Bay, We Need Good Diplomacy", "author": "", "outlet": "", "published": "2019-04", "url": ""}, "text": "The deployment directly threatens peace.", "start": 0, "end": 0, "before": "", "after": "", "standing": "attributed", "held_by": "John Bolton", "when": "", "published_in": ""}}], "quotations": [{"words": {"part": 2, "sha256": "1de57ed8fa65a8f85083992b3190f72d1ac2f1ed33d816bbf1476a0565b32c84"}, "verdict": "verified", "number": null, "found": {"part": 3, "sha256": "1dae2fcdc7ec05284f5a146587552cfca101e147f011c02e1c5f8e425dc90d32"}, "source_id": ""}, {"words": "directly threatens peace", "verdict": "not quotable", "number": 2, "found": "", "source_id": "keep-russia-at-bay"}], "made": ["small-force-small-threat"], "answered": [], "heard": [], "notices": ["The model was slow; this is its second try."], "craft": {"speaker": "llm", "prompt": "rebuttal@3", "prompt_hash": "ab12", "model": "gpt-test", "tokens_in": 1200, "tokens_cached": 300, "tokens_out": 180, "cost": 0.0012, "requests": 2}}');
INSERT INTO "events" VALUES('d1',9,'SpeechPosted',1,'2026-01-05 09:01:00.000000','c8',0,'{"turn": 1, "messages": ["m1"]}');
INSERT INTO "events" VALUES('d1',10,'SpeechGiven',1,'2026-01-05 09:01:00.000000','c9',0,'{"turn": 2, "by": "ada", "text": {"part": 0, "sha256": "8f602dca4a851a394fcc5de6ee261d9011046e4ac4b329d12250c0d243db648a"}, "citations": [], "quotations": [], "made": [], "answered": [], "heard": [], "notices": [], "craft": null}');
INSERT INTO "events" VALUES('d1',11,'DebateEnded',1,'2026-01-05 09:01:00.000000','c9',1,'{"by": "", "reason": "Every speech has been given."}');
CREATE TABLE flags (
	id TEXT NOT NULL, 
	place TEXT NOT NULL, 
	debate TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	message TEXT NOT NULL, 
	"by" TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	settled BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT one_flag UNIQUE (message, "by")
);
INSERT INTO "flags" VALUES('f1','7','d1','70','m1','p-222222222222','2026-01-05 09:00:00.000000',0);
CREATE TABLE held (
	id TEXT NOT NULL, 
	place TEXT NOT NULL, 
	person TEXT NOT NULL, 
	debate TEXT NOT NULL, 
	turn INTEGER NOT NULL, 
	words TEXT, 
	why TEXT NOT NULL, 
	at DATETIME NOT NULL, 
	by_form BOOLEAN NOT NULL, 
	card TEXT NOT NULL, 
	decision TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "held" VALUES('h1','7','p-222222222222','d1',0,'Call me on 555 0100.','personal data','2026-01-05 09:00:00.000000',1,'m7',NULL);
CREATE TABLE people (
	person TEXT NOT NULL, 
	account TEXT, 
	name TEXT, 
	seen_at DATETIME NOT NULL, 
	PRIMARY KEY (person), 
	UNIQUE (account)
);
INSERT INTO "people" VALUES('p-222222222222','discord:1','Ada','2026-01-05 09:00:00.000000');
CREATE TABLE pseudonyms (
	place TEXT NOT NULL, 
	person TEXT NOT NULL, 
	name TEXT NOT NULL, 
	PRIMARY KEY (place, person), 
	CONSTRAINT one_bearer UNIQUE (place, name)
);
INSERT INTO "pseudonyms" VALUES('4000','p-222222222222','Heron');
CREATE TABLE roster (
	place TEXT NOT NULL, 
	person TEXT NOT NULL, 
	joined_at DATETIME NOT NULL, 
	ordinal INTEGER NOT NULL, 
	PRIMARY KEY (place, person), 
	CONSTRAINT roster_of_class FOREIGN KEY(place) REFERENCES classes (place) ON DELETE CASCADE
);
INSERT INTO "roster" VALUES('7','p-222222222222','2026-01-05 09:00:00.000000',1);
CREATE TABLE taking_part (
	debate TEXT NOT NULL, 
	person TEXT NOT NULL, 
	PRIMARY KEY (debate, person)
);
INSERT INTO "taking_part" VALUES('d1','ada');
CREATE TABLE "traces" (
	id INTEGER NOT NULL, 
	since DATETIME NOT NULL, 
	copies BOOLEAN DEFAULT 1 NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE votes (
	debate TEXT NOT NULL, 
	turn INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	choice TEXT NOT NULL, 
	PRIMARY KEY (debate, turn, person)
);
CREATE TABLE words (
	debate TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	part INTEGER NOT NULL, 
	person TEXT NOT NULL, 
	text TEXT, 
	salt TEXT, 
	PRIMARY KEY (debate, seq, part), 
	CONSTRAINT words_of_event FOREIGN KEY(debate, seq) REFERENCES events (debate, seq)
);
INSERT INTO "words" VALUES('d1',3,0,'ada','My grandmother told me about the missiles.','81dd77e3c77a6c36');
INSERT INTO "words" VALUES('d1',8,0,'bot','You say “(withdrawn)                              ”. A hundred men came [1], and that was called a threat [2].','a77755d14bfaae6b');
INSERT INTO "words" VALUES('d1',8,1,'ada','my grandmother told me about the missiles','cb84bd2a7e898178');
INSERT INTO "words" VALUES('d1',8,2,'ada','my grandmother told me about the missiles','7c103c3eae126e24');
INSERT INTO "words" VALUES('d1',8,3,'ada','My grandmother told me about the missiles','24ac9e3cfb5b303e');
INSERT INTO "words" VALUES('d1',10,0,'ada','Then count them.','d9ba58a659bbb111');
CREATE INDEX words_by_person ON words (person);
CREATE TRIGGER events_keep BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_stay BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
CREATE TRIGGER words_stay BEFORE DELETE ON words
        BEGIN SELECT RAISE(ABORT, 'words are emptied, never removed'); END;
CREATE TRIGGER words_keep BEFORE UPDATE ON words
        WHEN NEW.text IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.debate <> OLD.debate
            OR NEW.seq <> OLD.seq OR NEW.part <> OLD.part OR NEW.person <> OLD.person
        BEGIN SELECT RAISE(ABORT, 'words are emptied, never changed'); END;
CREATE INDEX taking_part_by_person ON taking_part (person);
CREATE INDEX audit_by_place ON audit (place);
CREATE INDEX audit_by_about ON audit (about);
CREATE INDEX audit_by_actor ON audit (actor);
CREATE TRIGGER audit_keep BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is never shortened'); END;
CREATE INDEX debates_by_thread ON debates (thread);
CREATE INDEX debates_by_age ON debates (opened_at);
CREATE INDEX debates_by_place ON debates (place, opened_at);
CREATE UNIQUE INDEX one_code ON classes (server, code) WHERE code <> '';
CREATE INDEX roster_by_person ON roster (person);
CREATE INDEX held_by_place ON held (place);
CREATE INDEX held_by_person ON held (person);
CREATE INDEX flags_by_place ON flags (place);
CREATE INDEX flags_by_person ON flags ("by");
COMMIT;
