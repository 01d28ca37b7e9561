-- Rollcall's table behind PostgREST or Supabase. Run once in Supabase's SQL editor, or with psql as the owner.
-- Each terminal has a token (JWT) with the claims role = rollcall_device and device_id = its store.device; what it may write is
-- decided by the token, never by what a row says.
BEGIN;
CREATE TABLE attendance_event (
  event_id     uuid        PRIMARY KEY,
  device_id    text        NOT NULL,
  device_epoch integer     NOT NULL,
  device_seq   bigint      NOT NULL,
  student_code text        NOT NULL,
  listed       boolean     NOT NULL,
  direction    text        NOT NULL CHECK (direction IN ('LOGIN', 'LOGOUT')),
  late         boolean     NOT NULL,
  session      text        NOT NULL,
  captured_at  timestamptz NOT NULL,
  clock        text        NOT NULL CHECK (clock IN ('TRUSTED', 'HOLDOVER', 'UNTRUSTED')),
  photo_sha256 text        CHECK (photo_sha256 ~ '^[0-9a-f]{64}$'),
  received_at  timestamptz NOT NULL DEFAULT now(),
  -- A clash shows a copied memory card: two terminals that number alike.
  UNIQUE (device_id, device_epoch, device_seq)
);
CREATE INDEX attendance_event_by_student ON attendance_event (student_code, captured_at);
CREATE ROLE rollcall_device NOLOGIN;
GRANT USAGE ON SCHEMA public TO rollcall_device;
GRANT INSERT ON attendance_event TO rollcall_device;
-- ON CONFLICT (event_id) reads this column and no other.
GRANT SELECT (event_id) ON attendance_event TO rollcall_device;
ALTER TABLE attendance_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows_in ON attendance_event FOR INSERT TO rollcall_device
  WITH CHECK (device_id = current_setting('request.jwt.claims', true)::json ->> 'device_id');
CREATE POLICY own_rows_seen ON attendance_event FOR SELECT TO rollcall_device
  USING (device_id = current_setting('request.jwt.claims', true)::json ->> 'device_id');
DO $$
BEGIN
  -- The role that PostgREST logs in with; it changes into the token's role.
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'authenticator') THEN
    GRANT rollcall_device TO authenticator;
  END IF;
END
$$;
COMMIT;
