CREATE TABLE "attestation_withdrawals" (
	"attestation_id" bigint PRIMARY KEY,
	"why" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attestations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attestations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"point_id" bigint NOT NULL,
	"from_on" date NOT NULL,
	"through_on" date NOT NULL,
	"remark" text,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "attestations_days_in_order" CHECK ("from_on" <= "through_on")
);
--> statement-breakpoint
CREATE TABLE "receiving_points" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "receiving_points_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reference" text NOT NULL CONSTRAINT "receiving_points_reference" UNIQUE,
	"name" text NOT NULL,
	"desk_id" bigint NOT NULL,
	"channels" text[] NOT NULL,
	"since_on" date NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "receiving_points_channels_known" CHECK ("channels" <@ array['letter', 'note_verbale', 'email', 'fax', 'telephone', 'meeting', 'working_contact', 'document']::text[]),
	CONSTRAINT "receiving_points_have_a_channel" CHECK (cardinality("channels") > 0)
);
--> statement-breakpoint
CREATE TABLE "retirements" (
	"point_id" bigint PRIMARY KEY,
	"retired_on" date NOT NULL,
	"why" text NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX "attestations_by_point" ON "attestations" ("point_id");--> statement-breakpoint
ALTER TABLE "attestation_withdrawals" ADD CONSTRAINT "attestation_withdrawals_attestation" FOREIGN KEY ("attestation_id") REFERENCES "attestations"("id");--> statement-breakpoint
ALTER TABLE "attestation_withdrawals" ADD CONSTRAINT "attestation_withdrawals_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "attestations" ADD CONSTRAINT "attestations_point" FOREIGN KEY ("point_id") REFERENCES "receiving_points"("id");--> statement-breakpoint
ALTER TABLE "attestations" ADD CONSTRAINT "attestations_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "receiving_points" ADD CONSTRAINT "receiving_points_desk" FOREIGN KEY ("desk_id") REFERENCES "desks"("id");--> statement-breakpoint
ALTER TABLE "receiving_points" ADD CONSTRAINT "receiving_points_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "retirements" ADD CONSTRAINT "retirements_point" FOREIGN KEY ("point_id") REFERENCES "receiving_points"("id");--> statement-breakpoint
ALTER TABLE "retirements" ADD CONSTRAINT "retirements_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");
--> statement-breakpoint
CREATE TRIGGER "receiving_points_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "receiving_points" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "retirements_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "retirements" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "attestations_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "attestations" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "attestation_withdrawals_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "attestation_withdrawals" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
