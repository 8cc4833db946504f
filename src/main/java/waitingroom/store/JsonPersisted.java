package waitingroom.store;

/**
 * Marks what is written to the journal: serialised as JSON by Jackson, its schema frozen by golden
 * files.
 */
public interface JsonPersisted {}
