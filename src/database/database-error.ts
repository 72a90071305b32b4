/** The database cannot be used; the message is one line that says why and how to mend it. */
export class DatabaseError extends Error {}
