CREATE TABLE "report_duty_corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_duty_corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"duty_id" bigint NOT NULL,
	"due_on" date,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"why" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_submissions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_submissions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"duty_id" bigint NOT NULL,
	"document" text NOT NULL,
	"submitted_on" date,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"why" text,
	"recorded_by" bigint,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "report_submissions_withdrawal_has_reason" CHECK (not "is_withdrawn" or "why" is not null)
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "calendar_feeds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"officer_id" bigint NOT NULL,
	"view_id" bigint,
	"secret_hash" bytea NOT NULL CONSTRAINT "calendar_feeds_secret" UNIQUE,
	"created_at" timestamptz NOT NULL,
	"last_read_at" timestamptz,
	"revoked_at" timestamptz
);
--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "recorded_by" bigint;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "recorded_at" timestamptz;--> statement-breakpoint
ALTER TABLE "report_duties" ADD COLUMN "recorded_by" bigint;--> statement-breakpoint
ALTER TABLE "report_duties" ADD COLUMN "recorded_at" timestamptz;--> statement-breakpoint
-- What was recorded before is known of since its dossier was opened, at the earliest; by whom, nobody kept.
UPDATE "mandates" AS m SET "recorded_at" = d."opened_at" FROM "dossiers" AS d WHERE d."id" = m."dossier_id";
--> statement-breakpoint
UPDATE "report_duties" AS r SET "recorded_at" = m."recorded_at" FROM "mandates" AS m WHERE m."id" = r."mandate_id";
--> statement-breakpoint
ALTER TABLE "mandates" ALTER COLUMN "recorded_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "report_duties" ALTER COLUMN "recorded_at" SET NOT NULL;--> statement-breakpoint
INSERT INTO "report_submissions" ("duty_id", "document", "submitted_on", "recorded_at")
SELECT "id", coalesce("met_by", 'document not recorded'), "met_on", "recorded_at" FROM "report_duties"
WHERE "met_by" IS NOT NULL OR "met_on" IS NOT NULL ORDER BY "id";
--> statement-breakpoint
ALTER TABLE "report_duties" DROP COLUMN "met_by";--> statement-breakpoint
ALTER TABLE "report_duties" DROP COLUMN "met_on";--> statement-breakpoint
ALTER TABLE "flags" DROP CONSTRAINT "flags_report_raised_once";--> statement-breakpoint
ALTER TABLE "flags" ADD CONSTRAINT "flags_report_raised_once" UNIQUE("report_duty_id","kind","due_on");--> statement-breakpoint
CREATE INDEX "report_duty_corrections_by_duty" ON "report_duty_corrections" ("duty_id","id");--> statement-breakpoint
CREATE INDEX "report_submissions_by_duty" ON "report_submissions" ("duty_id","id");--> statement-breakpoint
CREATE INDEX "calendar_feeds_by_officer" ON "calendar_feeds" ("officer_id");--> statement-breakpoint
CREATE INDEX "calendar_feeds_by_view" ON "calendar_feeds" ("view_id");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "report_duties" ADD CONSTRAINT "report_duties_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "report_duty_corrections" ADD CONSTRAINT "report_duty_corrections_duty" FOREIGN KEY ("duty_id") REFERENCES "report_duties"("id");--> statement-breakpoint
ALTER TABLE "report_duty_corrections" ADD CONSTRAINT "report_duty_corrections_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "report_submissions" ADD CONSTRAINT "report_submissions_duty" FOREIGN KEY ("duty_id") REFERENCES "report_duties"("id");--> statement-breakpoint
ALTER TABLE "report_submissions" ADD CONSTRAINT "report_submissions_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_view" FOREIGN KEY ("view_id") REFERENCES "saved_views"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "flags" DROP CONSTRAINT "flags_kind_known", ADD CONSTRAINT "flags_kind_known" CHECK ("kind" in ('due_soon', 'overdue', 'long_overdue', 'promise_lapsed', 'report_due', 'report_overdue'));
--> statement-breakpoint
-- What jsonb says of an instant or of bytes depends on the session.
CREATE OR REPLACE FUNCTION "append_to_chain"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex' AS $$
DECLARE
	appended jsonb := to_jsonb(NEW);
BEGIN
	IF TG_TABLE_NAME = 'follow_ups' THEN
		PERFORM chain(NEW.dossier_id, TG_TABLE_NAME, opening(appended));
	ELSIF TG_TABLE_NAME = 'entries' THEN
		PERFORM chain((SELECT dossier_id FROM communications WHERE id = NEW.communication_id), TG_TABLE_NAME, appended);
	ELSIF TG_TABLE_NAME IN ('closures', 'assessments') THEN
		PERFORM chain((SELECT dossier_id FROM follow_ups WHERE id = NEW.follow_up_id), TG_TABLE_NAME, appended);
	ELSIF TG_TABLE_NAME = 'report_duties' THEN
		PERFORM chain((SELECT dossier_id FROM mandates WHERE id = NEW.mandate_id), TG_TABLE_NAME, appended);
	ELSIF TG_TABLE_NAME IN ('report_duty_corrections', 'report_submissions') THEN
		PERFORM chain((SELECT m.dossier_id FROM report_duties r JOIN mandates m ON m.id = r.mandate_id WHERE r.id = NEW.duty_id), TG_TABLE_NAME, appended);
	ELSE
		PERFORM chain(NEW.dossier_id, TG_TABLE_NAME, appended);
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
-- What was recorded before comes to the end of the chains, which anchors that were taken know the beginnings of.
DO $$
DECLARE
	fact record;
BEGIN
	SET LOCAL "TimeZone" = 'UTC';
	FOR fact IN
		SELECT * FROM (
			SELECT dossier_id, 'mandates' AS kind, 1 AS rank, id, to_jsonb(m) AS appended FROM mandates m
			UNION ALL SELECT m.dossier_id, 'report_duties', 2, r.id, to_jsonb(r) FROM report_duties r JOIN mandates m ON m.id = r.mandate_id
			UNION ALL SELECT m.dossier_id, 'report_duty_corrections', 3, c.id, to_jsonb(c) FROM report_duty_corrections c
				JOIN report_duties r ON r.id = c.duty_id JOIN mandates m ON m.id = r.mandate_id
			UNION ALL SELECT m.dossier_id, 'report_submissions', 4, s.id, to_jsonb(s) FROM report_submissions s
				JOIN report_duties r ON r.id = s.duty_id JOIN mandates m ON m.id = r.mandate_id
		) AS recorded ORDER BY dossier_id, rank, id
	LOOP
		PERFORM chain(fact.dossier_id, fact.kind, fact.appended);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "mandates" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "mandates_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "mandates" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "report_duties" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "report_duties_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "report_duties" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "report_duty_corrections" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "report_duty_corrections_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "report_duty_corrections" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "report_submissions" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "report_submissions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "report_submissions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
