ALTER TABLE "anchors" ADD COLUMN "sight" text;--> statement-breakpoint
ALTER TABLE "anchors" ADD COLUMN "number" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "anchors" ADD COLUMN "previous" text;--> statement-breakpoint
ALTER TABLE "anchors" ADD COLUMN "taken_in" pg_snapshot;--> statement-breakpoint
-- In two steps: with its default at once, every row of the table would be written anew.
ALTER TABLE "audit" ADD COLUMN "appended_in" xid8;--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "appended_in" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
CREATE INDEX "anchors_by_sight" ON "anchors" ("sight","taken_at");--> statement-breakpoint
CREATE INDEX "audit_by_transaction" ON "audit" ("appended_in") WHERE "appended_in" is not null;
