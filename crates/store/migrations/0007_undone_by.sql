-- Of changes that are undone: who took them back.
ALTER TABLE changes ADD COLUMN undone_by BLOB;
