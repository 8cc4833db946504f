package waitingroom.access;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parser of AWS shared credentials files, with the additional member {@code role}.
 *
 * <p>Members that AWS tools write and that mean nothing here are ignored; any other is rejected,
 * because a mistyped {@code role} would make an administrator. Messages name the profile or the
 * line, never its content: a secret may have been pasted anywhere.
 */
final class CredentialsFile {
  private static final int SECRET_CHARS_MIN = 32;
  private static final Pattern KEY_ID = Pattern.compile("\\w{4,128}");
  private static final String ID = "aws_access_key_id";
  private static final String SECRET = "aws_secret_access_key";
  private static final String ROLE = "role";
  private static final Set<String> MEMBERS =
      Set.of(ID, SECRET, ROLE, "aws_session_token", "aws_account_id", "region", "output");

  private final Map<String, Map<String, String>> profiles = new LinkedHashMap<>();
  private @Nullable String profile;

  private CredentialsFile() {}

  /**
   * The keys of a file, by key id.
   *
   * @throws IllegalArgumentException with a message that names the profile or line at fault
   */
  static Map<String, AccessKey> parse(byte[] content) {
    var file = new CredentialsFile();
    List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      file.read(lines.get(i).replace("\uFEFF", "").strip(), i + 1);
    }
    return file.keys();
  }

  private void read(String line, int number) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    if (line.startsWith("[")) {
      startProfile(withoutComment(line), number);
      return;
    }
    int equals = line.indexOf('=');
    String name = equals < 0 ? "" : line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    if (!MEMBERS.contains(name)) {
      throw new IllegalArgumentException(
          "Line "
              + number
              + " of the access keys file is not a known member: write "
              + "aws_access_key_id, aws_secret_access_key or role, followed by = and its value");
    }
    addMember(name, withoutComment(line.substring(equals + 1)), number);
  }

  private void startProfile(String line, int number) {
    String name = line.endsWith("]") ? line.substring(1, line.length() - 1).strip() : "";
    if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Line " + number + " of the access keys file is not a profile: write [name]");
    }
    if (profiles.put(name, new HashMap<>()) != null) {
      throw new IllegalArgumentException(
          "Profile " + name + " appears twice in the access keys file: remove one of them");
    }
    profile = name;
  }

  private void addMember(String name, String value, int number) {
    Map<String, String> members = profile == null ? null : profiles.get(profile);
    if (members == null) {
      throw new IllegalArgumentException(
          "Line " + number + " of the access keys file comes before any [profile]: add one");
    }
    if (members.put(name, value) != null) {
      throw new IllegalArgumentException(
          "Profile " + profile + " has " + name + " twice: remove one of them");
    }
  }

  private static String withoutComment(String text) {
    return text.replaceFirst("\\s[#;].*", "").strip();
  }

  private Map<String, AccessKey> keys() {
    var keys = new HashMap<String, AccessKey>();
    profiles.forEach(
        (name, members) -> {
          AccessKey key = key(name, members);
          if (keys.put(key.id(), key) != null) {
            throw new IllegalArgumentException(
                "Profile " + name + " repeats the key id of another profile: give each its own");
          }
        });
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "The access keys file has no profile: add at least one [profile] with its key");
    }
    return Map.copyOf(keys);
  }

  private static AccessKey key(String profile, Map<String, String> members) {
    String id = required(profile, members, ID);
    if (!KEY_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "Profile " + profile + " has a key id that is not 4 to 128 letters and digits");
    }
    String secret = required(profile, members, SECRET);
    if (secret.length() < SECRET_CHARS_MIN) {
      throw new IllegalArgumentException(
          "Profile " + profile + " has a secret shorter than " + SECRET_CHARS_MIN + " characters");
    }
    Role role =
        Role.named(members.getOrDefault(ROLE, Role.ADMIN.lowerCaseName()).toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Profile " + profile + " has a role other than " + Role.names()));
    return new AccessKey(id, secret, new Principal(profile, role));
  }

  private static String required(String profile, Map<String, String> members, String name) {
    String value = members.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("Profile " + profile + " has no " + name + ": add it");
    }
    return value;
  }
}
