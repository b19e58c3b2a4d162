CREATE TABLE "standings" (
	"follow_up_id" bigint,
	"known_from" timestamptz,
	"known_until" timestamptz,
	"next_known_at" timestamptz,
	"from_on" date,
	"next_on" date,
	"state" text NOT NULL,
	"move" text NOT NULL,
	"character" text,
	"asked_on" date,
	"asked_latest_on" date,
	"last_word_on" date,
	"last_word_latest_on" date,
	"first_reply_on" date,
	"answered_on" date,
	"closed_on" date,
	"unread_replies" integer NOT NULL,
	"reminders" integer NOT NULL,
	"last_reminded_on" date,
	"first_reply_due_on" date,
	"answer_due_on" date,
	"answer_due_latest_on" date,
	"answer_due_basis" text,
	"long_overdue_after_on" date,
	"paused_on" date,
	"is_date_unknown" boolean NOT NULL,
	"is_promise" boolean NOT NULL,
	"is_due_without_holidays" boolean NOT NULL,
	CONSTRAINT "standings_key" PRIMARY KEY("follow_up_id","from_on","known_from"),
	CONSTRAINT "standings_known_in_order" CHECK ("known_until" > "known_from" and "next_known_at" >= "known_from"),
	CONSTRAINT "standings_next_in_order" CHECK ("next_on" > "from_on"),
	CONSTRAINT "standings_next_is_known" CHECK (("next_on" is null) = ("next_known_at" is null))
);
--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "has_standings" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "standings" ADD CONSTRAINT "standings_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
-- What is folded in TypeScript cannot be filled here: it is, in batches, before anything is read of it.
UPDATE "installations" SET "has_standings" = NOT EXISTS (SELECT FROM "follow_ups");
