package waitingroom.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A browser library fetched by Maven. The jar itself names its version, so that no path here has
 * to.
 */
public record WebJar(String artifact) {

  /**
   * The class path location of a file.
   *
   * @throws IllegalArgumentException when the library is missing
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
