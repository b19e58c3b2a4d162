CREATE TABLE "mailing" (
	"only" boolean PRIMARY KEY DEFAULT true,
	"return_secret" text DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') NOT NULL,
	"troubled_since" timestamptz,
	"said" text,
	"paused_until" timestamptz,
	"failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "mailing_only_one" CHECK ("only"),
	CONSTRAINT "mailing_troubled_or_well" CHECK (num_nonnulls("troubled_since", "said", "paused_until") = case when "failures" = 0 then 0 else 3 end)
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "suppressions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"address" text NOT NULL,
	"cause" text NOT NULL,
	"suppressed_at" timestamptz NOT NULL,
	"said" text NOT NULL,
	"digest_id" bigint NOT NULL,
	"lifted_at" timestamptz,
	"lifted_by" bigint,
	CONSTRAINT "suppressions_cause_known" CHECK ("cause" in ('refused', 'bounced')),
	CONSTRAINT "suppressions_lifted_by_somebody" CHECK ("lifted_at" is not null or "lifted_by" is null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_in_force" ON "suppressions" (lower("address")) WHERE "lifted_at" is null;--> statement-breakpoint
CREATE INDEX "suppressions_by_digest" ON "suppressions" ("digest_id");--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_digest" FOREIGN KEY ("digest_id") REFERENCES "digests"("id");--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_lifted_by" FOREIGN KEY ("lifted_by") REFERENCES "officers"("id");--> statement-breakpoint
INSERT INTO "mailing" DEFAULT VALUES;
