DROP TRIGGER "zz_append_to_chain" ON "follow_ups";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "communications";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "entries";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "closures";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "assessments";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "attachments";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "mandates";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "report_duties";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "report_duty_corrections";--> statement-breakpoint
DROP TRIGGER "zz_append_to_chain" ON "report_submissions";--> statement-breakpoint
DROP FUNCTION "chain"(bigint, text, jsonb);--> statement-breakpoint
-- All rows of a statement at once, in the order of their identities: an import appends thousands. Whoever appends to a
-- dossier's chain locks the dossier. What jsonb says of an instant or of bytes depends on the session; and an import must
-- not be planned by what was counted while the tables were empty.
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
		ELSIF TG_TABLE_NAME = 'report_duties' THEN
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
-- Fired after the checks of foreign keys, which are of each row: what they lock comes before the dossier.
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "follow_ups" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "communications" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "entries" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "closures" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "assessments" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "attachments" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "mandates" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "report_duties" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "report_duty_corrections" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "report_submissions" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_chain"();
