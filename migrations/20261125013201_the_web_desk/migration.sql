CREATE TABLE "api_tokens" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_tokens_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"officer_id" bigint NOT NULL,
	"name" text NOT NULL,
	"secret_hash" bytea NOT NULL CONSTRAINT "api_tokens_secret" UNIQUE,
	"scopes" text[] NOT NULL,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"last_used_at" timestamptz,
	"revoked_at" timestamptz,
	CONSTRAINT "api_tokens_scopes_known" CHECK ("scopes" <@ array['read', 'record', 'admin'] and cardinality("scopes") > 0)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"officer_id" bigint,
	"key" text,
	"request_hash" bytea NOT NULL,
	"status" integer,
	"body" text,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "idempotency_keys_key" PRIMARY KEY("officer_id","key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sessions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"officer_id" bigint NOT NULL,
	"secret_hash" bytea NOT NULL CONSTRAINT "sessions_secret" UNIQUE,
	"user_agent" text,
	"created_at" timestamptz NOT NULL,
	"last_seen_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"officer_id" bigint NOT NULL,
	"secret_hash" bytea NOT NULL CONSTRAINT "sign_in_links_secret" UNIQUE,
	"browser_hash" bytea,
	"created_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"used_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attachments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"dossier_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"sha256" bytea NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"recorded_by" bigint NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	CONSTRAINT "attachments_attached_once" UNIQUE("dossier_id","number","sha256")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"sha256" bytea PRIMARY KEY,
	"bytes" bytea NOT NULL,
	CONSTRAINT "files_are_what_they_are_called" CHECK ("sha256" = sha256("bytes"))
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "saved_views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"officer_id" bigint NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"is_shared" boolean NOT NULL,
	"created_at" timestamptz NOT NULL,
	CONSTRAINT "saved_views_name" UNIQUE("officer_id","name")
);
--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "unsubscribe_token" text DEFAULT replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "officers" ADD COLUMN "ended_at" timestamptz;--> statement-breakpoint
DROP INDEX "follow_ups_pending_by_silence";--> statement-breakpoint
CREATE INDEX "follow_ups_pending_by_silence" ON "follow_ups" (coalesce("last_word_on", "asked_on") nulls first,"id") WHERE "state" not in ('answered', 'declined', 'closed');--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_unsubscribe_token" UNIQUE("unsubscribe_token");--> statement-breakpoint
CREATE INDEX "api_tokens_by_officer" ON "api_tokens" ("officer_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" ("created_at");--> statement-breakpoint
CREATE INDEX "sessions_by_officer" ON "sessions" ("officer_id");--> statement-breakpoint
CREATE INDEX "sessions_by_expiry" ON "sessions" ("expires_at");--> statement-breakpoint
CREATE INDEX "sign_in_links_by_expiry" ON "sign_in_links" ("expires_at");--> statement-breakpoint
CREATE INDEX "attachments_by_dossier" ON "attachments" ("dossier_id","number");--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_dossier" FOREIGN KEY ("dossier_id") REFERENCES "dossiers"("id");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_file" FOREIGN KEY ("sha256") REFERENCES "files"("sha256");--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_recorded_by" FOREIGN KEY ("recorded_by") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_officer" FOREIGN KEY ("officer_id") REFERENCES "officers"("id");--> statement-breakpoint
ALTER TABLE "entries" DROP CONSTRAINT "entries_day_only_where_it_means_something", ADD CONSTRAINT "entries_day_only_where_it_means_something" CHECK ("until_on" is null or "bearing" in ('asks', 'grants') or coalesce("character" in ('promised', 'extension_requested'), false));--> statement-breakpoint
CREATE TRIGGER "files_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "files" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
CREATE TRIGGER "attachments_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "attachments" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
