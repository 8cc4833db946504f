package waitingroom.store;

/** Marker of events: Jackson serialises them as JSON, and golden files freeze their schema. */
public interface JsonPersisted {}
