ALTER TABLE "audit" DROP CONSTRAINT "audit_dossier";
--> statement-breakpoint
-- The chain of what is of no dossier, under the identity 0, which no dossier has. Whoever appends to it waits for the one before.
CREATE FUNCTION "chain_in_ledger"("of_table" text, "of_row" bigint, "appended" jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	last_number integer;
	last_hash bytea;
	record jsonb;
BEGIN
	PERFORM pg_advisory_xact_lock(hashtext('the ledgers own chain'));
	SELECT number, hash INTO last_number, last_hash FROM audit WHERE dossier_id = 0 ORDER BY number DESC LIMIT 1;
	last_number := coalesce(last_number, 0) + 1;
	last_hash := coalesce(last_hash, '');
	record := jsonb_build_object('dossier', 0, 'number', last_number, 'fact', of_table, 'row', appended || jsonb_build_object('id', of_row));
	INSERT INTO audit (dossier_id, number, fact, row_id, record, previous, hash)
	VALUES (0, last_number, of_table, of_row, record, last_hash, sha256(last_hash || convert_to(record::text, 'UTF8')));
END $$;
--> statement-breakpoint
CREATE FUNCTION "append_to_ledgers_chain"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex' AS $$
BEGIN
	PERFORM chain_in_ledger(TG_TABLE_NAME, row_id, appended) FROM (
		SELECT (to_jsonb(a) ->> TG_ARGV[0])::bigint AS row_id, to_jsonb(a) AS appended FROM added AS a ORDER BY 1 OFFSET 0) AS one;
	RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION "chain_in_ledger"(text, bigint, jsonb) FROM PUBLIC;
--> statement-breakpoint
-- What was there before enters the chain now, table by table: a change of it from now on is found.
DO $$
BEGIN
	PERFORM set_config('TimeZone', 'UTC', true), set_config('bytea_output', 'hex', true);
	PERFORM chain_in_ledger(fact, row_id, appended) FROM (
		SELECT 1 AS place, 'office_names' AS fact, id AS row_id, to_jsonb(t) AS appended FROM office_names AS t
		UNION ALL SELECT 2, 'counterpart_details', id, to_jsonb(t) FROM counterpart_details AS t
		UNION ALL SELECT 3, 'receiving_points', id, to_jsonb(t) FROM receiving_points AS t
		UNION ALL SELECT 4, 'retirements', point_id, to_jsonb(t) FROM retirements AS t
		UNION ALL SELECT 5, 'attestations', id, to_jsonb(t) FROM attestations AS t
		UNION ALL SELECT 6, 'attestation_withdrawals', attestation_id, to_jsonb(t) FROM attestation_withdrawals AS t
		ORDER BY place, row_id OFFSET 0) AS kept;
END $$;
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "office_names" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_ledgers_chain"('id');
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "counterpart_details" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_ledgers_chain"('id');
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "receiving_points" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_ledgers_chain"('id');
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "retirements" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_ledgers_chain"('point_id');
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "attestations" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_ledgers_chain"('id');
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "attestation_withdrawals" REFERENCING NEW TABLE AS "added" FOR EACH STATEMENT EXECUTE FUNCTION "append_to_ledgers_chain"('attestation_id');
