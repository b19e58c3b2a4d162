CREATE TABLE "anchors" (
	"anchor" text PRIMARY KEY,
	"taken_at" timestamptz NOT NULL,
	"dossier_ids" bigint[] NOT NULL,
	"numbers" integer[] NOT NULL,
	"heads" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"dossier_id" bigint,
	"number" integer,
	"fact" text NOT NULL,
	"row_id" bigint NOT NULL,
	"record" jsonb NOT NULL,
	"previous" bytea NOT NULL,
	"hash" bytea NOT NULL,
	CONSTRAINT "audit_key" PRIMARY KEY("dossier_id","number"),
	CONSTRAINT "audit_chained_once" UNIQUE("fact","row_id")
);
--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "home" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "instance_id" text;--> statement-breakpoint
ALTER TABLE "installations" ADD COLUMN "adoptions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
-- Whoever appends to a dossier's chain locks the dossier: after follow-ups, as everywhere. Runs with the owner's rights,
-- so that those who record need none on the chain.
CREATE FUNCTION "chain"("of_dossier" bigint, "of_fact" text, "appended" jsonb) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
	last_number integer;
	last_hash bytea;
	record jsonb;
BEGIN
	PERFORM FROM dossiers WHERE id = of_dossier FOR NO KEY UPDATE;
	SELECT number, hash INTO last_number, last_hash FROM audit WHERE dossier_id = of_dossier ORDER BY number DESC LIMIT 1;
	last_number := coalesce(last_number, 0) + 1;
	last_hash := coalesce(last_hash, '');
	record := jsonb_build_object('dossier', of_dossier, 'number', last_number, 'fact', of_fact, 'row', appended);
	INSERT INTO audit (dossier_id, number, fact, row_id, record, previous, hash)
	VALUES (of_dossier, last_number, of_fact, (appended ->> 'id')::bigint, record, last_hash, sha256(last_hash || convert_to(record::text, 'UTF8')));
END $$;
--> statement-breakpoint
-- The opening of a follow-up is a fact; its standing is not, and is rewritten.
CREATE FUNCTION "opening"("follow_up" jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT jsonb_object_agg(key, value) FROM jsonb_each(follow_up)
	WHERE key IN ('id', 'dossier_id', 'reference', 'title', 'counterpart_id', 'owner_id', 'desk_id', 'policy_id', 'is_confidential', 'opened_at')
$$;
--> statement-breakpoint
-- What jsonb says of an instant or of bytes depends on the session.
CREATE FUNCTION "append_to_chain"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET "TimeZone" = 'UTC' SET bytea_output = 'hex' AS $$
DECLARE
	appended jsonb := to_jsonb(NEW);
BEGIN
	IF TG_TABLE_NAME = 'follow_ups' THEN
		PERFORM chain(NEW.dossier_id, TG_TABLE_NAME, opening(appended));
	ELSIF TG_TABLE_NAME = 'entries' THEN
		PERFORM chain((SELECT dossier_id FROM communications WHERE id = NEW.communication_id), TG_TABLE_NAME, appended);
	ELSIF TG_TABLE_NAME IN ('closures', 'assessments') THEN
		PERFORM chain((SELECT dossier_id FROM follow_ups WHERE id = NEW.follow_up_id), TG_TABLE_NAME, appended);
	ELSE
		PERFORM chain(NEW.dossier_id, TG_TABLE_NAME, appended);
	END IF;
	RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION "chain"(bigint, text, jsonb), "append_to_chain"() FROM PUBLIC;
--> statement-breakpoint
-- What was recorded before, in the order in which it was.
DO $$
DECLARE
	fact record;
BEGIN
	SET LOCAL "TimeZone" = 'UTC';
	SET LOCAL bytea_output = 'hex';
	FOR fact IN
		SELECT * FROM (
			SELECT dossier_id, 'follow_ups' AS kind, 1 AS rank, opened_at AS at, id, opening(to_jsonb(f)) AS appended FROM follow_ups f
			UNION ALL SELECT dossier_id, 'communications', 2, recorded_at, id, to_jsonb(c) FROM communications c
			UNION ALL SELECT c.dossier_id, 'entries', 3, c.recorded_at, e.id, to_jsonb(e) FROM entries e JOIN communications c ON c.id = e.communication_id
			UNION ALL SELECT f.dossier_id, 'closures', 4, c.recorded_at, c.id, to_jsonb(c) FROM closures c JOIN follow_ups f ON f.id = c.follow_up_id
			UNION ALL SELECT f.dossier_id, 'assessments', 5, a.recorded_at, a.id, to_jsonb(a) FROM assessments a JOIN follow_ups f ON f.id = a.follow_up_id
			UNION ALL SELECT dossier_id, 'attachments', 6, recorded_at, id, to_jsonb(a) FROM attachments a
		) AS recorded ORDER BY dossier_id, at, rank, id
	LOOP
		PERFORM chain(fact.dossier_id, fact.kind, fact.appended);
	END LOOP;
END $$;
--> statement-breakpoint
-- Fired after the checks of foreign keys, whose triggers have names in capitals: what they lock comes before the dossier.
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "follow_ups" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "communications" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "entries" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "closures" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "assessments" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "zz_append_to_chain" AFTER INSERT ON "attachments" FOR EACH ROW EXECUTE FUNCTION "append_to_chain"();
--> statement-breakpoint
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "anchors_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "anchors" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
