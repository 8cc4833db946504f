package waitingroom.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A library for browsers that Maven fetches: its jar names its version, so that nobody else does.
 */
public record WebJar(String artifact) {

  /**
   * The path of one of its files on the class path.
   *
   * @throws IllegalArgumentException when there is no such library
   */
  public String path(String file) {
    Properties properties = new Properties();
    try {
      properties.load(
          new ByteArrayInputStream(
              ResourceFolder.file(
                  "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "/META-INF/resources/webjars/%s/%s/%s"
        .formatted(artifact, properties.getProperty("version"), file);
  }
}
