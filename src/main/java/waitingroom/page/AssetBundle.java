package waitingroom.page;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import waitingroom.secret.Sha256;

/**
 * The scripts, styles and images of one page, under a path with a hash of them all: they may be
 * cached forever, and a script imports its neighbours as {@code ./name.js}.
 */
public final class AssetBundle {
  private static final int HASH_CHARS = 12;

  private final String name;
  private final String folder;
  private final Map<String, Content> files = new TreeMap<>();

  private AssetBundle(String name, Map<String, byte[]> sources) {
    sources.forEach((file, bytes) -> files.put(file, Content.file(file, bytes)));
    this.name = name;
    this.folder = name + "-" + hash(sources);
  }

  /**
   * Loads the folder {@code /web/<name>} of the class path.
   *
   * @param libraries further files by the name under which to serve them, each a path on the class
   *     path, such as in a WebJar
   * @throws IllegalArgumentException when a file is missing
   */
  public static AssetBundle load(String name, Map<String, String> libraries) {
    Map<String, byte[]> sources = new TreeMap<>(ResourceFolder.read("/web/" + name));
    libraries.forEach((file, path) -> sources.put(file, ResourceFolder.file(path)));
    return new AssetBundle(name, sources);
  }

  private static String hash(Map<String, byte[]> sources) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    sources.forEach(
        (file, bytes) -> {
          all.writeBytes((file + "\n" + bytes.length + "\n").getBytes(StandardCharsets.UTF_8));
          all.writeBytes(bytes);
        });
    return HexFormat.of().formatHex(Sha256.of(all.toByteArray())).substring(0, HASH_CHARS);
  }

  /** The name, which does not depend on the content; without a hyphen. */
  public String name() {
    return name;
  }

  /** The path segment that names this bundle and its content. */
  public String folder() {
    return folder;
  }

  /** The path of a file; for an empty name, that of the folder. */
  public String path(String file) {
    return "/assets/" + folder + "/" + file;
  }

  public Optional<Content> file(String name) {
    return Optional.ofNullable(files.get(name));
  }
}
