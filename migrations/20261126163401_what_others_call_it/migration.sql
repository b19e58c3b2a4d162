ALTER TABLE "follow_ups" ADD COLUMN "external_reference" text;--> statement-breakpoint
ALTER TABLE "communications" ADD COLUMN "external_reference" text;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_external_reference" UNIQUE("dossier_id","external_reference");--> statement-breakpoint
CREATE UNIQUE INDEX "communications_external_reference" ON "communications" ("dossier_id","external_reference") WHERE "corrects_id" is null and "external_reference" is not null;--> statement-breakpoint
-- As it was, and with what others call it.
CREATE OR REPLACE FUNCTION "opening"("follow_up" jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
	SELECT jsonb_object_agg(key, value) FROM jsonb_each(follow_up)
	WHERE key IN ('id', 'dossier_id', 'reference', 'title', 'counterpart_id', 'owner_id', 'desk_id', 'policy_id', 'is_confidential', 'opened_at', 'external_reference')
$$;
