package waitingroom.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waitingroom.tool.StartException;

class DevSecretsTest {
  private final Path path;

  DevSecretsTest(@TempDir Path path) {
    this.path = path;
  }

  @Test
  void the_files_are_made_for_their_owner_only() throws IOException {
    Path folder = path.resolve("deep/secrets");
    DevSecrets secrets = DevSecrets.in(folder, () -> "{\"keys\":[]}");

    assertThat(mode(folder)).isEqualTo("rwx------");
    List<Path> files =
        List.of(
            secrets.masterSecret(),
            secrets.signingKeys(),
            secrets.logSigning(),
            secrets.credentials(),
            secrets.curl());
    assertThat(files).allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.toList()).containsExactlyInAnyOrderElementsOf(files);
    }
    assertThat(Base64.getDecoder().decode(Files.readString(secrets.masterSecret()).strip()))
        .hasSize(32);
    assertThat(secrets.signingKeys()).hasContent("{\"keys\":[]}");
    assertThat(secrets.accessKeyId()).matches("AKIA[A-Z2-7]{16}");
    assertThat(secrets.secretAccessKey()).matches("[A-Za-z0-9]{40}");
    assertThat(secrets.credentials())
        .hasContent(
            "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                .formatted(secrets.accessKeyId(), secrets.secretAccessKey()));
    assertThat(secrets.curl())
        .hasContent(
            "aws-sigv4 = \"aws:amz:local:execute-api\"\nuser = \"%s:%s\"\n"
                .formatted(secrets.accessKeyId(), secrets.secretAccessKey()));
  }

  @Test
  void a_second_start_keeps_the_secrets() throws IOException {
    DevSecrets first = DevSecrets.in(path, () -> "one");
    String master = Files.readString(first.masterSecret());
    DevSecrets second =
        DevSecrets.in(
            path,
            () -> {
              throw new AssertionError("asked for new keys");
            });
    assertThat(second).isEqualTo(first);
    assertThat(second.masterSecret()).hasContent(master);
    assertThat(second.signingKeys()).hasContent("one");
  }

  @Test
  void the_keys_of_another_profile_are_not_taken() throws IOException {
    Files.writeString(
        path.resolve("credentials"),
        "[default]\naws_access_key_id = A\n[other]\naws_secret_access_key = B\n");
    assertThatThrownBy(() -> DevSecrets.in(path, () -> "{}"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("aws_secret_access_key")
        .hasMessageContaining("[default]");
  }

  @Test
  void the_secret_is_not_printed() {
    DevSecrets secrets = DevSecrets.in(path, () -> "{}");
    assertThat(secrets.toString()).doesNotContain(secrets.secretAccessKey());
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
