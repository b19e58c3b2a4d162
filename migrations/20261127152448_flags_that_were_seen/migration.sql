-- In two steps each: with its default at once, every row of before would be said to be of this moment.
ALTER TABLE "digests" ADD COLUMN "planned_in" pg_snapshot;--> statement-breakpoint
ALTER TABLE "digests" ALTER COLUMN "planned_in" SET DEFAULT pg_current_snapshot();--> statement-breakpoint
ALTER TABLE "flags" ADD COLUMN "raised_in" xid8;--> statement-breakpoint
ALTER TABLE "flags" ALTER COLUMN "raised_in" SET DEFAULT pg_current_xact_id();
