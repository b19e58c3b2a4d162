CREATE TABLE "counterpart_details" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "counterpart_details_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"counterpart_id" bigint NOT NULL,
	"time_zone" text,
	"holiday_calendar" text,
	"weekend" smallint[],
	"languages" text[] NOT NULL,
	"emails" text[] NOT NULL,
	"why" text,
	"recorded_by" bigint,
	"recorded_at" timestamptz,
	CONSTRAINT "counterpart_details_weekend_leaves_a_working_day" CHECK (cardinality("weekend") < 7),
	CONSTRAINT "counterpart_details_have_reason" CHECK (num_nonnulls("why", "recorded_by", "recorded_at") in (0, 3))
);
--> statement-breakpoint
CREATE INDEX "counterpart_details_by_counterpart" ON "counterpart_details" ("counterpart_id");--> statement-breakpoint
ALTER TABLE "counterpart_details" ADD CONSTRAINT "counterpart_details_of" FOREIGN KEY ("counterpart_id") REFERENCES "counterparts"("id");--> statement-breakpoint
ALTER TABLE "counterpart_details" ADD CONSTRAINT "counterpart_details_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
CREATE TRIGGER "counterpart_details_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "counterpart_details" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
