CREATE TABLE "documents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "documents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"recipe" jsonb NOT NULL,
	"dossier_id" bigint,
	"confidential_to" bigint[] NOT NULL,
	"as_of" date NOT NULL,
	"known_at" timestamptz NOT NULL,
	"anchor" text,
	"title" text NOT NULL,
	"format" text NOT NULL,
	"sha256" text,
	"digest_id" bigint CONSTRAINT "documents_of_digest" UNIQUE,
	"given_to" bigint NOT NULL,
	"given_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX "documents_by_dossier" ON "documents" ("dossier_id","as_of");--> statement-breakpoint
CREATE INDEX "documents_of_all" ON "documents" ("as_of") WHERE "dossier_id" is null;--> statement-breakpoint
CREATE INDEX "documents_by_officer" ON "documents" ("given_to","as_of");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_anchor" FOREIGN KEY ("anchor") REFERENCES "anchors"("anchor");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_digest" FOREIGN KEY ("digest_id") REFERENCES "digests"("id");--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_given_to" FOREIGN KEY ("given_to") REFERENCES "officers"("id");
--> statement-breakpoint
CREATE TRIGGER "documents_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "documents" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
-- The digests that were issued before: what each showed is not known better than by its subscription as it is now.
INSERT INTO "documents" ("recipe", "confidential_to", "as_of", "known_at", "title", "format", "digest_id", "given_to", "given_at")
SELECT jsonb_build_object('kind', 'digest', 'query', s.query, 'sight', jsonb_build_object('deskId', o.desk_id),
		'previous', (SELECT p.id FROM "digests" p WHERE p.subscription_id = d.subscription_id AND p.sent_at <= d.planned_at
			ORDER BY p.number DESC LIMIT 1)),
	CASE WHEN o.desk_id IS NULL THEN '{}' ELSE ARRAY[o.desk_id] END,
	d.as_of, d.planned_at, 'Digest ' || d.subscription_id || '/' || d.number, 'mail', d.id, s.officer_id, d.planned_at
FROM "digests" d JOIN "subscriptions" s ON s.id = d.subscription_id JOIN "officers" o ON o.id = s.officer_id
WHERE d.number IS NOT NULL ORDER BY d.id;
