package waitingroom.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The access keys of the AWS documentation, for tests. */
final class KeyFiles {
  static final String ID = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  static final Principal OWNER = new Principal("tests", Role.OPERATOR);

  private KeyFiles() {}

  static AccessKeys example() {
    return of(
        """
        [tests]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        role = operator
        """
            .formatted(ID, SECRET));
  }

  static AccessKeys of(String content) {
    try {
      Path file = Files.createTempFile("access-keys", ".ini");
      file.toFile().deleteOnExit();
      Files.writeString(file, content);
      return new AccessKeys(file, Duration.ofHours(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
