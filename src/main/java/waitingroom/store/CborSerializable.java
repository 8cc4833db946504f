package waitingroom.store;

/** Marks what travels between nodes or into snapshots: serialised as CBOR by Jackson. */
public interface CborSerializable {}
