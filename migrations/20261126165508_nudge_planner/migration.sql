CREATE SEQUENCE "public"."planned_meeting_numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "planned_meetings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "planned_meetings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" integer DEFAULT nextval('planned_meeting_numbers') NOT NULL,
	"corrects_id" bigint CONSTRAINT "planned_meetings_corrected_once" UNIQUE,
	"correction_reason" text,
	"is_cancelled" boolean DEFAULT false NOT NULL,
	"counterpart_id" bigint NOT NULL,
	"held_on" date NOT NULL,
	"rank" text NOT NULL,
	"title" text NOT NULL,
	"meets" text,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "planned_meetings_rank_known" CHECK ("rank" in ('desk_officer', 'section_chief', 'director', 'head')),
	CONSTRAINT "planned_meetings_correction_has_reason" CHECK (("corrects_id" is null) = ("correction_reason" is null)),
	CONSTRAINT "planned_meetings_cancelling_is_correction" CHECK (not "is_cancelled" or "corrects_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "policy_steps" (
	"policy_id" bigint,
	"after_reminders" integer,
	"channel" text NOT NULL,
	"rank" text NOT NULL,
	"signatory" text,
	CONSTRAINT "policy_steps_key" PRIMARY KEY("policy_id","after_reminders"),
	CONSTRAINT "policy_steps_channel_known" CHECK ("channel" in ('email', 'telephone', 'fax', 'letter', 'note_verbale', 'meeting')),
	CONSTRAINT "policy_steps_rank_known" CHECK ("rank" in ('desk_officer', 'section_chief', 'director', 'head')),
	CONSTRAINT "policy_steps_reminders_counted" CHECK ("after_reminders" >= 0)
);
--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "grace_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "planned_meetings_number" ON "planned_meetings" ("number") WHERE "corrects_id" is null;--> statement-breakpoint
CREATE INDEX "planned_meetings_by_day" ON "planned_meetings" ("held_on");--> statement-breakpoint
ALTER TABLE "planned_meetings" ADD CONSTRAINT "planned_meetings_corrects" FOREIGN KEY ("corrects_id") REFERENCES "planned_meetings"("id");--> statement-breakpoint
ALTER TABLE "planned_meetings" ADD CONSTRAINT "planned_meetings_counterpart" FOREIGN KEY ("counterpart_id") REFERENCES "counterparts"("id");--> statement-breakpoint
ALTER TABLE "planned_meetings" ADD CONSTRAINT "planned_meetings_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "policy_steps" ADD CONSTRAINT "policy_steps_policy" FOREIGN KEY ("policy_id") REFERENCES "policies"("id");--> statement-breakpoint
CREATE TRIGGER "planned_meetings_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "planned_meetings" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "policy_steps_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "policy_steps" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
