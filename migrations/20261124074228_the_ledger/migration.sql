CREATE SEQUENCE "public"."ledger_places" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "digests" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "digests_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"subscription_id" bigint NOT NULL,
	"number" integer,
	"slot_at" timestamptz NOT NULL,
	"slot_local" timestamp NOT NULL,
	"collapsed_slots" integer NOT NULL,
	"as_of" date NOT NULL,
	"planned_at" timestamptz NOT NULL,
	"balance" jsonb NOT NULL,
	"pending_ids" bigint[] NOT NULL,
	"sender" text,
	"recipient" text,
	"subject" text,
	"message_id" text,
	"message" bytea,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamptz,
	"token" uuid,
	"leased_until" timestamptz,
	"said" text,
	"sent_at" timestamptz,
	CONSTRAINT "digests_slot" UNIQUE("subscription_id","slot_at"),
	CONSTRAINT "digests_slot_local" UNIQUE("subscription_id","slot_local"),
	CONSTRAINT "digests_number" UNIQUE("subscription_id","number"),
	CONSTRAINT "digests_state_known" CHECK ("state" in ('planned', 'sending', 'sent', 'undeliverable', 'suppressed')),
	CONSTRAINT "digests_leased_while_sending" CHECK (("state" = 'sending') = ("token" is not null)),
	CONSTRAINT "digests_mail_unless_suppressed" CHECK (case when "state" = 'suppressed'
        then num_nonnulls("number", "sender", "recipient", "subject", "message_id", "message") = 0
        else num_nulls("number", "sender", "recipient", "subject", "message_id", "message") = 0 end)
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "subscriptions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"officer_id" bigint NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"cron" text NOT NULL,
	"time_zone" text NOT NULL,
	"language" text NOT NULL,
	"only_if_changed" boolean NOT NULL,
	"suppress_if_empty" boolean NOT NULL,
	"created_at" timestamptz NOT NULL,
	"cancelled_at" timestamptz,
	"issues" integer DEFAULT 0 NOT NULL,
	"next_slot_at" timestamptz,
	CONSTRAINT "subscriptions_cancelled_have_no_slot" CHECK ("cancelled_at" is null or "next_slot_at" is null)
);
--> statement-breakpoint
CREATE TABLE "dossiers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "dossiers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL CONSTRAINT "dossiers_reference" UNIQUE,
	"title" text NOT NULL,
	"communications" integer DEFAULT 0 NOT NULL,
	"follow_ups" integer DEFAULT 0 NOT NULL,
	"opened_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mandates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"document" text NOT NULL,
	"paragraph" text NOT NULL,
	"requires" text NOT NULL,
	CONSTRAINT "mandates_cited_once" UNIQUE("dossier_id","document","paragraph")
);
--> statement-breakpoint
CREATE TABLE "report_duties" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_duties_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mandate_id" bigint NOT NULL,
	"body" text NOT NULL,
	"session" text NOT NULL,
	"due_on" date,
	"met_by" text,
	"met_on" date,
	CONSTRAINT "report_duties_owed_once" UNIQUE("mandate_id","body","session")
);
--> statement-breakpoint
CREATE TABLE "flags" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "flags_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint,
	"report_duty_id" bigint,
	"kind" text NOT NULL,
	"due_on" date NOT NULL,
	"crossed_on" date NOT NULL,
	"raised_at" timestamptz NOT NULL,
	CONSTRAINT "flags_raised_once" UNIQUE("follow_up_id","kind","due_on"),
	CONSTRAINT "flags_report_raised_once" UNIQUE("report_duty_id","due_on"),
	CONSTRAINT "flags_kind_known" CHECK ("kind" in ('due_soon', 'overdue', 'long_overdue', 'promise_lapsed', 'report_due')),
	CONSTRAINT "flags_of_one_thing" CHECK (num_nonnulls("follow_up_id", "report_duty_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "follow_ups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"reference" text NOT NULL CONSTRAINT "follow_ups_reference" UNIQUE,
	"title" text NOT NULL,
	"counterpart_id" bigint NOT NULL,
	"owner_id" bigint,
	"desk_id" bigint NOT NULL,
	"policy_id" bigint,
	"is_confidential" boolean DEFAULT false NOT NULL,
	"opened_at" timestamptz NOT NULL,
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
	"next_line_on" date,
	CONSTRAINT "follow_ups_state_known" CHECK ("state" in ('awaiting_reply', 'undelivered', 'acknowledged', 'holding', 'promised', 'with_us', 'partial', 'answered', 'declined', 'closed')),
	CONSTRAINT "follow_ups_move_known" CHECK ("move" in ('ours', 'theirs', 'nobody')),
	CONSTRAINT "follow_ups_character_known" CHECK ("character" in ('bounced', 'delivered', 'auto_reply', 'unread', 'awaiting_translation', 'acknowledged', 'transmitted', 'noted', 'promised', 'extension_requested', 'clarification_requested', 'redirected', 'partial', 'non_responsive', 'substantive', 'accepted', 'declined', 'disputed')),
	CONSTRAINT "follow_ups_answer_due_basis_known" CHECK ("answer_due_basis" in ('set', 'expected')),
	CONSTRAINT "follow_ups_answer_due_has_basis" CHECK (("answer_due_on" is null) = ("answer_due_basis" is null))
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "assessments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint NOT NULL,
	"communication_id" bigint NOT NULL,
	"grade" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "assessments_grade_known" CHECK ("grade" in ('A', 'B', 'C', 'D', 'E'))
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "closures_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint NOT NULL,
	"corrects_id" bigint CONSTRAINT "closures_corrected_once" UNIQUE,
	"correction_reason" text,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"closed_on" date NOT NULL,
	"reason" text NOT NULL,
	"remark" text,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"place" bigint DEFAULT nextval('ledger_places') NOT NULL,
	CONSTRAINT "closures_reason_known" CHECK ("reason" in ('satisfied', 'performed', 'declined', 'withdrawn', 'superseded', 'overtaken', 'lapsed', 'discontinued')),
	CONSTRAINT "closures_correction_has_reason" CHECK (("corrects_id" is null) = ("correction_reason" is null)),
	CONSTRAINT "closures_withdrawal_is_correction" CHECK (not "is_withdrawn" or "corrects_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "communications" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "communications_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"corrects_id" bigint CONSTRAINT "communications_corrected_once" UNIQUE,
	"correction_reason" text,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"place" bigint DEFAULT nextval('ledger_places') NOT NULL,
	"order_on_day" smallint NOT NULL,
	"channel" text NOT NULL,
	"direction" text NOT NULL,
	"dated" text,
	"sent_on" date,
	"received_on" date,
	"took_effect_on" date NOT NULL,
	"took_effect_latest_on" date NOT NULL,
	"dating" text NOT NULL,
	"sender" text,
	"recipient" text,
	"summary" text,
	"quotation" text,
	"source" text,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "communications_channel_known" CHECK ("channel" in ('letter', 'note_verbale', 'email', 'fax', 'telephone', 'meeting', 'working_contact', 'document')),
	CONSTRAINT "communications_direction_known" CHECK ("direction" in ('sent', 'received', 'exchange')),
	CONSTRAINT "communications_dating_known" CHECK ("dating" in ('exact', 'vague', 'unknown')),
	CONSTRAINT "communications_correction_has_reason" CHECK (("corrects_id" is null) = ("correction_reason" is null)),
	CONSTRAINT "communications_withdrawal_is_correction" CHECK (not "is_withdrawn" or "corrects_id" is not null),
	CONSTRAINT "communications_effect_in_order" CHECK ("took_effect_on" <= "took_effect_latest_on")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"communication_id" bigint NOT NULL,
	"follow_up_id" bigint NOT NULL,
	"bearing" text NOT NULL,
	"character" text,
	"until_on" date,
	CONSTRAINT "entries_bears_once" UNIQUE("communication_id","follow_up_id","bearing"),
	CONSTRAINT "entries_bearing_known" CHECK ("bearing" in ('asks', 'reminds', 'supplies', 'grants', 'replies')),
	CONSTRAINT "entries_character_known" CHECK ("character" in ('bounced', 'delivered', 'auto_reply', 'unread', 'awaiting_translation', 'acknowledged', 'transmitted', 'noted', 'promised', 'extension_requested', 'clarification_requested', 'redirected', 'partial', 'non_responsive', 'substantive', 'accepted', 'declined', 'disputed')),
	CONSTRAINT "entries_replies_have_character" CHECK (("bearing" = 'replies') = ("character" is not null)),
	CONSTRAINT "entries_promise_and_grant_have_day" CHECK ("until_on" is not null or ("bearing" <> 'grants' and "character" is distinct from 'promised')),
	CONSTRAINT "entries_day_only_where_it_means_something" CHECK ("until_on" is null or "bearing" in ('asks', 'grants') or "character" in ('promised', 'extension_requested'))
);
--> statement-breakpoint
CREATE TABLE "counterparts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "counterparts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL CONSTRAINT "counterparts_reference" UNIQUE,
	"name" text NOT NULL,
	"country" text,
	"languages" text[] NOT NULL,
	"time_zone" text,
	"holiday_calendar" text,
	"emails" text[] NOT NULL,
	"succeeds_id" bigint,
	CONSTRAINT "counterparts_country_alpha_3" CHECK ("country" ~ '^[A-Z]{3}$')
);
--> statement-breakpoint
CREATE TABLE "desks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "desks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL CONSTRAINT "desks_reference" UNIQUE,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holiday_years" (
	"calendar" text,
	"year" integer,
	CONSTRAINT "holiday_years_key" PRIMARY KEY("calendar","year")
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"calendar" text,
	"held_on" date,
	"name" text NOT NULL,
	CONSTRAINT "holidays_key" PRIMARY KEY("calendar","held_on")
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"only" boolean PRIMARY KEY DEFAULT true,
	"id" text DEFAULT gen_random_uuid() NOT NULL,
	"last_pass_at" timestamptz,
	CONSTRAINT "installations_only_one" CHECK ("only")
);
--> statement-breakpoint
CREATE TABLE "officers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "officers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"desk_id" bigint,
	CONSTRAINT "officers_role_known" CHECK ("role" in ('reader', 'officer', 'administrator'))
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "policies_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL CONSTRAINT "policies_reference" UNIQUE,
	"name" text NOT NULL,
	"desk_id" bigint NOT NULL,
	"unit" text NOT NULL,
	"first_reply_within" integer,
	"answer_within" integer,
	"holiday_calendar" text,
	"weekend" smallint[] NOT NULL,
	"remind_every_days" integer,
	"quiet_days" integer NOT NULL,
	"escalate_after_reminders" integer,
	CONSTRAINT "policies_unit_known" CHECK ("unit" in ('calendar_days', 'working_days')),
	CONSTRAINT "policies_first_reply_within_range" CHECK ("first_reply_within" between 1 and 1500),
	CONSTRAINT "policies_answer_within_range" CHECK ("answer_within" between 1 and 1500),
	CONSTRAINT "policies_weekend_leaves_a_working_day" CHECK (cardinality("weekend") < 7)
);
--> statement-breakpoint
CREATE INDEX "digests_to_send" ON "digests" (coalesce("leased_until", "next_attempt_at")) WHERE "state" in ('planned', 'sending');--> statement-breakpoint
CREATE INDEX "subscriptions_by_next_slot" ON "subscriptions" ("next_slot_at") WHERE "next_slot_at" is not null;--> statement-breakpoint
CREATE INDEX "flags_by_raised_at" ON "flags" ("raised_at");--> statement-breakpoint
CREATE INDEX "follow_ups_pending_by_silence" ON "follow_ups" (coalesce("last_word_on", "asked_on"),"id") WHERE "state" not in ('answered', 'declined', 'closed');--> statement-breakpoint
CREATE INDEX "follow_ups_by_next_line" ON "follow_ups" ("next_line_on") WHERE "next_line_on" is not null;--> statement-breakpoint
CREATE INDEX "follow_ups_unread" ON "follow_ups" ("id") WHERE "unread_replies" > 0;--> statement-breakpoint
CREATE INDEX "follow_ups_by_dossier" ON "follow_ups" ("dossier_id");--> statement-breakpoint
CREATE INDEX "follow_ups_by_counterpart" ON "follow_ups" ("counterpart_id");--> statement-breakpoint
CREATE INDEX "assessments_by_follow_up" ON "assessments" ("follow_up_id");--> statement-breakpoint
CREATE INDEX "closures_by_follow_up" ON "closures" ("follow_up_id");--> statement-breakpoint
CREATE UNIQUE INDEX "communications_number" ON "communications" ("dossier_id","number") WHERE "corrects_id" is null;--> statement-breakpoint
CREATE INDEX "communications_by_dossier" ON "communications" ("dossier_id","took_effect_on");--> statement-breakpoint
CREATE INDEX "entries_by_follow_up" ON "entries" ("follow_up_id");--> statement-breakpoint
CREATE UNIQUE INDEX "officers_email" ON "officers" (lower("email"));--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_subscription" FOREIGN KEY ("subscription_id") REFERENCES "subscriptions"("id");--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
ALTER TABLE "report_duties" ADD CONSTRAINT "report_duties_mandate" FOREIGN KEY ("mandate_id") REFERENCES "mandates"("id");--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_report_duty" FOREIGN KEY ("report_duty_id") REFERENCES "report_duties"("id");--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_counterpart" FOREIGN KEY ("counterpart_id") REFERENCES "counterparts"("id");--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_owner" FOREIGN KEY ("owner_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_desk" FOREIGN KEY ("desk_id") REFERENCES "desks"("id");--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_policy" FOREIGN KEY ("policy_id") REFERENCES "policies"("id");--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_communication" FOREIGN KEY ("communication_id") REFERENCES "communications"("id");--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_corrects" FOREIGN KEY ("corrects_id") REFERENCES "closures"("id");--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_corrects" FOREIGN KEY ("corrects_id") REFERENCES "communications"("id");--> statement-breakpoint
ALTER TABLE "communications" ADD CONSTRAINT "communications_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_communication" FOREIGN KEY ("communication_id") REFERENCES "communications"("id");--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
ALTER TABLE "counterparts" ADD CONSTRAINT "counterparts_succeeds" FOREIGN KEY ("succeeds_id") REFERENCES "counterparts"("id");--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_desk" FOREIGN KEY ("desk_id") REFERENCES "desks"("id");--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_desk" FOREIGN KEY ("desk_id") REFERENCES "desks"("id");--> statement-breakpoint
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
--> statement-breakpoint
CREATE TRIGGER "communications_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "communications" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "entries" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "closures_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "closures" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "assessments_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "assessments" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
INSERT INTO "installations" DEFAULT VALUES;
