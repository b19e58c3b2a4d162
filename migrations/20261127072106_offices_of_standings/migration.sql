DROP INDEX "follow_ups_by_counterpart";--> statement-breakpoint
ALTER TABLE "standings" ADD COLUMN "counterpart_id" bigint;--> statement-breakpoint
UPDATE "standings" SET "counterpart_id" = "f"."counterpart_id" FROM "follow_ups" AS "f" WHERE "f"."id" = "follow_up_id";--> statement-breakpoint
ALTER TABLE "standings" ALTER COLUMN "counterpart_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_by_counterpart" UNIQUE("counterpart_id","id");--> statement-breakpoint
CREATE INDEX "standings_pending_of_counterpart" ON "standings" ("counterpart_id",coalesce("last_word_on", "asked_on") nulls first,"follow_up_id") WHERE "state" not in ('answered', 'declined', 'closed');--> statement-breakpoint
ALTER TABLE "standings" DROP CONSTRAINT "standings_follow_up", ADD CONSTRAINT "standings_follow_up" FOREIGN KEY ("counterpart_id","follow_up_id") REFERENCES "follow_ups"("counterpart_id","id");
