CREATE TABLE "deliveries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "deliveries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"digest_id" bigint NOT NULL,
	"at" timestamptz NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"said" text,
	"sent_at" timestamptz,
	CONSTRAINT "deliveries_state_known" CHECK ("state" in ('planned', 'sent', 'undeliverable'))
);
--> statement-breakpoint
CREATE INDEX "deliveries_by_digest" ON "deliveries" ("digest_id","id");--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_digest" FOREIGN KEY ("digest_id") REFERENCES "digests"("id");
--> statement-breakpoint
-- When an issue of before was given up is not known: it is told of from today.
INSERT INTO "deliveries" ("digest_id", "at", "state", "attempts", "said", "sent_at")
SELECT "id", CASE WHEN "state" = 'sent' THEN "sent_at" ELSE clock_timestamp() END, "state", "attempts", "said", "sent_at"
FROM "digests" WHERE "state" IN ('sent', 'undeliverable') OR ("state" = 'planned' AND "said" IS NOT NULL) ORDER BY "id";
--> statement-breakpoint
CREATE TRIGGER "deliveries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "deliveries" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
-- Runs with the owner's rights, so that whoever delivers can write nothing else there.
CREATE FUNCTION "note_delivery"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
	INSERT INTO deliveries (digest_id, at, state, attempts, said, sent_at)
	VALUES (NEW.id, clock_timestamp(), NEW.state, NEW.attempts, NEW.said, NEW.sent_at);
	RETURN NULL;
END $$;
--> statement-breakpoint
-- Being sent is no step: either it ends, or another worker takes over.
CREATE TRIGGER "digests_moved_on" AFTER UPDATE OF "state", "said" ON "digests" FOR EACH ROW
WHEN (NEW."state" <> 'sending' AND (OLD."state", OLD."said") IS DISTINCT FROM (NEW."state", NEW."said"))
EXECUTE FUNCTION "note_delivery"();
