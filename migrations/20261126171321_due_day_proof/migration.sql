CREATE TABLE "redatings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "redatings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint NOT NULL,
	"clock" text NOT NULL,
	"was_on" date NOT NULL,
	"is_on" date NOT NULL,
	"why" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "redatings_clock_known" CHECK ("clock" in ('first_reply', 'answer'))
);
--> statement-breakpoint
ALTER TABLE "counterparts" ADD COLUMN "weekend" smallint[];--> statement-breakpoint
-- What was loaded until now was looked up with this.
ALTER TABLE "holiday_years" ADD COLUMN "version" integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "holiday_years" ALTER COLUMN "version" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "holiday_years" ADD COLUMN "source" text NOT NULL DEFAULT 'date-holidays 3.37.0';--> statement-breakpoint
ALTER TABLE "holiday_years" ALTER COLUMN "source" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "holiday_years" ADD COLUMN "sha256" text;--> statement-breakpoint
ALTER TABLE "holiday_years" ADD COLUMN "recorded_by" bigint;--> statement-breakpoint
ALTER TABLE "holiday_years" ADD COLUMN "recorded_at" timestamptz;--> statement-breakpoint
ALTER TABLE "holidays" ADD COLUMN "year" integer;--> statement-breakpoint
UPDATE "holidays" SET "year" = extract(year from "held_on");--> statement-breakpoint
ALTER TABLE "holidays" ALTER COLUMN "year" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "holidays" ADD COLUMN "version" integer NOT NULL DEFAULT 0;--> statement-breakpoint
ALTER TABLE "holidays" ALTER COLUMN "version" DROP DEFAULT;--> statement-breakpoint
-- Holidays that were entered by hand in a year that nothing had loaded.
INSERT INTO "holiday_years" ("calendar", "year", "version", "source")
	SELECT DISTINCT "calendar", "year", 0, 'entered by hand' FROM "holidays" ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "end_rule" text DEFAULT 'as_is' NOT NULL;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "calendar_of" text DEFAULT 'office' NOT NULL;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "since_on" date;--> statement-breakpoint
ALTER TABLE "holiday_years" DROP CONSTRAINT "holiday_years_key";--> statement-breakpoint
ALTER TABLE "holiday_years" ADD CONSTRAINT "holiday_years_key" PRIMARY KEY("calendar","year","version");--> statement-breakpoint
ALTER TABLE "holidays" DROP CONSTRAINT "holidays_key";--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_key" PRIMARY KEY("calendar","held_on","version");--> statement-breakpoint
CREATE INDEX "redatings_by_follow_up" ON "redatings" ("follow_up_id");--> statement-breakpoint
ALTER TABLE "redatings" ADD CONSTRAINT "redatings_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
ALTER TABLE "redatings" ADD CONSTRAINT "redatings_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "holiday_years" ADD CONSTRAINT "holiday_years_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_year" FOREIGN KEY ("calendar","year","version") REFERENCES "holiday_years"("calendar","year","version");--> statement-breakpoint
ALTER TABLE "counterparts" ADD CONSTRAINT "counterparts_weekend_leaves_a_working_day" CHECK (cardinality("weekend") < 7);--> statement-breakpoint
ALTER TABLE "holiday_years" ADD CONSTRAINT "holiday_years_sha256_form" CHECK ("sha256" ~ '^[0-9a-f]{64}$');--> statement-breakpoint
ALTER TABLE "holidays" ADD CONSTRAINT "holidays_in_their_year" CHECK (extract(year from "held_on") = "year");--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_end_rule_known" CHECK ("end_rule" in ('as_is', 'next_working_day'));--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_calendar_of_known" CHECK ("calendar_of" in ('office', 'counterpart'));--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_months_range" CHECK ("unit" <> 'calendar_months' or greatest("first_reply_within", "answer_within") <= 48);--> statement-breakpoint
ALTER TABLE "policies" DROP CONSTRAINT "policies_unit_known", ADD CONSTRAINT "policies_unit_known" CHECK ("unit" in ('calendar_days', 'working_days', 'calendar_months'));--> statement-breakpoint
CREATE TRIGGER "holiday_years_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "holiday_years" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "holidays_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "holidays" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "redatings_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "redatings" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
