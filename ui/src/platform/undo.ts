/** Takes back the change with this id, or the newest one in force. */
type Undo = (change: string | null) => void;

let handler: Undo = () => {};

/** Has a change taken back by the part of the window that can: it asks where it must, and says what it did. */
export function requestUndo(change: string | null = null): void {
  handler(change);
}

/** Names who takes changes back; gives the function that ends it. */
export function handleUndo(undo: Undo): () => void {
  handler = undo;
  return () => {
    handler = () => {};
  };
}
