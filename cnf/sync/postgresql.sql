-- Rollcall's table in a school's own PostgreSQL (12 or later). Run once as the owner of the database:
--   psql -v ON_ERROR_STOP=1 -d school -f postgresql.sql
-- then give each terminal a role of its own: CREATE ROLE "gate-1" LOGIN PASSWORD '...' IN ROLE rollcall_device;
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
GRANT INSERT ON attendance_event TO rollcall_device;
-- ON CONFLICT (event_id) reads this column and no other.
GRANT SELECT (event_id) ON attendance_event TO rollcall_device;
COMMIT;
