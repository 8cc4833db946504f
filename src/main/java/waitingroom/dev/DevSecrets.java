package waitingroom.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waitingroom.note.NoteSigner;
import waitingroom.tool.StartException;

/**
 * The secrets of a development node, created once: files that only their owner may read, in the
 * layout of a mounted Kubernetes Secret.
 *
 * @param masterSecret file with 32 random bytes in base64
 * @param signingKeys file with a private JWK set
 * @param logSigning file with the private JWK that signs what is published about draws
 * @param credentials AWS shared credentials file with the profile {@code default}
 * @param curl configuration with which {@code curl --config} signs as that profile, so that the
 *     secret is on no command line
 * @param accessKeyId of that profile
 * @param secretAccessKey of that profile
 */
public record DevSecrets(
    Path masterSecret,
    Path signingKeys,
    Path logSigning,
    Path credentials,
    Path curl,
    String accessKeyId,
    String secretAccessKey) {
  private static final String CURL =
      "aws-sigv4 = \"aws:amz:local:execute-api\"\nuser = \"%s:%s\"\n";
  private static final String LOG_KEY_NAME = "localhost/waiting-room";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  // Without + and /, which only some tools escape.
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /**
   * Creates missing files; never changes existing ones.
   *
   * @param folder created with mode 700 if absent
   * @param newSigningKeys generates a private JWK set as JSON; called only when there is none
   * @throws StartException when the folder cannot be written or the credentials cannot be read
   */
  public static DevSecrets in(Path folder, Supplier<String> newSigningKeys) {
    try {
      createFolder(folder);
      Path master = folder.resolve("master-secret");
      Path keys = folder.resolve("signing-keys.json");
      Path log = folder.resolve("log-signing.jwk");
      Path credentials = folder.resolve("credentials");
      createIfAbsent(master, DevSecrets::newMasterSecret);
      createIfAbsent(keys, newSigningKeys);
      createIfAbsent(log, () -> NoteSigner.generate(LOG_KEY_NAME));
      createIfAbsent(credentials, DevSecrets::newCredentials);
      String text = Files.readString(credentials);
      String id = value(credentials, text, "aws_access_key_id");
      String secret = value(credentials, text, "aws_secret_access_key");
      Path curl = folder.resolve("curl");
      // The credentials may have been edited: this file is always derived from them.
      Files.deleteIfExists(curl);
      createIfAbsent(curl, () -> CURL.formatted(id, secret));
      return new DevSecrets(master, keys, log, credentials, curl, id, secret);
    } catch (IOException e) {
      throw new StartException(
          "Cannot write the secrets to " + folder + ": choose a folder that you may write to.", e);
    }
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "DevSecrets[credentials=" + credentials + ", accessKeyId=" + accessKeyId + "]";
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Writes via a second file, so that an interrupted start leaves no partial secret behind. */
  private static void createIfAbsent(Path file, Supplier<String> content) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    Path whole =
        Files.createTempFile(
            folder,
            ".new-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(whole, content.get(), UTF_8);
      Files.move(whole, file);
    } catch (FileAlreadyExistsException e) {
      // A concurrent start was faster: its secret will do.
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static String newMasterSecret() {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return Base64.getEncoder().encodeToString(secret) + "\n";
  }

  private static String newCredentials() {
    return "[default]\naws_access_key_id = AKIA%s\naws_secret_access_key = %s\n"
        .formatted(random(16, BASE32), random(40, ALPHANUMERIC));
  }

  private static String random(int length, String alphabet) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String value(Path file, String text, String key) {
    Matcher section = Pattern.compile("(?ms)^\\[default\\]\\s*$(.*?)(?=^\\[|\\z)").matcher(text);
    if (section.find()) {
      Matcher line =
          Pattern.compile("(?m)^\\s*" + key + "\\s*=\\s*(\\S+)\\s*$").matcher(section.group(1));
      if (line.find()) {
        return line.group(1);
      }
    }
    throw new StartException(
        "There is no "
            + key
            + " in the profile [default] of "
            + file
            + ": fix or delete the file.");
  }
}
