package waitingroom.store;

/** Marker of messages between nodes and of snapshots: Jackson serialises them as CBOR. */
public interface CborSerializable {}
