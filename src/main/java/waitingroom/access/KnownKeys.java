package waitingroom.access;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All valid access keys: those of the file, which only the file can change, and those added at run
 * time. For an id in both, the file wins.
 */
public final class KnownKeys implements AutoCloseable {
  private final @Nullable AccessKeys file;
  private final RunTimeKeys added;
  private final String nobodys = Secrets.newSecret();

  /**
   * The holder of a key.
   *
   * @param secretHash see {@link Secrets}
   */
  public record Holder(Principal principal, byte[] secretHash) {}

  /** A key of the file without its secret. */
  public record FileKey(String id, Principal principal) {}

  /**
   * @param file null when there is none
   */
  public KnownKeys(@Nullable AccessKeys file, RunTimeKeys added) {
    this.file = file;
    this.added = added;
  }

  /** The holder of the key, if it is valid. */
  public Optional<Holder> holder(String id) {
    return fromFile(id)
        .map(key -> new Holder(key.principal(), Secrets.hash(key.secret())))
        .or(() -> added.find(id).map(key -> new Holder(key.principal(), key.secretHash())));
  }

  /** The holder of this id and secret. A wrong id takes as long as a wrong secret. */
  public Optional<Holder> verify(String id, String secret) {
    Optional<Holder> holder = holder(id);
    byte[] expected = holder.map(Holder::secretHash).orElseGet(() -> Secrets.hash(nobodys));
    boolean fits = MessageDigest.isEqual(expected, Secrets.hash(secret));
    return fits ? holder : Optional.empty();
  }

  /** The keys of the file, by name. */
  public List<FileKey> ofFile() {
    return file == null
        ? List.of()
        : file.all().stream().map(key -> new FileKey(key.id(), key.principal())).toList();
  }

  /** Stops watching the file. */
  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }

  /** The key with its secret, which signatures need. */
  Optional<AccessKey> find(String id) {
    return fromFile(id)
        .or(
            () ->
                added
                    .find(id)
                    .flatMap(
                        key ->
                            key.secret()
                                .map(secret -> new AccessKey(id, secret, key.principal()))));
  }

  private Optional<AccessKey> fromFile(String id) {
    return file == null ? Optional.empty() : file.find(id);
  }
}
