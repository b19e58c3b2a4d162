CREATE TABLE "office_names" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "office_names_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"counterpart_id" bigint NOT NULL,
	"name" text NOT NULL,
	"succeeds_id" bigint,
	"since_on" date,
	"corrects_id" bigint CONSTRAINT "office_names_corrected_once" UNIQUE,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"why" text,
	"recorded_by" bigint,
	"recorded_at" timestamptz,
	CONSTRAINT "office_names_correction_has_reason" CHECK ("corrects_id" is null or "why" is not null),
	CONSTRAINT "office_names_withdraws_another" CHECK (not "is_withdrawn" or "corrects_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "titles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "titles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"follow_up_id" bigint,
	"was" text NOT NULL,
	"title" text NOT NULL,
	"why" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mandate_corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mandate_corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mandate_id" bigint NOT NULL,
	"document" text NOT NULL,
	"paragraph" text NOT NULL,
	"requires" text NOT NULL,
	"decided" text,
	"decided_on" date,
	"is_withdrawn" boolean DEFAULT false NOT NULL,
	"why" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "mandate_corrections_decided_has_day" CHECK (("decided" is null) = ("decided_on" is null))
);
--> statement-breakpoint
ALTER TABLE "mandates" DROP CONSTRAINT "mandates_cited_once";--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "decided" text;--> statement-breakpoint
ALTER TABLE "mandates" ADD COLUMN "decided_on" date;--> statement-breakpoint
CREATE INDEX "office_names_by_counterpart" ON "office_names" ("counterpart_id");--> statement-breakpoint
CREATE INDEX "titles_of_dossier" ON "titles" ("dossier_id") WHERE "follow_up_id" is null;--> statement-breakpoint
CREATE INDEX "titles_of_follow_up" ON "titles" ("follow_up_id") WHERE "follow_up_id" is not null;--> statement-breakpoint
CREATE INDEX "mandate_corrections_by_mandate" ON "mandate_corrections" ("mandate_id","id");--> statement-breakpoint
CREATE INDEX "mandates_by_dossier" ON "mandates" ("dossier_id");--> statement-breakpoint
ALTER TABLE "office_names" ADD CONSTRAINT "office_names_counterpart" FOREIGN KEY ("counterpart_id") REFERENCES "counterparts"("id");--> statement-breakpoint
ALTER TABLE "office_names" ADD CONSTRAINT "office_names_succeeds" FOREIGN KEY ("succeeds_id") REFERENCES "counterparts"("id");--> statement-breakpoint
ALTER TABLE "office_names" ADD CONSTRAINT "office_names_corrects" FOREIGN KEY ("corrects_id") REFERENCES "office_names"("id");--> statement-breakpoint
ALTER TABLE "office_names" ADD CONSTRAINT "office_names_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "titles" ADD CONSTRAINT "titles_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
ALTER TABLE "titles" ADD CONSTRAINT "titles_follow_up" FOREIGN KEY ("follow_up_id") REFERENCES "follow_ups"("id");--> statement-breakpoint
ALTER TABLE "titles" ADD CONSTRAINT "titles_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "mandate_corrections" ADD CONSTRAINT "mandate_corrections_mandate" FOREIGN KEY ("mandate_id") REFERENCES "mandates"("id");--> statement-breakpoint
ALTER TABLE "mandate_corrections" ADD CONSTRAINT "mandate_corrections_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_decided_has_day" CHECK (("decided" is null) = ("decided_on" is null));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION "append_to_chain"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex' SET enable_seqscan = off AS $$
DECLARE
	fact record;
	of_dossier bigint;
	chained bigint;
	last_number integer;
	last_hash bytea;
	record jsonb;
BEGIN
	FOR fact IN SELECT a.id, to_jsonb(a) AS appended FROM added AS a ORDER BY a.id LOOP
		IF TG_TABLE_NAME = 'entries' THEN
			of_dossier := (SELECT dossier_id FROM communications WHERE id = (fact.appended ->> 'communication_id')::bigint);
		ELSIF TG_TABLE_NAME IN ('closures', 'assessments') THEN
			of_dossier := (SELECT dossier_id FROM follow_ups WHERE id = (fact.appended ->> 'follow_up_id')::bigint);
		ELSIF TG_TABLE_NAME IN ('report_duties', 'mandate_corrections') THEN
			of_dossier := (SELECT dossier_id FROM mandates WHERE id = (fact.appended ->> 'mandate_id')::bigint);
		ELSIF TG_TABLE_NAME IN ('report_duty_corrections', 'report_submissions') THEN
			of_dossier := (SELECT m.dossier_id FROM report_duties r JOIN mandates m ON m.id = r.mandate_id WHERE r.id = (fact.appended ->> 'duty_id')::bigint);
		ELSE
			of_dossier := (fact.appended ->> 'dossier_id')::bigint;
		END IF;
		IF of_dossier IS DISTINCT FROM chained THEN
			chained := of_dossier;
			PERFORM FROM dossiers WHERE id = chained FOR NO KEY UPDATE;
			SELECT number, hash INTO last_number, last_hash FROM audit WHERE dossier_id = chained ORDER BY number DESC LIMIT 1;
			last_hash := coalesce(last_hash, '');
		END IF;
		last_number := coalesce(last_number, 0) + 1;
		IF TG_TABLE_NAME = 'follow_ups' THEN
			fact.appended := opening(fact.appended);
		END IF;
		record := jsonb_build_object('dossier', chained, 'number', last_number, 'fact', TG_TABLE_NAME, 'row', fact.appended);
		INSERT INTO audit (dossier_id, number, fact, row_id, record, previous, hash)
		VALUES (chained, last_number, TG_TABLE_NAME, fact.id, record, last_hash, sha256(last_hash || convert_to(record::text, 'UTF8')))
		RETURNING hash INTO last_hash;
	END LOOP;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "mandate_corrections" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "mandate_corrections_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "mandate_corrections" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "titles" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "titles_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "titles" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "office_names_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "office_names" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
INSERT INTO "office_names" ("counterpart_id", "name", "succeeds_id") SELECT "id", "name", "succeeds_id" FROM "counterparts" ORDER BY "id";
--> statement-breakpoint
-- How these are folded was mended since they were written: `fillStandings` writes them anew.
WITH "anew" AS (
	DELETE FROM "standings" WHERE "follow_up_id" IN (
		SELECT "follow_up_id" FROM "closures"
		UNION SELECT e."follow_up_id" FROM "entries" AS e JOIN "communications" AS c ON c."id" = e."communication_id" WHERE c."dating" = 'unknown')
	RETURNING "follow_up_id")
UPDATE "installations" SET "has_standings" = false WHERE EXISTS (SELECT FROM "anew");
